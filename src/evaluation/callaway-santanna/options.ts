import { EvaluationError } from "../core/errors.ts";
import type { CrossSectionOptions } from "./types.ts";

/** Options with their defaults. @throws EvaluationError for values outside their range. */
export function fillOptions(options: CrossSectionOptions) {
  const filled = {
    control: options.control ?? "never",
    method: options.method ?? "dr",
    base: options.base ?? "varying",
    anticipation: options.anticipation ?? 0,
    covariates: options.covariates ?? [],
    cluster: options.cluster ?? false,
    level: options.level ?? 0.95,
  } as const;
  oneOf("control", filled.control, ["never", "not_yet"]);
  oneOf("method", filled.method, ["dr", "ipw", "reg"]);
  oneOf("base", filled.base, ["varying", "universal"]);
  if (!(filled.anticipation >= 0 && Number.isFinite(filled.anticipation))) {
    throw outOfRange("anticipation", filled.anticipation, "a number from 0 up");
  }
  checkLevel(filled.level);
  return filled;
}

export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw outOfRange("level", level, "a number between 0 and 1, such as 0.95");
}

export function oneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw outOfRange(name, value, `one of ${known.join(", ")}`);
}

export function outOfRange(name: string, value: unknown, range: string): EvaluationError {
  return new EvaluationError(
    `Option ${name} has a value it cannot take`,
    { column: name, value: String(value) },
    `Give ${range}`,
  );
}
