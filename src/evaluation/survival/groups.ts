import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import type { Spells } from "../core/spells.ts";
import { covariateOf } from "./design.ts";

/** Spells sorted into groups, the group labels ascending. */
export interface Groups {
  labels: readonly Label[];
  /** Of each spell. */
  code: Int32Array;
}

/** @param by "strata", "twinned" (the state during the row) or a covariate; null = all one group. */
export function groupsOf(spells: Spells, by: string | null): Groups {
  if (by === null) return { labels: ["all"], code: new Int32Array(spells.n) };
  if (by === "strata") {
    if (spells.strata === null)
      throw new EvaluationError("The spells have no strata", {}, "Give strata to makeSpells");
    return { labels: spells.strataLabels, code: spells.strata };
  }
  const values = covariateOf(spells, by);
  const labels = [...new Set(values)].sort((a, b) => a - b);
  const position = new Map(labels.map((label, index) => [label, index]));
  return { labels, code: Int32Array.from(values, (value) => position.get(value) as number) };
}

/** True where some id has rows in more than one group. */
export function changesGroup(spells: Spells, code: Int32Array): boolean {
  const seen = new Int32Array(spells.ids.length).fill(-1);
  for (let i = 0; i < spells.n; i++) {
    const id = spells.id[i]!;
    if (seen[id] === -1) seen[id] = code[i]!;
    else if (seen[id] !== code[i]) return true;
  }
  return false;
}

/** The columns a comparison by `by` rests on, for the guard against immortal time. */
export function columnsBehind(spells: Spells, by: string | null): { name: string; values: Float64Array }[] {
  if (by === null) return [];
  if (by === "strata")
    return spells.strata ? [{ name: "strata", values: Float64Array.from(spells.strata) }] : [];
  return [{ name: by, values: covariateOf(spells, by) }];
}
