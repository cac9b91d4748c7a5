import type { ZipLimits } from "../../src/archive/zip.ts";

/** 14,000 datasets and 13 GB are usual (2026); four times as much is no longer the archive that we know. */
export const ARCHIVE_LIMITS: ZipLimits = { maxMembers: 60_000, maxBytes: 60_000_000_000 };
