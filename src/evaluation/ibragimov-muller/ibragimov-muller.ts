import { EvaluationError } from "../core/errors.ts";
import { type Label, type Panel, usedOf } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import { type Inference, type Notice, notice, type ResultBase } from "../core/result.ts";
import { studentT } from "../numeric/distributions.ts";
import { checkLevel } from "../permutation/permutation-test.ts";
import { groupEstimates } from "./group-estimates.ts";
import { type SignFlip, signFlip } from "./sign-flip.ts";

export interface IbragimovMullerOptions {
  level?: number;
  /** For the sign-change test on more than 22 estimates. */
  random?: Random;
  draws?: number;
}

export interface GroupTest extends Inference {
  /** Number of estimates. */
  q: number;
  /** Their mean. */
  estimate: number;
  signChange: SignFlip;
  warnings: readonly Notice[];
}

export interface IbragimovMullerResult extends ResultBase, GroupTest {
  warnings: readonly Notice[];
  groups: { unit: Label; estimate: number }[];
}

/**
 * One difference-in-differences per treated unit against the never-treated, then a t-test over the treated units
 * (Ibragimov and Müller 2010) and a sign-change test. The comparison group being common to all, it rejects slightly
 * too often when treated units are many.
 * @throws EvaluationError as `groupEstimates`.
 */
export function ibragimovMuller(panel: Panel, options: IbragimovMullerOptions = {}): IbragimovMullerResult {
  const { units, estimates, notices } = groupEstimates(panel);
  const test = testOfGroups(estimates, options);
  return {
    call: { method: "ibragimovMuller", options: { level: test.level } },
    used: usedOf(panel),
    dropped: panel.dropped,
    ...test,
    warnings: [...panel.notices, ...notices, ...test.warnings],
    groups: units.map((unit, j) => ({ unit, estimate: estimates[j]! })),
  };
}

/** The same two tests on given independent estimates of one effect. */
export function testOfGroups(estimates: Float64Array, options: IbragimovMullerOptions = {}): GroupTest {
  const { level = 0.95 } = options;
  checkLevel(level);
  const q = estimates.length;
  if (q === 0 || estimates.some((value) => !Number.isFinite(value))) {
    throw new EvaluationError(
      "The test needs at least one estimate, all of them numbers",
      { column: "estimates" },
      "Leave out groups without an estimate",
    );
  }
  const mean = estimates.reduce((total, value) => total + value, 0) / q;
  const change = signFlip(estimates, options);
  const warnings: Notice[] = [];
  if (change.smallest > 1 - level) {
    const words = `With ${q} estimates the sign-change p cannot be smaller than ${change.smallest}`;
    warnings.push(notice("smallest_sign_change_p", words, { count: q }));
  }
  const base = { q, estimate: mean, signChange: change, level };
  if (q === 1) {
    warnings.push(notice("one_estimate", "One estimate alone says nothing about chance: no t-test"));
    return { ...base, se: null, statistic: null, df: null, p: null, low: null, high: null, warnings };
  }
  let square = 0;
  for (const value of estimates) square += (value - mean) ** 2;
  const se = Math.sqrt(square / (q - 1) / q);
  if (!(se > 1e-14 * Math.abs(mean))) {
    warnings.push(notice("no_variation", "All estimates are equal: no t-test"));
    return { ...base, se: null, statistic: null, df: null, p: null, low: null, high: null, warnings };
  }
  const margin = studentT.quantile((1 + level) / 2, q - 1) * se;
  return {
    ...base,
    se,
    statistic: mean / se,
    df: q - 1,
    p: studentT.twoSided(mean / se, q - 1),
    low: mean - margin,
    high: mean + margin,
    warnings,
  };
}
