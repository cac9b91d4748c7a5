import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { type Adjustment, adjustP } from "../../../src/evaluation/multiple-outcomes/adjust.ts";
import { permuteOutcomes } from "../../../src/evaluation/multiple-outcomes/permute-outcomes.ts";
import { romanoWolf } from "../../../src/evaluation/multiple-outcomes/romano-wolf.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { check, real } from "./support/check.ts";
import { inputOf, panelCases, rowsOf } from "./support/panels.ts";

const METHODS: readonly Adjustment[] = ["bonferroni", "holm", "hochberg", "hommel", "BH", "BY"];
const shares = fc.array(fc.oneof(real(0, 1), real(0, 0.1)), { minLength: 1, maxLength: 12 });
const known = (values: readonly (number | null)[]) => values as readonly number[];
const EPSILON = 1e-12;

describe.each(METHODS)("p adjusted by %s", (method) => {
  test("is a p, no smaller than the one given, in the same order", () => {
    check(
      shares,
      (p) => {
        const adjusted = known(adjustP(p, method));
        const order = [...p.keys()].sort((a, b) => (p[a] as number) - (p[b] as number));
        p.forEach((value, j) => {
          expect(adjusted[j]).toBeGreaterThanOrEqual(value - EPSILON);
          expect(adjusted[j]).toBeLessThanOrEqual(1);
        });
        order.slice(1).forEach((at, k) => {
          expect(adjusted[at]).toBeGreaterThanOrEqual((adjusted[order[k] as number] as number) - EPSILON);
        });
      },
      50,
    );
  });

  test("does not hang on the order given, nor on outcomes without a p", () => {
    check(shares, (p) => {
      const plain = adjustP(p, method);
      expect(adjustP([...p].reverse(), method).reverse()).toEqual(plain);
      expect(adjustP([null, ...p, null], method)).toEqual([null, ...plain, null]);
    });
  });

  test("a single p stays what it is", () => {
    check(real(0, 1), (p) => {
      expect(adjustP([p], method)).toEqual([p]);
    });
  });

  test("a smaller p makes no other one larger", () => {
    check(fc.tuple(shares, fc.nat(), real(0, 1)), ([p, pick, share]) => {
      const at = pick % p.length;
      const less = p.map((value, j) => (j === at ? value * share : value));
      const before = known(adjustP(p, method));
      known(adjustP(less, method)).forEach((value, j) => {
        expect(value).toBeLessThanOrEqual((before[j] as number) + EPSILON);
      });
    });
  });
});

test("Hommel ≤ Hochberg ≤ Holm ≤ Bonferroni, and BH ≤ Hommel, for every p", () => {
  check(
    shares,
    (p) => {
      const chain = (["BH", "hommel", "hochberg", "holm", "bonferroni"] as const).map((method) =>
        known(adjustP(p, method)),
      );
      p.forEach((_, j) => {
        for (let k = 1; k < chain.length; k++) {
          expect(chain[k - 1]?.[j]).toBeLessThanOrEqual((chain[k]?.[j] as number) + EPSILON);
        }
      });
    },
    60,
  );
});

const tables = fc.integer({ min: 1, max: 5 }).chain((k) =>
  fc.record({
    t: fc.array(
      fc.integer({ min: -40, max: 40 }).map((value) => value / 10),
      { minLength: k, maxLength: k },
    ),
    draws: fc
      .array(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: k, maxLength: k }), {
        minLength: 5,
        maxLength: 40,
      })
      .map((rows) => Float64Array.from(rows.flat(), (value) => value / 10)),
  }),
);

describe("Romano–Wolf", () => {
  test("raw ≤ step-down ≤ single step, in the order of |t|", () => {
    check(
      tables,
      ({ t, draws }) => {
        const { p, raw, singleStep } = romanoWolf(t, draws);
        t.forEach((_, j) => {
          expect(raw[j]).toBeLessThanOrEqual(p[j] as number);
          expect(p[j]).toBeLessThanOrEqual(singleStep[j] as number);
          expect(singleStep[j]).toBeLessThanOrEqual(1);
          t.forEach((_, m) => {
            const stronger = Math.abs(t[j] as number) > Math.abs(t[m] as number);
            if (stronger) expect(p[j]).toBeLessThanOrEqual(p[m] as number);
          });
        });
      },
      60,
    );
  });

  test("the strongest bears the maximum over all, and copies of one outcome cost nothing", () => {
    check(tables, ({ t, draws }) => {
      const k = t.length;
      const { p, singleStep } = romanoWolf(t, draws);
      const strongest = t.reduce(
        (best, value, j) => (Math.abs(value) > Math.abs(t[best] as number) ? j : best),
        0,
      );
      expect(p[strongest]).toBe(singleStep[strongest]);
      const first = Float64Array.from({ length: draws.length / k }, (_, row) => draws[row * k] as number);
      const alone = romanoWolf([t[0] as number], first);
      const doubled = romanoWolf([t[0] as number, t[0] as number], twice(first));
      expect(doubled.p).toEqual([alone.p[0], alone.p[0]]);
    });
  });

  test("does not hang on signs or on the order of outcomes", () => {
    check(tables, ({ t, draws }) => {
      const k = t.length;
      const mirrored = Float64Array.from(
        draws,
        (_, at) => draws[at - (at % k) + (k - 1 - (at % k))] as number,
      );
      const turned = romanoWolf(
        [...t].reverse().map((value) => -value),
        mirrored,
      );
      const plain = romanoWolf(t, draws);
      expect([...turned.raw].reverse()).toEqual(plain.raw);
      expect([...turned.singleStep].reverse()).toEqual(plain.singleStep);
      if (new Set(t.map(Math.abs)).size === k) expect([...turned.p].reverse()).toEqual(plain.p);
    });
  });
});

test("outcomes tested together have the p of the studentised test of each alone", () => {
  check(
    panelCases({ units: [6, 8], times: [4, 5], cohorts: 2 }),
    (one) => {
      const rows = rowsOf(one);
      const main = makePanel(inputOf(rows));
      const other = makePanel(inputOf(rows.map((row) => ({ ...row, outcome: row.x }))));
      const { outcomes } = permuteOutcomes({ main, other }, { exact: true });
      for (const { name, p, estimate, romanoWolf: joint, holm } of outcomes) {
        const alone = permutationTest(name === "main" ? main : other, { exact: true, statistic: "t" });
        expect(p).toBe(alone.p);
        expect(estimate).toBeCloseTo(alone.estimate, 10);
        expect(joint).toBeGreaterThanOrEqual(p);
        expect(holm).toBeGreaterThanOrEqual(p);
      }
    },
    15,
  );
});

/** Two equal columns. */
function twice(column: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * column.length }, (_, at) => column[at >> 1] as number);
}
