import type { Panel } from "../core/panel.ts";
import { completeUnits, type Kernel, type Slots, seriesOf, slotsOf } from "./kernel.ts";

/**
 * Callaway–Sant'Anna without covariates, aggregated over all post-treatment cells with cohort shares ("simple"). Base
 * period: the last time before treatment. Where cells are missing, each 2 × 2 uses the units observed at both times.
 */
export function callawaySantAnnaKernel(panel: Panel, control: "never" | "not_yet"): Kernel {
  const slots = slotsOf(panel);
  const cohorts = cohortsOf(slots);
  const series = seriesOf(panel, slots);
  const estimators = series.map((x) =>
    panel.balanced && control === "never"
      ? balancedNever(panel, x, cohorts)
      : pairwise(panel, x, cohorts, slots.from, control),
  );
  return {
    slots,
    evaluate(assigned, out) {
      out[0] = estimators[0]!(assigned);
      if (out.length > 1) out[1] = estimators[1]!(assigned);
    },
  };
}

type Estimate = (assigned: Int32Array) => number;

/** Slots of one date; those treated from the first time on have no base and are left out. */
interface Cohort {
  /** Index of the first treated time. */
  start: number;
  slots: Int32Array;
}

function cohortsOf({ from, date }: Slots): Cohort[] {
  const dates = [...new Set(date)].sort((a, b) => a - b);
  return dates
    .map((one) => Int32Array.from([...date.keys()].filter((k) => date[k] === one)))
    .map((slots) => ({ start: from[slots[0]!]!, slots }))
    .filter(({ start }) => start > 0);
}

/** Balanced, never treated as control: only each unit's summed change after each cohort's date is needed. */
function balancedNever({ n, t, first, times }: Panel, x: Float64Array, cohorts: readonly Cohort[]): Estimate {
  const sums = cohorts.map(({ start }) => {
    const out = new Float64Array(n + 1);
    for (let i = 0; i < n; i++) {
      for (let s = start; s < t; s++) out[i]! += x[i * t + s]! - x[i * t + start - 1]!;
      out[n]! += out[i]!;
    }
    return out;
  });
  const never = first.filter((date) => date > times[t - 1]!).length;
  return (assigned) => {
    let effect = 0;
    let weight = 0;
    for (let c = 0; c < cohorts.length; c++) {
      const of = sums[c]!;
      const { start, slots } = cohorts[c]!;
      let own = 0;
      let all = 0;
      for (let k = 0; k < assigned.length; k++) all += of[assigned[k]!]!;
      for (let k = 0; k < slots.length; k++) own += of[assigned[slots[k]!]!]!;
      effect += own - (slots.length / never) * (of[n]! - all);
      weight += slots.length * (t - start);
    }
    return effect / weight;
  };
}

/**
 * Any pattern of observed cells. What the treated units take out of the sums of the control group is found for all
 * cohorts at once from the levels of those observed throughout, and pair by pair for the others.
 */
function pairwise(
  panel: Panel,
  x: Float64Array,
  cohorts: readonly Cohort[],
  from: Int32Array,
  control: "never" | "not_yet",
): Estimate {
  const { n, t } = panel;
  const pairs = cohorts.map(({ start }) => pairsOf(panel, x, start));
  const complete = completeUnits(panel);
  /** From when on a slot is no control; slots in that order. */
  const gone = control === "never" ? new Int32Array(from.length) : from;
  const order = Int32Array.from(gone.keys()).sort((a, b) => gone[a]! - gone[b]!);
  const level = new Float64Array(t);
  const number = new Float64Array(t);
  const treatedCount = new Float64Array(t);
  const treatedSum = new Float64Array(t);
  const controlCount = new Float64Array(t);
  const controlSum = new Float64Array(t);

  /** Summed levels, and number, at each time of the complete units that are no controls then. */
  function collectLevels(assigned: Int32Array): void {
    level.fill(0);
    number.fill(0);
    for (let k = 0; k < assigned.length; k++) {
      if (!complete[assigned[k]!]) continue;
      const row = assigned[k]! * t;
      for (let s = gone[k]!; s < t; s++) {
        level[s]! += x[row + s]!;
        number[s]! += 1;
      }
    }
  }

  function collectControls(c: number, assigned: Int32Array): void {
    const { start } = cohorts[c]!;
    const { count, change } = pairs[c]!;
    let base = 0;
    let next = 0;
    for (let s = start; s < t; s++) {
      for (; next < order.length && gone[order[next]!]! <= s; next++) {
        const i = assigned[order[next]!]!;
        if (complete[i]) base += x[i * t + start - 1]!;
      }
      controlCount[s] = count[n * t + s]! - number[s]!;
      controlSum[s] = change[n * t + s]! - (level[s]! - base);
    }
    for (let k = 0; k < assigned.length; k++) {
      if (complete[assigned[k]!]) continue;
      const row = assigned[k]! * t;
      for (let s = Math.max(start, gone[k]!); s < t; s++) {
        controlCount[s]! -= count[row + s]!;
        controlSum[s]! -= change[row + s]!;
      }
    }
  }

  function collectTreated(c: number, assigned: Int32Array): void {
    const { start, slots } = cohorts[c]!;
    const { count, change } = pairs[c]!;
    treatedCount.fill(0, start);
    treatedSum.fill(0, start);
    for (let k = 0; k < slots.length; k++) {
      const row = assigned[slots[k]!]! * t;
      for (let s = start; s < t; s++) {
        treatedCount[s]! += count[row + s]!;
        treatedSum[s]! += change[row + s]!;
      }
    }
  }

  return (assigned) => {
    let effect = 0;
    let weight = 0;
    collectLevels(assigned);
    for (let c = 0; c < cohorts.length; c++) {
      collectControls(c, assigned);
      collectTreated(c, assigned);
      const { start, slots } = cohorts[c]!;
      for (let s = start; s < t; s++) {
        if (!(treatedCount[s]! > 0.5) || !(controlCount[s]! > 0.5)) continue;
        effect += slots.length * (treatedSum[s]! / treatedCount[s]! - controlSum[s]! / controlCount[s]!);
        weight += slots.length;
      }
    }
    return effect / weight;
  };
}

/** Per unit and time: 1 and the change since the base, where observed at both; the last row holds the sums. */
function pairsOf({ n, t, observed }: Panel, x: Float64Array, start: number) {
  const count = new Float64Array((n + 1) * t);
  const change = new Float64Array((n + 1) * t);
  for (let i = 0; i < n; i++) {
    const base = i * t + start - 1;
    if (!observed[base]) continue;
    for (let s = start; s < t; s++) {
      if (!observed[i * t + s]) continue;
      count[i * t + s] = 1;
      change[i * t + s] = x[i * t + s]! - x[base]!;
      count[n * t + s]! += 1;
      change[n * t + s]! += change[i * t + s]!;
    }
  }
  return { count, change };
}
