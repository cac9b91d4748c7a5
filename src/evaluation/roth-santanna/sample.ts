import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";

/** Mean and covariance of the outcome path of one cohort. */
export interface CohortMoments {
  /** First treated time; Infinity = never. */
  first: number;
  units: number;
  mean: Float64Array;
  /** t × t, with n − 1. */
  covariance: Float64Array;
}

export interface Sample {
  cohorts: CohortMoments[];
  times: readonly number[];
  units: number;
  dropped: Notice[];
}

/**
 * Cohorts by first treatment. Left out and counted: units not observed at every time, units treated from the first time
 * on, and cohorts of one unit, whose covariance is not known.
 * @throws EvaluationError when fewer than two cohorts are left, or none of them is treated within the panel.
 */
export function cohortMoments(panel: Panel): Sample {
  const dropped: Notice[] = [];
  const last = panel.times[panel.t - 1]!;
  const by = new Map<number, number[]>();
  const partial: number[] = [];
  const always: number[] = [];
  for (let i = 0; i < panel.n; i++) {
    const first = panel.first[i]! > last ? Number.POSITIVE_INFINITY : panel.first[i]!;
    if (first <= panel.times[0]!) always.push(i);
    else if (!isComplete(panel, i)) partial.push(i);
    else {
      const members = by.get(first);
      if (members) members.push(i);
      else by.set(first, [i]);
    }
  }
  drop("always_treated", "treated from the first time on", always);
  drop("incomplete_units", "not observed at every time", partial);
  const single = [...by].filter(([, members]) => members.length === 1).map(([first]) => first);
  drop(
    "one_unit_cohort",
    "alone in their cohort, so that its variance is not known",
    single.flatMap((first) => by.get(first) ?? []),
  );
  const firsts = [...by.keys()].filter((first) => !single.includes(first)).sort((a, b) => (a < b ? -1 : 1));
  if (firsts.length < 2) {
    throw new EvaluationError(
      "Fewer than two cohorts of at least two units are left",
      { column: "firstTreated" },
      "This estimator needs cohorts to compare; use callawaySantAnna with permutation for single units",
    );
  }
  const cohorts = firsts.map((first) => moments(panel, first, by.get(first) ?? []));
  const units = cohorts.reduce((total, cohort) => total + cohort.units, 0);
  return { cohorts, times: panel.times, units, dropped };

  function drop(code: string, why: string, indices: readonly number[]): void {
    if (indices.length === 0) return;
    const items = indices.map((i) => panel.units[i]!);
    dropped.push(notice(code, `${indices.length} units left out: ${why}`, { count: indices.length, items }));
  }
}

function isComplete(panel: Panel, i: number): boolean {
  for (let s = 0; s < panel.t; s++) if (!panel.observed[i * panel.t + s]) return false;
  return true;
}

function moments(panel: Panel, first: number, members: readonly number[]): CohortMoments {
  const { t, outcome } = panel;
  const mean = new Float64Array(t);
  for (const i of members) for (let s = 0; s < t; s++) mean[s]! += outcome[i * t + s]! / members.length;
  const covariance = new Float64Array(t * t);
  const deviation = new Float64Array(t);
  for (const i of members) {
    for (let s = 0; s < t; s++) deviation[s] = outcome[i * t + s]! - mean[s]!;
    for (let a = 0; a < t; a++) {
      for (let b = 0; b <= a; b++) covariance[a * t + b]! += deviation[a]! * deviation[b]!;
    }
  }
  for (let a = 0; a < t; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a * t + b]! /= members.length - 1;
      covariance[b * t + a] = covariance[a * t + b]!;
    }
  }
  return { first, units: members.length, mean, covariance };
}
