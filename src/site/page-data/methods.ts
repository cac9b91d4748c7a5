import { warehouseColumns } from "../../model/contract.ts";
import { TABLES } from "../../model/registers.ts";
import type { Database } from "../../warehouse/database.ts";
import type { CodedTable, CoverageField, MethodsData } from "../../web/data/methods.ts";
import { int, one, type PageData } from "./common.ts";
import { definitionCounts } from "./methods-definitions.ts";
import { afterEnd, groupProfiles, methodsFacts, twinnedRoles } from "./methods-facts.ts";

/** Tables whose codes a reader of the site meets. */
const CODED = [
  "plan",
  "partnership",
  "partnership_member",
  "partnership_activity",
  "claim",
  "plan_orientation",
  "plan_budget_status",
  "funding_flow",
];

/** The codes with their meaning, from the very contracts that refuse any other. */
export function codedTables(): CodedTable[] {
  return CODED.flatMap((name) => {
    const contract = TABLES.find((t) => t.table === name);
    if (!contract) return [];
    const columns = Object.entries(warehouseColumns(contract)).flatMap(([column, c]) =>
      c.codes ? [{ column, description: c.description, codes: c.codes }] : [],
    );
    return [{ table: name, title: contract.title, rowIs: contract.rowIs, columns }];
  });
}

async function coverage(db: Database): Promise<CoverageField[]> {
  const rows = await db.query(
    `SELECT table_name, column_name, "rows", known FROM coverage ORDER BY table_name, column_name`,
  );
  return rows.map((r) => ({
    table: String(r.table_name),
    column: String(r.column_name),
    rows: int(r, "rows"),
    known: int(r, "known"),
  }));
}

export const methodsData: PageData = async (db: Database) => {
  const window = await one(db, "SELECT * FROM study_window");
  const fields = await coverage(db);
  const dates = await db.query("SELECT snapshot_id, as_of FROM snapshot ORDER BY snapshot_id");
  const data: MethodsData = {
    asOf: Object.fromEntries(dates.map((d) => [String(d.snapshot_id), String(d.as_of)])),
    window: { first: int(window, "first_year"), last: int(window, "last_year"), basis: String(window.basis) },
    priceYear: int(await one(db, "SELECT base_year FROM price_base"), "base_year"),
    countries: int(await one(db, "SELECT count(DISTINCT iso3) AS n FROM plan"), "n"),
    definitions: await definitionCounts(db),
    profiles: await groupProfiles(db),
    twinnedRoles: await twinnedRoles(db),
    afterEnd: await afterEnd(db),
    coverage: fields,
    coverageColumns: fields.length,
    codes: codedTables(),
    facts: await methodsFacts(db),
  };
  return [["methods.json", data]];
};
