import type { Random } from "../core/random.ts";
import type { Spells } from "../core/spells.ts";
import { twinDateOfIds } from "./immortal.ts";

/** Plans twinned at one date in one stratum, and the ids that could have been. */
interface TwinGroup {
  date: number;
  count: number;
  candidates: Int32Array;
}

export interface Assignment {
  /** Actual date of each id; Infinity where not twinned while observed. */
  dates: Float64Array;
  /** Dates that never move: twinned before observation began. */
  fixedDates: Float64Array;
  /** By date. */
  groups: readonly TwinGroup[];
  moved: number;
  fixed: number;
}

export function assignments(spells: Spells, strata: Int32Array | null): Assignment {
  const { n, id, ids, start, stop } = spells;
  const given = twinDateOfIds(spells);
  const entry = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  const rows: number[][] = ids.map(() => []);
  for (let i = 0; i < n; i++) {
    entry[id[i]!] = Math.min(entry[id[i]!]!, start[i]!);
    rows[id[i]!]!.push(i);
  }
  /** Stratum of the row under way at `time`, or −1. */
  const stratumAt = (g: number, time: number): number => {
    const row = rows[g]!.find((i) => start[i]! <= time && time < stop[i]!);
    return row === undefined ? -1 : strata ? strata[row]! : 0;
  };
  const dates = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  const fixedDates = dates.slice();
  const found = new Map<string, { date: number; stratum: number; count: number }>();
  let fixed = 0;
  let moved = 0;
  for (let g = 0; g < ids.length; g++) {
    const date = given[g]!;
    if (date === Number.POSITIVE_INFINITY) continue;
    const stratum = stratumAt(g, date);
    if (stratum < 0) {
      // Before entry or in a gap: twinned from the next row on. After the end: never while observed.
      if (!rows[g]!.some((i) => start[i]! >= date)) continue;
      dates[g] = fixedDates[g] = date;
      fixed++;
      continue;
    }
    dates[g] = date;
    moved++;
    const key = `${date} ${stratum}`;
    const group = found.get(key) ?? { date, stratum, count: 0 };
    group.count++;
    found.set(key, group);
  }
  const groups = [...found.values()]
    .sort((a, b) => a.date - b.date || a.stratum - b.stratum)
    .map(({ date, stratum, count }) => ({
      date,
      count,
      candidates: Int32Array.from(
        ids.map((_, g) => g).filter((g) => fixedDates[g]! > date && stratumAt(g, date) === stratum),
      ),
    }));
  return { dates, fixedDates, groups, moved, fixed };
}

/**
 * Gives each date to as many candidates, drawn without replacement from those not twinned before.
 * @returns false where fewer were left. @param dates is filled.
 */
export function drawDates(assignment: Assignment, random: Random, dates: Float64Array): boolean {
  dates.set(assignment.fixedDates);
  let complete = true;
  for (const { date, count, candidates } of assignment.groups) {
    let free = 0;
    for (const g of candidates) if (dates[g]! === Number.POSITIVE_INFINITY) free++;
    const wanted = Math.min(count, free);
    complete &&= wanted === count;
    for (let taken = 0; taken < wanted; ) {
      const g = candidates[random.integer(candidates.length)]!;
      if (dates[g] !== Number.POSITIVE_INFINITY) continue;
      dates[g] = date;
      taken++;
    }
  }
  return complete;
}
