import type { Design } from "./design.ts";

/**
 * The search of MatchIt 4.5.1 where it was built with the integer abs() of C (Debian 12, among others; mended in 4.5.2):
 * it walks up and down the sorted scores to the next free control on either side and compares the WHOLE NUMBERS of the
 * two differences. Of propensity scores, never a whole number apart, it so takes the next lower one, near or far, and
 * no caliper is ever exceeded. In later rounds it also passes over the control that stands, in its stratum, right after
 * one the unit already has: its list of those counts from 1, its search from 0. For reproducing published results only.
 * @param limit largest whole number of a difference.
 */
export function truncatedSearch(design: Design, scores: Float64Array, limit: number) {
  const { stratum, treated } = design;
  const sorted = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const position = new Int32Array(sorted.length);
  sorted.forEach((i, at) => {
    position[i] = at;
  });
  const rank = ranksWithin(stratum);
  const apartFrom = (i: number, c: number) => Math.trunc(Math.abs(scores[c]! - scores[i]!));
  return (i: number, unavailable: (control: number) => boolean, own: ReadonlySet<number>) => {
    const passed = new Set([...own].map((c) => rank[c]! + 1));
    const walk = (direction: 1 | -1): number | undefined => {
      for (let at = position[i]! + direction; at >= 0 && at < sorted.length; at += direction) {
        const c = sorted[at]!;
        if (treated[c] || stratum[c] !== stratum[i] || passed.has(rank[c]!) || unavailable(c)) continue;
        return apartFrom(i, c) > limit ? undefined : c;
      }
      return undefined;
    };
    const below = walk(-1);
    const above = walk(1);
    const apart = (c: number | undefined) => (c === undefined ? Number.POSITIVE_INFINITY : apartFrom(i, c));
    const control = apart(below) <= apart(above) ? below : above;
    return control === undefined
      ? null
      : { treated: i, control, distance: Math.abs(scores[control]! - scores[i]!) };
  };
}

/** Place of each unit among those of its stratum, in the order of the data. */
function ranksWithin(stratum: ArrayLike<number>): Int32Array {
  const count = new Map<number, number>();
  return Int32Array.from(stratum, (own) => {
    const at = count.get(own) ?? 0;
    count.set(own, at + 1);
    return at;
  });
}
