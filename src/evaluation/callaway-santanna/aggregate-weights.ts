import type { CallawaySantAnna, GroupTime } from "./types.ts";

export type Kind = "simple" | "dynamic" | "group" | "calendar";

/** A weighted mean of cells. */
export interface Combination {
  cells: number[];
  /** Sum to one. */
  weights: number[];
  /** The weights are estimated shares of cohorts, which the influence function must know. */
  estimated: boolean;
}

export interface Combinations {
  rows: { at: number; combination: Combination }[];
  /** One of cells, or how the rows are averaged. */
  overall: Combination | "mean" | "mean_from_zero" | "by_cohort";
}

export interface Window {
  type: Kind;
  balance?: number;
  min?: number;
  max?: number;
}

/** Which cells enter which mean, with which weight. */
export function combinationsOf(result: CallawaySantAnna, window: Window): Combinations {
  const max = window.max ?? Number.POSITIVE_INFINITY;
  const known = result.cells.flatMap((cell, k) => (cell.att === null ? [] : [k]));
  const at = (k: number) => result.cells[k] as GroupTime;
  const post = known.filter((k) => at(k).post);
  const early = post.filter((k) => at(k).time <= at(k).group + max);
  switch (window.type) {
    case "simple":
      return { rows: [], overall: bySize(result, early) };
    case "calendar":
      return {
        rows: rowsBy(
          post,
          (k) => at(k).time,
          (cells) => bySize(result, cells),
        ),
        overall: "mean",
      };
    case "group":
      return { rows: rowsBy(early, (k) => at(k).group, evenly), overall: "by_cohort" };
    case "dynamic": {
      const shown = known.filter((k) => isShown(result, at(k), window));
      const rows = rowsBy(
        shown,
        (k) => at(k).time - at(k).group,
        (cells) => bySize(result, cells),
      );
      return { rows, overall: "mean_from_zero" };
    }
  }
}

function isShown({ times }: CallawaySantAnna, cell: GroupTime, { balance, min, max }: Window): boolean {
  const since = cell.time - cell.group;
  if (since < (min ?? Number.NEGATIVE_INFINITY) || since > (max ?? Number.POSITIVE_INFINITY)) return false;
  if (balance === undefined) return true;
  return times[times.length - 1]! - cell.group >= balance && since <= balance;
}

function rowsBy(
  cells: readonly number[],
  keyOf: (k: number) => number,
  combine: (cells: number[]) => Combination,
): { at: number; combination: Combination }[] {
  const by = new Map<number, number[]>();
  for (const k of cells) {
    const key = keyOf(k);
    const list = by.get(key);
    if (list) list.push(k);
    else by.set(key, [k]);
  }
  return [...by].sort(([a], [b]) => a - b).map(([at, own]) => ({ at, combination: combine(own) }));
}

function bySize({ cells, cohorts }: CallawaySantAnna, own: number[]): Combination {
  const shares = new Map(cohorts.map((cohort) => [cohort.group, cohort.share]));
  const raw = own.map((k) => shares.get(cells[k]!.group) as number);
  const total = raw.reduce((sum, share) => sum + share, 0);
  return { cells: own, weights: raw.map((share) => share / total), estimated: true };
}

function evenly(own: number[]): Combination {
  return { cells: own, weights: own.map(() => 1 / own.length), estimated: false };
}
