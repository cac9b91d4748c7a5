import type { Design } from "./design.ts";

/**
 * The search of MatchIt 4.5.1 where it was built with the integer abs() of C (Debian 12, among others; mended in 4.5.2):
 * it walks up and down the sorted scores to the next free control on either side and compares the WHOLE NUMBERS of the
 * two differences. Of propensity scores, never a whole number apart, it so takes the next lower one, near or far, and
 * no caliper is ever exceeded. For reproducing published results only.
 */
export function truncatedSearch(design: Design, scores: Float64Array) {
  const sorted = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const position = new Int32Array(sorted.length);
  sorted.forEach((i, at) => {
    position[i] = at;
  });
  return (i: number, unavailable: (control: number) => boolean) => {
    const walk = (direction: 1 | -1): number | undefined => {
      for (let at = position[i]! + direction; at >= 0 && at < sorted.length; at += direction) {
        const c = sorted[at]!;
        if (!design.treated[c] && design.stratum[c] === design.stratum[i] && !unavailable(c)) return c;
      }
      return undefined;
    };
    const below = walk(-1);
    const above = walk(1);
    const apart = (c: number | undefined) =>
      c === undefined ? Number.POSITIVE_INFINITY : Math.trunc(Math.abs(scores[c]! - scores[i]!));
    const control = apart(below) <= apart(above) ? below : above;
    return control === undefined
      ? null
      : { treated: i, control, distance: Math.abs(scores[control]! - scores[i]!) };
  };
}
