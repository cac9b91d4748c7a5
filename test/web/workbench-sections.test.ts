import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seeded } from "../../src/evaluation/core/random.ts";
import { panelMethod } from "../../src/evaluation/run/panel-methods.ts";
import { type Analysis, analyse } from "../../src/evaluation/study/analyse.ts";
import { panelOf } from "../../src/evaluation/study/panel-of.ts";
import type { Specification } from "../../src/evaluation/study/specification.ts";
import { trendsOf } from "../../src/evaluation/study/trends.ts";
import { chanceBins } from "../../src/web/charts/wb-histogram.ts";
import { intervalChart } from "../../src/web/charts/wb-interval.ts";
import { baconFigure } from "../../src/web/workbench/sections/bacon.ts";
import { balanceFigure } from "../../src/web/workbench/sections/balance.ts";
import type { SectionContext } from "../../src/web/workbench/sections/context.ts";
import { estimatorsFigure } from "../../src/web/workbench/sections/estimators.ts";
import { eventStudyFigure } from "../../src/web/workbench/sections/event-study.ts";
import { groupTimeFigure } from "../../src/web/workbench/sections/group-time.ts";
import { headlineFigure } from "../../src/web/workbench/sections/headline.ts";
import { leaveOneOutFigure } from "../../src/web/workbench/sections/leave-one-out.ts";
import { noticesList } from "../../src/web/workbench/sections/notices.ts";
import { permutationFigure } from "../../src/web/workbench/sections/permutation.ts";
import { powerFigure } from "../../src/web/workbench/sections/power.ts";
import { sensitivityFigure } from "../../src/web/workbench/sections/sensitivity.ts";
import { syntheticFigure } from "../../src/web/workbench/sections/synthetic.ts";
import { trendsFigure } from "../../src/web/workbench/sections/trends.ts";
import { toyStudy } from "../evaluation/study/toy-study.ts";

const globals = globalThis as { document?: unknown };
beforeEach(() => {
  globals.document = parseHTML("<html><body></body></html>").document;
});
afterEach(() => {
  globals.document = undefined;
});

const SPECIFICATION: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};
const CONTEXT: SectionContext = {
  outcome: { id: "share", label: "Share", unit: "percentage points", better: "higher" },
  name: (unit) => `Country ${unit}`,
  sources: [{ label: "Toy", asOf: "2026-11-24" }],
  asOf: "2026-11-24",
  definitionLabel: "Main",
  comparisonLabel: "Countries with a plan",
  estimatorLabel: "Imputation",
};
const toy = { noise: 1, countries: 16, twinned: { 0: 2005, 1: 2006, 2: 2006 } };
const run = (effect: number) =>
  analyse(toyStudy({ ...toy, effect }), SPECIFICATION, { random: seeded(1), draws: 499 });
const method = (id: string) =>
  panelMethod(id).run(panelOf(toyStudy({ ...toy, effect: 0 }), SPECIFICATION), {
    random: seeded(1),
    draws: 199,
    level: 0.95,
    control: "never",
    method: "dr",
    base: "varying",
    anticipation: 0,
    strata: false,
  }) as never;
const title = (figure: Element) => figure.querySelector("h3")?.textContent ?? "";
const headlineOf = (analysis: Analysis) => ({ ...analysis, compared: analysis.compared.length });

describe("intervals after what could not be found", () => {
  const options = {
    width: 800,
    unit: "points",
    detectable: 6,
    smallest: 5,
    better: "higher",
    label: "x",
  } as const;
  const row = { label: "By chance", estimate: 1, low: -2, high: 4, kind: "permutation" } as const;

  it("draws the range that is too small to be found before any estimate", () => {
    const marks = [...intervalChart([row], options).querySelectorAll(".wb-blind, .wb-estimate")];
    expect(marks.map((m) => m.getAttribute("class")?.split(" ")[0])).toEqual(["wb-blind", "wb-estimate"]);
  });

  it("an end without bound is an arrow with words, not a value", () => {
    const chart = intervalChart([{ ...row, high: null }], options);
    expect(chart.querySelectorAll(".wb-arrow")).toHaveLength(1);
    expect(chart.querySelectorAll(".wb-cap")).toHaveLength(1);
    expect(chart.textContent).toContain("no upper bound");
  });

  it("an unknown estimate and an unknown detectable effect are said, never drawn at zero", () => {
    const chart = intervalChart([{ ...row, estimate: null }], { ...options, detectable: null });
    expect(chart.querySelectorAll(".wb-estimate, .wb-blind")).toHaveLength(0);
    expect(chart.textContent).toContain("could not be found");
    expect(chart.textContent).toContain("not known");
  });

  it("for ratios no effect is 1 and the range runs from the inverse", () => {
    const ratio = { ...row, estimate: 1.4, low: 0.6, high: 3 };
    const chart = intervalChart([ratio], { ...options, detectable: 2, smallest: 1.5, scale: "log" });
    expect(chart.textContent).toContain("0.50 to 2.00");
  });

  it("where lower is better the effect that would matter lies below zero", () => {
    expect(intervalChart([row], { ...options, better: "lower" }).textContent).toContain("matter: −5.0");
  });
});

describe("the answer under a reader's choices", () => {
  it("cannot tell where an effect that matters could be missed", () => {
    expect(title(headlineFigure(headlineOf(run(0)), CONTEXT, 800, 0.1))).toMatch(/^Cannot tell/);
  });

  it("says that nothing shows where it would have shown", () => {
    expect(title(headlineFigure(headlineOf(run(0)), CONTEXT, 800, 50))).toMatch(/^No sign of an effect/);
  });

  it("follows the outcome's better side", () => {
    const strong = headlineOf(run(8));
    expect(title(headlineFigure(strong, CONTEXT, 800, 5))).toContain("improved");
    const lower = { ...CONTEXT, outcome: { ...CONTEXT.outcome, better: "lower" as const } };
    expect(title(headlineFigure(strong, lower, 800, 5))).toContain("worsened");
  });

  it("names the twinned with their years and counts the others", () => {
    const text = headlineFigure(headlineOf(run(0)), CONTEXT, 390).textContent ?? "";
    expect(text).toContain("Country A (2005), Country B (2006) and Country C (2006)");
    expect(text).toContain("countries compared");
  });
});

describe("chance", () => {
  it("bins hold every draw once, and those as far from zero as the estimate exactly", () => {
    const draws = [-3, -2, -1, -0.5, 0, 0.2, 1, 2.5, 4];
    const bins = chanceBins(draws, -1);
    const total = (of: "draws" | "extreme") => bins.reduce((sum, bin) => sum + bin[of], 0);
    expect(total("draws")).toBe(9);
    expect(total("extreme")).toBe(6);
  });

  it("many draws become few marks", () => {
    const built = permutationFigure(run(0), CONTEXT, 800);
    expect(built.querySelectorAll("svg rect").length).toBeLessThan(140);
    expect(title(built)).toMatch(/chance/i);
  });
});

describe("sections of an analysis", () => {
  it("trends hold the values of the panel, a gap as unknown", () => {
    const study = toyStudy({ ...toy, missing: [[0, 1]] });
    const built = trendsFigure(trendsOf(panelOf(study, SPECIFICATION)), CONTEXT, 800);
    const cell = built.querySelectorAll("tbody tr")[1]?.querySelectorAll("td")[0];
    expect(cell?.textContent).toBe("unknown");
    expect(built.querySelectorAll("svg .group-name")).toHaveLength(3);
  });

  it("leaving one out names the country without which the sign changes", () => {
    const leaves = [
      { unit: "A", estimate: -1 },
      { unit: "B", estimate: 3 },
      { unit: "C", estimate: null },
    ];
    const built = leaveOneOutFigure({ leaveOneOut: leaves, estimate: 2 }, CONTEXT, 800);
    expect(title(built)).toContain("without Country A");
    expect(built.querySelectorAll("svg .wb-after")).toHaveLength(2);
    expect(built.textContent).toContain("not shown");
  });

  it("estimators that disagree on the sign are said to", () => {
    const analysis = run(0);
    const estimators = analysis.estimators.map((one, i) => ({ ...one, estimate: i === 0 ? -90 : 90 }));
    expect(title(estimatorsFigure({ ...analysis, estimators }, CONTEXT, 800))).toContain(
      "disagree on the sign",
    );
  });

  it("balance without enough countries says why nothing is drawn", () => {
    const built = balanceFigure({ balance: [] }, CONTEXT, 800);
    expect(built.querySelector("svg")).toBeNull();
    expect(built.textContent).toContain("Not shown, because");
  });
});

describe("sections of the methods", () => {
  it("an event study with few treated does not claim what its bands are too narrow for", () => {
    const study = method("dynamic_imputation") as Parameters<typeof eventStudyFigure>[0];
    const rows = study.rows.map((row) => ({
      ...row,
      estimate: 9,
      low: 8,
      high: 10,
      uniformLow: 7,
      uniformHigh: 11,
    }));
    expect(title(eventStudyFigure({ ...study, rows }, CONTEXT, 800))).toMatch(/^Cannot tell: .*too narrow/);
  });

  it("a cohort of one country is hatched and its interval explained", () => {
    const built = groupTimeFigure(method("callaway_santanna"), CONTEXT, 800);
    expect(built.querySelectorAll("svg .wb-hatch").length).toBeGreaterThan(1);
    expect(built.textContent).toContain("one country has no spread of its own");
  });

  it("Bacon's parts add up to the whole and the forbidden share is named", () => {
    const result = method("bacon") as Parameters<typeof baconFigure>[0];
    expect(title(baconFigure({ ...result, weightOnTreatedControls: 0.3 }, CONTEXT, 800))).toContain("30%");
    expect(title(baconFigure({ ...result, weightOnTreatedControls: 0.004 }, CONTEXT, 800))).toContain(
      "hardly",
    );
  });

  it("weights of a synthetic comparison: the heaviest by name, the rest summed to one", () => {
    const result = method("synthetic_did") as Parameters<typeof syntheticFigure>[0];
    const shown = syntheticFigure(result, CONTEXT, 800);
    expect(shown.querySelectorAll("svg .wb-bar").length).toBeGreaterThan(0);
    expect(shown.textContent).toMatch(/\d+ other countries/);
  });

  it("sensitivity: an interval that goes on is an arrow, and zero from the start cannot tell", () => {
    const result = method("sensitivity") as Parameters<typeof sensitivityFigure>[0];
    const open = { mbar: 1, low: -50, high: 50, open: true };
    const built = sensitivityFigure(
      { ...result, original: { low: -1, high: 1 }, relativeMagnitudes: [open], smoothness: [] },
      CONTEXT,
      800,
    );
    expect(title(built)).toMatch(/^Cannot tell/);
    expect(built.querySelectorAll("svg .wb-arrow")).toHaveLength(2);
    const firm = { ...result, original: { low: 1, high: 3 }, breakdown: 0.7 };
    expect(title(sensitivityFigure(firm, CONTEXT, 800))).toContain("0.7 times");
  });

  it("power without a curve still shows what was simulated", () => {
    const found = method("power");
    const built = powerFigure({ ...(found as object), curve: [] } as never, CONTEXT, 800, 1);
    expect(built.querySelectorAll("svg .wb-after").length).toBeGreaterThan(1);
    expect(built.querySelectorAll("svg .wb-own").length).toBe(0);
    expect(powerFigure(found, CONTEXT, 800, 1).querySelectorAll("svg .wb-own").length).toBeGreaterThan(0);
  });
});

describe("notices", () => {
  it("names those concerned once, and counts beyond a dozen", () => {
    const items = Array.from({ length: 15 }, (_, i) => `X${i}`);
    const list = noticesList([
      { code: "a", words: "15 left out", items },
      { code: "b", words: "Years 2009", items: [2009] },
    ]);
    expect(list?.querySelectorAll("li")[0]?.textContent).toContain("and 3 more.");
    expect(list?.querySelectorAll("li")[1]?.textContent).toBe("Years 2009.");
    expect(noticesList([])).toBeNull();
  });
});
