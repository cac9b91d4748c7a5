import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { goodmanBacon } from "../../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import { slotsOf } from "../../../src/evaluation/kernels/kernel.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { estimateOf, kernelOf } from "../../../src/evaluation/study/kernel-of.ts";
import { permuteKernel } from "../../../src/evaluation/study/permute-kernel.ts";
import { ESTIMATORS } from "../../../src/evaluation/study/specification.ts";
import { sunAbraham } from "../../../src/evaluation/sun-abraham/sun-abraham.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { twoStage } from "../../../src/evaluation/two-stage/two-stage.ts";
import { METHODS } from "./support/estimates.ts";
import { panelOf, RUNS, rowsOf, shapes } from "./support/panels.ts";

const near = (a: number | null | undefined, b: number | null | undefined, what: string) => {
  expect(a, what).not.toBeNull();
  expect(Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(
    1e-8 * Math.max(1, Math.abs(b ?? 0)),
  );
};

describe("identities between estimators", () => {
  test("Bacon's weights sum to one and give the two-way coefficient", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const panel = panelOf(rowsOf(shape));
        const { weightSum, weightedSum } = goodmanBacon(panel);
        near(weightSum, 1, "weights");
        near(weightedSum, twfe(panel).estimate, "two-way");
      }),
      RUNS,
    );
  });

  test("Sun–Abraham's cells are Callaway–Sant'Anna's with a universal base", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const panel = panelOf(rowsOf(shape));
        const cells = callawaySantAnna(panel, { base: "universal" }).cells;
        for (const { cohort, event, estimate } of sunAbraham(panel).coefficients) {
          const cell = cells.find(({ group, time }) => group === cohort && time - group === event);
          near(estimate, cell?.att, `${cohort} at ${event}`);
        }
      }),
      RUNS,
    );
  });

  test("imputation and two-stage find the same effect, with holes and covariates too", () => {
    fc.assert(
      fc.property(shapes({ missing: true }), (shape) => {
        const panel = panelOf(rowsOf(shape), true);
        near(
          imputation(panel, { covariates: ["x"] }).overall.estimate,
          twoStage(panel, { covariates: ["x"] }).overall.estimate,
          "effect",
        );
      }),
      RUNS,
    );
  });

  test("with one cohort and no holes two-way, imputation and two-stage agree", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const date = shape.first.find((first) => first !== null) ?? 1;
        const panel = panelOf(
          rowsOf({ ...shape, first: shape.first.map((first) => (first === null ? null : date)) }),
        );
        near(twfe(panel).estimate, imputation(panel).overall.estimate, "two-way");
      }),
      RUNS,
    );
  });
});

describe("fast kernels", () => {
  test("two-way and imputation equal the full estimators, holes or none", () => {
    fc.assert(
      fc.property(shapes({ missing: true }), (shape) => {
        const panel = panelOf(rowsOf(shape));
        near(estimateOf(panel, "twfe"), twfe(panel).estimate, "twfe");
        near(estimateOf(panel, "imputation"), imputation(panel).overall.estimate, "imputation");
      }),
      RUNS,
    );
  });

  test("two-way with a covariate equals the full regression", () => {
    fc.assert(
      fc.property(shapes({ missing: true }), (shape) => {
        const panel = panelOf(rowsOf(shape), true);
        near(estimateOf(panel, "twfe"), twfe(panel, { covariates: ["x"] }).estimate, "twfe");
      }),
      RUNS,
    );
  });

  test("Callaway–Sant'Anna equals the full estimator on panels without holes, both controls", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const panel = panelOf(rowsOf(shape));
        near(estimateOf(panel, "cs_never"), METHODS.callaway_santanna?.(panel).estimate, "never");
      }),
      RUNS,
    );
  });

  test.each(ESTIMATORS)(
    "%s on another assignment is the estimate of the panel with those dates",
    (estimator) => {
      fc.assert(
        fc.property(shapes({ missing: true }), fc.integer({ min: 1, max: 9999 }), (shape, seed) => {
          const panel = panelOf(rowsOf(shape));
          const kernel = kernelOf(panel, estimator);
          const assigned = otherUnits(panel, seed);
          const out = new Float64Array(1);
          kernel.evaluate(assigned, out);
          const first = new Float64Array(panel.n).fill(Number.POSITIVE_INFINITY);
          kernel.slots.units.forEach((unit, k) => {
            first[assigned[k] ?? 0] = panel.first[unit] ?? 0;
          });
          const direct = kernelOf({ ...panel, first }, estimator);
          const expected = new Float64Array(1);
          direct.evaluate(direct.slots.units, expected);
          if (Number.isNaN(expected[0] ?? 0)) expect(out[0]).toBeNaN();
          else near(out[0], expected[0], estimator);
        }),
        RUNS,
      );
    },
  );

  test("the kernel's randomization test of two-way effects is the test of its own", () => {
    fc.assert(
      fc.property(shapes({ missing: true }), (shape) => {
        const panel = panelOf(rowsOf(shape));
        const fast = permuteKernel(panel, kernelOf(panel, "twfe"), {
          draws: 99,
          random: seeded(3),
          exact: "auto",
          limit: 20_000,
        });
        const full = permutationTest(panel, { draws: 99, random: seeded(3), exact: "auto", limit: 20_000 });
        expect(fast.p).toBe(full.p);
        expect(fast.low === null).toBe(full.low === null);
        if (fast.low !== null) near(fast.low, full.low, "low");
        if (fast.high !== null) near(fast.high, full.high, "high");
      }),
      RUNS,
    );
  });
});

/** As many distinct units as are treated, in any order. */
function otherUnits(panel: Panel, seed: number): Int32Array {
  const random = seeded(seed);
  const pool = Array.from({ length: panel.n }, (_, i) => i);
  const chosen = slotsOf(panel).units.map(() => pool.splice(random.integer(pool.length), 1)[0] ?? 0);
  return Int32Array.from(chosen);
}
