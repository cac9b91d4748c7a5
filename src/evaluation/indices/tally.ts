/** Does a unit show what a hope or fear says of it? */
export type Answer = "yes" | "no" | "unknown";

export interface Tally {
  yes: number;
  no: number;
  unknown: number;
}

/** What the units together say of a hope or a fear. */
export type Reading = "supported" | "not_supported" | "mixed" | "cannot_tell";

/** Fewer units than this, known or not: nothing is read from them. */
export const MIN_UNITS = 5;
/** Shares of the units at which "few" ends and "most" begins. */
export const FEW = 1 / 3;
export const MOST = 2 / 3;

export function tallyOf(answers: readonly Answer[]): Tally {
  const tally = { yes: 0, no: 0, unknown: 0 };
  for (const answer of answers) tally[answer] += 1;
  return tally;
}

/**
 * Smallest and largest share of units, 0 to 1, that can show it: all unknown ones do not, or all do (worst-case bounds
 * as in Manski, Partial Identification of Probability Distributions, 2003, chapter 1). Null without units.
 */
export function boundsOf({ yes, no, unknown }: Tally): { low: number; high: number } | null {
  const n = yes + no + unknown;
  return n === 0 ? null : { low: yes / n, high: (yes + unknown) / n };
}

/**
 * Reads a tally so that nothing rests on what the unknown units would say: most show it even if no unknown one does;
 * few do even if all unknown ones do; in between whatever they say; otherwise the unknown decide, and nobody can tell.
 */
export function readTally(tally: Tally): Reading {
  const bounds = boundsOf(tally);
  if (!bounds || tally.yes + tally.no + tally.unknown < MIN_UNITS) return "cannot_tell";
  if (bounds.low >= MOST) return "supported";
  if (bounds.high <= FEW) return "not_supported";
  return bounds.low > FEW && bounds.high < MOST ? "mixed" : "cannot_tell";
}

/**
 * Several indicators of one hope or fear: those that can tell must agree, and be at least half of all. Where they
 * disagree the reading is mixed.
 */
export function readTogether(readings: readonly Reading[]): Reading {
  const telling = readings.filter((reading) => reading !== "cannot_tell");
  const [first] = telling;
  if (!first) return "cannot_tell";
  if (telling.some((reading) => reading !== first)) return "mixed";
  return telling.length * 2 >= readings.length ? first : "cannot_tell";
}
