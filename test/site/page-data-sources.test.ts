import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourcesData } from "../../src/site/page-data/sources.ts";
import { prerender } from "../../src/site/prerender.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { SourcesData } from "../../src/web/data/sources.ts";
import * as page from "../../src/web/pages/sources.ts";
import { sourceAnchor } from "../../src/web/site-link.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: SourcesData;
let root: HTMLElement;
let html: string;
beforeAll(async () => {
  db = await testWarehouse();
  const [entry] = await sourcesData(db);
  expect(entry?.[0]).toBe("sources.json");
  data = entry?.[1] as SourcesData;
  const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
  root = document.getElementById("app") as unknown as HTMLElement;
  prerender(document, root, data, page as never);
  html = root.innerHTML;
});
afterAll(() => db.close());

const count = async (sql: string) => Number((await db.query(sql))[0]?.n);

describe("data of the Sources page", () => {
  it("has every source once, with an anchor of its own", async () => {
    expect(data.sources).toHaveLength(await count("SELECT count(*) AS n FROM source"));
    expect(new Set(data.sources.map((s) => sourceAnchor(s.id))).size).toBe(data.sources.length);
    for (const s of data.sources) expect(s.url ?? "https://none").toMatch(/^https?:/);
  });

  it("counts the rows that cite a source as the registers do", async () => {
    const cites = (id: string, table: string) =>
      data.sources.find((s) => s.id === id)?.cites.find(([t]) => data.tables[t] === table)?.[1] ?? 0;
    const [most] = await db.query(`SELECT unnest(string_split(source_ids, ';')) AS id FROM plan LIMIT 1`);
    const id = String(most?.id);
    expect(cites(id, "plan")).toBe(
      await count(
        `SELECT count(*) AS n FROM plan WHERE list_contains(string_split(source_ids, ';'), '${id}')`,
      ),
    );
    expect(cites("series:OWID_IPU_PARL", "observation")).toBe(
      await count("SELECT count(*) AS n FROM observation WHERE indicator = 'women_share_parliament_pct'"),
    );
  });

  it("sets every published total beside the register, each with a verdict", async () => {
    expect(data.reconciliation).toHaveLength(
      await count(
        "SELECT (SELECT count(*) FROM published_aggregate) + (SELECT count(*) FROM global_count) AS n",
      ),
    );
    const osce = data.reconciliation.find((r) => r.metric === "osce_states_with_nap" && r.asOf === "2014-04");
    expect(osce).toMatchObject({ published: 27, verdict: "equal" });
    for (const r of data.reconciliation) if (r.verdict !== "equal") expect(r.explanation, r.id).toBeTruthy();
  });

  it("keeps every version of a fact on which sources differ", async () => {
    const claims = data.conflicts.reduce((sum, c) => sum + c.claims.length, 0);
    expect(claims).toBe(
      await count(
        `SELECT count(*) AS n FROM claim WHERE claim IN (SELECT claim FROM claim WHERE agrees_with_consensus <> 'yes')`,
      ),
    );
    expect(data.conflicts.length + data.agreedQuestions).toBe(
      await count("SELECT count(DISTINCT claim) AS n FROM claim"),
    );
    expect(data.readings.map((r) => r.planId)).toEqual(["AUT-2", "NLD-4", "NOR-4"]);
  });

  it("counts loose ends and refused rows", async () => {
    expect(data.unresolved.reduce((sum, u) => sum + u.rows, 0)).toBe(
      await count("SELECT count(*) AS n FROM unresolved_reference"),
    );
    expect(data.refused).toHaveLength(await count("SELECT count(*) AS n FROM quarantine"));
  });
});

describe("the Sources page without scripts", () => {
  it("lists every source, stays light and shows no age", () => {
    expect(root.querySelectorAll("ul.all-sources > li")).toHaveLength(data.sources.length);
    expect(html.length).toBeLessThan(400_000);
    expect(root.textContent).not.toContain("Age today");
    expect(root.querySelectorAll("#files tbody tr")).toHaveLength(data.files.length);
  });

  it("prints the licence of every source, or that none is recorded", async () => {
    const entries = [...root.querySelectorAll("ul.all-sources > li")].map((e) => e.textContent ?? "");
    expect(entries.filter((e) => !/; licence: \S/.test(e))).toEqual([]);
    expect(entries.filter((e) => e.endsWith("; licence: not recorded."))).toHaveLength(
      await count("SELECT count(*) AS n FROM source WHERE licence IS NULL"),
    );
  });

  it("links each claim and total to a source that is on the page", () => {
    const links = [...root.querySelectorAll('a[href^="#"]')];
    expect(links.length).toBeGreaterThan(50);
    const ids = new Set([...root.querySelectorAll("[id]")].map((e) => e.id));
    expect(links.filter((a) => !ids.has(a.getAttribute("href")?.slice(1) ?? ""))).toEqual([]);
    expect(root.textContent).not.toMatch(/undefined|NaN|\[object/);
  });
});
