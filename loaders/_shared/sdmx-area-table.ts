import type { ScratchSql, SourceContext } from "../../src/model/live-source.ts";
import { areaOf } from "./sdmx-areas.ts";
import { columnOf } from "./sdmx-csv.ts";
import { sqlName, sqlText } from "./sdmx-sql.ts";

/** Makes a table of the areas in a code column and its label column: code, name, iso3, kind. */
export async function makeAreas(
  sql: ScratchSql,
  to: string,
  from: { table: string; code: string; label: string },
  context: SourceContext,
): Promise<void> {
  const label = sqlName(columnOf(from.label));
  const rows = await sql.query<{ code: string; name: string }>(
    `SELECT ${sqlName(from.code)} AS code, max(coalesce(${label}, ${sqlName(from.code)})) AS name
     FROM ${from.table} WHERE ${sqlName(from.code)} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  await sql.run(`CREATE TABLE ${to} (code VARCHAR, name VARCHAR, iso3 VARCHAR, kind VARCHAR)`);
  const values = rows.map(({ code, name }) => {
    const area = areaOf(code, name, context.countries);
    const iso3 = area.iso3 === null ? "NULL" : sqlText(area.iso3);
    return `(${sqlText(code)}, ${sqlText(area.name)}, ${iso3}, ${sqlText(area.kind)})`;
  });
  if (values.length > 0) await sql.run(`INSERT INTO ${to} VALUES ${values.join(", ")}`);
}
