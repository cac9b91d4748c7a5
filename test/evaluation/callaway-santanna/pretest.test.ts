import { describe, expect, it } from "vitest";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { covariance } from "../../../src/evaluation/callaway-santanna/pretest.ts";
import { solveUnlessSingular } from "../../../src/evaluation/callaway-santanna/solve-general.ts";
import { chiSquare } from "../../../src/evaluation/numeric/distributions.ts";
import { panelFrom, panelOf, simulate } from "./support.ts";

describe("test of the cells before treatment", () => {
  it("of one cell is the square of estimate over standard error", () => {
    const panel = panelFrom(simulate(30, [0, 0, 2003]));
    const result = callawaySantAnna(panel);
    const [pre] = result.cells;
    const z = (pre?.att as number) / (pre?.se as number);
    expect(result.pretest.statistic).toBeCloseTo(z * z, 10);
    expect(result.pretest).toMatchObject({ df: 1, reason: null });
    expect(result.pretest.p).toBeCloseTo(chiSquare.upper(z * z, 1), 12);
    const clustered = callawaySantAnna(panel, { cluster: true });
    const ratio = (pre?.att as number) / (clustered.cells[0]?.se as number);
    expect(clustered.pretest.statistic).toBeCloseTo(ratio * ratio, 10);
  });

  it("of two cells takes their covariance into account", () => {
    const result = callawaySantAnna(panelFrom(simulate(30, [0, 0, 2004])));
    const v = covariance(result.influence, [0, 1]);
    const [a, b] = result.cells.map((cell) => cell.att as number) as [number, number];
    const [aa, ab, , bb] = v as unknown as [number, number, number, number];
    const w = (30 * (a * a * bb - 2 * a * b * ab + b * b * aa)) / (aa * bb - ab * ab);
    expect(result.pretest.statistic).toBeCloseTo(w, 9);
    expect(aa).toBeCloseTo(30 * (result.cells[0]?.se as number) ** 2, 10);
  });

  it("leaves base cells out, which are zero by construction", () => {
    const result = callawaySantAnna(panelFrom(simulate(30, [0, 0, 2004])), { base: "universal" });
    expect(result.pretest).toMatchObject({ df: 2, reason: null });
  });

  it("is not given without such cells, or where they depend on each other", () => {
    expect(callawaySantAnna(panelFrom(simulate(30, [0, 0, 2002]))).pretest.reason).toBe("no_pre_cells");
    const paths = Array.from({ length: 4 }, (_, i) => [i, i * i, 3 - i, 2 * i, i % 2, 5]);
    const single = callawaySantAnna(panelOf(paths, [2006, 2006, 0, 0]));
    expect(single.pretest).toMatchObject({ statistic: null, p: null, reason: "singular_covariance" });
    // Two cohorts of one unit each share the variance of their controls.
    const rows = simulate(20, [0]);
    const alone = { ...rows, firstTreated: rows.unit.map((unit) => (unit < 2 ? 2003 + unit : 0)) };
    expect(callawaySantAnna(panelFrom(alone)).pretest.reason).toBe("singular_covariance");
  });
});

describe("solving", () => {
  it("exchanges rows where a pivot is small", () => {
    const x = solveUnlessSingular(
      Float64Array.from([0, 2, 1, 1, 1, 1, 4, 0, 3]),
      3,
      Float64Array.from([7, 6, 13]),
    );
    expect(x?.map((value) => Math.round(value * 1e10) / 1e10)).toEqual(Float64Array.from([1, 2, 3]));
  });

  it("refuses a singular matrix", () => {
    const b = Float64Array.from([1, 2]);
    expect(solveUnlessSingular(Float64Array.from([1, 2, 2, 4]), 2, b)).toBeNull();
    expect(solveUnlessSingular(Float64Array.from([0, 0, 0, 0]), 2, b)).toBeNull();
    expect(solveUnlessSingular(Float64Array.from([1, 1, 1, 1 + 1e-17]), 2, b)).toBeNull();
    expect(solveUnlessSingular(Float64Array.from([1, 1, 1, 1 + 1e-12]), 2, b)).not.toBeNull();
  });
});
