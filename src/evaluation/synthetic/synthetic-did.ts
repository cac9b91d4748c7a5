import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Inference, type Notice, notice } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import { populationSd } from "../numeric/spread.ts";
import { type Block, blocksOf } from "./block.ts";
import { describeFit } from "./describe-fit.ts";
import { type Fit, fitBlock } from "./fit.ts";
import { jackknifeSe } from "./jackknife.ts";
import { placeboDistribution, rankP } from "./placebo.ts";
import type { PlaceboDistribution, SyntheticOptions, SyntheticResult } from "./types.ts";

/**
 * Effect on the treated by synthetic difference-in-differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021)
 * or synthetic control, cohort by cohort against the never treated, weighted by treated unit-times. The unit of the
 * estimate is that of the outcome. Placebo p-values are ranks, so that with n placebos none can be below 1/(n + 1).
 * @throws EvaluationError without usable cohorts or controls, or where placebos are drawn without a generator.
 */
export function syntheticDid(panel: Panel, options: SyntheticOptions = {}): SyntheticResult {
  const { method = "sdid", inference = "placebo", draws = 500, solver = "exact", level = 0.95 } = options;
  if (!(draws >= 1) || !(level > 0 && level < 1)) {
    throw new EvaluationError("draws needs to be at least 1 and level between 0 and 1", {}, "Correct them");
  }
  const { panel: kept, blocks, dropped } = blocksOf(panel);
  const fits = blocks.map((block) => fitBlock(block, method, solver));
  const shares = sharesOf(blocks);
  const estimate = fits.reduce((total, fit, at) => total + shares[at]! * fit.estimate, 0);
  const placebo =
    inference === "placebo"
      ? placeboDistribution(blocks, { method, solver, draws, random: options.random })
      : null;
  const jackknife = inference === "jackknife" ? jackknifeSe(fits) : null;
  return {
    call: { method: "syntheticDid", options: { method, inference, draws, solver, level } },
    used: usedOf(kept),
    dropped: [...panel.dropped, ...dropped],
    warnings: [
      ...panel.notices,
      ...ignored(panel),
      ...fitWarnings(fits),
      ...inferenceWarnings(blocks, inference, jackknife, placebo),
    ],
    estimate,
    inference: placebo ? fromPlacebo(estimate, placebo, level) : fromSe(estimate, jackknife, level),
    cohorts: fits.map((fit, at) => describeFit(kept, fit, shares[at]!)),
    placebo,
  };
}

function sharesOf(blocks: readonly Block[]): number[] {
  const cells = blocks.map((block) => block.treated.length * (block.t - block.t0));
  const total = cells.reduce((a, b) => a + b, 0);
  return cells.map((count) => count / total);
}

function fromPlacebo(estimate: number, placebo: PlaceboDistribution, level: number): Inference {
  const base = fromSe(estimate, populationSd(placebo.estimates), level);
  return { ...base, p: rankP(estimate, placebo.estimates) };
}

function fromSe(estimate: number, se: number | null, level: number): Inference {
  if (se === null || !(se > 0)) {
    return { se: null, statistic: null, df: null, p: null, low: null, high: null, level };
  }
  const z = normal.quantile((1 + level) / 2);
  const statistic = estimate / se;
  const p = 2 * normal.upper(Math.abs(statistic));
  return {
    se,
    statistic,
    df: Number.POSITIVE_INFINITY,
    p,
    low: estimate - z * se,
    high: estimate + z * se,
    level,
  };
}

function ignored(panel: Panel): Notice[] {
  const out: Notice[] = [];
  if (panel.covariates.length > 0) {
    const items = panel.covariates.map((covariate) => covariate.name);
    out.push(notice("covariates_unused", "Synthetic weights do not use covariates", { items }));
  }
  if (panel.weights) out.push(notice("weights_unused", "Synthetic weights do not use observation weights"));
  return out;
}

function fitWarnings(fits: readonly Fit[]): Notice[] {
  const flat = fits.filter((fit) => fit.method === "sc" && fit.block.controls.length > fit.block.t0);
  if (flat.length === 0) return [];
  const items = flat.map((fit) => fit.block.cohort);
  const words =
    "More controls than times before treatment: weights that fit (nearly) as well can give other estimates";
  return [notice("weights_not_unique", words, { count: items.length, items })];
}

function inferenceWarnings(
  blocks: readonly Block[],
  inference: string,
  jackknife: number | null,
  placebo: PlaceboDistribution | null,
): Notice[] {
  const out: Notice[] = [];
  const n1 = blocks.reduce((total, block) => total + block.treated.length, 0);
  const single = blocks.filter((block) => block.treated.length === 1).map((block) => block.cohort);
  if (inference === "jackknife" && jackknife === null) {
    const words =
      single.length > 0
        ? "The jackknife is not defined for a cohort of one unit"
        : "The jackknife is not defined: one control carries all the weight";
    out.push(
      notice(single.length > 0 ? "one_unit_cohort" : "one_control", words, {
        count: single.length,
        items: single,
      }),
    );
  } else if (inference === "jackknife" && n1 < 10) {
    out.push(
      notice("jackknife_optimistic", `With ${n1} treated units the jackknife is too small`, { count: n1 }),
    );
  }
  if (placebo) {
    const count = placebo.estimates.length;
    const words = `${count} placebos: the smallest possible p is ${placebo.smallestP.toPrecision(2)}; the interval takes placebo and true estimates to spread alike`;
    out.push(notice("placebo_resolution", words, { count }));
  }
  return out;
}
