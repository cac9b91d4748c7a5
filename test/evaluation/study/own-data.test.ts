import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { analyse } from "../../../src/evaluation/study/analyse.ts";
import { joinOwn, OWN, type OwnData, ownOf } from "../../../src/evaluation/study/own-data.ts";
import { panelOf } from "../../../src/evaluation/study/panel-of.ts";
import type { Specification } from "../../../src/evaluation/study/specification.ts";
import type { Study } from "../../../src/evaluation/study/study.ts";
import { toyStudy } from "./toy-study.ts";

const FILE = { file: "own.csv", sha256: "0".repeat(64) };

const withOutcome = (cells: NonNullable<OwnData["outcome"]>["cells"]): OwnData => ({
  ...FILE,
  outcome: { ...FILE, label: "Own", unit: "points", better: "lower", cells },
  definition: null,
});
const withDefinition = (countries: NonNullable<OwnData["definition"]>["countries"]): OwnData => ({
  ...FILE,
  outcome: null,
  definition: { ...FILE, label: "Mine", countries },
});

/** Every known value of the study's outcome as cells of a file. */
const cellsOf = (study: Study) =>
  study.countries.flatMap(({ iso3 }, c) =>
    study.years.flatMap((year, y) => {
      const value = study.outcomes[0]?.values[c * study.years.length + y];
      return typeof value === "number" ? [{ iso3, year, value }] : [];
    }),
  );

const choice: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};

describe("a reader's outcome", () => {
  it("stands in the order of countries and years, and what it lacks is unknown", () => {
    const study = toyStudy({ countries: 3, years: 4 });
    const joined = joinOwn(
      study,
      withOutcome([
        { iso3: "C", year: 2004, value: 0 },
        { iso3: "A", year: 2002, value: -1.5 },
        { iso3: "ZZZ", year: 2002, value: 9 },
        { iso3: "A", year: 1990, value: 9 },
      ]),
    );
    const own = joined.outcomes.at(-1);
    expect(own).toMatchObject({ id: OWN, label: "Own", unit: "points", better: "lower" });
    expect(own?.values).toEqual([null, -1.5, null, null, null, null, null, null, null, null, null, 0]);
    expect(joined.definitions).toBe(study.definitions);
  });

  it("with the study's own values gives the study's own results", () => {
    const study = toyStudy({ noise: 1, missing: [[4, 3]] });
    const joined = joinOwn(study, withOutcome(cellsOf(study)));
    const run = (outcome: string) =>
      analyse(joined, { ...choice, outcome }, { random: seeded(3), draws: 199 });
    const { specification: _, call: __, ...own } = run(OWN);
    const { specification: ___, call: ____, ...there } = run("share");
    expect(own).toEqual(there);
  });

  it("leaves the study as it was, and takes the place of an earlier one", () => {
    const study = toyStudy();
    const before = JSON.stringify(study);
    const once = joinOwn(study, withOutcome([{ iso3: "A", year: 2001, value: 1 }]));
    const twice = joinOwn(once, withOutcome([{ iso3: "A", year: 2001, value: 2 }]));
    expect(JSON.stringify(study)).toBe(before);
    expect(twice.outcomes.map(({ id }) => id)).toEqual(["share", OWN]);
    expect(twice.outcomes[1]?.values[0]).toBe(2);
  });

  it.each([[[Number.NaN]], [[1, 2]], [[1, 1]]])("with values %j for one cell is refused", (values) => {
    const cells = values.map((value) => ({ iso3: "A", year: 2001, value }));
    expect(() => joinOwn(toyStudy(), withOutcome(cells))).toThrow(EvaluationError);
  });
});

describe("a reader's definition", () => {
  it("makes listed countries twinned, undated ones neither, and others not twinned", () => {
    const study = toyStudy({ countries: 5, twinned: { 0: 2005 } });
    const joined = joinOwn(
      study,
      withDefinition([
        { iso3: "B", since: 2006 },
        { iso3: "D", since: null },
        { iso3: "ZZZ", since: 2003 },
      ]),
    );
    expect(joined.definitions.at(-1)).toEqual({
      id: OWN,
      label: "Mine",
      since: [null, 2006, null, null, null],
      undated: [false, false, false, true, false],
    });
    const panel = panelOf(joined, { ...choice, definition: OWN });
    expect(panel.units).toEqual(["A", "B", "C", "E"]);
    expect(panel.dropped).toMatchObject([{ code: "undated_twinning", items: ["Country D"] }]);
  });

  it("twinned before or after the study is left out of estimates, with the reason", () => {
    const joined = joinOwn(
      toyStudy({ countries: 6 }),
      withDefinition([
        { iso3: "A", since: 1990 },
        { iso3: "B", since: 2030 },
        { iso3: "C", since: 2005 },
      ]),
    );
    const panel = panelOf(joined, { ...choice, definition: OWN });
    expect(panel.units).toEqual(["C", "D", "E", "F"]);
    expect(panel.dropped).toMatchObject([{ code: "too_few_years", items: ["Country A", "Country B"] }]);
  });

  it("that lists a country twice is refused", () => {
    const twice = withDefinition([
      { iso3: "A", since: 2003 },
      { iso3: "A", since: null },
    ]);
    expect(() => joinOwn(toyStudy(), twice)).toThrow(/twice/);
  });
});

describe("two files", () => {
  it("join together and are named together", () => {
    const { outcome } = withOutcome([{ iso3: "A", year: 2001, value: 1 }]);
    const { definition } = withDefinition([{ iso3: "A", since: 2003 }]);
    const own = ownOf(outcome, definition && { ...definition, file: "other.csv" });
    expect(own?.file).toBe("own.csv and other.csv");
    if (!own) throw new Error("nothing joined");
    const joined = joinOwn(toyStudy(), own);
    expect(joined.outcomes.map(({ id }) => id)).toEqual(["share", OWN]);
    expect(joined.definitions.map(({ id }) => id)).toEqual(["main", OWN]);
    expect(ownOf(null, null)).toBeNull();
  });
});
