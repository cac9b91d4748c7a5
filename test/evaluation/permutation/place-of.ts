import { EvaluationError } from "../../../src/evaluation/core/errors.ts";

/** Where a refusal says that the fault sits. */
export function placeOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    if (error instanceof EvaluationError) return error.place;
    throw error;
  }
  throw new Error("Nothing was refused");
}
