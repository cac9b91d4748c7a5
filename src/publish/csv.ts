import Papa from "papaparse";
import type { Row } from "../model/column.ts";
import { quoteName, quoteText } from "../model/sql.ts";
import type { Database } from "../warehouse/database.ts";

/*
 * The exact form, for machines: UTF-8, LF, a header, RFC 4180 quotes, every digit. NULL is an empty field, empty text is
 * "" in quotes. Nothing is escaped for spreadsheets.
 */

/** Writes a relation in its own order to a CSV file, streaming: memory does not grow with the rows. */
export async function writeCsv(db: Database, relation: string, path: string): Promise<void> {
  await db.run(
    `COPY ${quoteName(relation)} TO ${quoteText(path)}
       (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '')`,
  );
}

/** The same form for a small table that is not in the warehouse. */
export function csvText(columns: string[], rows: Row[]): string {
  const data = rows.map((row) => columns.map((name) => row[name] ?? null));
  return `${Papa.unparse({ fields: columns, data }, { newline: "\n", quotes: (value) => value === "" })}\n`;
}
