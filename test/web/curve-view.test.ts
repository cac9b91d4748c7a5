import { describe, expect, test } from "vitest";
import { COMPARISONS } from "../../src/evaluation/study/specification.ts";
import {
  curveLeftOut,
  curveSchema,
  curveSpecifications,
  plannedAmong,
  wholeView,
  workbenchLink,
} from "../../src/web/curve/view.ts";
import { setBase } from "../../src/web/site-link.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { readSpecification } from "../../src/web/workbench/view.ts";
import { CURVE_DATA, SPECIFICATION } from "./curve-fixture.ts";

const schema = curveSchema(CURVE_DATA);
const view = (search: string) => readView(schema, search);

describe("the choices of a view", () => {
  test("are all of them where nothing is narrowed", () => {
    const all = curveSpecifications(wholeView("share"), CURVE_DATA);
    const left = curveLeftOut(wholeView("share"), CURVE_DATA).reduce((sum, one) => sum + one.count, 0);
    // Definitions × comparisons × periods × covariates × rules × estimators × tests.
    expect(all.length + left).toBe(2 * COMPARISONS.length * 3 * 2 * 2 * 4 * 2);
    expect(
      plannedAmong(
        all.map((specification) => ({ specification })),
        CURVE_DATA,
      ),
    ).toEqual({
      specification: SPECIFICATION,
    });
  });

  test("are narrowed by the address, axis by axis", () => {
    const search =
      "?definitions=strict&comparisons=all.matched&estimators=twfe&inference=permutation&periods=later&covariates=wealth&incomplete=drop";
    expect(curveSpecifications(view(search), CURVE_DATA)).toEqual(
      ["all", "matched"].map((comparison) => ({
        definition: "strict",
        outcome: "share",
        comparison,
        estimator: "twfe",
        inference: "permutation",
        period: [2003, 2010],
        covariates: ["wealth"],
        incomplete: "drop",
      })),
    );
    expect(writeView(schema, view(search), "")).toBe(search);
  });

  test("unknown values in an address narrow nothing", () => {
    expect(view("?definitions=nonsense&draws=7&run=yes&outcome=x")).toEqual(wholeView("share"));
  });

  test("an outcome outside the plan takes the years in which it is known", () => {
    const periods = (data: typeof CURVE_DATA) => [
      ...new Set(curveSpecifications(wholeView("index"), data).map(({ period }) => period.join("-"))),
    ];
    expect(periods(CURVE_DATA)).toEqual(["2001-2010", "2003-2010", "2001-2005"]);
    const outcomes = CURVE_DATA.outcomes.map((one) => ({ ...one, known: [2005, 2010] as const }));
    expect(periods({ ...CURVE_DATA, outcomes })).toEqual(["2005-2010", "2006-2010"]);
  });
});

describe("a specification in the workbench", () => {
  test("only what differs from the plan stands in the link", () => {
    setBase("./");
    expect(workbenchLink(SPECIFICATION, CURVE_DATA)).toBe("./workbench");
    expect(workbenchLink({ ...SPECIFICATION, estimator: "twfe", period: [2003, 2010] }, CURVE_DATA)).toBe(
      "./workbench?estimator=twfe&period=2003-2010",
    );
  });

  test("the workbench reads the same specification from it, for every specification of the curve", () => {
    for (const outcome of ["share", "index"]) {
      for (const one of curveSpecifications(wholeView(outcome), CURVE_DATA)) {
        const { search } = new URL(workbenchLink(one, CURVE_DATA), "https://example.org/");
        expect(readSpecification(search, CURVE_DATA)).toEqual(one);
      }
    }
  });
});
