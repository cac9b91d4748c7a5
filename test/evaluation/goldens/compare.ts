import type { Comparison, Golden } from "./adapter.ts";

export interface Deviation extends Comparison {
  deviation: number;
  /** Deviation over what is allowed: above 1 is a failure. */
  ratio: number;
}

const USUAL = { abs: 1e-8, rel: 1e-6 };

/** How far a number lies from the peer's, in units of what is allowed. A null met by a number is infinitely far. */
export function deviationOf(golden: Golden, comparison: Comparison): Deviation {
  const { ours, theirs } = comparison;
  if (ours === null || theirs === null) {
    const same = ours === theirs;
    return {
      ...comparison,
      deviation: same ? 0 : Number.POSITIVE_INFINITY,
      ratio: same ? 0 : Number.POSITIVE_INFINITY,
    };
  }
  if (Object.is(ours, theirs) || ours === theirs) return { ...comparison, deviation: 0, ratio: 0 };
  const deviation = Math.abs(ours - theirs);
  const own = comparison.abs !== undefined || comparison.rel !== undefined;
  const abs = own ? (comparison.abs ?? 0) : numberOr(golden.tolerance.abs, USUAL.abs);
  const rel = own ? (comparison.rel ?? 0) : numberOr(golden.tolerance.rel, USUAL.rel);
  const allowed = Math.max(abs, rel * Math.abs(theirs));
  const ratio = Number.isFinite(deviation) ? deviation / allowed : Number.POSITIVE_INFINITY;
  return { ...comparison, deviation, ratio };
}

const numberOr = (value: number | string | undefined, usual: number) =>
  typeof value === "number" ? value : usual;

/** Largest first. */
export function deviationsOf(golden: Golden, comparisons: readonly Comparison[]): Deviation[] {
  return comparisons.map((comparison) => deviationOf(golden, comparison)).sort((a, b) => b.ratio - a.ratio);
}

/** "se of 2008: ours 0.27, theirs 0.28, 3.1 times the tolerance" */
export function describeDeviation({ what, ours, theirs, ratio }: Deviation): string {
  return `${what}: ours ${ours}, theirs ${theirs}, ${ratio.toPrecision(3)} times what is allowed`;
}
