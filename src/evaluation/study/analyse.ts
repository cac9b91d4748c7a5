import { conleyTaber } from "../conley-taber/conley-taber.ts";
import { EvaluationError } from "../core/errors.ts";
import { type Label, type Panel, usedOf } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Slots, slotsOf } from "../kernels/kernel.ts";
import { leaveOneOut } from "../leave-one-out/leave-one-out.ts";
import type { BalanceRow } from "../matching/types.ts";
import { estimateOf, kernelOf } from "./kernel-of.ts";
import { trajectoryBalance } from "./matched.ts";
import { panelOf } from "./panel-of.ts";
import { detectableEffect, type KernelTest, permuteKernel } from "./permute-kernel.ts";
import { type Pretrend, pretrend } from "./pretrend.ts";
import { ESTIMATORS, type Estimator, type Specification } from "./specification.ts";
import type { Study } from "./study.ts";

/** Everything said about one specification. All effects are in the unit of the outcome. */
export interface Analysis extends ResultBase {
  specification: Specification;
  estimate: number;
  /** By chance assignment of the dates; the set holds every constant effect not rejected. */
  test: KernelTest;
  /** Smallest constant effect found with the power asked for. */
  detectable: number;
  /** Residuals of the never-treated in the place of the treated; null where there are too few of them. */
  conleyTaber: { estimate: number; p: number; low: number; high: number } | null;
  pretrend: Pretrend | null;
  /** The estimate without each treated unit in turn; empty with only one. */
  leaveOneOut: readonly { unit: Label; estimate: number | null }[];
  /** The same panel by every estimator. */
  estimators: { estimator: Estimator; estimate: number | null }[];
  /** Level and slope of the outcome before the first treatment, treated against compared; empty with too few of them. */
  balance: readonly BalanceRow[];
  treated: { unit: Label; since: number }[];
  compared: readonly Label[];
}

export interface AnalyseOptions {
  random: Random;
  draws?: number;
  level?: number;
  alpha?: number;
  power?: number;
  /** The test, where `headline` has done it already with the same panel, seed and draws. */
  test?: KernelTest;
}

/** The estimate, its test and what could have been found: the part of an analysis that readers wait for. */
export function headline(
  panel: Panel,
  specification: Specification,
  options: AnalyseOptions,
): Pick<Analysis, "estimate" | "test" | "detectable" | "treated"> & { compared: number } {
  const { random, draws = 9999, level = 0.95, alpha = 0.05, power = 0.8 } = options;
  const kernel = kernelOf(panel, specification.estimator);
  const strata = specification.inference === "permutation_in_region";
  const test = identified(permuteKernel(panel, kernel, { strata, draws, random: random.split(), level }));
  const treated = treatedOf(panel, slotsOf(panel));
  return {
    estimate: test.estimate,
    test,
    detectable: detectableEffect(test.distribution, alpha, power),
    treated,
    compared: panel.n - treated.length,
  };
}

/** @throws EvaluationError where the data do not tell an effect. */
function identified(test: KernelTest): KernelTest {
  if (Number.isFinite(test.estimate)) return test;
  throw new EvaluationError(
    "These choices identify no effect",
    { column: "comparison" },
    "Choose a wider comparison, another estimator or another period",
  );
}

const treatedOf = (panel: Panel, slots: Slots) =>
  [...slots.units].map((i) => ({ unit: panel.units[i]!, since: panel.first[i]! }));

/** Runs one specification on a study. @throws EvaluationError where the choices leave nothing to compare. */
export function analyse(study: Study, specification: Specification, options: AnalyseOptions): Analysis {
  return analysePanel(panelOf(study, specification), specification, options);
}

/** The same on a panel of the reader's own. */
export function analysePanel(panel: Panel, specification: Specification, options: AnalyseOptions): Analysis {
  const { random, draws = 9999, level = 0.95, alpha = 0.05, power = 0.8 } = options;
  const strata = specification.inference === "permutation_in_region";
  // The generator moves on whether or not the test is done already.
  const own = random.split();
  const test =
    options.test ??
    identified(
      permuteKernel(panel, kernelOf(panel, specification.estimator), { strata, draws, random: own, level }),
    );
  const slots = slotsOf(panel);
  const leaves =
    slots.units.length < 2
      ? null
      : leaveOneOut(panel, (one) => estimateOf(one, specification.estimator) ?? Number.NaN);
  const treatedSet = new Set(slots.units);
  return {
    call: { method: "analyse", options: { ...specification, draws, level, alpha, power } },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings: [
      ...panel.notices,
      ...test.warnings,
      ...loneCohorts(panel, slots),
      ...(leaves?.warnings ?? []).filter((one) => !panel.notices.includes(one)),
    ],
    specification,
    estimate: test.estimate,
    test,
    detectable: detectableEffect(test.distribution, alpha, power),
    conleyTaber: conleyTaberOf(panel, draws, random.split(), level),
    pretrend: pretrend(panel, specification.estimator, {
      strata,
      draws: Math.min(draws, 1999),
      random: random.split(),
    }),
    leaveOneOut: leaves?.leaves ?? [],
    estimators: ESTIMATORS.map((estimator) => ({ estimator, estimate: estimateOf(panel, estimator) })),
    balance: trajectoryBalance(panel),
    treated: treatedOf(panel, slots),
    compared: panel.units.filter((_, i) => !treatedSet.has(i)),
  };
}

function conleyTaberOf(panel: Panel, draws: number, random: Random, level: number): Analysis["conleyTaber"] {
  // Its null distribution is made of units never treated.
  if (panel.onlyLater) return null;
  try {
    const covariates = panel.covariates.map(({ name }) => name);
    const { estimate, p, low, high } = conleyTaber(panel, { draws, random, level, covariates });
    return { estimate, p, low, high };
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

function loneCohorts(panel: Panel, slots: Slots): Notice[] {
  const sizes = new Map<number, number>();
  for (const i of slots.units) sizes.set(panel.first[i]!, (sizes.get(panel.first[i]!) ?? 0) + 1);
  const lone = [...sizes].filter(([, size]) => size === 1).map(([date]) => date);
  if (lone.length === 0) return [];
  const words = `${lone.length} cohorts have one unit: standard errors by cohort are not to be believed and are not shown`;
  return [notice("one_unit_cohort", words, { count: lone.length, items: lone.sort((a, b) => a - b) })];
}
