import { CsvStructureError } from "../../src/errors/data-errors.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import type { ScratchSql } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";
import { type CrsColumn, foldName, matchHeader } from "./columns.ts";
import type { TextShape } from "./dialect.ts";
import { type CellType, stageSelect, TYPES } from "./stage.ts";

/** Longest line; a field is never longer than its line. Longer lines go to quarantine. */
const MAX_LINE = 2_000_000;
/** More refused lines than this are no slips but another format. */
const MAX_REFUSED = 50_000;
const LISTED = 1000;

export interface TextRead {
  refused: Quarantined[];
  refusedTotal: number;
  strayLastLine: boolean;
}

/** DuckDB reads the cell as its type and refuses the line where it is not: line numbers come from its list. */
const CSV_TYPE: Record<CellType, string> = {
  year: "SMALLINT",
  code: "INTEGER",
  marker: "crs_marker",
  amount: "DECIMAL(18,10)",
  text: "VARCHAR",
};

/**
 * Reads CRS text by declared columns into a staged Parquet file.
 * @throws DriftError for the header or too many refused lines; CsvStructureError for a quote that is not closed.
 */
export async function stageText(
  sql: ScratchSql,
  text: { path: string; file: string; shape: TextShape; to: string; number: number; today: string },
): Promise<TextRead> {
  const { shape, file } = text;
  const { at } = matchHeader(shape.header, file);
  const typeAt = new Map([...at].map(([name, i]) => [i, CSV_TYPE[TYPES[name]]]));
  const columns = shape.header.map((_, i) => `'c${i}': '${typeAt.get(i) ?? "VARCHAR"}'`).join(", ");
  const rejects = `refused_${text.number}`;
  const from =
    `read_csv(${quoteText(text.path)}, auto_detect = false, header = true, delim = '${shape.delimiter}', quote = '"', ` +
    `escape = '"', encoding = 'utf-8', max_line_size = ${MAX_LINE}, columns = {${columns}}, store_rejects = true, ` +
    `rejects_table = '${rejects}', rejects_scan = '${rejects}_scan', rejects_limit = ${MAX_REFUSED})`;
  const cell = (name: CrsColumn) => (at.has(name) ? `c${at.get(name)}` : null);
  await sql.run(
    `COPY (${stageSelect(cell, { from, row: "NULL::BIGINT", bad: null, today: text.today })}) TO ${quoteText(text.to)} (FORMAT parquet)`,
  );
  const [staged] = await sql.query<{ lines: string }>(
    `SELECT count(*)::VARCHAR AS lines FROM read_parquet(${quoteText(text.to)})`,
  );
  return readRefused(sql, rejects, file, shape, Number(staged?.lines ?? 0));
}

interface Refused {
  line: string;
  kind: string;
  column: string | null;
  raw: string | null;
  message: string;
}

async function readRefused(
  sql: ScratchSql,
  table: string,
  file: string,
  shape: TextShape,
  staged: number,
): Promise<TextRead> {
  const [count] = await sql.query<{ lines: string; quote: string | null }>(
    `SELECT count(DISTINCT line)::VARCHAR AS lines,
      (min(line) FILTER (error_type::VARCHAR = 'UNQUOTED VALUE'))::VARCHAR AS quote FROM ${table}`,
  );
  const total = Number(count?.lines ?? 0);
  const rows = await sql.query<Refused>(
    `SELECT line::VARCHAR AS line, coalesce(min(error_type::VARCHAR) FILTER (error_type::VARCHAR <> 'CAST'), 'CAST') AS kind, min(column_name) AS "column", ` +
      `left(trim(min(csv_line), chr(13) || chr(10)), 2000) AS raw, min(error_message) AS message FROM ${table} GROUP BY line ORDER BY ${table}.line`,
  );
  if (count?.quote)
    throw new CsvStructureError(
      "A quote is not closed, or text follows a closing quote: what comes after it cannot be trusted",
      { source: "oecd-crs", file, row: Number(count.quote) },
      "Look at the line; the file is refused as a whole and last good data stays in use",
    );
  if (total >= MAX_REFUSED)
    throw new DriftError(
      `${total} lines and more do not have the form of CRS text`,
      { source: "oecd-crs", file, row: Number(rows[0]?.line ?? 0), value: rows[0]?.message ?? "" },
      "A column has changed its type, or the delimiter its meaning: compare the file with the last one",
    );
  const last = rows.at(-1);
  const strayLastLine =
    last !== undefined &&
    last.kind === "MISSING COLUMNS" &&
    Number(last.line) === 1 + staged + total &&
    !(last.raw ?? "").includes(shape.delimiter);
  const refused = (strayLastLine ? rows.slice(0, -1) : rows).slice(0, LISTED);
  return {
    refused: refused.map((row) => toQuarantined(row, file, shape)),
    refusedTotal: total - (strayLastLine ? 1 : 0),
    strayLastLine,
  };
}

const REASON: Record<string, [string, string]> = {
  CAST: ["not-a-number", "The cell is not of the type of its column"],
  "MISSING COLUMNS": ["cell-count", "The line has fewer cells than the header"],
  "TOO MANY COLUMNS": ["cell-count", "The line has more cells than the header"],
  "LINE SIZE OVER MAXIMUM": ["oversized", "The line is longer than 2,000,000 bytes"],
};

function toQuarantined(row: Refused, file: string, shape: TextShape): Quarantined {
  const [code, reason] = REASON[row.kind] ?? ["unreadable", `The line cannot be read: ${row.kind}`];
  // DuckDB counts the columns that are read, not those of the file, when it names the column of an ENUM.
  const marker = row.kind === "CAST" && row.message.includes("'ENUM(");
  const place = marker
    ? shape.header.findIndex((name) => foldName(name) === "gender")
    : row.kind === "CAST"
      ? /^c(\d+)$/.exec(row.column ?? "")?.[1]
      : undefined;
  return {
    table: "crs_flow",
    file,
    row: Number(row.line),
    column: place === undefined ? null : (shape.header[Number(place)] ?? null),
    value: /Could not convert string "(.*?)"/.exec(row.message)?.[1] ?? null,
    code,
    reason,
    remedy: "Report the line to OECD; it is in no sum until then",
    raw: row.raw ?? "",
  };
}
