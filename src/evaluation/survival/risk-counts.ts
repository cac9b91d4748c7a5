import type { Spells } from "../core/spells.ts";
import { sortedOrder } from "./order.ts";

/** Of one group, at each distinct stop time; counts are sums of weights where there are weights. */
export interface Counts {
  records: number;
  time: number[];
  atRisk: number[];
  event: number[];
  censored: number[];
  entered: number[];
}

/** @param code group of each spell. */
export function countsByTime(spells: Spells, code: Int32Array, groups: number): Counts[] {
  const byStop = sortedOrder(spells.stop);
  const byStart = sortedOrder(spells.start);
  const continued = continuations(spells, code);
  const out = Array.from(
    { length: groups },
    (): Counts => ({
      records: 0,
      time: [],
      atRisk: [],
      event: [],
      censored: [],
      entered: [],
    }),
  );
  for (const i of byStop) {
    const counts = out[code[i]!]!;
    const weight = spells.weights ? spells.weights[i]! : 1;
    const time = spells.stop[i]!;
    counts.records++;
    let last = counts.time.length - 1;
    if (last < 0 || counts.time[last] !== time) {
      last++;
      counts.time.push(time);
      for (const list of [counts.atRisk, counts.event, counts.censored, counts.entered]) list.push(0);
    }
    counts.atRisk[last]! += weight;
    if (spells.event[i]) counts.event[last]! += weight;
    else if (!continued.after[i]) counts.censored[last]! += weight;
  }
  // Those with a later stop are at risk before, unless they have not started.
  for (const counts of out) {
    for (let e = counts.time.length - 2; e >= 0; e--) counts.atRisk[e]! += counts.atRisk[e + 1]!;
  }
  const late = out.map((counts) => new Float64Array(counts.time.length));
  const next = new Int32Array(groups);
  for (const i of byStart) {
    const g = code[i]!;
    const counts = out[g]!;
    const weight = spells.weights ? spells.weights[i]! : 1;
    while (counts.time[next[g]!]! <= spells.start[i]!) next[g]!++;
    const first = next[g]!;
    if (!continued.before[i]) counts.entered[first]! += weight;
    if (first > 0) late[g]![first - 1]! += weight;
  }
  out.forEach((counts, g) => {
    let waiting = 0;
    for (let e = counts.time.length - 1; e >= 0; e--) {
      waiting += late[g]![e]!;
      counts.atRisk[e]! -= waiting;
    }
  });
  return out;
}

/** Rows that follow (before) or are followed (after) by a row of the same id and group without a gap. */
function continuations(spells: Spells, code: Int32Array): { before: Uint8Array; after: Uint8Array } {
  const { n, id, start, stop } = spells;
  const before = new Uint8Array(n);
  const after = new Uint8Array(n);
  if (spells.ids.length === n) return { before, after };
  const ending = new Map<string, number>();
  for (let i = 0; i < n; i++) ending.set(`${id[i]} ${code[i]} ${stop[i]}`, i);
  for (let i = 0; i < n; i++) {
    const previous = ending.get(`${id[i]} ${code[i]} ${start[i]}`);
    if (previous === undefined) continue;
    before[i] = 1;
    after[previous] = 1;
  }
  return { before, after };
}
