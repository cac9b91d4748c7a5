import { cholSolve } from "../numeric/cholesky.ts";
import type { Block, Blocks } from "./cross-section-blocks.ts";
import { orthonormalise } from "./orthonormal.ts";
import { centre, fitted, type Group, linear, meanOf, oddsGradient, type Pool, regress } from "./pool.ts";
import { type Propensity, propensity } from "./propensity.ts";
import type { CellReason, Method } from "./types.ts";

export interface AdjustedCell {
  att: number | null;
  reason: CellReason | null;
  /** The covariate that depends on others. */
  column: string | null;
}

/**
 * A 2×2 of repeated cross-sections with covariates (Sant'Anna and Zhao 2020): outcome regression, normalised inverse
 * propensity weighting, or their locally efficient doubly robust combination, which regresses the outcome within all
 * four blocks. Adds the influence function to `out`.
 */
export function adjustedCrossSections(
  blocks: Blocks,
  n: number,
  names: readonly string[],
  method: Method,
  out: Float64Array,
): AdjustedCell {
  const pool = poolOf([blocks.treatedBase, blocks.treatedNow, blocks.controlBase, blocks.controlNow]);
  const { z, k, groups } = pool;
  const [, , third] = groups;
  const firstControl = third.from;
  const column = orthonormalise(z, k, firstControl, pool.rows, pool.weights);
  if (column >= 0) return failed("rank_deficient", names[column - 1] ?? null);
  const score = method === "reg" ? null : propensity(z, k, firstControl, pool.weights);
  if (method !== "reg" && !score) return failed("no_overlap");
  const psi = new Float64Array(pool.rows);
  const att =
    method === "reg"
      ? byRegression(pool, psi)
      : method === "ipw"
        ? byWeighting(pool, score as Propensity, psi)
        : doublyRobust(pool, score as Propensity, psi);
  if (att === null) return failed("rank_deficient");
  for (let i = 0; i < pool.rows; i++) out[pool.unit[i]!]! += n * psi[i]!;
  return { att, reason: null, column: null };
}

function failed(reason: CellReason, column: string | null = null): AdjustedCell {
  return { att: null, reason, column };
}

/** The change of the treated less that of the two control regressions, at the covariates of all treated. */
function byRegression(pool: Pool, psi: Float64Array): number | null {
  const [treatedBase, treatedNow, controlBase, controlNow] = pool.groups;
  const { outcome, weights } = pool;
  const base = regress(pool, controlBase);
  const now = regress(pool, controlNow);
  if (!base || !now) return null;
  const all: Group = { from: treatedBase.from, to: treatedNow.to };
  const trend = minus(fitted(pool, now.beta), fitted(pool, base.beta));
  const mean = centre(pool, all, weights);
  now.influence(mean, -1, psi);
  base.influence(mean, 1, psi);
  return (
    meanOf(treatedNow, outcome, weights, 1, psi) -
    meanOf(treatedBase, outcome, weights, -1, psi) -
    meanOf(all, trend, weights, -1, psi)
  );
}

function byWeighting(pool: Pool, score: Propensity, psi: Float64Array): number {
  const [treatedBase, treatedNow] = pool.groups;
  const { outcome, weights } = pool;
  const now = meanOf(treatedNow, outcome, weights, 1, psi);
  const base = meanOf(treatedBase, outcome, weights, -1, psi);
  return now - base - weightedControls(pool, score, oddsOf(pool, score), outcome, outcome, psi);
}

/**
 * Change of the weighted controls; its influence, and that of the propensity, are taken off ψ.
 * @param now, base what is averaged at each time.
 */
function weightedControls(
  pool: Pool,
  score: Propensity,
  odds: Float64Array,
  now: Float64Array,
  base: Float64Array,
  psi: Float64Array,
): number {
  const [, , controlBase, controlNow] = pool.groups;
  const { z, k, weights } = pool;
  const later = meanOf(controlNow, now, odds, -1, psi);
  const earlier = meanOf(controlBase, base, odds, 1, psi);
  const gradient = minus(
    oddsGradient(pool, controlNow, now, odds, later),
    oddsGradient(pool, controlBase, base, odds, earlier),
  );
  const tilt = cholSolve(score.information, k, gradient);
  for (let i = 0; i < pool.rows; i++) {
    const w = weights ? weights[i]! : 1;
    const gap = (i < controlBase.from ? 1 : 0) - score.p[i]!;
    psi[i]! -= w * gap * linear(z, k, i, tilt);
  }
  return later - earlier;
}

function doublyRobust(pool: Pool, score: Propensity, psi: Float64Array): number | null {
  const [treatedBase, treatedNow, controlBase, controlNow] = pool.groups;
  const fits = pool.groups.map((group) => regress(pool, group));
  const [ofTreatedBase, ofTreatedNow, ofControlBase, ofControlNow] = fits;
  if (!ofTreatedBase || !ofTreatedNow || !ofControlBase || !ofControlNow) return null;
  const { outcome, weights } = pool;
  const odds = oddsOf(pool, score);
  const controlNowFit = fitted(pool, ofControlNow.beta);
  const controlBaseFit = fitted(pool, ofControlBase.beta);
  const restNow = minus(outcome, controlNowFit);
  const restBase = minus(outcome, controlBaseFit);
  const liftNow = minus(fitted(pool, ofTreatedNow.beta), controlNowFit);
  const liftBase = minus(fitted(pool, ofTreatedBase.beta), controlBaseFit);
  const all: Group = { from: treatedBase.from, to: treatedNow.to };

  const robust =
    meanOf(treatedNow, restNow, weights, 1, psi) -
    meanOf(treatedBase, restBase, weights, -1, psi) -
    weightedControls(pool, score, odds, restNow, restBase, psi);
  // Covariates of treated rows at both times are used, not only of those at the time: that is the gain in efficiency.
  const gainNow = meanOf(all, liftNow, weights, 1, psi) - meanOf(treatedNow, liftNow, weights, -1, psi);
  const gainBase = meanOf(all, liftBase, weights, -1, psi) - meanOf(treatedBase, liftBase, weights, 1, psi);

  const ofAll = centre(pool, all, weights);
  ofControlNow.influence(minus(centre(pool, controlNow, odds), ofAll), 1, psi);
  ofControlBase.influence(minus(centre(pool, controlBase, odds), ofAll), -1, psi);
  ofTreatedNow.influence(minus(ofAll, centre(pool, treatedNow, weights)), 1, psi);
  ofTreatedBase.influence(minus(ofAll, centre(pool, treatedBase, weights)), -1, psi);
  return robust + gainNow - gainBase;
}

/** Odds of the controls, by row of the pool. */
function oddsOf(pool: Pool, score: Propensity): Float64Array {
  const odds = new Float64Array(pool.rows);
  odds.set(score.odds, pool.groups[2].from);
  return odds;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

/** Rows of the four blocks one after another, with the constant as column 0. */
function poolOf(blocks: readonly [Block, Block, Block, Block]): Pool {
  const rows = blocks.reduce((total, block) => total + block.rows.length, 0);
  const p = blocks[0].slice.covariates.length / blocks[0].slice.unit.length;
  const k = p + 1;
  const weighted = blocks[0].slice.weights !== null;
  const pool = {
    rows,
    k,
    z: new Float64Array(rows * k),
    outcome: new Float64Array(rows),
    unit: new Int32Array(rows),
    weights: weighted ? new Float64Array(rows) : null,
  };
  let at = 0;
  const groupOf = ({ slice, rows: members }: Block): Group => {
    const from = at;
    for (const row of members) {
      pool.outcome[at] = slice.outcome[row]!;
      pool.unit[at] = slice.unit[row]!;
      if (pool.weights) pool.weights[at] = slice.weights?.[row] as number;
      pool.z[at * k] = 1;
      for (let j = 0; j < p; j++) pool.z[at * k + 1 + j] = slice.covariates[row * p + j]!;
      at++;
    }
    return { from, to: at };
  };
  const [treatedBase, treatedNow, controlBase, controlNow] = blocks;
  const groups = [
    groupOf(treatedBase),
    groupOf(treatedNow),
    groupOf(controlBase),
    groupOf(controlNow),
  ] as const;
  return { ...pool, groups };
}
