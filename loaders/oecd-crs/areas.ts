import type { ScratchSql, SourceContext } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";
import { type Area, areaOf, repairName } from "../_shared/sdmx-areas.ts";

interface Named {
  code: number;
  year: number;
  de: string | null;
  name: string | null;
  lines: string;
}

/**
 * Makes the table `donor_area` or `recipient_area` of the staged lines: one name and country per code of the DAC, as
 * the latest year has them.
 * @returns what a reader should know: repaired names, recipients without a country code.
 */
export async function nameAreas(
  sql: ScratchSql,
  role: "donor" | "recipient",
  context: SourceContext,
): Promise<string[]> {
  const named = await sql.query<Named>(
    `SELECT ${role} AS code, year, ${role}_de AS de, ${role}_name AS name, count(*)::VARCHAR AS lines
     FROM activity WHERE bad IS NULL GROUP BY ALL ORDER BY code, year, de NULLS FIRST, name NULLS FIRST`,
  );
  const areas = new Map<number, Area>();
  const unmatched = new Map<string, number>();
  let repaired = 0;
  for (const line of named) {
    const { name, repaired: was } = repairName(line.name ?? `code ${line.code}`);
    if (was) repaired += Number(line.lines);
    areas.set(line.code, areaOf(line.de, name, context.countries));
  }
  for (const line of named) {
    const area = areas.get(line.code);
    if (area?.kind === "unmatched")
      unmatched.set(area.name, (unmatched.get(area.name) ?? 0) + Number(line.lines));
  }
  await sql.run(`CREATE TABLE ${role}_area (code INTEGER, name VARCHAR, iso3 VARCHAR, kind VARCHAR)`);
  const values = [...areas].map(
    ([code, a]) =>
      `(${code}, ${quoteText(a.name)}, ${a.iso3 === null ? "NULL" : quoteText(a.iso3)}, ${quoteText(a.kind)})`,
  );
  if (values.length > 0) await sql.run(`INSERT INTO ${role}_area VALUES ${values.join(", ")}`);
  const notes: string[] = [];
  if (repaired > 0) notes.push(`${role} names read back from doubly encoded text: ${repaired} lines`);
  if (role === "recipient" && unmatched.size > 0) {
    const list = [...unmatched].map(([name, lines]) => `${name} (${lines})`).join("; ");
    notes.push(`recipients that are no country of this project, with their lines: ${list}`);
  }
  return notes;
}
