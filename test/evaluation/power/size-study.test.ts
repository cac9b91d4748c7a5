import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { simulateNullPanel } from "../../../src/evaluation/power/simulate-panel.ts";
import { sizeStudy } from "../../../src/evaluation/power/size-study.ts";
import { at } from "../permutation/panels.ts";

describe("sizeStudy", () => {
  it("finds honest tests honest and the clustered one not", () => {
    const rows = sizeStudy({
      units: 50,
      years: 15,
      treated: 3,
      rho: 0.8,
      sims: 200,
      draws: 199,
      tests: ["permutation", "permutation_t", "conley_taber", "ibragimov_muller", "cluster"],
      random: seeded(1),
    });
    for (const row of rows) {
      expect(row.rate).toBe(row.rejections / 200);
      expect(row.undefined).toBe(0);
      if (row.test === "cluster") {
        expect(row.rate).toBeGreaterThan(0.12);
        continue;
      }
      expect(row.rate).toBeGreaterThan(0.005);
      expect(row.rate).toBeLessThan(0.11);
      if (row.coverage !== null) expect(Math.abs(row.coverage - (1 - row.rate))).toBeLessThan(0.03);
    }
    expect(rows.map((row) => row.coverage === null)).toEqual([false, true, false, false, false]);
  });

  it("counts panels where a test is not defined, and refuses impossible shapes", () => {
    const shape = { units: 20, years: 8, treated: 1, rho: 0.5, sims: 5, random: seeded(1) };
    const [cr2] = sizeStudy({ ...shape, tests: ["cr2"] });
    expect(cr2).toMatchObject({ undefined: 5, rejections: 0, coverage: null, rate: Number.NaN });
    expect(() => sizeStudy({ ...shape, rho: 1, tests: [] })).toThrow(/size study/);
    expect(() => sizeStudy({ ...shape, treated: 20, tests: [] })).toThrow(/size study/);
  });

  it("simulates stationary series with the correlation asked for", () => {
    const panel = simulateNullPanel({ units: 400, years: 40, treated: 5, rho: 0.7 }, seeded(6));
    let product = 0;
    let square = 0;
    for (let i = 0; i < 400; i++) {
      for (let s = 1; s < 40; s++) {
        product += at(panel.outcome, i * 40 + s) * at(panel.outcome, i * 40 + s - 1);
        square += at(panel.outcome, i * 40 + s) ** 2;
      }
    }
    expect(product / square).toBeCloseTo(0.7, 1);
    expect(square / (400 * 39)).toBeGreaterThan(1.7);
    expect(square / (400 * 39)).toBeLessThan(2.2);
    const dates = [...panel.first].filter(Number.isFinite);
    expect(new Set(dates).size).toBe(5);
    for (const date of dates) {
      expect(date).toBeGreaterThan(8);
      expect(date).toBeLessThanOrEqual(32);
    }
  });
});
