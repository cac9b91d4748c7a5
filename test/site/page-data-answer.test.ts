import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../src/evaluation/core/random.ts";
import { makeSpells } from "../../src/evaluation/core/spells.ts";
import { powerCurve } from "../../src/evaluation/power/power-curve.ts";
import { panelOf } from "../../src/evaluation/study/panel-of.ts";
import type { Study } from "../../src/evaluation/study/study.ts";
import { parseAnalysisPlan, plannedSpecification } from "../../src/evaluation/verdict/analysis-plan.ts";
import { evaluatePlan, type PlanResult } from "../../src/evaluation/verdict/evaluate-plan.ts";
import { answerData } from "../../src/site/page-data/answer.ts";
import { eventsNeeded } from "../../src/site/page-data/answer-needed.ts";
import type { PageContext } from "../../src/site/page-data/common.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { readPlanSpells } from "../../src/warehouse/plan-spells.ts";
import { readStudy } from "../../src/warehouse/study.ts";
import type { AnswerData } from "../../src/web/data/answer.ts";
import { ROOT, testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: AnswerData;
let study: Study;
let result: PlanResult;
beforeAll(async () => {
  db = await testWarehouse();
  const bytes = await readFile(join(ROOT, "data/reference/analysis-plan.json"));
  const plan = parseAnalysisPlan(JSON.parse(bytes.toString()));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const [[path, value] = ["", null]] = await answerData(db, {
    analysis: { plan, sha256 },
  } as unknown as PageContext);
  expect(path).toBe("answer.json");
  // As the browser gets it.
  data = JSON.parse(JSON.stringify(value)) as AnswerData;
  study = await readStudy(db);
  result = evaluatePlan(study, makeSpells(await readPlanSpells(db)), plan);
});
afterAll(() => db.close());

describe("the answer page's data", () => {
  it("has every number of the verdicts as the engine gives it", () => {
    const answers = [...data.outcomes, data.renewal];
    expect(answers.map(({ id }) => id)).toEqual(result.verdicts.map(({ outcome }) => outcome));
    for (const [i, verdict] of result.verdicts.entries())
      expect(answers[i]).toMatchObject({
        reading: verdict.reading,
        estimate: verdict.estimate,
        low: verdict.low,
        high: verdict.high,
        p: verdict.p,
        pAdjusted: verdict.pAdjusted,
        detectable: verdict.detectable,
        smallest: verdict.smallestEffect,
      });
    for (const [i, { analysis }] of result.evidence.entries()) {
      expect(data.outcomes[i]?.conleyTaber).toEqual(analysis?.conleyTaber);
      expect(data.outcomes[i]?.estimators).toEqual(analysis?.estimators);
      expect(data.outcomes[i]?.compared).toEqual(analysis?.compared);
      expect(data.outcomes[i]?.warnings).toEqual(analysis?.warnings);
    }
  });

  it("takes the simulated limit from the same draws as the command line", () => {
    const { plan } = data.workbench;
    for (const [i, planned] of plan.outcomes.entries()) {
      const panel = panelOf(study, plannedSpecification(plan, planned));
      const found = powerCurve(panel, { random: seeded(plan.seed), level: 0.95 });
      expect(data.outcomes[i]?.needed?.detectable).toBe(found.detectable);
      const powers = data.outcomes[i]?.needed?.curve.map(({ power }) => power) ?? [];
      expect(powers.length).toBeGreaterThan(20);
      expect(powers[0]).toBe(found.size);
      expect(powers.at(-1)).toBeGreaterThan(plan.power);
    }
  });

  it("names each twinned country with its year, and those without one apart", async () => {
    const rows = await db.query<{ iso3: string; since_year: number | null }>(
      "SELECT iso3, since_year FROM twinning_status WHERE definition_id = 'twinning' AND status IN ('twinned', 'undated')",
    );
    const years = (list: { iso3: string; since: number | null }[]) =>
      list.map(({ iso3, since }) => `${iso3} ${since}`).sort();
    expect(years([...data.twinned, ...data.undated])).toEqual(
      rows.map((r) => `${r.iso3} ${r.since_year}`).sort(),
    );
    expect(data.undated.every(({ since }) => since === null)).toBe(true);
    const known = data.twinned.map(({ iso3 }) => iso3);
    for (const { treated } of data.outcomes)
      for (const { iso3 } of treated) expect(known, iso3).toContain(iso3);
    expect([...data.twinned, ...data.undated].every(({ partnerships }) => partnerships.length > 0)).toBe(
      true,
    );
  });

  it("counts the plans that were observed while twinned", () => {
    expect(data.renewal.twinnedPlans).toHaveLength(result.renewal?.plansTwinned ?? -1);
  });

  it("stays small", () => {
    expect(JSON.stringify(data).length).toBeLessThan(80_000);
  });
});

describe("renewals needed", () => {
  it("grows with the inverse square of the logarithm of the ratio", () => {
    expect(eventsNeeded({ detectable: 4, events: 30, eventsTwinned: 5 }, 2)).toEqual({
      factor: 4,
      events: 120,
      eventsTwinned: 20,
    });
  });

  it("is no more than there are where they suffice, and unknown where nothing can be found", () => {
    expect(eventsNeeded({ detectable: 1.2, events: 30, eventsTwinned: 5 }, 2)?.events).toBe(30);
    expect(
      eventsNeeded({ detectable: Number.POSITIVE_INFINITY, events: 30, eventsTwinned: 5 }, 2),
    ).toBeNull();
    expect(eventsNeeded({ detectable: 4, events: 30, eventsTwinned: 0 }, 2)).toBeNull();
  });
});
