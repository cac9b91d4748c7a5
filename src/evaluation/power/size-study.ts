import { conleyTaber } from "../conley-taber/conley-taber.ts";
import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import { ibragimovMuller } from "../ibragimov-muller/ibragimov-muller.ts";
import { permutationTest } from "../permutation/permutation-test.ts";
import { twfe } from "../twfe/twfe.ts";
import { type SimulatedShape, simulateNullPanel } from "./simulate-panel.ts";

export type SizeTest =
  | "permutation"
  | "permutation_t"
  | "conley_taber"
  | "cr2"
  | "ibragimov_muller"
  | "cluster";

export interface SizeStudyOptions extends SimulatedShape {
  sims: number;
  tests: readonly SizeTest[];
  random: Random;
  /** Assignments or tuples of each test. Default 999. */
  draws?: number;
  level?: number;
}

export interface SizeRow {
  test: SizeTest;
  treated: number;
  sims: number;
  /** Panels in which the test found an effect although there is none: should be near 1 − level. */
  rejections: number;
  rate: number;
  /** Standard deviation of the rate of an honest test, by simulation alone. */
  error: number;
  /** Panels in which the interval holds the true effect, 0; null for a test without an interval. */
  coverage: number | null;
  /** Panels in which the test is not defined. */
  undefined: number;
}

interface Outcome {
  p: number | null;
  low: number | null;
  high: number | null;
  /** No bound on either side is an interval that holds everything. */
  unbounded?: boolean;
}

/**
 * How often tests find an effect in panels without any: a check of the tests, not of data. The tests are the very
 * functions that evaluations use. @throws EvaluationError for an impossible shape.
 */
export function sizeStudy(options: SizeStudyOptions): SizeRow[] {
  const { sims, tests, random, treated, units, years, rho, draws = 999, level = 0.95 } = options;
  if (!(treated >= 1 && treated < units && years >= 5 && Math.abs(rho) < 1 && sims >= 1)) {
    throw new EvaluationError(
      "A size study needs at least 5 years, fewer treated units than units, and −1 < rho < 1",
      {},
      "Use units: 110, years: 25, treated: 5, rho: 0.8, sims: 1000",
    );
  }
  const tally = tests.map(() => ({ rejections: 0, undefined: 0, covered: 0, intervals: 0 }));
  for (let b = 0; b < sims; b++) {
    const panel = simulateNullPanel({ units, years, treated, rho }, random);
    tests.forEach((test, k) => {
      const row = tally[k]!;
      const { p, low, high, unbounded } = runTest(test, panel, { draws, level, random: random.split() });
      if (p === null) {
        row.undefined++;
        return;
      }
      if (p <= 1 - level + 1e-12) row.rejections++;
      if (!unbounded && low === null && high === null) return;
      row.intervals++;
      if ((low ?? Number.NEGATIVE_INFINITY) <= 0 && (high ?? Number.POSITIVE_INFINITY) >= 0) row.covered++;
    });
  }
  return tests.map((test, k) => {
    const row = tally[k]!;
    const defined = sims - row.undefined;
    return {
      test,
      treated,
      sims,
      rejections: row.rejections,
      rate: defined > 0 ? row.rejections / defined : Number.NaN,
      error: Math.sqrt((level * (1 - level)) / Math.max(1, defined)),
      coverage: row.intervals > 0 ? row.covered / row.intervals : null,
      undefined: row.undefined,
    };
  });
}

function runTest(
  test: SizeTest,
  panel: Panel,
  settings: { draws: number; level: number; random: Random },
): Outcome {
  // Going through all assignments of every panel would only cost time.
  const options = { ...settings, limit: settings.draws };
  switch (test) {
    case "permutation":
      return { ...permutationTest(panel, options), unbounded: true };
    case "permutation_t":
      return permutationTest(panel, { ...options, statistic: "t", interval: false });
    case "conley_taber":
      return conleyTaber(panel, options);
    case "ibragimov_muller":
      return ibragimovMuller(panel, options);
    case "cr2":
    case "cluster": {
      const [report] = twfe(panel, { variance: [{ type: test }], level: options.level }).variances;
      return report?.inference[0] ?? { p: null, low: null, high: null };
    }
  }
}
