import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WarehouseCheckError } from "../../src/errors/data-errors.ts";
import { quoteName } from "../../src/model/sql.ts";
import { CHECKS, checkWarehouse, offenders } from "../../src/warehouse/checks.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { ROOT } from "../support/warehouse.ts";

/**
 * The warehouse without its constraints, so that a fault can be put into any row: the rules are there for what the
 * types and keys do not catch.
 */
let db: Database;
beforeAll(async () => {
  db = await openDatabase(":memory:");
  await db.run(`ATTACH '${ROOT}build/warehouse.duckdb' AS built (READ_ONLY)`);
  const tables = await db.query<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'built' ORDER BY 1",
  );
  for (const { name } of tables)
    await db.run(`CREATE TABLE ${quoteName(name)} AS FROM built.${quoteName(name)}`);
});
afterAll(() => db.close());

/** For each rule a fault that breaks it, and a row that it must name. */
const FAULTS: Record<string, [sql: string, key: string]> = {
  "every register table has rows": ["DELETE FROM claim", "claim"],
  "a plan's period does not end before it starts": [
    "UPDATE plan SET period_end = 2000 WHERE plan_id = 'LBR-1'",
    "LBR-1",
  ],
  "the year of adoption is that of the date of adoption": [
    "UPDATE plan SET adopted_date = '2021-03' WHERE plan_id = 'LBR-1'",
    "LBR-1",
  ],
  "a later generation is not adopted before an earlier one": [
    "UPDATE plan SET adopted_year = 2008 WHERE plan_id = 'LBR-2'",
    "LBR-2",
  ],
  "generations of a country follow each other without a gap": [
    "DELETE FROM plan WHERE plan_id = 'NOR-3'",
    "NOR-4",
  ],
  "a member does not leave before it joins": [
    "UPDATE partnership_member SET left_year = 2009 WHERE partnership_id = 'P03' AND iso3 = 'AFG'",
    "P03|AFG",
  ],
  "a member's years lie inside those of its arrangement": [
    "UPDATE partnership_member SET joined_year = 2008 WHERE partnership_id = 'P01' AND iso3 = 'LBR'",
    "P01|LBR",
  ],
  "an arrangement does not end before it starts": [
    "UPDATE partnership SET end_year = 2001 WHERE partnership_id = 'P02'",
    "P02",
  ],
  "an activity's last day is not before its first": [
    "UPDATE partnership_activity SET date_or_year = '2025-12-04/2025-12-03' WHERE activity_id = 'P36-A01'",
    "P36-A01",
  ],
  "every citation names a known source": [
    "DELETE FROM source WHERE source_id = 'twinning:S001'",
    "partnership|P04|twinning:S001",
  ],
  "an observation is a number or a code, as its indicator says": [
    "UPDATE observation SET value = 'nan'::DOUBLE WHERE indicator = 'wps_index_score' AND iso3 = 'AFG' AND year = 2017",
    "wps_index_score|AFG|2017",
  ],
  "a share, an index or a rank lies in its range": [
    "UPDATE observation SET value = 101 WHERE indicator = 'women_share_parliament_pct' AND iso3 = 'RWA' AND year = 2020",
    "women_share_parliament_pct|RWA|2020",
  ],
  "a published share lies between 0 and 100": [
    "UPDATE published_aggregate SET value = 156 WHERE aggregate_id = 'AG47'",
    "AG47",
  ],
  "an observation lies in the past, projections are not taken in": [
    "UPDATE observation SET year = 2030 WHERE indicator = 'wps_index_rank' AND iso3 = 'AFG' AND year = 2025",
    "wps_index_rank|AFG|2030",
  ],
  "the default definition of twinned stands first": [
    "UPDATE twinning_definition SET position = 0 WHERE definition_id = 'receiving'",
    "twinning",
  ],
  "every country with a plan has a status under every definition": [
    "DELETE FROM twinning_status WHERE definition_id = 'receiving' AND iso3 = 'XKX'",
    "receiving|XKX",
  ],
  "a country is not twinned from a year outside the window": [
    "UPDATE twinning_status SET since_year = 2026 WHERE definition_id = 'twinning' AND iso3 = 'KEN'",
    "twinning|KEN",
  ],
  "a country is twinned only through arrangements that it is a member of, in a role other than facilitator": [
    "UPDATE twinning_status SET partnership_ids = 'P38' WHERE definition_id = 'twinning' AND iso3 = 'CHL'",
    "twinning|CHL|P38",
  ],
  "every plan has a status under every definition": [
    "DELETE FROM plan_twinning WHERE definition_id = 'twinning' AND plan_id = 'MDG-1'",
    "twinning|MDG-1",
  ],
  "the panel has every country in every year": [
    "DELETE FROM panel WHERE iso3 = 'TUV' AND year = 1999",
    "TUV|1999",
  ],
  "the panel says of twinning what the status says": [
    "UPDATE panel SET twinned_now = false WHERE iso3 = 'NOR' AND year = 1997",
    "NOR|1997",
  ],
  "a plan stands in the renewal spells or among those left out, not in both": [
    "INSERT INTO plan_spell_left_out VALUES ('LBR-1', 'x')",
    "LBR-1",
  ],
  "the spells of a plan follow each other from adoption on, without gap or overlap": [
    `UPDATE plan_spell SET "start" = 1 WHERE plan_id = 'FIN-1' AND "start" = 2`,
    "FIN-1|1",
  ],
  "a plan is renewed or cut off once, on its last spell": [
    `UPDATE plan_spell SET event = 1 WHERE plan_id = 'FIN-1'`,
    "FIN-1",
  ],
  "every amount of the register's budgets stands in plan_money, once": [
    "DELETE FROM plan_money WHERE money_id = 'PB03-allocated'",
    "plan|NLD-3",
  ],
  "every plan has a row on its funding gap": ["DELETE FROM funding_gap WHERE plan_id = 'CIV-2'", "CIV-2"],
  "an amount for several recipients is not given to one of them": [
    "UPDATE donor_support_flow SET recipient_iso3 = 'TUN' WHERE support_id = 'DS02'",
    "DS02",
  ],
  "every difference from a published total has an explanation": [
    "UPDATE reconciliation SET verdict = 'unexplained' WHERE reference_id = 'AG07'",
    "AG07",
  ],
};

describe("the rules of the warehouse", () => {
  it("are all kept by the real one", async () => {
    await expect(checkWarehouse(db)).resolves.toBeUndefined();
  });

  it("have different names", () => {
    expect(new Set(CHECKS.map((c) => c.name)).size).toBe(CHECKS.length);
  });

  it.each(CHECKS.map((check) => [check.name, check] as const))("%s", async (name, check) => {
    const fault = FAULTS[name];
    if (!fault) throw new Error("No fault is written for this rule: add one to FAULTS");
    await db.run("BEGIN");
    try {
      await db.run(fault[0]);
      expect(await offenders(db, check)).toContain(fault[1]);
    } finally {
      await db.run("ROLLBACK");
    }
  });

  it("allow an exception only where the row still breaks the rule, so that none outlives its reason", async () => {
    for (const check of CHECKS) {
      const found = (await db.query(check.sql)).map((r) => r.row_key);
      for (const key of Object.keys(check.allowed ?? {})) expect(found, check.name).toContain(key);
    }
  });

  it("stop with the rule, the rows and the remedy", async () => {
    const rule = {
      name: "x is never y",
      sql: "SELECT 'k' || range AS row_key FROM range(7)",
      remedy: "Mend x",
    };
    const error = await checkWarehouse(db, [rule]).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WarehouseCheckError);
    expect((error as WarehouseCheckError).what).toBe(
      "Broken rule: x is never y (7 rows, first k0, k1, k2, k3, k4)",
    );
    expect((error as WarehouseCheckError).remedy).toBe("Mend x");
    await expect(checkWarehouse(db, [{ ...rule, allowed: { k0: "known" } }])).rejects.toThrow(
      "6 rows, first k1",
    );
  });
});
