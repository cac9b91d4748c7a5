import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomesData, outcomesFor } from "../../src/site/page-data/outcomes.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { Outcome, OutcomesData } from "../../src/web/data/outcomes.ts";
import { resultOf } from "../../src/web/outcomes/groups.ts";
import { outcomeAnswer } from "../../src/web/text/answer.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: OutcomesData;
beforeAll(async () => {
  db = await testWarehouse();
  data = await outcomesFor(db);
});
afterAll(() => db.close());

const outcome = (id: string) => data.outcomes.find((o) => o.id === id) as Outcome;
const result = (id: string, definition = "twinning", region = "") =>
  resultOf(data, outcome(id), { definition, region, income: "" });
const number = async (sql: string) => Number(Object.values((await db.query(sql))[0] ?? {})[0]);
const codes = (units: { iso3: string }[]) => [...new Set(units.map((u) => u.iso3))].sort().join(" ");

describe("the Outcomes page's data", () => {
  it("holds every plan and every country that has one", async () => {
    expect(data.plans).toHaveLength(await number("SELECT count(*) FROM plan"));
    expect(data.countries).toHaveLength(await number("SELECT count(DISTINCT iso3) FROM plan"));
    expect(data.definitions).toHaveLength(await number("SELECT count(*) FROM twinning_definition"));
  });

  it("stays small enough for a phone", () => {
    expect(JSON.stringify(data).length).toBeLessThan(150_000);
  });

  it("gives each outcome a definition, a caution, a reason for unknown and a dated source", () => {
    for (const o of data.outcomes) {
      expect(o.definition.length, o.id).toBeGreaterThan(20);
      expect(o.caution.length, o.id).toBeGreaterThan(20);
      expect(o.sources.every((s) => /^\d{4}/.test(s.asOf))).toBe(true);
      const units = [...data.countries, ...data.plans].map((u) => u.values[o.id]);
      for (const v of units) if (typeof v === "string") expect(o.missing[v], `${o.id} ${v}`).toBeTruthy();
    }
  });

  it.each([
    ["monitoring", "monitoring_framework", "'yes', 'partial'", "'no'"],
    [
      "civil-society",
      "civil_society_role",
      "'co-drafted', 'monitoring', 'consulted', 'implementing'",
      "'none'",
    ],
  ])("counts %s as the register has it", async (id, column, yes, no) => {
    const { groups } = result(id);
    const all = [groups.twinned, groups.undated, groups.not_twinned];
    const sum = (pick: (g: (typeof all)[number]) => number) => all.reduce((n, g) => n + pick(g), 0);
    expect(sum((g) => g.share?.yes ?? 0)).toBe(
      await number(`SELECT count(*) FROM plan WHERE ${column} IN (${yes})`),
    );
    expect(sum((g) => (g.share?.n ?? 0) - (g.share?.yes ?? 0))).toBe(
      await number(`SELECT count(*) FROM plan WHERE ${column} IN (${no})`),
    );
    expect(sum((g) => g.missing.length)).toBe(
      await number(`SELECT count(*) FROM plan WHERE ${column} IS NULL`),
    );
  });

  it("takes budgets from the one column that all pages share: partly counts as yes", async () => {
    const { groups } = result("budget");
    const all = [groups.twinned, groups.undated, groups.not_twinned];
    const sum = (pick: (g: (typeof all)[number]) => number) => all.reduce((n, g) => n + pick(g), 0);
    expect([sum((g) => g.share?.yes ?? 0), sum((g) => g.known.length), sum((g) => g.missing.length)]).toEqual(
      [
        await number("SELECT count(*) FROM funding_gap WHERE has_budget IN ('yes', 'partial')"),
        await number("SELECT count(has_budget) FROM funding_gap"),
        await number("SELECT count(*) FROM funding_gap WHERE has_budget IS NULL"),
      ],
    );
    expect(outcome("budget").caution).toContain("The budget register goes first");
  });

  it("knows which twinned plans came after the documented end of all dated arrangements", () => {
    expect(data.ends.twinning).toEqual({
      plans: 16,
      after: ["CHL-3", "IRL-1", "IRL-2", "IRL-3", "LBR-2", "TLS-1", "TLS-2"],
      unknown: ["FIN-2", "FIN-3", "FIN-4", "KEN-1", "KEN-2"],
    });
  });

  it("gives a twinned country only the roles of its dated arrangements", () => {
    const liberia = data.countries.find((c) => c.iso3 === "LBR");
    expect(liberia?.twinning.twinning).toMatchObject({ status: "twinned", roles: ["peer"] });
  });

  it("asks for renewal only of first plans that ended by 2024, and keeps unknown ends apart", async () => {
    const { groups } = result("renewed");
    const all = [groups.twinned, groups.undated, groups.not_twinned];
    expect(all.reduce((n, g) => n + (g.share?.n ?? 0), 0)).toBe(
      await number("SELECT count(*) FROM plan WHERE sequence = 1 AND period_end <= 2024"),
    );
    expect(all.reduce((n, g) => n + (g.share?.yes ?? 0), 0)).toBe(
      await number(
        "SELECT count(*) FROM plan p WHERE sequence = 1 AND period_end <= 2024 AND EXISTS (SELECT 1 FROM plan q WHERE q.iso3 = p.iso3 AND q.sequence > 1)",
      ),
    );
    expect(all.flatMap((g) => g.missing).filter((u) => u.value === "no_end")).toHaveLength(
      await number("SELECT count(*) FROM plan WHERE sequence = 1 AND period_end IS NULL"),
    );
  });

  it("groups countries by the default definition as worked out by hand", () => {
    const { groups } = result("wps-index");
    expect(codes([...groups.twinned.known, ...groups.twinned.missing])).toBe(
      "AFG CHL FIN IRL KEN LBR SLV TLS",
    );
    expect(codes([...groups.undated.known, ...groups.undated.missing])).toBe("DNK ISL NOR NPL PHL SWE");
  });

  it("does not count supporters as twinned where only the receiving side counts", () => {
    const { groups } = result("wps-index", "receiving");
    expect(codes([...groups.twinned.known, ...groups.twinned.missing])).toBe("AFG IRL KEN LBR SLV TLS");
    expect(codes(groups.not_twinned.known)).toContain("FIN");
  });

  it("takes a plan adopted before twinning as later or not twinned, never as twinned", () => {
    const of = (id: string) => data.plans.find((p) => p.id === id)?.status.twinning ?? "not_twinned";
    // Finland: first plan 2008, twinned since 2010, second plan 2012.
    expect([of("FIN-1"), of("FIN-2"), of("LBR-1"), of("NOR-1")]).toEqual([
      "later",
      "twinned",
      "twinned",
      "undated",
    ]);
  });

  it("takes the change over exactly five years, from the observations", async () => {
    const rows = await db.query<{ iso3: string; change: number }>(
      `SELECT p.iso3, round(b.value - a.value, 2) AS change
       FROM (SELECT iso3, adopted_year AS y FROM plan WHERE sequence = 1) p
       JOIN observation a ON a.iso3 = p.iso3 AND a.year = p.y AND a.indicator = 'women_share_parliament_pct'
       JOIN observation b ON b.iso3 = p.iso3 AND b.year = p.y + 5 AND b.indicator = 'women_share_parliament_pct'
       WHERE p.y + 5 <= 2025 ORDER BY p.iso3`,
    );
    const ours = data.countries
      .filter((c) => typeof c.values["parliament-change"] === "number")
      .map((c) => [c.iso3, c.values["parliament-change"]])
      .sort((a, b) => String(a[0]).localeCompare(String(b[0]), "en"));
    expect(ours).toEqual(rows.map((r) => [r.iso3, r.change]));
    expect(data.countries.find((c) => c.iso3 === "MDG")?.values["parliament-change"]).toBe("no_first_year");
  });

  it("agrees with DuckDB's own quantiles of the WPS Index", async () => {
    const [row] = await db.query<{ q1: number; median: number; q3: number; n: string }>(
      `SELECT quantile_cont(value, 0.25) AS q1, median(value) AS median, quantile_cont(value, 0.75) AS q3, count(*) AS n
       FROM observation JOIN twinning_status USING (iso3)
       WHERE indicator = 'wps_index_score' AND year = 2025 AND definition_id = 'twinning' AND status = 'not_twinned'
         AND iso3 IN (SELECT iso3 FROM plan)`,
    );
    const summary = result("wps-index").groups.not_twinned.summary;
    expect(summary?.n).toBe(Number(row?.n));
    expect(summary?.q1).toBeCloseTo(row?.q1 ?? 0, 10);
    expect(summary?.median).toBeCloseTo(row?.median ?? 0, 10);
    expect(summary?.q3).toBeCloseTo(row?.q3 ?? 0, 10);
  });

  it("filters by region", async () => {
    const { groups } = result("wps-index", "twinning", "Africa");
    expect(codes(groups.twinned.known)).toBe("KEN LBR");
  });

  it("answers for every definition that nothing can be told, or only that groups differ", () => {
    for (const d of data.definitions) {
      const answer = outcomeAnswer(data, d.id);
      expect(answer.sentence).toContain("no source on record measures the effect of twinning");
      expect(answer.sentence).toMatch(/whether twinning helps/);
    }
    expect(outcomeAnswer(data, "twinning")).toMatchObject({ countries: 8, plans: 16, outcomes: 8 });
  });

  it("writes one file", async () => {
    expect((await outcomesData(db)).map(([path]) => path)).toEqual(["outcomes.json"]);
  });
});
