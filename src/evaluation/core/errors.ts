import { NapError } from "../../errors/nap-error.ts";

/** The data or the request do not allow what was asked. */
export class EvaluationError extends NapError {
  readonly code: string = "evaluation";
}
