import type { AnswerData, PanelAnswer, RenewalAnswer } from "../../src/web/data/answer.ts";
import type { WorkbenchData } from "../../src/web/data/workbench.ts";

const sources = [{ label: "Register", asOf: "2026-01-01" }];

export const workbench: WorkbenchData = {
  asOf: "2026-01-01",
  years: [1990, 2025],
  definitions: [{ id: "twinning", label: "Twinning", statement: "What counts." }],
  outcomes: [
    {
      ...{ id: "score", label: "Score", unit: "points", better: "higher", known: [1990, 2025] },
      ...{ definition: "A score", caution: null, sources },
    },
  ],
  covariates: [],
  plan: {
    ...{ planId: "AP9", title: "Plan", dated: "2026-02-03", seenBefore: "Nothing.", question: "Does it?" },
    ...{ alpha: 0.05, power: 0.8, multiplicity: "holm", leastTreated: 3, pretrendAlpha: 0.1 },
    specification: {
      ...{ definition: "twinning", comparison: "with_plans", estimator: "imputation" },
      ...{ inference: "permutation", covariates: [], incomplete: "keep" },
    },
    outcomes: [{ outcome: "score", period: [2000, 2020], smallestEffect: 2, reason: "A decade's change." }],
    renewal: { smallestHazardRatio: 1.5, ties: "efron", reason: "Half as many again." },
    ...{ draws: 99, seed: 1 },
  },
  sha256: "ab".repeat(32),
  countries: [
    { iso3: "AAA", name: "Aland" },
    { iso3: "BBB", name: "Beland" },
    { iso3: "CCC", name: "Celand" },
    { iso3: "DDD", name: "Deland" },
  ],
};

export const panelAnswer = (more: Partial<PanelAnswer> = {}): PanelAnswer => ({
  ...{ id: "score", label: "Score", unit: "points", better: "higher", reading: "cannot_tell", reasons: [] },
  ...{ estimate: -0.5, low: -4.7, high: 3.7, p: 0.82, pAdjusted: 1, detectable: 6, smallest: 2 },
  ...{ why: "A decade's change.", period: [2000, 2020], definition: "A score", caution: null, sources },
  used: { units: 4, treated: 2, never: 2, times: 21, observations: 84 },
  dropped: [{ code: "outside_comparison", words: "9 countries lie outside the comparison chosen", count: 9 }],
  warnings: [{ code: "one_unit_decides_sign", words: "Without one the effect changes sign" }],
  conleyTaber: { estimate: 0.1, p: 0.97, low: -4.6, high: 4.1 },
  pretrend: { lead: 3, estimate: -0.9, p: 0.7, treated: 2 },
  leaveOneOut: [
    { iso3: "AAA", estimate: 0.4 },
    { iso3: "BBB", estimate: -1.2 },
  ],
  estimators: [{ estimator: "imputation", estimate: -0.5 }],
  treated: [
    { iso3: "AAA", since: 2009 },
    { iso3: "BBB", since: 2010 },
  ],
  compared: ["CCC", "DDD"],
  needed: {
    curve: [0, 2, 4, 6, 8].map((effect) => ({ effect, power: Math.min(1, 0.05 + effect / 8) })),
    ...{ detectable: 6.1, size: 0.05, donors: 12, sims: 1000 },
    treated: {
      ...{ effect: 2, treated: null, more: null },
      tried: [
        { treated: 2, power: 0.3 },
        { treated: 4, power: 0.6 },
      ],
    },
    times: { effect: 2, more: null, limit: 4.4, rho: 0.8 },
  },
  ...more,
});

export const renewalAnswer = (more: Partial<RenewalAnswer> = {}): RenewalAnswer => ({
  ...{ id: "renewal", label: "Renewal of plans", reading: "cannot_tell", reasons: [] },
  ...{ estimate: 1.08, low: 0.58, high: 2, p: 0.85, pAdjusted: 1, detectable: 2.25, smallest: 1.5 },
  ...{ why: "Half as many again.", used: null, dropped: [], warnings: [], sources, pModel: 0.8 },
  ...{ events: 90, eventsTwinned: 10, twinnedPlans: ["AAA-1", "AAA-2", "BBB-1"] },
  needed: { factor: 4, events: 360, eventsTwinned: 40 },
  ...more,
});

export const answerData = (more: Partial<AnswerData> = {}): AnswerData => ({
  asOf: "2026-01-01",
  workbench,
  definition: { id: "twinning", label: "Twinning", statement: "What counts." },
  outcomes: [panelAnswer()],
  renewal: renewalAnswer(),
  twinned: [
    {
      ...{ iso3: "AAA", name: "Aland", since: 2009, roles: ["peer"] },
      partnerships: [{ id: "P1", name: "A - B" }],
    },
    { iso3: "BBB", name: "Beland", since: 2010, roles: ["supported"], partnerships: [] },
  ],
  undated: [{ iso3: "EEE", name: "Eland", since: null, roles: [], partnerships: [] }],
  ...more,
});
