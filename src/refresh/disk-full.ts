import { NapError } from "../errors/nap-error.ts";
import { DiskFullError } from "../errors/source-errors.ts";

/**
 * The error of a full disk, whichever part of a run met it; null for any other fault. Our own errors are not judged
 * by their text: they can quote a source whose own disk is full.
 */
export function diskFullOf(error: unknown): DiskFullError | null {
  if (error instanceof DiskFullError) return error;
  if (error instanceof NapError || !(error instanceof Error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  const full = code === "ENOSPC" || code === "EDQUOT" || /No space left on device/i.test(error.message);
  if (!full) return null;
  return new DiskFullError(
    code === "EDQUOT" ? "The disk quota is used up" : "The disk is full",
    path ? { file: path } : {},
    "Free some space and run again; the last good data stay",
    { cause: error },
  );
}
