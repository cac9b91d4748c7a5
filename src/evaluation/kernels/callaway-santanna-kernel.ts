import type { Panel } from "../core/panel.ts";
import { type Kernel, seriesOf, slotsOf } from "./kernel.ts";

/**
 * Callaway–Sant'Anna without covariates, aggregated over all post-treatment cells with cohort shares ("simple"). Base
 * period: the last time before treatment. Where cells are missing, each 2 × 2 uses the units observed at both times.
 */
export function callawaySantAnnaKernel(panel: Panel, control: "never" | "not_yet"): Kernel {
  const slots = slotsOf(panel);
  const cohorts = [...new Set(slots.from)].filter((from) => from > 0).sort((a, b) => a - b);
  const members = cohorts.map((from) => [...slots.from.keys()].filter((k) => slots.from[k] === from));
  const series = seriesOf(panel, slots);
  const all = cohorts.map((from) => pairSums(panel, series, from - 1));
  const work = new Float64Array(6);

  /** Adds unit i's change from base to s to work[at…], if observed at both. */
  function add(i: number, base: number, s: number, at: number, sign: number): void {
    const cell = i * panel.t + s;
    const before = i * panel.t + base;
    if (!panel.observed[cell] || !panel.observed[before]) return;
    work[at]! += sign;
    work[at + 1]! += sign * (series[0][cell]! - series[0][before]!);
    work[at + 2]! += sign * (series[1][cell]! - series[1][before]!);
  }

  function cell(c: number, s: number, assigned: Int32Array): void {
    const base = cohorts[c]! - 1;
    work.fill(0);
    for (const k of members[c]!) add(assigned[k]!, base, s, 0, 1);
    const sums = all[c]!;
    work[3] = sums[s * 3]!;
    work[4] = sums[s * 3 + 1]!;
    work[5] = sums[s * 3 + 2]!;
    for (let k = 0; k < assigned.length; k++) {
      if (control === "never" || slots.from[k]! <= s) add(assigned[k]!, base, s, 3, -1);
    }
  }

  return {
    slots,
    evaluate(assigned, out) {
      let y = 0;
      let d = 0;
      let weight = 0;
      for (let c = 0; c < cohorts.length; c++) {
        for (let s = cohorts[c]!; s < panel.t; s++) {
          cell(c, s, assigned);
          if (!(work[0]! > 0.5) || !(work[3]! > 0.5)) continue;
          const share = members[c]!.length;
          y += share * (work[1]! / work[0]! - work[4]! / work[3]!);
          d += share * (work[2]! / work[0]! - work[5]! / work[3]!);
          weight += share;
        }
      }
      out[0] = y / weight;
      if (out.length > 1) out[1] = d / weight;
    },
  };
}

/** For each time: number of units observed at it and at the base, and their summed changes of each series. */
function pairSums(panel: Panel, series: readonly Float64Array[], base: number): Float64Array {
  const { n, t, observed } = panel;
  const out = new Float64Array(t * 3);
  for (let i = 0; i < n; i++) {
    const before = i * t + base;
    if (!observed[before]) continue;
    for (let s = base + 1; s < t; s++) {
      const at = i * t + s;
      if (!observed[at]) continue;
      out[s * 3]! += 1;
      for (let m = 0; m < 2; m++) out[s * 3 + 1 + m]! += series[m]![at]! - series[m]![before]!;
    }
  }
  return out;
}
