import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";

/** Units by first treated time. */
export interface Cohorts {
  /** First treated times, ascending; never treated (within the panel) left out. */
  first: readonly number[];
  /** Units of each cohort. */
  units: Int32Array;
  /** n: cohort of each unit, −1 = never treated. */
  of: Int32Array;
}

export function cohortsOf(panel: Panel): Cohorts {
  const found = new Set<number>();
  for (let i = 0; i < panel.n; i++) if (everTreated(panel, i)) found.add(panel.first[i]!);
  const first = [...found].sort((a, b) => a - b);
  const position = new Map(first.map((time, g) => [time, g]));
  const units = new Int32Array(first.length);
  const of = new Int32Array(panel.n).fill(-1);
  for (let i = 0; i < panel.n; i++) {
    const g = everTreated(panel, i) ? position.get(panel.first[i]!) : undefined;
    if (g === undefined) continue;
    of[i] = g;
    units[g]!++;
  }
  return { first, units, of };
}

/** Fewer clusters than this: standard errors that rest on many of them are too small. */
export const FEW_CLUSTERS = 20;

/** Why standard errors of this panel may be too small, whichever cohort estimator takes them. */
export function cohortWarnings(panel: Panel, cohorts: Cohorts): Notice[] {
  const out = [...panel.notices];
  const single = cohorts.first.filter((_, g) => cohorts.units[g] === 1);
  if (single.length > 0) {
    out.push(
      notice(
        "one_unit_cohort",
        `${single.length} of ${cohorts.first.length} cohorts have one unit: its own deviation from the cohort is zero, so standard errors are too small; use permutation or Conley–Taber`,
        { count: single.length, items: single },
      ),
    );
  }
  let treated = 0;
  for (const count of cohorts.units) treated += count;
  if (treated < 5 && !out.some(({ code }) => code === "few_treated")) {
    out.push(notice("few_treated", `Only ${treated} units are treated`, { count: treated }));
  }
  const clusters = panel.clusters.length;
  if (clusters < FEW_CLUSTERS) {
    out.push(
      notice("few_clusters", `Only ${clusters} clusters: clustered standard errors are too small`, {
        count: clusters,
      }),
    );
  }
  return out;
}

/** @throws EvaluationError for a level outside (0, 1) and a panel without a treated unit. */
export function checkRequest(cohorts: Cohorts, level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new EvaluationError(`The level ${level} is not between 0 and 1`, {}, "Use a level such as 0.95");
  }
  if (cohorts.first.length === 0) {
    throw new EvaluationError(
      "No unit is treated within the panel's times",
      { column: "firstTreated" },
      "Check the first treated times and the period",
    );
  }
}
