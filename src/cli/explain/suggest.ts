import { UsageError } from "../../errors/run-errors.ts";
import { quoteName } from "../../model/sql.ts";
import type { Database } from "../../warehouse/database.ts";
import { findCountries, KEYED, namesOf } from "./find.ts";
import { nearest } from "./fold.ts";

const KINDS =
  "Name a plan (LBR-1), country (Liberia), partnership (P01), claim (C09), source (twinning:S001), budget (PB23), " +
  "value (women_share_parliament_pct/LBR/2015) or table (plan)";

/** What to say where nothing has that name: the years that are known, or the nearest names. */
export async function notFound(db: Database, what: string): Promise<UsageError> {
  const years = await knownYears(db, what);
  if (years) return years;
  const close = await suggestions(db, what);
  const remedy = close.length > 0 ? `Did you mean ${close.join(", ")}? ${KINDS}` : KINDS;
  return new UsageError("Nothing in the warehouse has that name", { value: what }, remedy);
}

/** An indicator and a country that exist, but no value for that year: unknown, not zero. */
async function knownYears(db: Database, what: string): Promise<UsageError | null> {
  const [indicator = "", place = "", year] = what.split(/[/|]/);
  const [known] = await db.query("SELECT indicator FROM indicator WHERE lower(indicator) = lower($1)", [
    indicator,
  ]);
  const [country] = known && place ? await findCountries(db, place) : [];
  if (!known || !country) return null;
  const rows = await db.query<{ year: number }>(
    "SELECT year FROM observation WHERE indicator = $1 AND iso3 = $2 ORDER BY year",
    [known.indicator ?? null, country.iso3 ?? null],
  );
  const list = rows.map((r) => r.year).join(", ");
  return new UsageError(
    year
      ? `The value of ${known.indicator} for ${country.name} in ${year} is unknown (not zero)`
      : "The year is missing",
    { value: what },
    list
      ? `Years with a value: ${list}; write ${known.indicator}/${country.iso3}/<year>`
      : "No year has a value for this country",
  );
}

async function suggestions(db: Database, what: string): Promise<string[]> {
  const sources = await db.query<{ source_id: string }>(
    "SELECT source_id FROM source WHERE lower(original_id) = lower($1) ORDER BY source_id",
    [what],
  );
  if (sources.length > 0) return sources.map((s) => s.source_id);
  return nearest(what, await allNames(db), 5);
}

async function allNames(db: Database): Promise<string[]> {
  const names = KEYED.map((t) => t.table);
  for (const contract of KEYED) {
    const [key, ...more] = contract.key;
    if (!key || more.length > 0) continue;
    const rows = await db.query(
      `SELECT CAST(${quoteName(key)} AS VARCHAR) AS id FROM ${quoteName(contract.table)}`,
    );
    names.push(...rows.map((r) => String(r.id)));
  }
  for (const country of await db.query("SELECT * FROM country")) names.push(...namesOf(country));
  return names;
}
