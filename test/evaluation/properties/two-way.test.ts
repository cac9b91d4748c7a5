import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";
import { twoWay } from "../../../src/evaluation/numeric/two-way.ts";
import { check, real } from "./support/check.ts";

/** A pattern of observed cells, a row of 0 and 1 for each unit, and whether cells have weights. */
interface Pattern {
  rows: string[];
  weighted: boolean;
  seed: number;
}

/** Dense, sparse (often in parts that no cell joins), or two blocks with nothing in common. */
const patterns: fc.Arbitrary<Pattern> = fc
  .tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 6 }), fc.constantFrom(0.15, 0.4, 0.8, 1))
  .chain(([n, t, density]) =>
    fc.record({
      rows: fc.array(
        fc
          .array(real(0, 1), { minLength: t, maxLength: t })
          .map((cells) => cells.map((value) => (value <= density ? "1" : "0")).join("")),
        { minLength: n, maxLength: n },
      ),
      weighted: fc.boolean(),
      seed: fc.integer({ min: 1, max: 9999 }),
    }),
  );

const blocks: fc.Arbitrary<Pattern> = fc.record({
  rows: fc.constantFrom(
    ["1100", "1100", "0011", "0011"],
    ["110000", "011000", "000111", "000101", "000011"],
    ["10", "01"],
  ),
  weighted: fc.boolean(),
  seed: fc.integer({ min: 1, max: 9999 }),
});

const all = fc.oneof({ weight: 4, arbitrary: patterns }, { weight: 1, arbitrary: blocks });

function open({ rows, weighted, seed }: Pattern) {
  const n = rows.length;
  const t = (rows[0] as string).length;
  const observed = Uint8Array.from(rows.join(""), Number);
  const random = seeded(seed);
  const x = Float64Array.from({ length: n * t }, () => 5 * random.normal());
  const weights = weighted ? Float64Array.from({ length: n * t }, () => 0.2 + random.uniform()) : null;
  return { n, t, observed, x, weights, random, ways: twoWay(observed, n, t, weights) };
}

const projected = (ways: { demean(x: Float64Array): void }, x: Float64Array) => {
  const copy = Float64Array.from(x);
  ways.demean(copy);
  return copy;
};

function expectNear(values: ArrayLike<number>, targets: ArrayLike<number>): void {
  for (let i = 0; i < targets.length; i++) expect(values[i]).toBeCloseTo(targets[i] as number, 9);
}

describe("projection off unit and time effects, on any pattern of cells", () => {
  test("done twice is done once, and unobserved cells are zero", () => {
    check(
      all,
      (pattern) => {
        const { x, observed, ways } = open(pattern);
        const once = projected(ways, x);
        expectNear(projected(ways, once), once);
        observed.forEach((seen, cell) => {
          if (!seen) expect(once[cell]).toBe(0);
        });
      },
      50,
    );
  });

  test("what is left is orthogonal to every unit and every time", () => {
    check(
      all,
      (pattern) => {
        const { n, t, x, weights, ways } = open(pattern);
        const left = projected(ways, x);
        const unit = new Float64Array(n);
        const time = new Float64Array(t);
        left.forEach((value, cell) => {
          const part = value * (weights?.[cell] ?? 1);
          const i = Math.floor(cell / t);
          unit[i] = (unit[i] as number) + part;
          time[cell % t] = (time[cell % t] as number) + part;
        });
        expectNear(unit, new Float64Array(n));
        expectNear(time, new Float64Array(t));
      },
      50,
    );
  });

  test("it is the residual of least squares on dummies", () => {
    check(
      all,
      (pattern) => {
        const { n, t, x, observed, weights, ways } = open(pattern);
        const k = n + t;
        const design = new Float64Array(n * t * k);
        const y = new Float64Array(n * t);
        observed.forEach((seen, cell) => {
          const root = seen ? Math.sqrt(weights?.[cell] ?? 1) : 0;
          design[cell * k + Math.floor(cell / t)] = root;
          design[cell * k + n + (cell % t)] = root;
          y[cell] = root * (x[cell] as number);
        });
        const fit = leastSquares(design, n * t, k, y);
        const left = projected(ways, x);
        expectNear(
          left.map((value, cell) => value * Math.sqrt(weights?.[cell] ?? 1)),
          fit.residuals,
        );
        expect(ways.absorbed).toBe(fit.rank);
      },
      50,
    );
  });

  test("effects of units and times leave nothing, whatever they are", () => {
    check(all, (pattern) => {
      const { n, t, ways, random } = open(pattern);
      const unit = Array.from({ length: n }, () => 10 * random.normal());
      const time = Array.from({ length: t }, () => 10 * random.normal());
      const x = Float64Array.from(
        { length: n * t },
        (_, cell) => (unit[Math.floor(cell / t)] as number) + (time[cell % t] as number),
      );
      expectNear(projected(ways, x), new Float64Array(n * t));
    });
  });

  test("the effects it gives are what it takes off", () => {
    check(all, (pattern) => {
      const { t, x, observed, ways } = open(pattern);
      const { unit, time } = ways.effects(
        Float64Array.from(x, (value, cell) => (observed[cell] ? value : 0)),
      );
      const left = projected(ways, x);
      observed.forEach((seen, cell) => {
        if (!seen) return;
        const fitted = (unit[Math.floor(cell / t)] as number) + (time[cell % t] as number);
        expect((x[cell] as number) - fitted).toBeCloseTo(left[cell] as number, 9);
      });
    });
  });

  test("is linear", () => {
    check(all, (pattern) => {
      const { x, ways, random } = open(pattern);
      const other = x.map(() => random.normal());
      const [left, right] = [projected(ways, x), projected(ways, other)];
      const mixed = projected(
        ways,
        x.map((value, cell) => 2 * value - 3 * (other[cell] as number)),
      );
      expectNear(
        mixed,
        left.map((value, cell) => 2 * value - 3 * (right[cell] as number)),
      );
    });
  });
});
