import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { adjustP } from "../../../src/evaluation/multiple-outcomes/adjust.ts";
import { romanoWolf } from "../../../src/evaluation/multiple-outcomes/romano-wolf.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { assignments } from "../../../src/evaluation/permutation/permute-statistic.ts";
import { sizeStudy } from "../../../src/evaluation/power/size-study.ts";
import { panelOf, RUNS, rowsOf, shapes } from "./support/panels.ts";

describe("randomization test", () => {
  test("over all assignments the p-value is at most α in at most a share α of them, exactly", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const two = {
          ...shape,
          units: Math.min(shape.units, 8),
          first: shape.first.slice(0, Math.min(shape.units, 8)).map((first, i) => (i < 2 ? first : null)),
        };
        const panel = panelOf(rowsOf(two));
        const p = [...assignments(panel, { exact: true })].map(
          (first) => permutationTest({ ...panel, first }, { exact: true, interval: false }).p,
        );
        for (const alpha of [0.05, 0.1, 0.2, 0.5, 0.9]) {
          const share = p.filter((value) => value <= alpha + 1e-12).length / p.length;
          expect(share).toBeLessThanOrEqual(alpha + 1e-12);
        }
        // Uniform: with distinct statistics every k / count occurs.
        expect(Math.min(...p)).toBeLessThanOrEqual(2 / p.length + 1e-12);
      }),
      { ...RUNS, numRuns: 12 },
    );
  });

  test("the confidence set is what the test does not reject", () => {
    fc.assert(
      fc.property(shapes({ missing: true }), fc.constantFrom(0.8, 0.9, 0.95), (shape, level) => {
        const panel = panelOf(rowsOf(shape));
        const options = { draws: 299, random: seeded(5), level, exact: "auto", limit: 3000 } as const;
        const { low, high, estimate } = permutationTest(panel, options);
        const width = Math.max(1, (high ?? estimate + 1) - (low ?? estimate - 1));
        const at = [-2, -0.6, -0.4, 0, 0.4, 0.6, 2].map((step) => estimate + step * width);
        const edges = [low, high].flatMap((edge) =>
          edge === null ? [] : [edge - 1e-6 * width, edge + 1e-6 * width],
        );
        const taus = [...at, ...edges];
        const { nulls } = permutationTest(panel, { ...options, random: seeded(5), nulls: taus });
        for (const { tau, p } of nulls) {
          const inside =
            tau >= (low ?? Number.NEGATIVE_INFINITY) && tau <= (high ?? Number.POSITIVE_INFINITY);
          expect(p > 1 - level + 1e-12, `${tau} in ${low} to ${high}: p ${p}`).toBe(inside);
        }
      }),
      RUNS,
    );
  });
});

describe("size and coverage on simulated panels", () => {
  test.each([3, 5, 10])(
    "with %d treated, 5 %% tests reject and 95 %% intervals cover as they say",
    (treated) => {
      const sims = 400;
      const rows = sizeStudy({
        units: 60,
        years: 15,
        rho: 0.7,
        treated,
        sims,
        tests: ["permutation", "permutation_t", "conley_taber", "cr2"],
        random: seeded(100 + treated),
        draws: 199,
      });
      // Four standard deviations of a share of 5 % in 400 panels.
      const slack = 4 * Math.sqrt((0.05 * 0.95) / sims);
      for (const { test: name, rate, coverage, undefined: none } of rows) {
        expect(none, name).toBe(0);
        expect(rate, name).toBeLessThan(0.05 + slack + 0.01);
        expect(rate, name).toBeGreaterThan(0.005);
        if (coverage !== null) expect(coverage, name).toBeGreaterThan(0.95 - slack - 0.01);
      }
    },
  );
});

describe("corrections for several outcomes", () => {
  const list = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });

  test("raise every p, keep their order, and Holm never exceeds Bonferroni", () => {
    fc.assert(
      fc.property(list, (p) => {
        const holm = adjustP(p, "holm");
        const bonferroni = adjustP(p, "bonferroni");
        p.forEach((raw, i) => {
          expect(holm[i]).toBeGreaterThanOrEqual(raw - 1e-15);
          expect(holm[i]).toBeLessThanOrEqual((bonferroni[i] ?? 0) + 1e-15);
          p.forEach((other, j) => {
            if (raw < other) expect(holm[i]).toBeLessThanOrEqual((holm[j] ?? 0) + 1e-15);
          });
        });
      }),
      RUNS,
    );
  });

  test("an unknown p stays unknown and does not count", () => {
    fc.assert(
      fc.property(list, (p) => {
        const known = adjustP(p, "holm");
        expect(adjustP([null, ...p], "holm")).toEqual([null, ...known]);
      }),
      RUNS,
    );
  });

  test("Romano–Wolf is at least the single p and follows the order of the statistics", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 2, max: 6 }), (seed, k) => {
        const random = seeded(seed);
        const t = Float64Array.from({ length: k }, () => 2 * random.normal());
        const draws = Float64Array.from({ length: 99 * k }, () => random.normal());
        const { p, raw } = romanoWolf(t, draws) as unknown as { p: number[]; raw: number[] };
        for (let i = 0; i < k; i++) {
          expect(p[i]).toBeGreaterThanOrEqual(raw[i] ?? 0);
          for (let j = 0; j < k; j++) {
            if (Math.abs(t[i] ?? 0) > Math.abs(t[j] ?? 0)) expect(p[i]).toBeLessThanOrEqual(p[j] ?? 0);
          }
        }
      }),
      RUNS,
    );
  });
});
