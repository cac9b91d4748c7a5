import type { ExitCode } from "../errors/nap-error.ts";

/** Sets the exit code of a run that ends without an error, such as a check that found something. */
export type SetExit = (code: ExitCode) => void;
