import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { seeded } from "../core/random.ts";
import { type DonorPool, donorPool } from "./donor-pool.ts";
import { type PowerOptions, powerOf, simulate, withDefaults } from "./power-curve.ts";

/** How many treated units it takes. */
export interface TreatedNeeded {
  effect: number;
  /** In all; null where even a third of the series would not be enough. */
  treated: number | null;
  /** More than there are; 0 where there are enough. */
  more: number | null;
  /** Each number tried, ascending. */
  tried: { treated: number; power: number }[];
}

/**
 * How many treated units the test would need to find the effect, dates being those of the data in turn: doubled until
 * there are enough, then halved in on. @throws EvaluationError as `powerCurve`, and for an effect of zero.
 */
export function treatedNeeded(panel: Panel, effect: number, options: PowerOptions): TreatedNeeded {
  checkEffect(effect);
  const settings = withDefaults(options);
  const pool = donorPool(panel, options);
  const now = pool.starts.length;
  const most = Math.max(now, Math.floor(pool.n / 3));
  // The same numbers for every count, so that counts differ by more than luck.
  const seed = options.random.uint32();
  const tried = new Map<number, number>();
  const enough = (count: number) => {
    const found = simulate(pool, cycle(pool.starts, count), settings, seeded(seed));
    const power = found ? powerOf(found.detections, effect) : 0;
    tried.set(count, power);
    return power >= settings.power;
  };
  const treated = search(enough, now, most);
  return {
    effect,
    treated,
    more: treated === null ? null : treated - now,
    tried: [...tried].sort((a, b) => a[0] - b[0]).map(([count, power]) => ({ treated: count, power })),
  };
}

function search(enough: (count: number) => boolean, now: number, most: number): number | null {
  if (enough(now)) return now;
  let low = now;
  let high = now;
  do {
    if (high === most) return null;
    low = high;
    high = Math.min(most, high * 2);
  } while (!enough(high));
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function cycle(starts: Int32Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, k) => starts[k % starts.length]!);
}

/** How many further times of observation it takes. */
export interface TimesNeeded {
  effect: number;
  /** null where no number of further times is enough: the times before treatment stay as few as they are. */
  more: number | null;
  /** What the smallest detectable effect tends to as times go on. */
  limit: number;
  /** Correlation of a unit's series from one time to the next, corrected for the short panel. */
  rho: number;
}

/**
 * How many more times after treatment bring the smallest detectable effect down to `effect`: approximate, from the
 * variance of "mean after less mean before" of a first-order autoregression fitted to the series.
 * @param detectable today's smallest detectable effect.
 */
export function timesNeeded(
  panel: Panel,
  effect: number,
  detectable: number,
  options: Pick<PowerOptions, "donors" | "covariates"> = {},
): TimesNeeded {
  checkEffect(effect);
  checkEffect(detectable);
  const pool = donorPool(panel, options);
  const rho = autocorrelation(pool);
  const today = meanVariance(pool, rho, 0);
  const at = (more: number) => Math.abs(detectable) * Math.sqrt(meanVariance(pool, rho, more) / today);
  const limit = at(100_000);
  const target = Math.abs(effect);
  if (target <= limit) return { effect, more: null, limit, rho };
  let more = 0;
  while (at(more) > target) more++;
  return { effect, more, limit, rho };
}

/** Lag-one autocorrelation of the series; the mean taken out of each makes it too low by about (1 + ρ)/(t − 1). */
export function autocorrelation({ n, t, outcome }: DonorPool): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const value = outcome[i * t + s]!;
      square += (value * value * (t - 1)) / t;
      if (s > 0) product += value * outcome[i * t + s - 1]!;
    }
  }
  const raw = square > 0 ? product / square : 0;
  return Math.max(-0.99, Math.min(0.99, raw + (1 + raw) / (t - 1)));
}

function meanVariance({ starts, t }: DonorPool, rho: number, more: number): number {
  let total = 0;
  for (const start of starts) total += contrastVariance(start, t - start + more, rho);
  return total / starts.length;
}

/** Variance of the mean of the last `after` less the mean of the first `before` terms of an AR(1) with variance 1. */
export function contrastVariance(before: number, after: number, rho: number): number {
  return meanSquare(before, rho) + meanSquare(after, rho) - 2 * crossTerm(before, after, rho);
}

/** Variance of a mean of m terms: (1 + 2 Σ (1 − k/m) ρ^k)/m, summed in closed form. */
function meanSquare(m: number, rho: number): number {
  const gap = 1 - rho;
  return ((1 + rho) / gap - (2 * rho * (1 - rho ** m)) / (m * gap * gap)) / m;
}

/** Covariance of neighbouring means: ρ (1 − ρ^b)(1 − ρ^a) / (a b (1 − ρ)²). */
function crossTerm(before: number, after: number, rho: number): number {
  const gap = 1 - rho;
  return (rho * (1 - rho ** before) * (1 - rho ** after)) / (before * after * gap * gap);
}

function checkEffect(effect: number): void {
  if (Number.isFinite(effect) && effect !== 0) return;
  throw new EvaluationError(
    "An effect to be found is a number other than zero",
    { column: "effect", value: String(effect) },
    "Give the smallest effect that would matter",
  );
}
