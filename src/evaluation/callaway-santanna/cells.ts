import type { Base } from "./types.ts";

/** One 2×2 comparison, times as indices. */
export interface Cell {
  group: number;
  /** Index of the group. */
  g: number;
  now: number;
  base: number;
  /** Smaller of now and base: where covariates and weights are taken. */
  earlier: number;
  post: boolean;
  /** Not-yet-treated controls must be treated later than this. */
  controlAfter: number;
}

/**
 * The cells of every group, by group and time. Before treatment a varying base is the time just before, a universal one
 * the last time before treatment (less anticipation), which then gets a cell of its own with effect 0.
 * @param groups each with at least one time before group − anticipation.
 */
export function planCells(
  groups: readonly number[],
  times: readonly number[],
  kind: Base,
  anticipation: number,
): Cell[] {
  const cells: Cell[] = [];
  groups.forEach((group, g) => {
    const last = lastBefore(times, group - anticipation);
    for (let now = kind === "varying" ? 1 : 0; now < times.length; now++) {
      const post = times[now]! >= group;
      const base = post || kind === "universal" ? last : now - 1;
      const controlAfter = times[Math.max(now, base)]! + anticipation;
      cells.push({ group, g, now, base, earlier: Math.min(now, base), post, controlAfter });
    }
  });
  return cells;
}

/** Index of the last time before `moment`; −1 when there is none. */
function lastBefore(times: readonly number[], moment: number): number {
  let at = -1;
  while (at + 1 < times.length && times[at + 1]! < moment) at++;
  return at;
}
