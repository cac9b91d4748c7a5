import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/warehouse/database.ts";
import { MARTS } from "../../src/warehouse/marts.ts";
import { testWarehouse } from "../support/warehouse.ts";
import { rows } from "./marts-fixture.ts";

let db: Database;
beforeAll(async () => {
  db = await testWarehouse();
});
afterAll(() => db.close());

const twinned = async (definition: string, status: string) =>
  (
    await rows(
      db,
      `SELECT iso3 || coalesce(':' || since_year, '') FROM twinning_status
       WHERE definition_id = '${definition}' AND status = '${status}' ORDER BY since_year, iso3`,
    )
  ).join(" ");

const DEFAULT = "IRL:2009 LBR:2009 TLS:2009 AFG:2010 FIN:2010 KEN:2010 CHL:2014 SLV:2014";
const NORDIC = "DNK ISL NOR NPL PHL SWE";

describe("the marts on the real register", () => {
  it("have a comment on every table and column, for the dictionary", async () => {
    const list = MARTS.map((m) => `'${m}'`).join(",");
    expect(await rows(db, `SELECT count(*) FROM duckdb_tables() WHERE table_name IN (${list})`)).toEqual([
      String(MARTS.length),
    ]);
    expect(
      await rows(
        db,
        `SELECT table_name, column_name FROM duckdb_columns() WHERE table_name IN (${list}) AND coalesce(comment, '') = ''`,
      ),
    ).toEqual([]);
    expect(
      await rows(
        db,
        `SELECT table_name FROM duckdb_tables() WHERE table_name IN (${list}) AND coalesce(comment, '') NOT LIKE 'One row is %'`,
      ),
    ).toEqual([]);
  });

  it("call these countries twinned, by each definition", async () => {
    expect(await twinned("twinning", "twinned")).toBe(DEFAULT);
    expect(await twinned("twinning", "undated")).toBe(NORDIC);
    expect(await twinned("receiving", "twinned")).toBe(
      "IRL:2009 LBR:2009 TLS:2009 AFG:2010 KEN:2010 SLV:2014",
    );
    expect(await twinned("receiving", "undated")).toBe("NPL PHL");
    expect(await twinned("high-evidence", "twinned")).toBe(DEFAULT);
    expect(await twinned("high-evidence", "undated")).toBe("");
    expect(await twinned("first-activity", "twinned")).toBe(
      "AFG:2010 FIN:2010 IRL:2010 KEN:2010 LBR:2010 TLS:2010 CHL:2014 SLV:2014",
    );
    expect(await twinned("first-activity", "undated")).toBe(NORDIC);
    expect(await twinned("with-2012-page", "twinned")).toBe(DEFAULT);
    expect(await twinned("with-donor-support", "undated")).toBe("AUS DNK PHL PSE SLB USA");
    expect((await twinned("with-donor-support", "twinned")).split(" ")).toHaveLength(36);
    expect((await twinned("with-peer-exchange", "twinned")).split(" ")).toHaveLength(64);
    // The Focal Points Network and the umbrella of the G7 are left out: their members have no other arrangement.
    expect(await twinned("with-peer-exchange", "twinned")).not.toMatch(/ARE|DEU|FRA|ITA/);
  });

  it("find eight countries twinned before a plan, and two whose first plan came before", async () => {
    expect(
      await rows(
        db,
        `SELECT status, count(*), count(DISTINCT iso3) FROM plan_twinning WHERE definition_id = 'twinning' GROUP BY 1 ORDER BY 1`,
      ),
    ).toEqual(["later 2 2", "not_twinned 182 101", "twinned 16 8", "undated 23 6"]);
  });

  it("cover 223 plans and 195 countries in 29 years", async () => {
    expect(await rows(db, "SELECT count(*) FROM plan_timeline")).toEqual(["223"]);
    expect(await rows(db, "SELECT count(*), count(DISTINCT iso3), min(year), max(year) FROM panel")).toEqual([
      "5655 195 1997 2025",
    ]);
    expect(
      await rows(
        db,
        "SELECT count(DISTINCT iso3) FROM panel JOIN country USING (iso3) WHERE un_member AND first_plan_year <= 2024",
      ),
    ).toEqual(["108"]);
    expect(await rows(db, "SELECT DISTINCT iso3 FROM panel WHERE has_plan IS NULL ORDER BY 1")).toEqual([
      "MDG",
      "NER",
    ]);
  });

  it("give a funding gap for one plan only, Côte d'Ivoire's second", async () => {
    expect(
      await rows(
        db,
        "SELECT plan_id, gap_share, round(gap_usd_current / cost_usd_current, 6) FROM funding_gap WHERE gap_share IS NOT NULL",
      ),
    ).toEqual(["CIV-2 0.7 0.7"]);
    expect(await rows(db, "SELECT plan_id FROM funding_gap WHERE cost_figures > 0 ORDER BY 1")).toEqual([
      "BDI-2",
      "CIV-2",
      "COD-2",
      "GEO-4",
      "MLI-2",
      "NPL-1",
      "UGA-3",
    ]);
    expect(
      await rows(
        db,
        "SELECT allocated_figures, allocated_usd_current, gap_reason_code FROM funding_gap WHERE plan_id = 'NLD-2'",
      ),
    ).toEqual(["2 – money_beside_plan"]);
  });

  it("note the figures that two registers share, and the dollars a source prints", async () => {
    expect(
      await rows(db, "SELECT from_key, also_in FROM plan_money WHERE also_in IS NOT NULL ORDER BY 1"),
    ).toEqual(["PB03 plan NLD-3", "PB04 plan NLD-4", "PB05 plan ITA-3", "PB06 plan ITA-4"]);
    expect(
      await rows(
        db,
        "SELECT money_id, stage, published_usd FROM plan_money WHERE published_usd IS NOT NULL ORDER BY 1",
      ),
    ).toEqual(["PB23-cost cost 23520260.00", "plan-GEO-4 cost 10426877.00"]);
  });

  it("see who pays: Finland's twinning one-way, Ireland as a peer that paid for all", async () => {
    expect(
      await rows(
        db,
        `SELECT partnership_id, supporting_income, supported_income, peer_income, funded_by_supporting, funded_by_peer
         FROM partnership_asymmetry WHERE partnership_id IN ('P01', 'P03') ORDER BY 1`,
      ),
    ).toEqual(["P01 – – L;LM;H 0 6", "P03 H L – 3 0"]);
  });

  it("keep network members without a year apart", async () => {
    expect(
      await rows(
        db,
        "SELECT joined, joined_by_year, members_total, joined_unknown FROM network_growth WHERE network = 'WPS Focal Points Network' AND year = 2016",
      ),
    ).toEqual(["6 6 59 53"]);
  });

  it("count known cells", async () => {
    expect(
      await rows(
        db,
        `SELECT "rows", known, unknown FROM coverage WHERE table_name = 'plan' AND column_name = 'budget_specified'`,
      ),
    ).toEqual(["223 84 139"]);
  });
});

describe("the reconciliation", () => {
  const verdict = (id: string) =>
    rows(
      db,
      `SELECT published_value, own_low, own_high, verdict FROM reconciliation WHERE reference_id = '${id}'`,
    );

  it("sets a count beside each of the 63 published totals and leaves no difference without a reason", async () => {
    expect(await rows(db, "SELECT count(*) FROM reconciliation")).toEqual(["63"]);
    expect(
      await rows(
        db,
        "SELECT reference_id FROM reconciliation WHERE verdict <> 'equal' AND coalesce(trim(explanation), '') = ''",
      ),
    ).toEqual([]);
  });

  it("meets the totals that can be counted alike", async () => {
    expect(await verdict("AG08")).toEqual(["27 27 28 equal"]); // OSCE, April 2014
    expect(await verdict("AG15")).toEqual(["19 19 21 equal"]); // Africa, October 2016
    expect(await verdict("AG44")).toEqual(["12 11 12 equal"]); // Asia and the Pacific, February 2023
    expect(await verdict("AG46")).toEqual(["8 6 8 equal"]); // SADC, May 2024
    expect(await verdict("AG28")).toEqual(["79 75 81 equal"]); // worldwide, December 2018
  });

  it("counts Niger from its second plan, so that early 2025 is one above the published 108", async () => {
    expect(await verdict("AG48")).toEqual(["108 109 111 close"]);
  });

  it("does not compare what the register does not count", async () => {
    expect(await verdict("AG21")).toEqual(["17 – – not_comparable"]);
    expect(await verdict("AG29")).toEqual(["34 13 45 not_comparable"]);
  });
});
