import type { Spells } from "../core/spells.ts";

/**
 * Who is at risk when, as indices: row p is at risk at the event times `from[p]` … `to[p] − 1`. Event times are distinct
 * within a stratum, ascending, one stratum after the other.
 */
export interface RiskSets {
  /** Rows at risk at one event time at least, sorted by `to`; each an index into the spells. */
  row: Int32Array;
  n: number;
  from: Int32Array;
  to: Int32Array;
  /** Positions whose last event time is e: `toOffset[e]` … `toOffset[e + 1] − 1`. */
  toOffset: Int32Array;
  /** Positions sorted by `from`, those with from = e at `fromOffset[e]` … */
  byFrom: Int32Array;
  fromOffset: Int32Array;
  event: Uint8Array;
  /** Of each event time. */
  times: Float64Array;
  stratumOf: Int32Array;
  /** Deaths per event time. */
  deaths: Int32Array;
  /** Of each spell (not position): the event times before and up to its start and stop, for rows of any kind. */
  fromOfSpell: Int32Array;
  toOfSpell: Int32Array;
}

/** @param strata of each spell; null = all one. Linear but for the search of each start and stop among event times. */
export function riskSets(spells: Spells, strata: Int32Array | null): RiskSets {
  const { n, start, stop, event } = spells;
  const { times, offset, stratumOf } = eventTimes(spells, strata);
  const m = times.length;
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  const toOffset = new Int32Array(m + 1);
  const fromOffset = new Int32Array(m + 1);
  const deaths = new Int32Array(m);
  let used = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    const s = strata ? strata[i]! : 0;
    const low = offset[s]!;
    const high = offset[s + 1]!;
    // Many rows begin with the clock: no need to search.
    const begin = high === low || start[i]! < times[low]! ? low : countUpTo(times, low, high, start[i]!);
    const end =
      i > 0 && stop[i] === stop[i - 1] && last >= low && last <= high && sameStratum(strata, i)
        ? last
        : countUpTo(times, begin, high, stop[i]!);
    last = end;
    from[i] = begin;
    to[i] = end;
    if (end === begin) continue;
    used++;
    toOffset[end]!++;
    fromOffset[begin + 1]!++;
    if (event[i]) deaths[end - 1]!++;
  }
  for (let e = 0; e < m; e++) {
    toOffset[e + 1]! += toOffset[e]!;
    fromOffset[e + 1]! += fromOffset[e]!;
  }
  return {
    ...placeRows(spells, from, to, used, toOffset, fromOffset),
    toOffset,
    fromOffset,
    times,
    stratumOf,
    deaths,
    fromOfSpell: from,
    toOfSpell: to,
  };
}

function sameStratum(strata: Int32Array | null, i: number): boolean {
  return strata === null || strata[i] === strata[i - 1];
}

function placeRows(
  spells: Spells,
  from: Int32Array,
  to: Int32Array,
  used: number,
  toOffset: Int32Array,
  fromOffset: Int32Array,
) {
  const row = new Int32Array(used);
  const next = toOffset.slice();
  for (let i = 0; i < spells.n; i++) {
    if (to[i]! > from[i]!) row[next[to[i]! - 1]!++] = i;
  }
  const byFrom = new Int32Array(used);
  const begin = fromOffset.slice();
  const fromPlaced = new Int32Array(used);
  const toPlaced = new Int32Array(used);
  const event = new Uint8Array(used);
  for (let p = 0; p < used; p++) {
    const i = row[p]!;
    fromPlaced[p] = from[i]!;
    toPlaced[p] = to[i]!;
    event[p] = spells.event[i]!;
    byFrom[begin[from[i]!]!++] = p;
  }
  return { row, n: used, from: fromPlaced, to: toPlaced, byFrom, event };
}

function eventTimes(spells: Spells, strata: Int32Array | null) {
  const groups = strata ? strata.reduce((most, s) => Math.max(most, s), 0) + 1 : 1;
  const count = new Int32Array(groups + 1);
  for (let i = 0; i < spells.n; i++) if (spells.event[i]) count[(strata ? strata[i]! : 0) + 1]!++;
  for (let s = 0; s < groups; s++) count[s + 1]! += count[s]!;
  const all = new Float64Array(count[groups]!);
  const next = count.slice();
  for (let i = 0; i < spells.n; i++) {
    if (spells.event[i]) all[next[strata ? strata[i]! : 0]!++] = spells.stop[i]!;
  }
  const times = new Float64Array(all.length);
  const stratumOf = new Int32Array(all.length);
  const offset = new Int32Array(groups + 1);
  let m = 0;
  for (let s = 0; s < groups; s++) {
    const part = all.subarray(count[s]!, count[s + 1]!).sort();
    for (let i = 0; i < part.length; i++) {
      if (i > 0 && part[i] === part[i - 1]) continue;
      stratumOf[m] = s;
      times[m++] = part[i]!;
    }
    offset[s + 1] = m;
  }
  return { times: times.slice(0, m), stratumOf: stratumOf.slice(0, m), offset };
}

/** The first index in low … high whose time is later than `value`. */
function countUpTo(times: Float64Array, low: number, high: number, value: number): number {
  let a = low;
  let b = high;
  while (a < b) {
    const middle = (a + b) >>> 1;
    if (times[middle]! <= value) a = middle + 1;
    else b = middle;
  }
  return a;
}
