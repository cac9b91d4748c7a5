import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel } from "../core/panel.ts";

export function noVariation(): EvaluationError {
  return new EvaluationError(
    "The treatment does not vary once unit and time effects are taken out",
    {},
    "A panel needs cells of treated and of untreated units in the same times",
  );
}

/** First treated times that a single unit has, ascending. */
export function onlyUnits(panel: Panel): number[] {
  const sizes = new Map<number, number>();
  for (let i = 0; i < panel.n; i++) {
    if (everTreated(panel, i)) sizes.set(panel.first[i]!, (sizes.get(panel.first[i]!) ?? 0) + 1);
  }
  return [...sizes]
    .filter(([, size]) => size === 1)
    .map(([first]) => first)
    .sort((a, b) => a - b);
}
