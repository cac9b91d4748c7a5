import { afterAll } from "vitest";
import type { Row, Value } from "../../src/model/column.ts";
import { TABLES } from "../../src/model/registers.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { tableDdl } from "../../src/warehouse/ddl.ts";
import { loadRows } from "../../src/warehouse/load.ts";
import { buildMarts } from "../../src/warehouse/marts.ts";

const open: Database[] = [];
afterAll(() => {
  for (const db of open) db.close();
});

/** A warehouse in memory with the given rows and nothing else, marts built. */
export async function smallWarehouse(tables: Record<string, Row[]>): Promise<Database> {
  const db = await openDatabase(":memory:");
  open.push(db);
  for (const contract of TABLES) {
    await db.run(tableDdl(contract));
    await loadRows(db, contract, tables[contract.table] ?? []);
  }
  await buildMarts(db);
  return db;
}

export const country = (iso3: string, un_member = true): Row => ({
  iso3,
  name: iso3,
  un_region: "Europe",
  un_subregion: "Northern Europe",
  un_member,
});

export const plan = (iso3: string, sequence: number, row: Record<string, Value> = {}): Row => ({
  plan_id: `${iso3}-${sequence}`,
  iso3,
  sequence,
  status: "unknown",
  confidence: "high",
  source_ids: "plans:x",
  ...row,
});

export const partnership = (id: string, row: Record<string, Value> = {}): Row => ({
  partnership_id: id,
  name: id,
  kind: "twinning",
  status: "unknown",
  direction: "unknown",
  evidence_strength: "high",
  source_ids: "twinning:x",
  ...row,
});

export const member = (id: string, iso3: string, role: string, joined_year: number | null = null): Row => ({
  partnership_id: id,
  iso3,
  role,
  joined_year,
  source_ids: "twinning:x",
});

export const activity = (id: string, n: number, row: Record<string, Value> = {}): Row => ({
  activity_id: `${id}-A${n}`,
  partnership_id: id,
  type: "meeting",
  theme: "other",
  description: "x",
  source_ids: "twinning:x",
  ...row,
});

export const definition = (definition_id: string, row: Record<string, Value> = {}): Row => ({
  definition_id,
  position: 1,
  label: definition_id,
  statement: "x",
  kinds: "twinning;cross_learning",
  roles: "supported;supporting;peer",
  evidence: "high;medium",
  date_rule: "first_documented",
  ...row,
});

/** One row as plain text, `column=value` for the columns asked for. */
export async function rows(db: Database, sql: string): Promise<string[]> {
  return (await db.query(sql)).map((row) =>
    Object.values(row)
      .map((v) => v ?? "–")
      .join(" "),
  );
}
