import { describe, expect, it } from "vitest";
import { conleyTaber } from "../../../src/evaluation/conley-taber/conley-taber.ts";
import { fermanPinto } from "../../../src/evaluation/conley-taber/ferman-pinto.ts";
import { tupleSums } from "../../../src/evaluation/conley-taber/tuples.ts";
import { fitVarianceBySize, varianceAt } from "../../../src/evaluation/conley-taber/variance-by-size.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { type Random, seeded } from "../../../src/evaluation/core/random.ts";
import { at, panelOf, plainTwfe } from "../permutation/panels.ts";
import { placeOf } from "../permutation/place-of.ts";

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map((w) => w.code);
const told = (result: { warnings: readonly { code: string }[] }, code: string) =>
  result.warnings.find((warning) => warning.code === code);

/** y − βD less unit and time effects, by taking weighted means off in turn until nothing changes. */
function plainResiduals(panel: Panel): (i: number, s: number) => number {
  const { n, t } = panel;
  const { beta } = plainTwfe(panel);
  const weight = (cell: number) => (panel.observed[cell] ? (panel.weights?.[cell] ?? 1) : 0);
  const e = Float64Array.from({ length: n * t }, (_, cell) => {
    const treated = at(panel.times, cell % t) >= at(panel.first, Math.floor(cell / t));
    return panel.observed[cell] ? at(panel.outcome, cell) - (treated ? beta : 0) : 0;
  });
  const takeOff = (cells: number[]) => {
    const total = cells.reduce((sum, cell) => sum + weight(cell), 0);
    const mean = cells.reduce((sum, cell) => sum + weight(cell) * at(e, cell), 0) / total;
    for (const cell of cells) e[cell] = at(e, cell) - mean;
  };
  for (let turn = 0; turn < 400; turn++) {
    for (let i = 0; i < n; i++) takeOff(Array.from({ length: t }, (_, s) => i * t + s));
    for (let s = 0; s < t; s++) takeOff(Array.from({ length: n }, (_, i) => i * t + s));
  }
  return (i, s) => at(e, i * t + s);
}

/** Σ_t (d_t − d̄)·e_t over the times at which unit i is seen, and Σ_t (d_t − d̄)². */
function parts(panel: Panel, i: number, date: number, e: (i: number, s: number) => number) {
  const seen = panel.times.map((_, s) => s).filter((s) => panel.observed[i * panel.t + s]);
  const d = (s: number) => (at(panel.times, s) >= date ? 1 : 0);
  const mean = seen.reduce((sum, s) => sum + d(s), 0) / seen.length;
  return {
    product: seen.reduce((sum, s) => sum + (d(s) - mean) * e(i, s), 0),
    square: seen.reduce((sum, s) => sum + (d(s) - mean) ** 2, 0),
  };
}

const weights = (rows: { unit: number; time: number }[]) => ({
  weights: rows.map(({ unit, time }) => 1 + ((unit * 3 + time) % 4)),
});
const FIRST = [4, 6, 4, 0, 0, 0, 0, 0];

describe("contributions of the never-treated", () => {
  it.each([
    ["balanced", panelOf({ first: FIRST, times: 8 })],
    ["with gaps", panelOf({ first: FIRST, times: 8, gaps: 0.2, seed: 5 })],
    ["with weights", panelOf({ first: FIRST, times: 8, seed: 6, more: weights })],
  ])("are what they would add in the place of each treated unit: %s", (_, panel) => {
    const e = plainResiduals(panel);
    const dates = [4, 6, 4];
    const square = dates.reduce((sum, date, j) => sum + parts(panel, j, date, e).square, 0);
    const { contributions } = conleyTaber(panel);
    expect(contributions).toHaveLength(15);
    dates.forEach((date, j) => {
      for (let l = 0; l < 5; l++) {
        expect(contributions[j * 5 + l]).toBeCloseTo(parts(panel, 3 + l, date, e).product / square, 8);
      }
    });
  });

  it("need a unit that becomes treated within the period", () => {
    expect(() => conleyTaber(panelOf({ first: [1, 1, 0, 0], times: 5 }))).toThrow(
      /does not vary|first treated within/,
    );
  });

  it("of a donor without any time of its own are nothing", () => {
    const panel = panelOf({ first: [3, 0, 0, 0], times: 5 });
    const observed = panel.observed.slice();
    observed.fill(0, 3 * 5, 4 * 5);
    const { contributions } = conleyTaber({ ...panel, observed, balanced: false, observations: 15 });
    expect(contributions[2]).toBe(0);
    expect(at(contributions, 0)).toBeCloseTo(-at(contributions, 1), 10);
  });
});

describe("what Conley–Taber tells", () => {
  const panel = panelOf({
    first: [4, 0, 0, 0, 0],
    times: 7,
    seed: 12,
    more: (rows, random) => ({ covariates: { x: rows.map(() => random.normal()) } }),
  });

  it("the call with its defaults, and covariates", () => {
    expect(conleyTaber(panel).call).toEqual({
      method: "conleyTaber",
      options: { level: 0.95, replacement: true, covariates: [], draws: 4, exhaustive: true, nulls: [] },
    });
    const own = conleyTaber(panel, { covariates: ["x"], nulls: [1], replacement: false });
    expect(own.call.options).toMatchObject({ covariates: ["x"], nulls: [1], replacement: false });
    expect(own.estimate).toBeCloseTo(plainTwfe(panel, ["x"]).beta, 9);
    expect(own.estimate).not.toBeCloseTo(conleyTaber(panel).estimate, 4);
    expect(conleyTaber(panel).nulls).toEqual([]);
  });

  it("donors by number only where they are few", () => {
    expect(told(conleyTaber(panel), "few_donors")).toMatchObject({ count: 4 });
    const twenty = conleyTaber(panelOf({ first: [3, ...new Array(20).fill(0)], times: 5 }));
    expect(codes(twenty)).not.toContain("few_donors");
    const nineteen = conleyTaber(panelOf({ first: [3, ...new Array(19).fill(0)], times: 5 }));
    expect(told(nineteen, "few_donors")).toMatchObject({ count: 19 });
  });

  it("always-treated units by name, and only where there are any", () => {
    const early = conleyTaber(panelOf({ first: [4, 1, 0, 0, 1], times: 6 }));
    expect(told(early, "always_treated_unused")).toMatchObject({ count: 2, items: [1, 4] });
    expect(codes(conleyTaber(panel))).toEqual([...codes({ warnings: panel.notices }), "few_donors"]);
  });

  it("a p below its resolution only where it is zero", () => {
    expect(conleyTaber(panel).p).toBeGreaterThan(0);
    expect(codes(conleyTaber(panel))).not.toContain("p_below_resolution");
  });
});

describe("tuples", () => {
  const k = Float64Array.of(1, 2, 4, 8, 16, 32);

  it("of as many donors as rows use each once; as many as the limit are gone through", () => {
    const pairs = tupleSums(Float64Array.of(1, 2, 4, 8), 2, 2, { replacement: false });
    expect([...pairs.sums]).toEqual([6, 9]);
    expect(tupleSums(k, 2, 3, { limit: 9 }).exhaustive).toBe(true);
    expect(placeOf(() => tupleSums(k, 2, 3, { limit: 8 }))).toEqual({ column: "random" });
    for (const draws of [0, -1, 2.5]) {
      const call = () => tupleSums(k, 2, 3, { limit: 8, draws, random: seeded(1) });
      expect(placeOf(call)).toEqual({ column: "draws" });
    }
  });

  it("drawn are sums of one entry a row", () => {
    const script = [0, 2, 1, 1, 2, 0];
    let call = 0;
    const random = { integer: () => script[call++ % script.length] } as unknown as Random;
    const { sums } = tupleSums(k, 2, 3, { limit: 1, draws: 3, random });
    // 1 + 32, 2 + 16, 4 + 8.
    expect([...sums]).toEqual([12, 18, 33]);
    expect(call).toBe(6);
  });
});

describe("variance by size", () => {
  it("falls with size", () => {
    expect(varianceAt({ a: 1, b: 6 }, 3)).toBe(3);
    expect(varianceAt({ a: 1, b: 6 }, 2)).toBe(4);
  });

  it("is fitted where sizes differ little, and has either part zero where that fits exactly", () => {
    const sizes = [1, 1 + 1e-6, 1 - 1e-6];
    const fit = fitVarianceBySize(
      sizes.map((m) => 2 / m),
      sizes,
    );
    expect(fit.b).toBeCloseTo(2, 4);
    expect(fitVarianceBySize([4, 2, 1], [1, 2, 4])).toEqual({ a: 0, b: 4 });
    expect(fitVarianceBySize([3, 3, 3], [1, 2, 4])).toEqual({ a: 3, b: 0 });
    expect(fitVarianceBySize([0, 0], [2, 2])).toEqual({ a: 0, b: 0 });
  });
});

describe("fermanPinto", () => {
  const sizes = [4, 1, 2, 8, 16, 1, 3, 5];
  const first = [4, 6, 0, 0, 0, 0, 0, 0];
  const people = (rows: { unit: number; time: number }[]) => ({
    covariates: {
      people: rows.map(({ unit, time }) => at(sizes, unit) + (time % 2)),
      x: rows.map(({ unit, time }) => (unit * time) % 7),
    },
  });
  // Small units vary more.
  const even = panelOf({ first, times: 8, more: people });
  const panel = { ...even, outcome: even.outcome.map((y, cell) => y / at(sizes, Math.floor(cell / 8))) };

  it("fits the squares of a date's contributions by A + B/M of the donors", () => {
    const size = Float64Array.from(sizes);
    const result = fermanPinto(panel, { size });
    const donors = [2, 8, 16, 1, 3, 5];
    result.variance.forEach(({ fit }, j) => {
      const squares = donors.map((_, l) => at(result.contributions, j * 6 + l) ** 2);
      expect(fit).toEqual(fitVarianceBySize(squares, donors));
      for (let l = 0; l < 6; l++) {
        const ratio = varianceAt(fit, at(sizes, j)) / varianceAt(fit, at(donors, l));
        const k = at(result.contributions, j * 6 + l);
        expect(result.rescaled[j * 6 + l]).toBeCloseTo(k * Math.sqrt(ratio), 12);
      }
    });
    // A dependence on size that is really there, so that the above is no comparison with 1.
    expect(result.variance.some(({ fit }) => fit.b > 0)).toBe(true);
    expect(result.treated).toEqual([0, 1]);
    expect(result.donors).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it("takes a covariate's mean over the unit's own times as its size", () => {
    const gappy = panelOf({ first, times: 8, gaps: 0.2, seed: 3, more: people });
    const result = fermanPinto(gappy, { size: "people" });
    const mean = (i: number) => {
      const cells = gappy.times.map((_, s) => i * 8 + s).filter((cell) => gappy.observed[cell]);
      const of = gappy.covariates.find(({ name }) => name === "people")?.values ?? [];
      return cells.reduce((sum, cell) => sum + at(of, cell), 0) / cells.length;
    };
    [0, 1].forEach((i) => {
      expect(result.sizes.treated[i]).toBeCloseTo(mean(i), 12);
    });
    [2, 3, 4, 5, 6, 7].forEach((i, l) => {
      expect(result.sizes.donors[l]).toBeCloseTo(mean(i), 12);
    });
  });

  it("says what was asked", () => {
    expect(fermanPinto(panel, { size: "people" }).call).toEqual({
      method: "fermanPinto",
      options: {
        level: 0.95,
        replacement: true,
        covariates: [],
        size: "people",
        draws: 36,
        exhaustive: true,
      },
    });
    const given = fermanPinto(panel, {
      size: Float64Array.from(sizes),
      covariates: ["x"],
      replacement: false,
    });
    expect(given.call.options).toMatchObject({
      size: "given",
      covariates: ["x"],
      replacement: false,
      draws: 30,
    });
    expect(given.estimate).toBeCloseTo(plainTwfe(panel, ["x"]).beta, 9);
  });

  it("warns of treated units beyond the donors on either side, not of those at the ends", () => {
    const sized = (...treated: number[]) =>
      fermanPinto(panel, { size: Float64Array.of(...treated, 2, 8, 16, 1, 3, 5) });
    expect(told(sized(16, 1), "size_outside_donors")).toBeUndefined();
    expect(told(sized(17, 0.5), "size_outside_donors")).toMatchObject({ count: 2, items: [0, 1] });
  });

  it("names the first five units without a size", () => {
    const size = new Float64Array(8);
    expect(() => fermanPinto(panel, { size })).toThrow(/8 units is not a positive number: 0, 1, 2, 3, 4 \(/);
    expect(placeOf(() => fermanPinto(panel, { size }))).toEqual({ column: "size" });
    expect(() => fermanPinto(panel, { size: new Float64Array(9).fill(1) })).toThrow(/9 sizes for 8 units/);
  });

  it("leaves a panel without any noise alone", () => {
    const rows = { first: [3, 0, 0, 0], times: 5 };
    const still = panelOf(rows);
    const flat = { ...still, outcome: still.outcome.map((_, cell) => (cell < 5 && cell >= 2 ? 1 : 0)) };
    const result = fermanPinto(flat, { size: Float64Array.of(1, 2, 3, 4) });
    expect([...result.rescaled].every((value) => Math.abs(value) < 1e-12)).toBe(true);
    expect(result.estimate).toBeCloseTo(1, 12);
  });
});
