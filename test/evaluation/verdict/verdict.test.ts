import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { type Analysis, analyse } from "../../../src/evaluation/study/analyse.ts";
import {
  type AnalysisPlan,
  parseAnalysisPlan,
  plannedSpecification,
} from "../../../src/evaluation/verdict/analysis-plan.ts";
import { evaluatePlan } from "../../../src/evaluation/verdict/evaluate-plan.ts";
import { analyseRenewal, renewalVerdict } from "../../../src/evaluation/verdict/renewal.ts";
import { readVerdicts } from "../../../src/evaluation/verdict/verdict.ts";
import { toyStudy } from "../study/toy-study.ts";

const PLAN_JSON = {
  plan_id: "T1",
  title: "Toy",
  dated: "2026-01-01",
  seen_before: "Nothing.",
  question: "Does it help?",
  alpha: 0.05,
  power: 0.8,
  multiplicity: "holm",
  least_treated: 3,
  pretrend_alpha: 0.1,
  specification: {
    definition: "main",
    comparison: "with_plans",
    estimator: "imputation",
    inference: "permutation",
    covariates: [],
    incomplete: "keep",
  },
  outcomes: [
    { outcome: "share", period: [2001, 2010], smallest_effect_of_interest: 5, reason: "As in the test." },
  ],
  renewal: { smallest_hazard_ratio_of_interest: 1.5, ties: "efron", reason: "As in the test." },
  draws: 499,
  seed: 1,
};
const plan = parseAnalysisPlan(PLAN_JSON);
const planned = plan.outcomes[0] as AnalysisPlan["outcomes"][number];
const outcome = { id: "share", label: "Share", unit: "points", better: "higher" as const };

function analysis(
  change: { estimate?: number; detectable?: number; treated?: number; before?: number | null } = {},
): Analysis {
  const base = analyse(toyStudy({ noise: 1 }), plannedSpecification(plan, planned), {
    random: seeded(1),
    draws: 99,
  });
  const { estimate = 2, detectable = 4, treated = 3, before = 0.5 } = change;
  return {
    ...base,
    estimate,
    detectable,
    used: { ...base.used, treated },
    pretrend: before === null ? null : { lead: 3, estimate: 0.1, p: before, treated },
  };
}

const read = (one: Analysis | null, adjusted: number | null, better: "higher" | "lower" = "higher") =>
  readVerdicts(
    plan,
    [{ planned, outcome: { ...outcome, better }, analysis: one, why: "There was nothing" }],
    [adjusted],
  )[0];

describe("the verdict", () => {
  test.each([
    ["helps", 2, "higher", 0.05],
    ["harms", -2, "higher", 0.01],
    ["harms", 2, "lower", 0.01],
    ["helps", -2, "lower", 0.01],
  ] as const)("%s: estimate %d where %s is better, corrected p %d", (reading, estimate, better, p) => {
    expect(read(analysis({ estimate }), p, better)?.reading).toBe(reading);
  });

  test("no sign where the smallest effect of interest could have been seen, cannot tell where not", () => {
    expect(read(analysis({ detectable: 5 }), 0.051)?.reading).toBe("no_sign");
    expect(read(analysis({ detectable: 5.01 }), 0.051)?.reading).toBe("cannot_tell");
    expect(read(analysis({ detectable: 5.01 }), 0.051)?.words).toContain(
      "5.01 points, more than the 5 points that would matter",
    );
  });

  test("withheld with the reason: too few treated, or apart before, however small p", () => {
    const few = read(analysis({ treated: 2 }), 0.001);
    expect(few?.reading).toBe("withheld");
    expect(few?.words).toContain("only 2 twinned countries can be used, the plan asks for 3");
    const apart = read(analysis({ before: 0.09 }), 0.001);
    expect(apart?.reading).toBe("withheld");
    expect(apart?.reasons.map(({ code }) => code)).toEqual(["pretrend"]);
    expect(read(analysis({ before: 0.1 }), 0.001)?.reading).toBe("helps");
    expect(read(analysis({ before: null }), 0.001)?.reading).toBe("helps");
  });

  test("withheld where the effect is no number", () => {
    const one = read(analysis({ estimate: Number.NaN }), 0.001);
    expect(one?.reading).toBe("withheld");
    expect(one?.words).toBe("Share: no verdict, because no effect is identified.");
  });

  test("without a corrected p nothing is found", () => {
    expect(read(analysis({ detectable: 9 }), null)?.reading).toBe("cannot_tell");
  });

  test("says all it rests on in plain words", () => {
    const one = analysis({ estimate: 2.3456, detectable: 4.4444 });
    const bounds = { ...one, test: { ...one.test, low: -0.123456, high: 1234.56 } };
    const words = (adjusted: number, change: Analysis = bounds, better: "higher" | "lower" = "higher") =>
      read(change, adjusted, better)?.words;
    const effect = "The estimate is 2.35 points, and constant effects from -0.123 to 1230 fit the data";
    const seen = "The smallest effect that these data would have shown in four of five cases is 4.44 points";
    expect(words(0.012)).toBe(
      `Share improved more in twinned countries than chance explains (corrected p = 0.012). ${effect}.`,
    );
    expect(words(0.012, bounds, "lower")).toBe(
      `Share worsened more in twinned countries than chance explains (corrected p = 0.012). ${effect}.`,
    );
    expect(words(0.5)).toBe(
      `Share: no sign of an effect, though the data could have shown one of 5 points. ${effect}. ${seen}.`,
    );
    const open = { ...bounds, detectable: 999.96, test: { ...bounds.test, low: null, high: null } };
    expect(words(0.5, open)).toBe(
      "Share: the data cannot tell. The estimate is 2.35 points, and constant effects from without bound to without bound fit the data. The smallest effect that these data would have shown in four of five cases is 1000 points, more than the 5 points that would matter.",
    );
  });

  test("withheld without numbers where there is no analysis", () => {
    expect(read(null, null)).toMatchObject({
      reading: "withheld",
      estimate: null,
      p: null,
      words: "Share: no verdict. There was nothing.",
      reasons: [{ code: "not_identified", words: "There was nothing" }],
    });
  });

  test("carries the numbers it rests on", () => {
    const one = analysis();
    expect(read(one, 0.2)).toMatchObject({
      estimate: 2,
      p: one.test.p,
      pAdjusted: 0.2,
      low: one.test.low,
      high: one.test.high,
      detectable: 4,
      smallestEffect: 5,
    });
  });
});

/** Plans renewed after 3 to 6 years, or from 2 on where twinned; `twinnedPlans` of 40 are twinned from their first year on. */
function spells(twinnedPlans: number, renewedTwinned = 2, spread = 3) {
  const rows = Array.from({ length: 40 }, (_, k) => {
    const twinned = k < twinnedPlans;
    return {
      id: k,
      stop: twinned ? renewedTwinned + (k % spread) : 3 + (k % 4),
      event: k % 5 === 4 ? 0 : 1,
      twinned: twinned ? 1 : 0,
    };
  });
  const cut = rows.flatMap((row) => [
    { ...row, start: 0, stop: 1, event: 0, twinned: 0 },
    { ...row, start: 1 },
  ]);
  return makeSpells({
    id: cut.map(({ id }) => id),
    start: cut.map(({ start }) => start),
    stop: cut.map(({ stop }) => stop),
    event: cut.map(({ event }) => event),
    twinned: cut.map(({ twinned }) => twinned),
    cluster: cut.map(({ id }) => id),
  });
}

describe("renewal", () => {
  test("counts plans and renewals while twinned, and sees a clear effect", () => {
    const found = analyseRenewal(spells(12, 2), plan);
    expect(found).toMatchObject({ plansTwinned: 12, events: 32, eventsTwinned: 10 });
    expect(found.hazardRatio).toBeGreaterThan(2);
    expect(found.p).toBeLessThan(0.01);
    expect(renewalVerdict(plan, found, 0.01).reading).toBe("helps");
    expect(renewalVerdict(plan, { ...found, hazardRatio: 0.5 }, 0.01).reading).toBe("harms");
    expect(renewalVerdict(plan, { ...found, detectable: 1.5 }, 0.06).reading).toBe("no_sign");
    expect(renewalVerdict(plan, { ...found, detectable: 1.51 }, 0.06).reading).toBe("cannot_tell");
    expect(renewalVerdict(plan, { ...found, plansTwinned: 2 }, 0.001).reading).toBe("withheld");
  });

  test("the ratio that could be seen is that of the larger standard error, at the plan's level and power", () => {
    const found = analyseRenewal(spells(12, 2), plan);
    const robust = Math.log(found.high / found.low) / (2 * 1.959963985);
    const model = Math.log(found.detectable) / (1.959963985 + 0.841621234);
    expect(model).toBeGreaterThanOrEqual(robust - 1e-6);
    const strict = analyseRenewal(spells(12, 2), { ...plan, alpha: 0.01, power: 0.9 });
    expect(Math.log(strict.detectable) / Math.log(found.detectable)).toBeCloseTo(
      (2.575829304 + 1.281551566) / (1.959963985 + 0.841621234),
      6,
    );
    expect(strict.low).toBeLessThan(found.low);
  });

  test("carries the warnings of both the model and the permutation", () => {
    const codes = analyseRenewal(spells(3, 2), plan).warnings.map(({ code }) => code);
    expect(codes).toContain("few_treated");
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("is withheld where twinned plans are all renewed before any other: the ratio has no bound", () => {
    const found = analyseRenewal(spells(12, 2, 1), plan);
    expect(found.warnings.map(({ code }) => code)).toContain("separation");
    expect(renewalVerdict(plan, found, 0.001).reading).toBe("withheld");
  });

  test("is not identified where no plan is twinned", () => {
    expect(() => analyseRenewal(spells(0), plan)).toThrow("No covariate varies among those at risk: twinned");
  });

  test("says all it rests on in plain words", () => {
    const found = {
      ...analyseRenewal(spells(12, 2), plan),
      hazardRatio: 1.2345,
      low: 0.5,
      high: 3,
      detectable: 2.5,
      events: 32,
      eventsTwinned: 10,
      plansTwinned: 12,
    };
    const words = (adjusted: number | null, change = {}) =>
      renewalVerdict(plan, { ...found, ...change }, adjusted);
    const effect =
      "While twinned, a plan is renewed at 1.23 times the rate of others (interval 0.500 to 3.00; 10 of 32 renewals happened while twinned)";
    const seen = "The smallest rate ratio that these data would have shown in four of five cases is 2.50";
    expect(words(0.05).words).toBe(
      `Renewal of plans: more than chance explains (corrected p = 0.050). ${effect}.`,
    );
    expect(words(0.05, { hazardRatio: 0.9 }).reading).toBe("harms");
    expect(words(0.9).words).toBe(
      `Renewal of plans: the data cannot tell. ${effect}. ${seen}, more than the 1.5 that would matter.`,
    );
    expect(words(null).reading).toBe("cannot_tell");
    expect(words(0.9, { detectable: 1.4 }).words).toBe(
      `Renewal of plans: no sign of an effect. ${effect}. The smallest rate ratio that these data would have shown in four of five cases is 1.40.`,
    );
    expect(words(0.9, { plansTwinned: 3 }).reading).toBe("cannot_tell");
    expect(words(0.9, { plansTwinned: 2 }).words).toBe(
      "Renewal of plans: no verdict, because only 2 twinned plans were observed, the plan of analysis asks for 3.",
    );
  });
});

describe("the whole plan", () => {
  test("corrects over all outcomes, renewal among them, and repeats itself exactly", () => {
    const study = toyStudy({ noise: 0.3 });
    const result = evaluatePlan(study, spells(12), plan);
    expect(result.verdicts.map((one) => one.outcome)).toEqual(["share", "renewal"]);
    const [share, renewal] = result.verdicts;
    const raw = [share?.p ?? 1, renewal?.p ?? 1].sort((a, b) => a - b);
    const corrected = [share?.pAdjusted ?? 0, renewal?.pAdjusted ?? 0].sort((a, b) => a - b);
    expect(corrected[0]).toBeCloseTo(Math.min(1, 2 * (raw[0] ?? 1)), 12);
    expect(evaluatePlan(study, spells(12), plan)).toEqual(result);
  });

  test("withholds what cannot be analysed and goes on", () => {
    const result = evaluatePlan(toyStudy({ twinned: { 0: 2001 } }), spells(0), plan);
    expect(result.verdicts.map(({ reading }) => reading)).toEqual(["withheld", "withheld"]);
    expect(result.renewal).toBeNull();
    expect(result.verdicts[0]?.words).toContain("No twinned country has this outcome");
  });

  test("an outcome that the data do not have is a fault of the plan", () => {
    const other = { ...plan, outcomes: [{ ...planned, outcome: "other" }] };
    expect(() => evaluatePlan(toyStudy(), spells(12), other)).toThrow("not in the data: other");
  });
});

describe("reading the plan", () => {
  test.each([
    [{ alpha: 2 }, "alpha must be a number from 0 to 1"],
    [{ multiplicity: "none" }, "multiplicity must be one of holm"],
    [{ title: "" }, "title must be a text"],
    [{ outcomes: {} }, "outcomes must be a list"],
    [{ outcomes: [{ ...PLAN_JSON.outcomes[0], period: [2010, 2001] }] }, "period must be two years"],
    [{ specification: { ...PLAN_JSON.specification, estimator: "magic" } }, "estimator must be one of"],
    [{ renewal: null }, "renewal must be an object"],
  ])("refuses %j", (change, words) => {
    expect(() => parseAnalysisPlan({ ...PLAN_JSON, ...change })).toThrow(words);
  });

  test("refuses what is no object at all", () => {
    expect(() => parseAnalysisPlan([])).toThrow("the plan must be an object");
  });
});
