import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownOf } from "../../src/funding/lanes.ts";
import { aidKind, markerFigure } from "../../src/funding/marker.ts";
import { fundingData } from "../../src/site/page-data/funding.ts";
import { prerender } from "../../src/site/prerender.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { FundingData } from "../../src/web/data/funding.ts";
import { schemaOf } from "../../src/web/funding/view.ts";
import * as page from "../../src/web/pages/funding.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: FundingData;
beforeAll(async () => {
  db = await testWarehouse();
  const [entry] = await fundingData(db);
  expect(entry?.[0]).toBe("funding.json");
  data = entry?.[1] as FundingData;
});
afterAll(() => db.close());

const count = async (sql: string) => Number((await db.query(sql))[0]?.n);

describe("data of the Funding page", () => {
  it("has every plan once, with a status under every definition", async () => {
    expect(data.plans).toHaveLength(await count("SELECT count(*) AS n FROM plan"));
    expect(new Set(data.plans.map((p) => p.id)).size).toBe(data.plans.length);
    for (const p of data.plans) expect(Object.keys(p.status)).toHaveLength(data.definitions.length);
  });

  it("counts known plans as the registers themselves do", async () => {
    const plansWithAmount = await count(`
      SELECT count(DISTINCT plan_id) AS n FROM (
        SELECT iso3 || '-' || sequence AS plan_id FROM plan WHERE budget_amount IS NOT NULL
        UNION SELECT plan_id FROM plan_budget WHERE plan_id IS NOT NULL
          AND coalesce(cost_amount, allocated_amount, spent_amount) IS NOT NULL)`);
    const known = knownOf(data.plans, data.money);
    expect(known.own + known.besideOnly).toBe(plansWithAmount);
    expect(known.none).toBe(data.plans.length - plansWithAmount);
    expect(known.gap).toBe(data.plans.filter((p) => p.reason === null).length);
  });

  it("tells programme money of donor countries from a plan's own", () => {
    const scope = (plan: string) => data.money.filter((m) => m.plan === plan).map((m) => m.scope);
    expect(scope("NLD-4")).toEqual(["beside"]);
    expect(scope("ITA-3")).toEqual(["beside"]);
    expect(scope("COD-2")).toEqual(["plan"]);
    expect(data.money.filter((m) => m.iso3 === "USA").map((m) => m.plan)).toEqual([null, null]);
  });

  it("converts at the rate shown", () => {
    for (const m of data.money) {
      if (m.rate === null) expect(m.usdNote).not.toBeNull();
      else expect(m.usdCurrent).toBeCloseTo(m.amount / m.rate, -2);
    }
  });

  it("shows a commitment as a part of its cost, in the cost's currency", () => {
    const committed = data.money.filter((m) => m.stage === "committed");
    expect(committed.length).toBeGreaterThan(0);
    for (const m of committed) {
      const cost = data.money.find((c) => c.plan === m.plan && c.stage === "cost");
      expect(m.currency).toBe(cost?.currency);
      const gap = data.plans.find((p) => p.id === m.plan)?.gap;
      expect(m.amount / (cost?.amount ?? 0)).toBeCloseTo(1 - (gap?.share ?? 0), 6);
    }
  });

  it("warns of a figure whose years are not the plan's", () => {
    const odd = data.money.filter((m) => m.otherYears).map((m) => m.plan);
    expect(odd).toContain("CIV-2");
    expect(odd).not.toContain("NLD-4");
  });

  it("has every support and every aid figure, and divides none", async () => {
    expect(data.supports).toHaveLength(await count("SELECT count(*) AS n FROM donor_support"));
    expect(data.aid).toHaveLength(await count("SELECT count(*) AS n FROM funding_flow"));
    const amount = data.supports.find((s) => s.id === "DS02");
    expect(amount?.recipients).toHaveLength(4);
    expect(amount?.amount).toBe(3_900_000);
    expect(data.aid.filter((f) => aidKind(f) === "marker")).toEqual(data.aid.filter((f) => markerFigure(f)));
  });

  it("pairs only members of arrangements that count by default", () => {
    const ids = new Set(data.pairs.map((p) => p.id));
    expect([...ids].sort()).toEqual(["P01", "P02", "P03", "P05", "P10"]);
    expect(data.pairs.filter((p) => !p.dated).every((p) => p.id === "P05")).toBe(true);
  });

  it("keeps one row of a total that two registers print, and a printed share without a total", () => {
    const at = (date: string) => data.published.filter((p) => p.asOf === date);
    expect(at("2019-09")).toMatchObject([{ withBudget: 34, total: 82 }]);
    expect(at("2017-10")).toMatchObject([{ withBudget: 16, total: 68 }]);
    expect(at("2018-12")).toMatchObject([{ withBudget: 34, total: null, printed: 0.43 }]);
  });

  it("names every source and country it uses", () => {
    const rows = [data.money, data.supports, data.aid, data.published, data.local].flat();
    for (const id of rows.flatMap((r) => r.sources)) expect(data.sources[id]).toBeTruthy();
    for (const code of data.supports.flatMap((s) => [s.donor, ...s.recipients]))
      expect(data.names[code]).toBeTruthy();
  });
});

describe("the view in the address", () => {
  it("keeps what the data have, and falls back for what they have not", () => {
    const schema = schemaOf(data);
    const view = readView(
      schema,
      "?region=Africa&stage=beside.cost.bogus&donor=FIN&twinned=later&definition=receiving&x=1",
    );
    expect(view).toMatchObject({
      region: "Africa",
      stage: ["cost", "beside"],
      donor: "FIN",
      twinned: "later",
      definition: "receiving",
    });
    expect(writeView(schema, view, "?x=1")).toContain("x=1");
    expect(readView(schema, writeView(schema, view, ""))).toEqual(view);
    expect(readView(schema, "?region=Mars&donor=XXX&twinned=perhaps&definition=none")).toMatchObject({
      region: "",
      donor: "",
      twinned: "all",
      definition: "twinning",
    });
  });
});

describe("the Funding page without a browser", () => {
  it("says what is unknown, shows every figure with a source and a table, and adds nothing", () => {
    const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
    const root = document.getElementById("app") as unknown as HTMLElement;
    const meta = prerender(document, root, data, page);
    expect(meta.description).toContain(`of ${data.plans.length} plans`);
    const figures = [...root.querySelectorAll("figure.chart")];
    expect(figures.map((f) => f.id)).toEqual([
      "plan-money",
      "gap",
      "local-plans",
      "budget-status",
      "budget-share",
      "donor-support",
      "support-amounts",
      "marker-amount",
      "marker-share",
      "funds",
      "other-aid",
    ]);
    for (const f of figures) {
      expect(f.querySelector(".source")?.textContent).toMatch(/as of/);
      expect(f.querySelectorAll("tbody tr").length).toBeGreaterThan(0);
    }
    const funds = root.querySelectorAll("#funds tbody tr").length;
    const other = root.querySelectorAll("#other-aid tbody tr").length;
    const markers = root.querySelectorAll("#marker-amount tbody tr, #marker-share tbody tr").length;
    expect(funds + other + markers).toBe(data.aid.length);
    expect(root.textContent).not.toMatch(/undefined|NaN|\[object/);
  });
});
