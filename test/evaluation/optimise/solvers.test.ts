import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { frankWolfeWeights } from "../../../src/evaluation/optimise/frank-wolfe.ts";
import { invert } from "../../../src/evaluation/optimise/invert.ts";
import { lassoPath, onPath } from "../../../src/evaluation/optimise/lasso-path.ts";
import { nelderMead } from "../../../src/evaluation/optimise/nelder-mead.ts";
import { simplexWeights } from "../../../src/evaluation/optimise/simplex-weights.ts";
import { VertexSearch } from "../../../src/evaluation/optimise/vertex-search.ts";

const floats = (...values: number[]) => Float64Array.from(values);

/** Of k columns of length m towards the column after them, as mean squares. */
function normalEquations(columns: Float64Array, k: number, m: number, ridge: number) {
  const product = (a: number, b: number) => {
    let total = 0;
    for (let i = 0; i < m; i++) total += (columns[a * m + i] as number) * (columns[b * m + i] as number);
    return total / m;
  };
  return {
    q: Float64Array.from({ length: k * k }, (_, at) => {
      const [a, b] = [Math.floor(at / k), at % k];
      return product(a, b) + (a === b ? ridge : 0);
    }),
    c: Float64Array.from({ length: k }, (_, a) => -product(a, k)),
  };
}

describe("weights on the simplex", () => {
  it("solves a case by hand, with one weight at its bound", () => {
    // min (w1 − 1)² + (w2 − 1/2)² + (w3 + 1)²: on the simplex w = (3/4, 1/4, 0).
    const { weights, value, gap } = simplexWeights(floats(1, 0, 0, 0, 1, 0, 0, 0, 1), floats(-1, -0.5, 1), 3);
    expect(weights[0]).toBeCloseTo(0.75, 9);
    expect(weights[1]).toBeCloseTo(0.25, 9);
    expect(weights[2]).toBe(0);
    expect(value).toBeCloseTo(0.625 - 1.75, 9);
    expect(gap).toBeLessThan(1e-9);
  });

  it("is optimal for random problems, also singular ones: no slope at zero lies below the slopes inside", () => {
    const random = seeded(11);
    for (const [m, k] of [
      [6, 20],
      [25, 8],
      [12, 12],
    ] as const) {
      for (let rep = 0; rep < 20; rep++) {
        const columns = Float64Array.from({ length: m * (k + 1) }, () => random.normal());
        const { q, c } = normalEquations(columns, k, m, 0);
        const kept = q.slice();
        const { weights } = simplexWeights(q, c, k);
        expect(q).toEqual(kept);
        expect(weights.reduce((x, y) => x + y, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        const slope = Array.from(weights, (_, i) =>
          weights.reduce((total, w, j) => total + (q[i * k + j] as number) * w, c[i] as number),
        );
        const lowest = Math.min(...slope);
        const inside = slope.filter((_, i) => (weights[i] as number) > 1e-9);
        expect(Math.max(...inside) - lowest).toBeLessThan(1e-7);
      }
    }
  });

  it("stands columns that are all the same", () => {
    const { weights } = simplexWeights(new Float64Array(9).fill(2), floats(-2, -2, -2), 3);
    expect(weights.reduce((x, y) => x + y, 0)).toBeCloseTo(1, 12);
  });

  it("never lies above an iterate of Frank–Wolfe, which respects its limit of steps", () => {
    const random = seeded(5);
    const columns = Float64Array.from({ length: 7 * 5 }, () => random.normal());
    const iterate = frankWolfeWeights(columns, 6, 5, 0.5, { decrease: 0, steps: 3 });
    const longer = frankWolfeWeights(columns, 6, 5, 0.5, { decrease: 0, steps: 5000 });
    const objective = (w: Float64Array) => {
      let total = 0;
      for (let i = 0; i < 5; i++) {
        let misfit = -(columns[30 + i] as number);
        for (let j = 0; j < 6; j++) misfit += (w[j] as number) * (columns[j * 5 + i] as number);
        total += misfit ** 2 / 5;
      }
      return total + 0.25 * w.reduce((a, x) => a + x * x, 0);
    };
    const { q, c } = normalEquations(columns, 6, 5, 0.25);
    const exact = objective(simplexWeights(q, c, 6).weights);
    expect(exact).toBeLessThanOrEqual(objective(longer) + 1e-12);
    expect(objective(longer)).toBeLessThan(objective(iterate));
    expect(objective(longer) - exact).toBeLessThan(1e-3 * exact);
    expect(iterate.reduce((a, w) => a + w, 0)).toBeCloseTo(1, 12);
  });
});

describe("vertex search", () => {
  // min η with y ≤ η·1 + x·δ over δ: the value is a mean of two entries of opposite x.
  const w = floats(1, 1, 1, -1, 1, 2);

  it("finds value and vertex, and again after the objective has changed", () => {
    const search = new VertexSearch(w, 3, 2);
    search.solve(floats(3, 1, 0));
    expect(search.value).toBeCloseTo(2, 12);
    expect(search.vertex[0]).toBeCloseTo(0.5, 12);
    expect(search.vertex[2]).toBe(0);
    search.solve(floats(0, 1, 4));
    expect(search.value).toBeCloseTo(2, 12);
    expect(search.vertex[1]).toBeCloseTo(2 / 3, 12);
    expect(search.vertex[2]).toBeCloseTo(1 / 3, 12);
  });

  it("tells how far the objective may move before the vertex changes", () => {
    const search = new VertexSearch(w, 3, 2);
    search.solve(floats(3, 1, 0));
    // η = 2, δ = 1: the third row binds when y₃ = 4.
    const range = search.range(floats(3, 1, 0), floats(0, 0, 1), 0);
    expect(range.high).toBeCloseTo(4, 12);
    expect(range.low).toBe(Number.NEGATIVE_INFINITY);
    search.solve(floats(3, 1, 0));
    expect(search.value).toBeCloseTo(2, 12);
  });

  it("walks over bases of the same vertex", () => {
    // Rows 1 and 3 are alike: from y₁ on the other takes over only once it is larger.
    const search = new VertexSearch(floats(1, 0, 1, 1, 1, 0), 3, 2);
    search.solve(floats(2, 5, 1));
    expect([...search.vertex]).toEqual([1, 0, 0]);
    const range = search.range(floats(0, 5, 1), floats(1, 0, 0), 2);
    expect(range.low).toBeCloseTo(1, 12);
    expect(range.high).toBe(Number.POSITIVE_INFINITY);
  });

  it("knows an empty polyhedron and stands redundant columns", () => {
    expect(new VertexSearch(floats(1, 1, 1, 2), 2, 2).feasible).toBe(false);
    const search = new VertexSearch(floats(1, 1, 2, 1, -1, -2), 2, 3);
    expect(search.feasible).toBe(true);
    search.solve(floats(4, 2));
    expect(search.value).toBeCloseTo(3, 12);
  });

  it("agrees with trying every pair of rows, over many objectives in turn", () => {
    const random = seeded(3);
    const m = 8;
    const rows = Float64Array.from({ length: 2 * m }, (_, i) =>
      i % 2 === 0 ? 0.5 + random.uniform() : random.normal(),
    );
    const search = new VertexSearch(rows, m, 2);
    for (let rep = 0; rep < 300; rep++) {
      const y = Float64Array.from({ length: m }, () => random.normal());
      let best = Number.NEGATIVE_INFINITY;
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) {
          const [sa, xa, sb, xb] = [rows[2 * a], rows[2 * a + 1], rows[2 * b], rows[2 * b + 1]] as [
            number,
            number,
            number,
            number,
          ];
          if (!(xa > 0 && xb < 0)) continue;
          const scale = sa * -xb + sb * xa;
          best = Math.max(best, (-xb * (y[a] as number) + xa * (y[b] as number)) / scale);
        }
      }
      search.solve(y);
      expect(search.value).toBeCloseTo(best, 10);
    }
  });
});

describe("small solvers", () => {
  it("inverts, and refuses a singular matrix", () => {
    expect([...(invert(floats(0, 2, 4, 0), 2) as Float64Array)]).toEqual([0, 0.25, 0.5, 0]);
    expect(invert(floats(1, 2, 2, 4), 2)).toBeNull();
  });

  it("traces the lasso path: soft thresholding where Q is the identity", () => {
    const knots = lassoPath(floats(1, 0, 0, 1), floats(-3, 1), 2);
    expect(knots[0]?.penalty).toBe(3);
    for (const penalty of [2.5, 0.5, 0]) {
      const u = onPath(knots, penalty);
      expect(u[0]).toBeCloseTo(3 - penalty, 12);
      expect(u[1]).toBeCloseTo(-Math.max(0, 1 - penalty), 12);
    }
    expect([...onPath(knots, 7)]).toEqual([0, 0]);
    expect(lassoPath(floats(), floats(), 0)).toHaveLength(1);
  });

  it("fulfils the optimality conditions all along a correlated path", () => {
    const q = floats(2, 1.5, -0.4, 1.5, 2, 0.3, -0.4, 0.3, 1);
    const g = floats(-2, -1, 1.2);
    const knots = lassoPath(q, g, 3);
    for (const penalty of [1.7, 1.1, 0.6, 0.25, 0.05, 0]) {
      const u = onPath(knots, penalty);
      for (let j = 0; j < 3; j++) {
        let slope = g[j] as number;
        for (let i = 0; i < 3; i++) slope += (q[j * 3 + i] as number) * (u[i] as number);
        if (Math.abs(u[j] as number) > 1e-9)
          expect(slope + penalty * Math.sign(u[j] as number)).toBeCloseTo(0, 9);
        else expect(Math.abs(slope)).toBeLessThanOrEqual(penalty + 1e-9);
      }
    }
  });

  it("finds the bottom of a bent valley", () => {
    const found = nelderMead(
      ([x, y]) => (1 - (x as number)) ** 2 + 100 * ((y as number) - (x as number) ** 2) ** 2,
      floats(-1, 1),
      0.5,
      1e-14,
      2000,
    );
    expect(found.x[0]).toBeCloseTo(1, 4);
    expect(found.x[1]).toBeCloseTo(1, 4);
  });
});
