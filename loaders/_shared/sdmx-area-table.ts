import type { ScratchSql, SourceContext } from "../../src/model/live-source.ts";
import { quoteName, quoteText } from "../../src/model/sql.ts";
import { areaOf } from "./sdmx-areas.ts";
import { columnOf } from "./sdmx-csv.ts";

/** Makes a table of the areas in a code column and its label column: code, name, iso3, kind. */
export async function makeAreas(
  sql: ScratchSql,
  to: string,
  from: { table: string; code: string; label: string },
  context: SourceContext,
): Promise<void> {
  const label = quoteName(columnOf(from.label));
  const rows = await sql.query<{ code: string; name: string }>(
    `SELECT ${quoteName(from.code)} AS code, max(coalesce(${label}, ${quoteName(from.code)})) AS name
     FROM ${from.table} WHERE ${quoteName(from.code)} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  await sql.run(`CREATE TABLE ${to} (code VARCHAR, name VARCHAR, iso3 VARCHAR, kind VARCHAR)`);
  const values = rows.map(({ code, name }) => {
    const area = areaOf(code, name, context.countries);
    const iso3 = area.iso3 === null ? "NULL" : quoteText(area.iso3);
    return `(${quoteText(code)}, ${quoteText(area.name)}, ${iso3}, ${quoteText(area.kind)})`;
  });
  if (values.length > 0) await sql.run(`INSERT INTO ${to} VALUES ${values.join(", ")}`);
}
