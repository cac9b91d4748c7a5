import type { Row } from "../../model/column.ts";
import { rowKey } from "../../quality/resolve.ts";
import type { Database } from "../../warehouse/database.ts";
import { type Cell, cellsOf } from "./cells.ts";
import type { Found } from "./find.ts";
import { originOf } from "./origin.ts";
import { conflictsOf, type Mention, mentionsOf, partnershipsOf, sourcesOf, unresolvedOf } from "./related.ts";

/** One row with the whole chain behind it: cells, sources, arrangements, disputes, file. */
export interface RowExplanation {
  table: string;
  key: string;
  rowIs: string;
  cells: Cell[];
  sources: Row[];
  partnerships: Row[];
  conflictingClaims: Row[];
  unresolved: Row[];
  mentionedBy: Mention[];
  origin: Row | null;
}

export async function explainRow(db: Database, found: Found): Promise<RowExplanation> {
  const { contract, row } = found;
  const partnerships = await partnershipsOf(db, found);
  return {
    table: contract.table,
    key: rowKey(contract, row),
    rowIs: contract.rowIs,
    cells: cellsOf(contract, row, await scaleOf(db, found)),
    sources: await sourcesOf(db, found),
    partnerships,
    conflictingClaims: await conflictsOf(db, found, partnerships),
    unresolved: await unresolvedOf(db, found),
    mentionedBy: await mentionsOf(db, found),
    origin: await originOf(db, found),
  };
}

async function scaleOf(db: Database, { contract, row }: Found): Promise<string | undefined> {
  if (contract.table !== "observation") return undefined;
  const [info] = await db.query("SELECT scale FROM indicator WHERE indicator = $1", [row.indicator ?? null]);
  return info ? String(info.scale) : undefined;
}
