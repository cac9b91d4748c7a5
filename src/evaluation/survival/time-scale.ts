import type { Spells } from "../core/spells.ts";
import { countAtMost, countBelow } from "../numeric/count-sorted.ts";
import type { CoxFit } from "./cox-fit.ts";

export type ZphTransform = "km" | "identity" | "rank" | "log";

/** g(t) at each event time of the risk sets, centred over events. */
export function timeScale(fit: CoxFit, transform: ZphTransform): Float64Array {
  const { times, deaths } = fit.design.sets;
  const g = rawScale(fit.spells, times, transform);
  let total = 0;
  let count = 0;
  for (let e = 0; e < g.length; e++) {
    total += g[e]! * deaths[e]!;
    count += deaths[e]!;
  }
  const mean = total / count;
  return g.map((value) => value - mean);
}

function rawScale(spells: Spells, times: Float64Array, transform: ZphTransform): Float64Array {
  if (transform === "identity") return times;
  if (transform === "log") return times.map(Math.log);
  const stops = Float64Array.from(spells.stop).sort();
  // The average rank among all rows' stops, as for ties.
  if (transform === "rank") {
    return times.map((time) => (countBelow(stops, time) + countAtMost(stops, time) + 1) / 2);
  }
  return pooledKaplanMeier(spells, times, stops);
}

/** 1 − S(t−) of all rows together, whatever their stratum. */
function pooledKaplanMeier(spells: Spells, times: Float64Array, stops: Float64Array): Float64Array {
  const starts = Float64Array.from(spells.start).sort();
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const ends = Float64Array.from(spells.stop.filter((_, i) => spells.event[i] === 1)).sort();
  const before = new Map<number, number>();
  let survival = 1;
  for (const time of distinct) {
    before.set(time, 1 - survival);
    const atRisk = countBelow(starts, time) - countBelow(stops, time);
    const dead = countAtMost(ends, time) - countBelow(ends, time);
    survival *= 1 - dead / atRisk;
  }
  return times.map((time) => before.get(time) as number);
}
