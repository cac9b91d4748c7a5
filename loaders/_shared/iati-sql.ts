import type { ScratchSql } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";

/** A read_csv with every column declared: no header is guessed, no type sniffed, no bad line skipped. */
export function readCsvSql(files: readonly string[], columns: readonly string[], header: boolean): string {
  const types = columns.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(", ");
  return `read_csv([${files.map(quoteText).join(", ")}], columns = {${types}}, header = ${header},
    auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true,
    max_line_size = 16000000)`;
}

export async function numberOf(sql: ScratchSql, query: string): Promise<number> {
  const [row] = await sql.query<{ n: string | number }>(query);
  return Number(row?.n ?? 0);
}

/** What a row of a flow table is about; all of it makes its checksum. */
export const DIMENSIONS = [
  "reporter_ref",
  "recipient_kind",
  "recipient_code",
  "year",
  "stage",
  "sector",
  "gender",
  "currency",
] as const;

/** Checksum over dimensions, NULL apart from empty. */
export const checksumSql = (names: readonly string[]): string =>
  `md5(to_json([${names.map((n) => `CAST(${n} AS VARCHAR)`).join(", ")}]))`;

/** Writes a query to Parquet, rows in the order of its key. */
export const writeParquet = (sql: ScratchSql, query: string, path: string): Promise<void> =>
  sql.run(
    `COPY (SELECT * FROM (${query}) ORDER BY flow_id) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );

/** A table `iso` of ISO 3166-1 alpha-2 codes and ours; XK is what publishers write for Kosovo. */
export async function loadCountries(
  sql: ScratchSql,
  countries: Iterable<{ iso3: string; iso2: string | null }>,
): Promise<void> {
  const pairs: string[] = [];
  let kosovo = false;
  for (const { iso3, iso2 } of countries) {
    if (iso2 !== null && iso2 !== "") pairs.push(`(${quoteText(iso2)}, ${quoteText(iso3)})`);
    if (iso2 === "XK") kosovo = true;
    else if (iso3 === "XKX" && !kosovo) pairs.push("('XK', 'XKX')");
  }
  await sql.run("CREATE OR REPLACE TABLE iso (iso2 VARCHAR, iso3 VARCHAR)");
  if (pairs.length > 0) await sql.run(`INSERT INTO iso VALUES ${[...new Set(pairs)].join(", ")}`);
}

/**
 * SQL that reads text as DECIMAL(30,6), null where it is no number. DuckDB reads text into decimals of up to 18 digits
 * some hundred times faster than into wider ones, so that only amounts too large for those take the slow way.
 */
export const decimalOf = (column: string): string =>
  `CASE WHEN abs(TRY_CAST(${column} AS DOUBLE)) < 1e11
    THEN CAST(TRY_CAST(${column} AS DECIMAL(18,6)) AS DECIMAL(30,6))
    ELSE TRY_CAST(${column} AS DECIMAL(30,6)) END`;
