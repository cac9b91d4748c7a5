import { describePlace, EXIT, type ExitCode, NapError, safeValue } from "../errors/nap-error.ts";
import { EnvironmentError } from "../errors/run-errors.ts";

const SYSTEM_REMEDIES: Record<string, string> = {
  ENOSPC: "Free some space on the disk and run again",
  EDQUOT: "Free some space on the disk and run again",
  EACCES: "Give yourself the right to read and write there",
  EPERM: "Give yourself the right to read and write there",
  EROFS: "Make the folder writable, or run in a copy that is",
  EMFILE: "Raise the limit of open files (ulimit -n) or close other programs",
  ENOENT: "Restore the file from version control, or run nap build",
  ENOTDIR: "A file stands where a folder should; move it away",
  EISDIR: "A folder stands where a file should; move it away",
};

/** Faults of the machine become EnvironmentErrors with a remedy; anything else that is not ours stays unknown. */
function asNapError(error: unknown): NapError | null {
  if (error instanceof NapError) return error;
  if (!(error instanceof Error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  const remedy = code === undefined ? undefined : SYSTEM_REMEDIES[code];
  if (remedy)
    return new EnvironmentError(error.message, path ? { file: path } : {}, remedy, { cause: error });
  if (/^IO Error|No space left|Could not set lock/i.test(error.message)) {
    const remedy =
      "Close other programs that use build/warehouse.duckdb, see that the disk has space, then run nap build";
    return new EnvironmentError(`DuckDB cannot use its file: ${safeValue(error.message)}`, {}, remedy, {
      cause: error,
    });
  }
  return null;
}

export const exitCodeOf = (error: unknown): ExitCode => asNapError(error)?.exitCode ?? EXIT.bug;

/** An error for people, "error: what / where / do", or as one JSON object. Ends with a line break. */
export function renderError(error: unknown, json: boolean): string {
  const known = asNapError(error);
  if (json) return `${JSON.stringify({ error: known ? jsonOf(known) : unknownJson(error) })}\n`;
  if (!known) return unknownText(error);
  const where = describePlace(known.place);
  const lines = [`error: ${known.what} [${known.code}]`];
  if (where) lines.push(`  where: ${where}`);
  lines.push(`  do:    ${known.remedy}`);
  return `${lines.join("\n")}\n`;
}

const jsonOf = (error: NapError) => ({ ...error.toJSON(), exitCode: error.exitCode });

const REPORT = "Please report it to the maintainers with the lines above and the command you ran";

function unknownJson(error: unknown) {
  const what = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", what, place: {}, remedy: REPORT, exitCode: EXIT.bug, trace: traceOf(error) };
}

const traceOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const unknownText = (error: unknown) =>
  `error: nap met a fault that it does not know [unexpected]\n  what:  ${traceOf(error)}\n  do:    ${REPORT}\n`;
