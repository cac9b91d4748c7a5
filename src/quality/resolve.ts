import { safeValue } from "../errors/nap-error.ts";
import type { Column, Row } from "../model/column.ts";
import { type Contract, type Quarantined, warehouseColumns } from "../model/contract.ts";
import { type LoadedRow, type RegisterRead, withDerived } from "./read-register.ts";

/** A value that names something the register does not have; its row is kept. */
export interface Unresolved {
  table_name: string;
  row_key: string;
  column_name: string;
  value: string;
  meaning: string;
}

export interface Resolved {
  tables: Map<string, Row[]>;
  quarantined: Quarantined[];
  unresolved: Unresolved[];
}

/** Key values that exist so far, by "table.column". */
type Known = Map<string, Set<string>>;

export const rowKey = (contract: Contract, row: Row) => contract.key.map((k) => String(row[k])).join("|");

/** Source ids become unique over all collections: `twinning:S001`. */
export function qualifySources(row: Row, contract: Contract): Row {
  if (!contract.collection || typeof row.source_ids !== "string") return row;
  const ids = row.source_ids.split(";").map((id) => `${contract.collection}:${id}`);
  return { ...row, source_ids: ids.join(";") };
}

/**
 * Checks keys and references over all registers, parents first, so that a row whose parent is in quarantine follows
 * it there. Pure: `seed` holds tables that do not come from these files (sources, for example).
 */
export function resolve(reads: RegisterRead[], seed: Map<string, Row[]>): Resolved {
  const known: Known = new Map();
  const out: Resolved = { tables: new Map(), quarantined: [], unresolved: [] };
  for (const [table, rows] of seed) remember(known, table, rows);
  for (const read of reads) {
    out.quarantined.push(...read.quarantined);
    const rows = keepGood(read, known, out);
    out.tables.set(read.contract.table, rows);
    remember(known, read.contract.table, rows);
  }
  return out;
}

function remember(known: Known, table: string, rows: Row[]): void {
  const aliases =
    table === "country"
      ? [["actor.actor_code", "iso3"]]
      : table === "actor_group"
        ? [["actor.actor_code", "actor_code"]]
        : [];
  for (const column of Object.keys(rows[0] ?? {})) aliases.push([`${table}.${column}`, column]);
  for (const [name, column] of aliases as [string, string][]) {
    const set = known.get(name) ?? new Set<string>();
    for (const row of rows) if (row[column] !== null) set.add(String(row[column]));
    known.set(name, set);
  }
}

function keepGood(read: RegisterRead, known: Known, out: Resolved): Row[] {
  const { contract } = read;
  const columns = warehouseColumns(contract);
  const seen = new Map<string, number>();
  const uniques = [contract.key, ...(contract.unique ?? [])];
  const rows: Row[] = [];
  for (const loaded of read.rows) {
    const row = qualifySources(withDerived(contract, loaded.row), contract);
    const fault =
      duplicate(uniques, row, loaded, seen) ?? missingReference(columns, contract, row, known, out);
    if (fault)
      out.quarantined.push({
        table: contract.table,
        file: read.file,
        row: loaded.at,
        raw: loaded.raw,
        ...fault,
      });
    else rows.push(row);
  }
  return rows;
}

type Fault = Pick<Quarantined, "column" | "value" | "code" | "reason" | "remedy">;

function duplicate(
  uniques: string[][],
  row: Row,
  loaded: LoadedRow,
  seen: Map<string, number>,
): Fault | null {
  const keys = uniques.map((columns) => `${columns.join()}=${columns.map((c) => String(row[c])).join("|")}`);
  for (const [i, key] of keys.entries()) {
    const first = seen.get(key);
    if (first !== undefined) {
      const columns = uniques[i] ?? [];
      return {
        column: columns.join("+"),
        value: columns.map((c) => String(row[c])).join("|"),
        code: "duplicate-key",
        reason: `The key stands already in row ${first}`,
        remedy: "Merge the two rows, or give one another key",
      };
    }
  }
  for (const key of keys) seen.set(key, loaded.at);
  return null;
}

function missingReference(
  columns: Record<string, Column>,
  contract: Contract,
  row: Row,
  known: Known,
  out: Resolved,
): Fault | null {
  for (const [name, column] of Object.entries(columns)) {
    const value = row[name];
    if (!column.ref || typeof value !== "string") continue;
    const target = `${column.ref.table}.${column.ref.column}`;
    const missing = (column.list ? value.split(";") : [value]).find((v) => !known.get(target)?.has(v));
    if (missing === undefined) continue;
    if (column.ref.soft) {
      out.unresolved.push({
        table_name: contract.table,
        row_key: rowKey(contract, row),
        column_name: name,
        value: missing,
        meaning: target,
      });
      continue;
    }
    return {
      column: name,
      value: missing,
      code: "unknown-reference",
      reason: `"${safeValue(missing)}" is not in ${column.ref.table}`,
      remedy: `Correct the value, or add it to ${column.ref.table} first`,
    };
  }
  return null;
}
