import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { warehouseColumns } from "../../src/model/contract.ts";
import { REGISTERS, TABLES } from "../../src/model/registers.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { tableDdl } from "../../src/warehouse/ddl.ts";
import { tempFolder } from "../support/temp.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
beforeAll(async () => {
  db = await testWarehouse();
});
afterAll(() => db.close());

const count = async (sql: string) => Number((await db.query(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);

describe("the warehouse", () => {
  it("holds the facts of the register, none refused", async () => {
    expect(await count("plan")).toBe(223);
    expect(await count("(SELECT DISTINCT iso3 FROM plan)")).toBe(115);
    expect(await count("partnership")).toBe(62);
    expect(await count("claim")).toBe(70);
    expect(await count("quarantine")).toBe(0);
    expect(await count("observation WHERE indicator = 'women_share_parliament_pct'")).toBe(5259);
    expect(
      await count("(SELECT DISTINCT iso3 FROM observation WHERE indicator = 'women_share_parliament_pct')"),
    ).toBe(193);
    expect(await count("(SELECT DISTINCT year FROM observation WHERE indicator = 'wps_index_score')")).toBe(
      5,
    );
  });

  it("loads every row of every register file", async () => {
    for (const { table, file } of REGISTERS) {
      const [row] = await db.query("SELECT rows FROM snapshot WHERE path = $1", [`data/${file}`]);
      expect([table, await count(`"${table}"`)]).toEqual([table, Number(row?.rows)]);
    }
  });

  it("keeps empty cells empty", async () => {
    expect(await count("plan WHERE budget_amount IS NULL")).toBe(214);
    expect(await count("plan WHERE civil_society_role IS NULL")).toBe(96);
    expect(await count("partnership WHERE start_year IS NULL AND partnership_id = 'P05'")).toBe(1);
  });

  it("keeps every digit of amounts", async () => {
    expect(await db.query("SELECT amount FROM donor_support WHERE amount = 1000073.25")).toEqual([
      { amount: "1000073.25" },
    ]);
    expect(await db.query("SELECT budget_amount FROM plan WHERE plan_id = 'UGA-3'")).toEqual([
      { budget_amount: "90570166912.00" },
    ]);
  });

  it("gives each register row at least one source that exists", async () => {
    for (const contract of TABLES) {
      if (!contract.collection || !warehouseColumns(contract).source_ids || contract.table === "observation")
        continue;
      const [row] = await db.query(
        `SELECT (SELECT count(*) FROM "${contract.table}") AS n,
                (SELECT count(DISTINCT row_key) FROM citation JOIN source USING (source_id) WHERE table_name = $1) AS cited`,
        [contract.table],
      );
      expect([contract.table, Number(row?.cited)]).toEqual([contract.table, Number(row?.n)]);
    }
  });

  it("keeps the two S101 apart: ids are unique within a collection only", async () => {
    const rows = await db.query("SELECT source_id FROM source WHERE original_id = 'S101' ORDER BY 1");
    expect(rows.map((r) => r.source_id)).toEqual(["funding:S101", "twinning:S101"]);
  });

  it("declares keys and checks that DuckDB itself enforces", async () => {
    const path = join(await tempFolder(), "t.duckdb");
    const own = await openDatabase(path);
    for (const contract of TABLES.slice(0, 9)) await own.run(tableDdl(contract));
    await own.run(
      "INSERT INTO country VALUES ('LBR','LR','430','Liberia',NULL,'Africa','Sub-Saharan Africa',true,NULL)",
    );
    const plan = (id: string, iso3: string, year: string, sequence = 1) =>
      own.run(
        `INSERT INTO plan (plan_id, iso3, sequence, adopted_year, status, source_ids, confidence) VALUES ('${id}', '${iso3}', ${sequence}, ${year}, 'current', 'plans:x', 'high')`,
      );
    await plan("LBR-1", "LBR", "2009");
    await expect(plan("LBR-1", "LBR", "2009")).rejects.toThrow(/constraint/i);
    await expect(plan("XXX-1", "XXX", "2009")).rejects.toThrow(/foreign key/i);
    await expect(plan("LBR-9", "LBR", "1200", 9)).rejects.toThrow(/check/i);
    own.close();
  });
});
