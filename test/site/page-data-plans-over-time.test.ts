import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { makeSpells, type Spells } from "../../src/evaluation/core/spells.ts";
import { cox } from "../../src/evaluation/survival/cox.ts";
import type { AnalysisPlan } from "../../src/evaluation/verdict/analysis-plan.ts";
import { evaluatePlan, type PlanResult } from "../../src/evaluation/verdict/evaluate-plan.ts";
import { plansOverTimeFor } from "../../src/site/page-data/plans-over-time.ts";
import { readAnalysisPlan } from "../../src/warehouse/analysis-plan.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { readPlanSpells } from "../../src/warehouse/plan-spells.ts";
import { readRenewalRows } from "../../src/warehouse/renewal-spells.ts";
import { readStudy } from "../../src/warehouse/study.ts";
import type { DurationResult, PlansOverTimeData, RenewalResult } from "../../src/web/data/plans-over-time.ts";

import { testPaths, testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: PlansOverTimeData;
let plan: AnalysisPlan;
let spells: Spells;
let verdict: PlanResult;
beforeAll(async () => {
  db = await testWarehouse();
  const analysis = await readAnalysisPlan(realEffects(), testPaths().data);
  plan = analysis.plan;
  data = await plansOverTimeFor(db, {
    published: "",
    live: { state: "base", sources: [], refreshes: [] },
    analysis,
  });
  spells = makeSpells(await readPlanSpells(db));
  verdict = evaluatePlan(await readStudy(db), spells, plan);
});
afterAll(() => db.close());

const number = async (sql: string) => Number(Object.values((await db.query(sql))[0] ?? {})[0]);
const renewal = (definition = "twinning", generation = "all") =>
  data.renewal.find((r) => r.definition === definition && r.generation === generation) as RenewalResult;
const durations = (kind: string) => data.durations.find((d) => d.kind === kind) as DurationResult;

describe("renewal on the page", () => {
  it("is that of the analysis plan, to the last digit", () => {
    const { renewal: planned } = verdict;
    const { current, p, pModel, detectable, events, eventsTwinned, plansTwinned } = renewal();
    expect(current.ratio).toEqual({
      ratio: planned?.hazardRatio,
      low: planned?.low,
      high: planned?.high,
    });
    expect([p, pModel, detectable]).toEqual([planned?.p, planned?.pModel, planned?.detectable]);
    expect([events, eventsTwinned, plansTwinned]).toEqual([
      planned?.events,
      planned?.eventsTwinned,
      planned?.plansTwinned,
    ]);
  });

  it("shows as the wrong number the engine's forced one", () => {
    const options = {
      everTwinned: true,
      forceBiased: true,
      ties: plan.renewal.ties,
      variance: "cluster",
    } as const;
    const [term] = cox(spells, options).terms;
    expect(renewal().ever.found.ratio).toEqual({ ratio: term?.hr, low: term?.low, high: term?.high });
    expect(renewal().ever.found.ratio?.ratio).not.toBe(renewal().current.ratio?.ratio);
    expect(renewal().ever.immortalYears).toBeGreaterThan(0);
  });

  it("rests on the rows of plan_spell under the default definition", async () => {
    const rows = await readRenewalRows(db, "twinning");
    const mart = await db.query('SELECT * FROM plan_spell ORDER BY plan_id, "start"');
    expect(rows).toEqual(
      mart.map((r) => ({
        plan: r.plan_id,
        iso3: r.iso3,
        generation: r.generation,
        start: r.start,
        stop: r.stop,
        event: r.event,
        twinned: r.twinned_now,
      })),
    );
  });

  it("leaves no plan out in silence, under any definition", async () => {
    const all = await number("SELECT count(*) FROM plan_timeline");
    const out = data.leftOut.flatMap(({ plans }) => plans);
    for (const { id } of data.definitions) {
      const { plans, undated } = renewal(id);
      expect(plans + undated.length + out.length, id).toBe(all);
      for (const one of [...undated, ...out]) expect(data.plans[one]?.name, one).toBeTruthy();
      const generations = ["1", "2", "3"].map((g) => renewal(id, g));
      expect(
        generations.reduce((n, g) => n + g.plans, 0),
        id,
      ).toBe(plans);
      expect(
        generations.reduce((n, g) => n + g.eventsTwinned, 0),
        id,
      ).toBe(renewal(id).eventsTwinned);
    }
  });

  it("gives a reason wherever it gives no ratio", () => {
    for (const r of data.renewal)
      for (const found of [r.current, r.ever.found, ...r.landmarks.map((l) => l.found)]) {
        if (found.ratio === null) expect(found.why.length).toBeGreaterThan(10);
        else expect(found.ratio.low).toBeLessThan(found.ratio.high);
      }
    expect(data.renewal.some((r) => r.current.ratio === null)).toBe(true);
  });
});

describe("from cooperation to adoption", () => {
  it("counts every twinned country once, in an order that follows from its years", async () => {
    for (const { definition, countries } of data.cooperation) {
      expect(countries).toHaveLength(
        await number(
          `SELECT count(*) FROM twinning_status WHERE definition_id = '${definition}' AND status <> 'not_twinned'`,
        ),
      );
      for (const { order, since, plans, why } of countries) {
        const [first] = plans;
        if (order === "unknown") expect(why).toBeTruthy();
        else if (order === "not_yet") expect(first).toBeUndefined();
        else
          expect(Math.sign((first as number) - (since as number))).toBe(
            { before: -1, same: 0, after: 1 }[order],
          );
      }
    }
  });

  it("follows only countries without a plan at the start", () => {
    for (const { countries, n, adopted, curve } of data.cooperation) {
      const waited = countries.filter(({ order }) => order === "after" || order === "not_yet");
      expect(n).toBeLessThanOrEqual(waited.length);
      expect(adopted).toBe(countries.filter(({ order }) => order === "after").length);
      if (curve) expect(curve.events.reduce((sum, d) => sum + d, 0)).toBe(adopted);
    }
  });
});

describe("how long partnerships last", () => {
  it("counts every arrangement of the register as known, going on, unknown or without a duration", async () => {
    expect(data.lines.length + data.without.length).toBe(await number("SELECT count(*) FROM partnership"));
    for (const d of data.durations) expect(d.ended + d.ongoing + d.unknown, d.kind).toBe(d.n);
    expect(durations("events").n).toBe(data.lines.length);
    expect(durations("all").n).toBe(data.lines.filter(({ event }) => !event).length);
    const kinds = ["twinning", "donor", "peer", "regional"].map((kind) => durations(kind).n);
    expect(kinds.reduce((sum, n) => sum + n, 0)).toBe(durations("all").n);
  });

  it("never takes the last trace for an end", async () => {
    const ended = data.lines.filter(({ end }) => end === "ended").map(({ id }) => id);
    const stated = await db.query(
      "SELECT partnership_id FROM partnership WHERE status IN ('completed', 'lapsed') AND end_year IS NOT NULL",
    );
    const known = new Set(stated.map((r) => r.partnership_id));
    for (const id of ended) expect(known.has(id), id).toBe(true);
    for (const { id, end } of data.lines.filter((l) => l.status === "unknown"))
      expect(end, id).toBe("unknown");
  });

  it("has all mass somewhere, and everything equal where no end is unknown", () => {
    for (const { between, n, kind, converged } of data.durations) {
      if (n === 0) continue;
      expect(converged, kind).toBe(true);
      expect(between.reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(1, 2);
    }
    for (const d of data.durations.filter(({ unknown }) => unknown === 0))
      expect(d.shortest).toEqual(d.longest);
  });
});
