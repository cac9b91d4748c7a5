import type { CohortMoments } from "./sample.ts";
import type { Estimand } from "./types.ts";

/** Weights on each cohort's mean path: cohort by cohort, each of length t. */
export interface Contrast {
  /** The effect: treated less not yet treated. */
  effect: Float64Array[];
  /** The same comparisons at the last time before treatment, where there is nothing but chance. */
  before: Float64Array[];
}

interface TreatedCell {
  cohort: number;
  time: number;
  weight: number;
}

/** @returns null when no cohort has such a cell with somebody left to compare with. */
export function contrastOf(
  cohorts: readonly CohortMoments[],
  times: readonly number[],
  estimand: Estimand,
  eventTime: number | null,
): Contrast | null {
  const cells = treatedCells(cohorts, times).filter(
    ({ cohort, time }) => eventTime === null || times[time]! - cohorts[cohort]!.first === eventTime,
  );
  if (cells.length === 0) return null;
  weigh(cells, cohorts, estimand);
  const empty = () => cohorts.map(() => new Float64Array(times.length));
  const contrast: Contrast = { effect: empty(), before: empty() };
  for (const { cohort, time, weight } of cells) {
    const first = cohorts[cohort]!.first;
    const base = lastBefore(times, first);
    const later = cohorts.flatMap((other, at) => (other.first > times[time]! ? [at] : []));
    const size = later.reduce((total, at) => total + cohorts[at]!.units, 0);
    contrast.effect[cohort]![time]! += weight;
    contrast.before[cohort]![base]! += weight;
    for (const at of later) {
      const share = (weight * cohorts[at]!.units) / size;
      contrast.effect[at]![time]! -= share;
      contrast.before[at]![base]! -= share;
    }
  }
  return contrast;
}

/** Times since treatment at which some cohort can be compared, ascending. */
export function eventTimesOf(cohorts: readonly CohortMoments[], times: readonly number[]): number[] {
  const since = treatedCells(cohorts, times).map(({ cohort, time }) => times[time]! - cohorts[cohort]!.first);
  return [...new Set(since)].sort((a, b) => a - b);
}

/** Cohort-times under treatment for which some cohort is not treated yet. */
function treatedCells(cohorts: readonly CohortMoments[], times: readonly number[]): TreatedCell[] {
  const latest = cohorts[cohorts.length - 1]!.first;
  const cells: TreatedCell[] = [];
  cohorts.forEach(({ first, units }, cohort) => {
    times.forEach((moment, time) => {
      if (moment >= first && moment < latest) cells.push({ cohort, time, weight: units });
    });
  });
  return cells;
}

/** Turns sizes of cohorts into weights that sum to one. */
function weigh(cells: TreatedCell[], cohorts: readonly CohortMoments[], estimand: Estimand): void {
  const keyOf = ({ cohort, time }: TreatedCell) =>
    estimand === "cohort" ? cohort : estimand === "calendar" ? time : 0;
  const totals = new Map<number, number>();
  for (const cell of cells) totals.set(keyOf(cell), (totals.get(keyOf(cell)) ?? 0) + cell.weight);
  const shares = new Map<number, number>();
  for (const key of totals.keys()) shares.set(key, estimand === "cohort" ? cohorts[key]!.units : 1);
  const whole = [...shares.values()].reduce((total, share) => total + share, 0);
  for (const cell of cells) {
    const key = keyOf(cell);
    cell.weight *= (shares.get(key) as number) / whole / (totals.get(key) as number);
  }
}

function lastBefore(times: readonly number[], moment: number): number {
  let at = 0;
  while (at + 1 < times.length && times[at + 1]! < moment) at++;
  return at;
}
