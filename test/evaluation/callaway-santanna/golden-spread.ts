import { type Bootstrap, multiplierBootstrap } from "../../../src/evaluation/callaway-santanna/bootstrap.ts";
import type { Influence } from "../../../src/evaluation/callaway-santanna/types.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { normal } from "../../../src/evaluation/numeric/distributions.ts";
import { quantileSorted } from "../../../src/evaluation/numeric/quantile.ts";
import type { Comparison } from "../goldens/adapter.ts";

const DRAWS = 50_000;

interface Simulated {
  boot: Bootstrap;
  n: number;
  columns: number;
}

export function simulate(influence: Influence, seed: number): Simulated {
  const boot = multiplierBootstrap(influence, { draws: DRAWS, random: seeded(seed), keepDraws: true });
  return { boot, n: influence.n, columns: influence.columns };
}

/**
 * With two treated units the draws fall into lumps and a quartile may lie in the gap between two: then the scale itself
 * is random at any number of draws. So theirs may also lie anywhere between the scales that our draws give when the
 * quartiles move by four standard errors of the difference of two simulated shares.
 */
export function compareSpread(
  what: string,
  { boot, n, columns }: Simulated,
  k: number,
  theirs: number | null,
  relative: number,
): Comparison {
  const ours = boot.se[k] ?? null;
  if (ours === null || theirs === null || boot.values === null) return { what, ours, theirs };
  const own = Float64Array.from(
    { length: boot.draws },
    (_, b) => boot.values?.[b * columns + k] as number,
  ).sort();
  const slip = 4 * Math.sqrt((2 * 0.25 * 0.75) / boot.draws);
  const scale = (by: number) => {
    const range = quantileSorted(own, 0.75 + by, 1) - quantileSorted(own, 0.25 - by, 1);
    return range / (normal.quantile(0.75) - normal.quantile(0.25)) / Math.sqrt(n);
  };
  const noise = theirs > ours ? scale(slip) - ours : ours - scale(-slip);
  return { what, ours, theirs, rel: 0, abs: Math.max(relative * theirs, noise) };
}
