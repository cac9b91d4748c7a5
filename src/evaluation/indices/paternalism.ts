/** A number from 0 to 1 that is known only to lie between two ends; a known number has equal ends. */
export interface Range {
  low: number;
  high: number;
}

/** How uneven an arrangement is in four respects: 0 even, 1 wholly one-sided. */
export interface PaternalismParts {
  income: Range;
  direction: Range;
  host: Range;
  pay: Range;
}

export const PARTS = ["income", "direction", "host", "pay"] as const;

export const UNKNOWN_PART: Range = { low: 0, high: 1 };

const exactly = (value: number): Range => ({ low: value, high: value });

/**
 * By how much the receiving side's income per person falls short of the giving side's: 1 − receiving / giving; 0 where
 * the giving side is the poorer. `ratio` is giving over receiving; null is unknown.
 * @throws RangeError for a ratio that is not positive.
 */
export function incomePart(ratio: number | null): Range {
  if (ratio === null) return UNKNOWN_PART;
  if (!(ratio > 0)) throw new RangeError(`A ratio of incomes is positive, not ${ratio}`);
  return exactly(Math.max(0, 1 - 1 / ratio));
}

/** Help that flows one way is 1, both ways 0; any other word is unknown. */
export function directionPart(direction: string): Range {
  if (direction === "one_way") return exactly(1);
  return direction === "mutual" ? exactly(0) : UNKNOWN_PART;
}

/** Share of activities on the giving side's ground; ground of neither side counts half, an unknown host 0 to 1. */
export function hostPart(hosts: {
  giving: number;
  receiving: number;
  third: number;
  unknown: number;
}): Range {
  return shareRange(hosts.giving + hosts.third / 2, hosts.unknown, total(hosts));
}

/** Share of activities that one side other than the receiving one paid for alone; an unknown payer is 0 to 1. */
export function payPart(payers: { alone: number; otherwise: number; unknown: number }): Range {
  return shareRange(payers.alone, payers.unknown, total(payers));
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

function shareRange(part: number, unknown: number, n: number): Range {
  return n === 0 ? UNKNOWN_PART : { low: part / n, high: (part + unknown) / n };
}

/**
 * Weighted mean of ranges: both ends by themselves, so that what is unknown widens the result instead of being
 * guessed. Null where no weight is positive.
 * @throws RangeError for a weight that is negative or missing.
 */
export function weightedRange(parts: readonly Range[], weights: readonly number[]): Range | null {
  if (weights.length !== parts.length || weights.some((w) => !(w >= 0) || !Number.isFinite(w)))
    throw new RangeError("Each part needs a weight of 0 or more");
  const sum = weights.reduce((all, w) => all + w, 0);
  if (sum === 0) return null;
  const mean = (pick: (range: Range) => number) =>
    parts.reduce((all, part, i) => all + pick(part) * (weights[i] ?? 0), 0) / sum;
  return { low: mean((r) => r.low), high: mean((r) => r.high) };
}
