import { rm } from "node:fs/promises";
import type { Dispatcher } from "undici";
import type { Pacing } from "./pacing.ts";
import type { Redact } from "./redact.ts";
import { dropPart, type Part } from "./resume.ts";
import type { NetOptions, NetRequest } from "./types.ts";
import type { Watch } from "./watch.ts";

/** All that one call of `get` works with. */
export interface Transfer {
  request: NetRequest;
  file: string;
  start: URL;
  options: NetOptions;
  dispatcher: Dispatcher;
  pacing: Pacing;
  redact: Redact;
  watch: Watch;
  /** The present first address already has its turn. */
  turnTaken: boolean;
  /** What the bytes in `file` belong to; null where they are nothing to go on from. */
  part: Part | null;
}

/** Forgets what is on disk. */
export async function startAnew(transfer: Transfer): Promise<void> {
  transfer.part = null;
  await dropPart(transfer.file);
  await rm(transfer.file, { force: true });
}
