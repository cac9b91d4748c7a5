/** Time by which a share p has had the event; null where the curve does not fall that far. */
export interface CurveQuantile {
  p: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** A survival this close to 1 − p is taken for equal. */
const EQUAL = 1.5e-8;

/**
 * First time at which the curve is at or below 1 − p; where it stays exactly there for a while, the middle of that step
 * (R's rule). @param curve survival or a bound of it; null entries at its end are left out.
 */
export function curveQuantile(
  time: readonly number[],
  curve: readonly (number | null)[],
  p: number,
): number | null {
  const level = 1 - p;
  let reached = -1;
  let last = -1;
  for (let i = 0; i < time.length; i++) {
    const value = curve[i];
    if (value === null || value === undefined) continue;
    last = i;
    if (reached < 0 && value <= level + EQUAL) reached = i;
    if (value < level - EQUAL) {
      const first = reached < 0 ? i : reached;
      return (time[first]! + time[i]!) / 2;
    }
  }
  if (reached < 0) return null;
  return (time[reached]! + time[last]!) / 2;
}

/** Area under the curve from 0 (or the first time, where negative) to `until`, with its standard error. */
export function restrictedMean(
  time: readonly number[],
  survival: readonly number[],
  atRisk: readonly number[],
  event: readonly number[],
  until: number,
): { mean: number; se: number; until: number } {
  const inside = time.filter((t) => t <= until).length;
  const start = Math.min(0, time[0] ?? 0);
  const areaFrom = new Float64Array(inside + 1);
  for (let i = inside - 1; i >= 0; i--) {
    const end = i + 1 < inside ? time[i + 1]! : until;
    areaFrom[i] = areaFrom[i + 1]! + survival[i]! * (end - time[i]!);
  }
  const before = inside > 0 ? time[0]! : until;
  let variance = 0;
  for (let i = 0; i < inside; i++) {
    const left = atRisk[i]! - event[i]!;
    if (left > 0) variance += (areaFrom[i]! ** 2 * event[i]!) / (atRisk[i]! * left);
  }
  return { mean: start + (before - start) + areaFrom[0]!, se: Math.sqrt(variance), until };
}
