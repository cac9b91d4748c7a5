import { ArchiveError } from "../../src/errors/source-errors.ts";
import type { ScratchSql } from "../../src/model/live-source.ts";
import { quoteName, quoteText } from "../../src/model/sql.ts";
import { type CrsColumn, matchHeader } from "./columns.ts";
import { type CellType, stageSelect, TYPES } from "./stage.ts";

/** Strict reading of a cell of any type; null where it is not of the type wanted. */
const CAST: Record<CellType, (text: string) => string> = {
  year: (x) => `TRY_CAST(regexp_replace(${x}, '\\.0+$', '') AS SMALLINT)`,
  code: (x) => `TRY_CAST(regexp_replace(${x}, '\\.0+$', '') AS INTEGER)`,
  marker: (x) => `TRY_CAST(regexp_replace(${x}, '\\.0+$', '') AS crs_marker)`,
  amount: (x) => `TRY_CAST(${x} AS DECIMAL(18,10))`,
  text: (x) => x,
};

/**
 * Reads a Parquet file of CRS, whatever types its columns have, into a staged Parquet file.
 * @throws ArchiveError where it is not Parquet, DriftError for its columns.
 */
export async function stageParquet(
  sql: ScratchSql,
  parquet: { path: string; file: string; to: string; today: string },
): Promise<{ unknown: string[] }> {
  const source = quoteText(parquet.path);
  const described = await describe(sql, source, parquet.file);
  const header = described.map((column) => column.name);
  const { at, unknown } = matchHeader(header, parquet.file);
  const text = (name: CrsColumn) => {
    const column = described[at.get(name) ?? -1];
    if (!column) return null;
    return `nullif(trim(${quoteName(column.name)}::VARCHAR), '')`;
  };
  const plain = (name: CrsColumn) => {
    const column = described[at.get(name) ?? -1];
    return column ? typed(TYPES[name], quoteName(column.name), column.type) : null;
  };
  const checked = [...at.keys()].filter((name) => TYPES[name] !== "text");
  const bad = `CASE ${checked
    .map(
      (name) =>
        `WHEN ${text(name)} IS NOT NULL AND ${plain(name)} IS NULL THEN ${quoteText(header[at.get(name) ?? -1] ?? name)}`,
    )
    .join(" ")} END`;
  const select = stageSelect(plain, {
    from: `read_parquet(${source}, file_row_number = true)`,
    row: "file_row_number + 1",
    bad,
    today: parquet.today,
  });
  await sql.run(`COPY (${select}) TO ${quoteText(parquet.to)} (FORMAT parquet)`);
  return { unknown };
}

const WHOLE = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/;

/** Numbers keep their type on the way; only text is taken apart. */
function typed(type: CellType, name: string, from: string): string {
  if (type === "text") return `${name}::VARCHAR`;
  if (type === "amount" && !from.startsWith("VARCHAR")) return `TRY_CAST(${name} AS DECIMAL(18,10))`;
  if (type === "code" && WHOLE.test(from)) return `TRY_CAST(${name} AS INTEGER)`;
  if (type === "year" && WHOLE.test(from)) return `TRY_CAST(${name} AS SMALLINT)`;
  return CAST[type](`nullif(trim(${name}::VARCHAR), '')`);
}

async function describe(sql: ScratchSql, source: string, file: string) {
  try {
    return await sql.query<{ name: string; type: string }>(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet(${source}))`,
    );
  } catch (cause) {
    throw new ArchiveError(
      "The file is not a Parquet file that can be read",
      { source: "oecd-crs", file },
      "It was cut or is of another kind: pull it again",
      { cause },
    );
  }
}
