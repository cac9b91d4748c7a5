import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { nelderMead } from "../optimise/nelder-mead.ts";
import { type Block, blocksOf, placeboBlock } from "./block.ts";
import { describeFit, rmspeOf } from "./describe-fit.ts";
import { doubleDifference, type Fit } from "./fit.ts";
import { rankP } from "./placebo.ts";
import { type Predictor, predictorColumns } from "./predictors.ts";
import type { CohortFit } from "./types.ts";
import { closestWeights } from "./weights.ts";

export interface SyntheticControlOptions {
  predictors: readonly Predictor[];
  /** "nested" (default): the importance of the predictors that fits the outcome before treatment best; or given. */
  importance?: "nested" | "equal" | readonly number[];
  /** Cohort to estimate; default: the only one. */
  cohort?: number;
  /** Do the same for every control, for ranks. Default true. */
  placebos?: boolean;
}

export interface SyntheticControlResult extends ResultBase {
  estimate: number;
  fit: CohortFit;
  /** Sum to one. Not unique: compare `loss`, not these. */
  importance: readonly { variable: string; v: number }[];
  /** Mean squared gap of the outcome before treatment. */
  loss: number;
  /** The least loss any weights could have. */
  leastLoss: number;
  placebo: {
    estimates: Float64Array;
    ratios: Float64Array;
    p: number;
    ratioP: number;
    smallestP: number;
  } | null;
}

/**
 * Synthetic control with predictors (Abadie, Diamond and Hainmueller 2010): control weights match the predictors, and
 * the predictors' importance is chosen by nested optimisation of the fit before treatment.
 * @throws EvaluationError without predictors, for unknown ones, or where the cohort is not clear.
 */
export function syntheticControl(panel: Panel, options: SyntheticControlOptions): SyntheticControlResult {
  const { predictors, importance = "nested", placebos = true } = options;
  if (predictors.length === 0)
    throw new EvaluationError("There is no predictor", {}, "Name covariates or the outcome at some times");
  const { panel: kept, blocks, dropped } = blocksOf(panel);
  const block = blockOf(blocks, options.cohort);
  const own = solve(kept, block, predictors, importance);
  const fit = asFit(block, own.weights);
  const description = describeFit(kept, fit, 1);
  const least = outcomeFit(block);
  const n0 = block.controls.length;
  const ranks =
    placebos && n0 > 2
      ? block.controls.map((_, row) => {
          const other = placeboBlock(block, [row], [row]);
          return asFit(other, solve(kept, other, predictors, importance).weights);
        })
      : null;
  return {
    call: {
      method: "syntheticControl",
      options: {
        predictors: predictors.map(({ variable, times }) => ({ variable, times: times ?? null })),
        importance: typeof importance === "string" ? importance : [...importance],
        cohort: block.cohort,
        placebos,
      },
    },
    used: usedOf(kept),
    dropped: [...panel.dropped, ...dropped],
    warnings: [...panel.notices, ...warningsOf(own.loss, block, ranks !== null)],
    estimate: fit.estimate,
    fit: description,
    importance: predictors.map(({ variable }, r) => ({ variable, v: own.v[r]! })),
    loss: own.loss,
    leastLoss: least,
    placebo: ranks ? rank(fit, ranks) : null,
  };
}

function blockOf(blocks: readonly Block[], cohort: number | undefined): Block {
  const found = cohort === undefined ? blocks : blocks.filter((block) => block.cohort === cohort);
  if (found.length === 1) return found[0] as Block;
  const starts = blocks.map((block) => block.cohort).join(", ");
  throw new EvaluationError(
    cohort === undefined ? `There are ${blocks.length} cohorts` : `There is no cohort ${cohort}`,
    {},
    `Choose one of ${starts}`,
  );
}

interface Solution {
  v: Float64Array;
  weights: Float64Array;
  loss: number;
}

function solve(
  panel: Panel,
  block: Block,
  predictors: readonly Predictor[],
  importance: SyntheticControlOptions["importance"],
): Solution {
  const m = predictors.length;
  const columns = predictorColumns(panel, block, predictors);
  const at = (v: Float64Array): Solution => {
    const weights = weightsFor(columns, block, v);
    return { v, weights, loss: lossOf(block, weights) };
  };
  const equal = new Float64Array(m).fill(1 / m);
  if (importance === "equal") return at(equal);
  if (importance !== "nested") return at(given(importance as readonly number[], m));
  const starts = [equal];
  for (let r = 0; r < m && m > 1; r++) {
    starts.push(Float64Array.from({ length: m }, (_, c) => (c === r ? 0.9 : 0.1 / (m - 1))));
  }
  let best = at(equal);
  const least = outcomeFit(block);
  for (const start of starts) {
    // No importance can do better than weights fitted to the outcome itself.
    if (best.loss <= least * (1 + 1e-6)) break;
    const found = nelderMead((x) => at(normalised(x)).loss, start.map(Math.sqrt), 0.3, 1e-9, 150 * m);
    const solution = at(normalised(found.x));
    if (solution.loss < best.loss) best = solution;
  }
  return best;
}

/** Squares keep the importance from turning negative. */
function normalised(x: Float64Array): Float64Array {
  let total = 0;
  for (const value of x) total += value * value;
  return total > 0 ? x.map((value) => (value * value) / total) : x.map(() => 1 / x.length);
}

function given(importance: readonly number[], m: number): Float64Array {
  const total = importance.reduce((a, b) => a + b, 0);
  if (importance.length !== m || importance.some((v) => !(v >= 0)) || !(total > 0))
    throw new EvaluationError(
      "importance does not fit the predictors",
      {},
      `Give ${m} values, none negative`,
    );
  return Float64Array.from(importance, (v) => v / total);
}

function weightsFor(columns: Float64Array, block: Block, v: Float64Array): Float64Array {
  const m = v.length;
  const scaled = columns.map((value, at) => value * Math.sqrt(v[at % m]!));
  const problem = { columns: scaled, k: block.controls.length, m, zeta: 0, intercept: false };
  return closestWeights(problem, "exact", 0).weights;
}

function lossOf(block: Block, weights: Float64Array): number {
  let square = 0;
  for (let s = 0; s < block.t0; s++) {
    let gap = block.target[s]!;
    for (let row = 0; row < weights.length; row++) gap -= weights[row]! * block.y[row * block.t + s]!;
    square += gap * gap;
  }
  return square / block.t0;
}

function outcomeFit(block: Block): number {
  const { t, t0, y, target } = block;
  const n0 = block.controls.length;
  const columns = new Float64Array((n0 + 1) * t0);
  for (let row = 0; row < n0; row++) columns.set(y.subarray(row * t, row * t + t0), row * t0);
  columns.set(target.subarray(0, t0), n0 * t0);
  return closestWeights({ columns, k: n0, m: t0, zeta: 0, intercept: false }, "exact", 0).objective;
}

function asFit(block: Block, omega: Float64Array): Fit {
  const lambda = new Float64Array(block.t0);
  return {
    method: "sc",
    block,
    penalties: { noise: 0, omega: 0, lambda: 0 },
    omega,
    lambda,
    omegaObjective: lossOf(block, omega),
    lambdaObjective: null,
    omegaGap: null,
    lambdaGap: null,
    estimate: doubleDifference(block, omega, lambda),
  };
}

function rank(own: Fit, others: readonly Fit[]) {
  const estimates = Float64Array.from(others, (fit) => fit.estimate);
  const ratios = Float64Array.from(others, (fit) => rmspeOf(fit).ratio);
  return {
    estimates,
    ratios,
    p: rankP(own.estimate, estimates),
    ratioP: rankP(rmspeOf(own).ratio, ratios),
    smallestP: 1 / (others.length + 1),
  };
}

function warningsOf(loss: number, block: Block, ranked: boolean): Notice[] {
  const out: Notice[] = [];
  let level = 0;
  for (let s = 0; s < block.t0; s++) level += block.target[s]! / block.t0;
  let spread = 0;
  for (let s = 0; s < block.t0; s++) spread += (block.target[s]! - level) ** 2 / block.t0;
  if (loss > spread && loss > 1e-12 * level * level)
    out.push(
      notice(
        "poor_fit",
        "Before treatment the synthetic unit fits worse than the treated unit's own mean would",
      ),
    );
  if (ranked) {
    const count = block.controls.length;
    const words = `${count} placebos: the smallest possible p is ${(1 / (count + 1)).toPrecision(2)}`;
    out.push(notice("placebo_resolution", words, { count }));
  }
  return out;
}
