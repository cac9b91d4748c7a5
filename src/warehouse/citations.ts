import type { Row } from "../model/column.ts";
import { TABLES } from "../model/registers.ts";
import { rowKey } from "../quality/resolve.ts";

/** One row for each source of each register row, so that every figure leads back to its sources. */
export function citationRows(tables: Map<string, Row[]>): Row[] {
  const out: Row[] = [];
  for (const contract of TABLES) {
    if (contract.table === "observation" || !contract.collection) continue;
    for (const row of tables.get(contract.table) ?? []) {
      const ids = typeof row.source_ids === "string" ? new Set(row.source_ids.split(";")) : [];
      for (const source_id of ids)
        out.push({ table_name: contract.table, row_key: rowKey(contract, row), source_id });
    }
  }
  return out;
}
