import { EXIT, NapError } from "./nap-error.ts";

/** A source could not be reached, answered with an error status, stalled, or went on for too long. */
export class TransportError extends NapError {
  readonly code = "transport";
  override readonly exitCode = EXIT.environment;
}

/** A source sent us to an address that is not one of its own, or round in circles. */
export class RedirectError extends NapError {
  readonly code = "redirect";
}

/** The bytes of an answer broke off, or do not unpack whole. */
export class TruncatedError extends NapError {
  readonly code = "truncated";
}

/** An answer is larger, or unpacks to more, than its source ever has reason to send. */
export class TooLargeError extends NapError {
  readonly code = "too-large";
}

/** An answer is of another kind than the one asked for: a web page instead of data, or an error text. */
export class AnswerKindError extends NapError {
  readonly code = "answer-kind";
}

/** An archive has a member it must not have, or is packed in a way we do not read. */
export class ArchiveError extends NapError {
  readonly code = "archive";
}

/** An answer no longer has the shape that its source's contract states. */
export class DriftError extends NapError {
  readonly code = "drift";
}

/** A pull has fewer rows, or changes more of them, than can be believed without a person. */
export class ImplausibleChangeError extends NapError {
  readonly code = "implausible-change";
}

/** The disk is full. */
export class DiskFullError extends NapError {
  readonly code = "disk-full";
  override readonly exitCode = EXIT.environment;
}
