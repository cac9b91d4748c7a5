import { beforeAll, describe, expect, it } from "vitest";
import type { Row, Value } from "../../src/model/column.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { country, definition, plan, rows, smallWarehouse } from "./marts-fixture.ts";

const budget = (budget_id: string, plan_id: string | null, row: Record<string, Value>): Row => ({
  budget_id,
  iso3: plan_id?.slice(0, 3) ?? "AAA",
  plan_id,
  nap_sequence: plan_id ? Number(plan_id.slice(4)) : null,
  source_ids: `funding:${budget_id}`,
  ...row,
});

const support = (support_id: string, row: Record<string, Value>): Row => ({
  support_id,
  donor_code: "DDD",
  donor_name: "Donor",
  recipient_name: "Recipient",
  purpose: "x",
  nap_link: "implementation",
  source_ids: "funding:x",
  ...row,
});

const observed = (indicator: string, iso3: string, year: number, value: number): Row => ({
  indicator,
  iso3,
  year,
  value,
  source_ids: "series:x",
});

const indicator = (name: string): Row => ({
  indicator: name,
  title: name,
  unit: "x",
  kind: "context",
  scale: "numeric",
  better: "none",
  definition: "x",
  year_means: "x",
  comparable_over_time: "yes",
  snapshot_id: "fx",
});

const RATE = "official_exchange_rate_lcu_per_usd";
const DEFLATOR = "us_gdp_deflator";

let db: Database;
beforeAll(async () => {
  db = await smallWarehouse({
    country: [..."ABCDEFGHIJ"].map((c) => country(c.repeat(3))).concat(country("USA")),
    currency: [
      { currency_code: "USD", name: "Dollar", rate_iso3: "USA" },
      { currency_code: "XAA", name: "Crown", rate_iso3: "AAA" },
      { currency_code: "XBB", name: "Mark", rate_iso3: null },
    ],
    snapshot: [
      {
        snapshot_id: "fx",
        path: "x",
        kind: "series",
        title: "x",
        sha256: "0".repeat(64),
        bytes: 1,
        rows: 1,
        as_of: "2024",
        as_of_basis: "x",
        licence: "x",
      },
    ],
    twinning_definition: [definition("twinning")],
    indicator: [indicator(RATE), indicator(DEFLATOR)],
    observation: [
      observed(RATE, "AAA", 2014, 4),
      observed(RATE, "AAA", 2016, 2),
      observed(DEFLATOR, "USA", 2014, 50),
      observed(DEFLATOR, "USA", 2016, 80),
      observed(DEFLATOR, "USA", 2020, 100),
    ],
    plan: [
      plan("AAA", 1, { adopted_year: 2014, period_start: 2016, period_end: 2019 }),
      plan("BBB", 1, { adopted_year: 2016, budget_specified: "no" }),
      plan("CCC", 1, { adopted_year: 2016, period_start: 2016, period_end: 2018 }),
      plan("DDD", 1, {
        adopted_year: 2016,
        period_start: 2016,
        period_end: 2020,
        budget_specified: "yes",
        budget_amount: "500",
        budget_currency: "USD",
        budget_note: "Estimated total",
        source_ids: "plans:y;plans:x",
      }),
      plan("EEE", 1, { adopted_year: 2016 }),
      plan("FFF", 1, { adopted_year: 2016 }),
      plan("GGG", 1, { adopted_year: 2016, budget_specified: "yes" }),
      plan("HHH", 1, { adopted_year: 2013 }),
      plan("III", 1, { adopted_year: 2016 }),
      plan("JJJ", 1, {
        adopted_year: 2016,
        period_start: 2016,
        period_end: 2018,
        budget_amount: "90",
        budget_currency: "USD",
        budget_note: "Granted; about 80 USD in a digest",
        source_ids: "plans:z",
      }),
    ],
    plan_budget: [
      // Cost in prices of the first year covered, which is later than adoption.
      budget("B1", "AAA-1", {
        cost_amount: "1000",
        currency: "XAA",
        period: "2016-2019",
        funding_sources: "30 per cent State, 70 per cent sought from donors",
      }),
      budget("B2", "CCC-1", {
        cost_amount: "200",
        currency: "USD",
        allocated_amount: "50",
        allocated_currency: "USD",
        period: "2016-2018",
      }),
      budget("B3", "DDD-1", { cost_amount: "500", currency: "USD", period: "2016-2020" }),
      budget("B4", "EEE-1", { cost_amount: "10", currency: "USD", period: "2016", note: "approximate" }),
      budget("B5", "EEE-1", { cost_amount: "20", currency: "USD", period: "2016" }),
      budget("B6", "FFF-1", { cost_amount: "10", currency: "XBB", period: "2016", note: "x, per year" }),
      budget("B7", "HHH-1", {
        allocated_amount: "10",
        allocated_currency: "XAA",
        period: "2013",
        note: "the source does not say whether per year or in total",
      }),
      budget("B8", "III-1", {
        note: "costed or budgeted according to the source; the amount is not in the stored excerpt",
      }),
      budget("B9", null, { spent_amount: "7", spent_currency: "USD", period: "FY2020" }),
    ],
    plan_budget_status: [
      {
        status_id: "S1",
        iso3: "GGG",
        nap_sequence: 1,
        plan_id: "GGG-1",
        budget_status: "none",
        source_ids: "funding:x",
      },
    ],
    donor_support: [
      support("D1", { recipient_codes: "AAA", amount: "8", currency: "XAA", year: 2014 }),
      support("D2", {
        recipient_codes: "AAA;BBB",
        amount: "8",
        currency: "XAA",
        year: 2016,
        nap_link: "wps programme",
      }),
      support("D3", {
        recipient_codes: null,
        amount: "8",
        currency: "XAA",
        year: null,
        nap_link: "regional",
      }),
      support("D4", {
        donor_code: "EUU",
        recipient_codes: "AAA",
        amount: null,
        year: 2016,
        nap_link: "twinning (in kind)",
      }),
      support("D5", {
        recipient_codes: "AAA",
        amount: "8",
        currency: "XAA",
        year: 2018,
        note: "part of it, do not add",
      }),
    ],
  });
});

describe("plan_money", () => {
  it("converts a cost at the later of adoption and first year covered, in prices of the newest deflator", async () => {
    expect(
      await rows(
        db,
        "SELECT price_year, rate, amount_usd_current, amount_usd_constant FROM plan_money WHERE money_id = 'B1-cost'",
      ),
    ).toEqual(["2016 2 500 625"]);
    expect(await rows(db, "SELECT base_year, deflator FROM price_base")).toEqual(["2020 100"]);
  });

  it("keeps a figure that stands in both registers once, with the sources of both", async () => {
    expect(
      await rows(db, "SELECT money_id, stage, also_in, source_ids FROM plan_money WHERE plan_id = 'DDD-1'"),
    ).toEqual(["B3-cost cost plan DDD-1 funding:B3;plans:x;plans:y"]);
  });

  it("takes a budget of the plan register as allocated unless its note calls it an estimate", async () => {
    expect(
      await rows(
        db,
        "SELECT money_id, stage, published_usd, approximate FROM plan_money WHERE plan_id = 'JJJ-1'",
      ),
    ).toEqual(["plan-JJJ-1 allocated 80.00 false"]);
  });

  it("says why dollars are missing, and does not put a zero", async () => {
    expect(
      await rows(
        db,
        "SELECT money_id, amount_usd_current, usd_note FROM plan_money WHERE amount_usd_constant IS NULL ORDER BY 1",
      ),
    ).toEqual([
      "B6-cost – No official exchange rate for XBB in 2016",
      "B7-allocated – No official exchange rate for XAA in 2013",
    ]);
  });

  it("knows yearly amounts, totals, and those of which neither is said", async () => {
    expect(
      await rows(
        db,
        "SELECT from_key, per_year FROM plan_money WHERE from_key IN ('B5', 'B6', 'B7') ORDER BY 1",
      ),
    ).toEqual(["B5 false", "B6 true", "B7 –"]);
  });

  it("keeps money that is tied to no plan with its country", async () => {
    expect(await rows(db, "SELECT iso3, scope, period_from FROM plan_money WHERE plan_id IS NULL")).toEqual([
      "AAA country 2020",
    ]);
  });
});

describe("funding_gap", () => {
  it("gives a gap only where the sources do, or where cost and the plan's own money share one basis", async () => {
    expect(
      await rows(
        db,
        "SELECT plan_id, gap_usd_current, gap_share, committed_usd_current FROM funding_gap WHERE gap_share IS NOT NULL ORDER BY 1",
      ),
    ).toEqual(["AAA-1 350 0.7 150", "CCC-1 150 0.75 –"]);
  });

  it("names a reason for every other plan", async () => {
    expect(
      await rows(
        db,
        "SELECT plan_id, gap_reason_code, budget_status, budget_status_from FROM funding_gap WHERE gap_share IS NULL ORDER BY 1",
      ),
    ).toEqual([
      "BBB-1 no_budget no plan",
      "DDD-1 no_money yes plan",
      "EEE-1 no_money – –",
      "FFF-1 no_money – –",
      "GGG-1 no_budget none plan_budget_status",
      "HHH-1 allocation_without_cost – –",
      "III-1 cost_not_seen – –",
      "JJJ-1 allocation_without_cost – –",
    ]);
  });

  it("says in one column whether there is a budget: the budget table first, money only beside the plan partly, nothing found empty", async () => {
    const status = (status_id: string, iso3: string, budget_status: string): Row => ({
      ...{ status_id, iso3, nap_sequence: 1, plan_id: `${iso3}-1`, budget_status, source_ids: "funding:x" },
    });
    const small = await smallWarehouse({
      country: [..."ABCDEFGHIJ"].map((c) => country(c.repeat(3))),
      twinning_definition: [definition("twinning")],
      currency: [{ currency_code: "USD", name: "Dollar", rate_iso3: null }],
      plan: [
        ...["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"].map((iso3) =>
          plan(iso3, 1, { budget_specified: "no" }),
        ),
        plan("GGG", 1, { budget_specified: "partial" }),
        plan("HHH", 1, { budget_specified: "yes" }),
        plan("III", 1),
        plan("JJJ", 1, { budget_specified: "yes" }),
      ],
      plan_budget: ["PB01", "B2"].map((id, i) =>
        budget(id, ["AAA-1", "BBB-1"][i] ?? "", {
          allocated_amount: "9",
          allocated_currency: "USD",
          period: "2016",
        }),
      ),
      plan_budget_status: [
        status("S1", "AAA", "allocated"),
        status("S2", "BBB", "allocated"),
        status("S3", "CCC", "estimate"),
        status("S4", "DDD", "donor funded"),
        status("S5", "EEE", "none"),
        status("S6", "EEE", "allocated"),
        status("S7", "JJJ", "none"),
      ],
    });
    expect(await rows(small, "SELECT plan_id, has_budget FROM funding_gap ORDER BY 1")).toEqual([
      "AAA-1 partial",
      "BBB-1 yes",
      "CCC-1 yes",
      "DDD-1 yes",
      "EEE-1 partial",
      "FFF-1 no",
      "GGG-1 partial",
      "HHH-1 yes",
      "III-1 –",
      "JJJ-1 no",
    ]);
  });

  it("does not add two figures of one stage", async () => {
    expect(
      await rows(
        db,
        "SELECT cost_figures, cost_money_ids, cost_usd_current FROM funding_gap WHERE plan_id = 'EEE-1'",
      ),
    ).toEqual(["2 B4-cost;B5-cost –"]);
  });
});

describe("donor_support_flow", () => {
  it("never gives an amount for several recipients to one of them", async () => {
    expect(
      await rows(
        db,
        "SELECT support_id, recipient_iso3, recipients, recipient_count FROM donor_support_flow ORDER BY 1 LIMIT 3",
      ),
    ).toEqual(["D1 AAA AAA 1", "D2 – AAA;BBB 2", "D3 – – –"]);
  });

  it("converts at the rate of the year, or says why not", async () => {
    expect(
      await rows(
        db,
        "SELECT support_id, amount_usd_current, amount_usd_constant, usd_note FROM donor_support_flow ORDER BY 1",
      ),
    ).toEqual([
      "D1 2 4 –",
      "D2 4 5 –",
      "D3 – – The year of the amount is not known",
      "D4 – – No amount in the source",
      "D5 – – No official exchange rate for XAA in 2018",
    ]);
  });

  it("tells strong ties from weak ones, countries from groups, and amounts that are part of another", async () => {
    expect(
      await rows(
        db,
        "SELECT support_id, tie, donor_iso3, part_of_another FROM donor_support_flow ORDER BY 1",
      ),
    ).toEqual([
      "D1 strong DDD false",
      "D2 weak DDD false",
      "D3 weak DDD false",
      "D4 strong – false",
      "D5 strong DDD true",
    ]);
  });
});
