import { EXIT, NapError } from "./nap-error.ts";

/** The command line does not make sense. */
export class UsageError extends NapError {
  readonly code = "usage";
  override readonly exitCode = EXIT.usage;
}

/** Something the run needs is not there: a file, a folder, a port, a permission. */
export class EnvironmentError extends NapError {
  readonly code = "environment";
  override readonly exitCode = EXIT.environment;
}

/** Another run holds the lock. */
export class LockedError extends NapError {
  readonly code = "locked";
  override readonly exitCode = EXIT.locked;
}

/** The built site fails a check; the last good site stays. */
export class SiteCheckError extends NapError {
  readonly code = "site-check";
  override readonly exitCode = EXIT.site;
}

/** Observable Framework could not build the pages. */
export class SiteBuildError extends NapError {
  readonly code = "site-build";
  override readonly exitCode = EXIT.site;
}
