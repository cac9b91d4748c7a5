import type { Row } from "../../model/column.ts";
import { type Contract, warehouseColumns } from "../../model/contract.ts";
import { quoteName } from "../../model/sql.ts";
import { rowKey } from "../../quality/resolve.ts";
import type { Database } from "../../warehouse/database.ts";
import { type Found, KEYED } from "./find.ts";

/** Rows of one table that name the explained row. */
export interface Mention {
  table: string;
  column: string;
  keys: string[];
}

const marks = (values: unknown[]) => values.map((_, i) => `$${i + 1}`).join(", ");
const parts = (value: unknown) => (typeof value === "string" && value !== "" ? value.split(";") : []);

/** The sources of the row: those it cites, or the row itself where it is a source. */
export async function sourcesOf(db: Database, { contract, row }: Found): Promise<Row[]> {
  const ids = contract.table === "source" ? [] : [...new Set(parts(row.source_ids))];
  if (ids.length === 0) return [];
  return db.query(
    `SELECT source_id, title, publisher, year, coalesce(url, locator) AS address FROM source
      WHERE source_id IN (${marks(ids)}) ORDER BY source_id`,
    ids,
  );
}

/** Arrangements that the row names, or that a country of the row is a member of, with the countries' roles. */
export async function partnershipsOf(db: Database, found: Found): Promise<Row[]> {
  const own = typeof found.row.partnership_id === "string" ? [found.row.partnership_id] : [];
  const countries = own.length > 0 ? [] : countriesOf(found);
  if (own.length + countries.length === 0) return [];
  const condition =
    own.length > 0
      ? "p.partnership_id = $1"
      : `p.partnership_id IN (SELECT partnership_id FROM partnership_member WHERE iso3 IN (${marks(countries)}))`;
  return db.query(
    `SELECT p.partnership_id, p.name, p.kind, p.start_year, p.end_year, p.status, p.evidence_strength,
            string_agg(m.iso3 || ' ' || m.role, ', ' ORDER BY m.iso3) AS members
       FROM partnership p LEFT JOIN partnership_member m ON m.partnership_id = p.partnership_id
      WHERE ${condition} GROUP BY ALL ORDER BY p.partnership_id`,
    own.length > 0 ? own : countries,
  );
}

function countriesOf({ contract, row }: Found): string[] {
  if (contract.table === "country") return parts(row.iso3);
  const columns = Object.entries(warehouseColumns(contract));
  const named = columns.filter(([, c]) => c.ref?.table === "country" || c.ref?.table === "actor");
  return [...new Set(named.flatMap(([name]) => parts(row[name])))];
}

/** Claims that contradict others: on the same question where the row is a claim, else on the row's arrangements. */
export async function conflictsOf(
  db: Database,
  { contract, row }: Found,
  partnerships: Row[],
): Promise<Row[]> {
  const columns =
    "claim_id, partnership_id, claim, value, source_ids AS source_id, agrees_with_consensus, note";
  if (contract.table === "claim") {
    return db.query(
      `SELECT ${columns} FROM claim WHERE claim = $1 AND partnership_id IS NOT DISTINCT FROM $2 AND claim_id <> $3
        ORDER BY claim_id`,
      [row.claim ?? null, row.partnership_id ?? null, row.claim_id ?? null],
    );
  }
  const disputed = `SELECT ${columns} FROM claim WHERE agrees_with_consensus <> 'yes'`;
  if (contract.table === "source") {
    return db.query(`${disputed} AND list_contains(string_split(source_ids, ';'), $1) ORDER BY claim_id`, [
      row.source_id ?? null,
    ]);
  }
  const ids = partnerships.map((p) => String(p.partnership_id));
  return ids.length === 0
    ? []
    : db.query(`${disputed} AND partnership_id IN (${marks(ids)}) ORDER BY claim_id`, ids);
}

/** Every row of another table that names this one. */
export async function mentionsOf(db: Database, { contract, row }: Found): Promise<Mention[]> {
  const [key, ...more] = contract.key;
  if (!key || more.length > 0) return [];
  const out: Mention[] = [];
  for (const other of KEYED) {
    for (const column of columnsNaming(other, contract, key)) {
      const name = quoteName(column);
      const rows = await db.query(
        `SELECT * FROM ${quoteName(other.table)} WHERE list_contains(string_split(CAST(${name} AS VARCHAR), ';'), $1)`,
        [String(row[key])],
      );
      const keys = rows.map((r) => rowKey(other, r)).sort();
      if (keys.length > 0) out.push({ table: other.table, column, keys });
    }
  }
  return out;
}

function columnsNaming(other: Contract, contract: Contract, key: string): string[] {
  const targets = [`${contract.table}.${key}`];
  if (contract.table === "country" || contract.table === "actor_group") targets.push("actor.actor_code");
  return Object.entries(warehouseColumns(other))
    .filter(([, c]) => c.ref && targets.includes(`${c.ref.table}.${c.ref.column}`))
    .map(([name]) => name);
}

/** References of this row that name something the register does not have. */
export async function unresolvedOf(db: Database, { contract, row }: Found): Promise<Row[]> {
  return db.query(
    "SELECT column_name, value, meaning FROM unresolved_reference WHERE table_name = $1 AND row_key = $2 ORDER BY column_name",
    [contract.table, rowKey(contract, row)],
  );
}
