import { join } from "node:path";
import { expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { differenceOf } from "../../src/warehouse/difference.ts";
import { tempFolder } from "../support/temp.ts";

async function warehouse(path: string, statements: string[]): Promise<string> {
  const db = await openDatabase(path);
  for (const sql of statements) await db.run(sql);
  await db.run("CHECKPOINT");
  db.close();
  return path;
}

const OBSERVATION = "CREATE TABLE observation (indicator VARCHAR, iso3 VARCHAR, year SMALLINT, value DOUBLE)";

it("counts rows added, removed and changed by key, and puts the largest change first", async () => {
  const folder = await tempFolder();
  const before = await warehouse(join(folder, "a.duckdb"), [
    OBSERVATION,
    "INSERT INTO observation VALUES ('x','AFG',2000,10),('x','CHL',2000,100),('x','FIN',2000,NULL),('x','IRL',2000,5)",
    "CREATE TABLE keyless AS SELECT * FROM (VALUES ('a'),('a'),('b')) t(v)",
    "CREATE TABLE same AS SELECT 1 AS v",
  ]);
  const after = await warehouse(join(folder, "b.duckdb"), [
    OBSERVATION,
    "INSERT INTO observation VALUES ('x','AFG',2000,20),('x','CHL',2000,90),('x','FIN',2000,7),('x','KEN',2000,1)",
    "CREATE TABLE keyless AS SELECT * FROM (VALUES ('a'),('b'),('c')) t(v)",
    "CREATE TABLE same AS SELECT 1 AS v",
  ]);
  const { tables, unchanged } = await differenceOf(realEffects(), before, after);
  expect(unchanged).toBe(1);
  expect(tables.map((t) => [t.table, t.before, t.after, t.added, t.removed, t.changed])).toEqual([
    ["observation", 4, 4, 1, 1, 3],
    ["keyless", 3, 3, 1, 1, null],
  ]);
  expect(tables[0]?.largest.map((c) => [c.key, c.before, c.after, c.relative])).toEqual([
    ["x|AFG|2000", "10.0", "20.0", 1],
    ["x|CHL|2000", "100.0", "90.0", -0.1],
    ["x|FIN|2000", null, "7.0", null],
  ]);
});

it("takes every row as new where there is nothing to compare with", async () => {
  const folder = await tempFolder();
  const after = await warehouse(join(folder, "b.duckdb"), ["CREATE TABLE t AS SELECT * FROM range(3)"]);
  const { tables } = await differenceOf(realEffects(), join(folder, "none.duckdb"), after);
  expect(tables.map((t) => [t.table, t.added, t.removed])).toEqual([["t", 3, 0]]);
});
