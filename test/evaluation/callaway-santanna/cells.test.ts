import { describe, expect, it } from "vitest";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import type { CallawaySantAnna } from "../../../src/evaluation/callaway-santanna/types.ts";
import { codes, panelFrom, panelOf, simulate } from "./support.ts";

const cell = (result: CallawaySantAnna, group: number, time: number) => {
  const found = result.cells.find((own) => own.group === group && own.time === time);
  if (!found) throw new Error(`no cell ${group}/${time}`);
  return found;
};

// Two units treated in 2003, two in 2004, three never. Changes by hand below.
const paths = [
  [1, 2, 6, 7],
  [3, 4, 10, 9],
  [0, 1, 1, 8],
  [2, 5, 5, 6],
  [1, 1, 2, 2],
  [2, 3, 3, 5],
  [4, 4, 5, 8],
];
const first = [2003, 2003, 2004, 2004, 0, 0, 0];

describe("cells without covariates", () => {
  it("are differences of mean changes since the last time before treatment", () => {
    const result = callawaySantAnna(panelOf(paths, first));
    // Cohort 2003 to 2003: (4 + 6)/2 − (1 + 0 + 1)/3; to 2004: (5 + 5)/2 − (1 + 2 + 4)/3.
    expect(cell(result, 2003, 2003).att).toBeCloseTo(5 - 2 / 3, 12);
    expect(cell(result, 2003, 2004).att).toBeCloseTo(5 - 7 / 3, 12);
    // Before treatment from the year before: cohort 2004 in 2003: 0 − 2/3; in 2002: (1 + 3)/2 − 1/3.
    expect(cell(result, 2004, 2003).att).toBeCloseTo(-2 / 3, 12);
    expect(cell(result, 2004, 2002)).toMatchObject({ base: 2001, post: false, treated: 2, control: 3 });
    expect(cell(result, 2004, 2002).att).toBeCloseTo(2 - 1 / 3, 12);
    expect(result.cells).toHaveLength(6);
  });

  it("compare with those not treated yet, the cohort itself excepted", () => {
    const result = callawaySantAnna(panelOf(paths, first), { control: "not_yet" });
    // In 2003 cohort 2004 is not treated yet: changes 0 and 0 join 1, 0, 1.
    expect(cell(result, 2003, 2003)).toMatchObject({ control: 5, treated: 2 });
    expect(cell(result, 2003, 2003).att).toBeCloseTo(5 - 2 / 5, 12);
    expect(cell(result, 2003, 2004).control).toBe(3);
    // Cohort 2004 in 2002: cohort 2003 is not treated yet, itself stays out: changes 1, 1, 0, 1, 0.
    expect(cell(result, 2004, 2002)).toMatchObject({ control: 5 });
    expect(cell(result, 2004, 2002).att).toBeCloseTo(2 - 3 / 5, 12);
  });

  it("have influence functions by hand, whose root sum of squares over n is the standard error", () => {
    const result = callawaySantAnna(panelOf(paths, first));
    const k = result.cells.findIndex((own) => own.group === 2003 && own.time === 2003);
    const psi = result.influence.values.slice(k * 7, (k + 1) * 7);
    const expected = [(7 / 2) * -1, 7 / 2, 0, 0, (-7 / 3) * (1 / 3), (-7 / 3) * (-2 / 3), (-7 / 3) * (1 / 3)];
    expected.forEach((value, i) => {
      expect(psi[i]).toBeCloseTo(value, 12);
    });
    const se = Math.sqrt(expected.reduce((total, value) => total + value ** 2, 0)) / 7;
    expect(cell(result, 2003, 2003).se).toBeCloseTo(se, 12);
    expect(cell(result, 2003, 2003).high).toBeCloseTo(5 - 2 / 3 + 1.959963984540054 * se, 10);
    expect(cell(result, 2003, 2003).low).toBeCloseTo(5 - 2 / 3 - 1.959963984540054 * se, 10);
  });

  it("take a universal base for all times, with a cell of its own that is zero", () => {
    const result = callawaySantAnna(panelOf(paths, first), { base: "universal" });
    expect(cell(result, 2004, 2003)).toMatchObject({ att: 0, se: null, reason: "base_time", base: 2003 });
    // 2001 against 2003: cohort −1 and −3, never −1, −1, −1.
    expect(cell(result, 2004, 2001).att).toBeCloseTo(-2 + 1, 12);
    expect(result.cells).toHaveLength(8);
    expect(cell(result, 2003, 2004).att).toBeCloseTo(5 - 7 / 3, 12);
  });

  it("go back further where treatment is anticipated, and ask later controls", () => {
    const result = callawaySantAnna(panelOf(paths, first), { anticipation: 1, control: "not_yet" });
    // Base of cohort 2004 is 2002. In 2003 nobody treated by 2004 may serve.
    expect(cell(result, 2004, 2004)).toMatchObject({ base: 2002, control: 3 });
    expect(cell(result, 2004, 2004).att).toBeCloseTo((7 + 1) / 2 - (1 + 2 + 4) / 3, 12);
    expect(cell(result, 2003, 2003)).toMatchObject({ base: 2001, control: 3 });
    expect(cell(result, 2003, 2003).att).toBeCloseTo((5 + 7) / 2 - (1 + 1 + 1) / 3, 12);
    expect(cell(result, 2004, 2003)).toMatchObject({ post: false, base: 2002 });
  });

  it("are the same for all methods", () => {
    const rows = simulate(40, [0, 0, 2003, 2004]);
    const byMethod = (["dr", "ipw", "reg"] as const).map((method) =>
      callawaySantAnna(panelFrom(rows, ["covariates", "weights"]), { method }),
    );
    expect(byMethod[1]?.cells).toEqual(byMethod[0]?.cells);
    expect(byMethod[2]?.cells).toEqual(byMethod[0]?.cells);
  });

  it("sum influence within clusters for clustered standard errors", () => {
    const panel = panelOf(paths, first, {
      cluster: paths.flatMap((path, i) => path.map(() => (i < 5 ? i % 2 : 9))),
    });
    const plain = callawaySantAnna(panel);
    const result = callawaySantAnna(panel, { cluster: true });
    const psi = plain.influence.values.slice(0, 7);
    const sums = [0, 0, 0];
    psi.forEach((value, i) => {
      sums[i < 5 ? i % 2 : 2] = (sums[i < 5 ? i % 2 : 2] as number) + value;
    });
    const se = Math.sqrt(sums.reduce((total, value) => total + value ** 2, 0)) / 7;
    expect(result.cells[0]?.se).toBeCloseTo(se, 12);
    expect(plain.cells[0]?.se).not.toBeCloseTo(se, 3);
    expect(result.used.clusters).toBe(3);
    expect(codes(result.warnings)).toContain("few_clusters");
    expect(codes(plain.warnings)).not.toContain("few_clusters");
  });
});
