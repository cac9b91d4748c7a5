import type { Column, Row } from "../model/column.ts";
import type { Contract, Quarantined } from "../model/contract.ts";
import { type CsvRecord, isOversized, readCsv } from "../parse/csv.ts";
import { decodeText } from "../parse/text.ts";

/** A row that was read, with the place it came from. */
export interface LoadedRow {
  row: Row;
  at: number;
  raw: string;
}

export interface RegisterRead {
  contract: Contract;
  file: string;
  rows: LoadedRow[];
  quarantined: Quarantined[];
  records: number;
}

/** C0 and C1 controls, and the marks that turn the direction of text: invisible, and able to make a name look like another. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}]/u;

const rawOf = (record: CsvRecord) => JSON.stringify(record.cells);

/**
 * Reads one register by its contract. A row with any bad cell goes to quarantine whole, with the first reason;
 * the rest load.
 * @throws EncodingError, CsvStructureError, HeaderError where the file cannot be trusted as a whole.
 */
export function readRegister(bytes: Uint8Array, contract: Contract, file: string): RegisterRead {
  const names = Object.keys(contract.columns);
  const records = readCsv(decodeText(bytes, file), file, names);
  const rows: LoadedRow[] = [];
  const quarantined: Quarantined[] = [];
  for (const record of records) {
    const result = readRow(record, contract, file, names);
    if ("code" in result) quarantined.push(result);
    else rows.push({ row: result.row, at: record.row, raw: rawOf(record) });
  }
  return { contract, file, rows, quarantined, records: records.length };
}

function readRow(
  record: CsvRecord,
  contract: Contract,
  file: string,
  names: string[],
): Quarantined | { row: Row } {
  const refuse = (
    column: string | null,
    value: string | null,
    code: string,
    reason: string,
    remedy: string,
  ) => ({
    table: contract.table,
    file,
    row: record.row,
    column,
    value,
    code,
    reason,
    remedy,
    raw: rawOf(record),
  });
  if (record.cells.length !== names.length) {
    return refuse(
      null,
      null,
      "cell-count",
      `The row has ${record.cells.length} cells, the header ${names.length}`,
      "Add or remove commas until each cell stands under its header",
    );
  }
  const row: Row = {};
  for (const [i, name] of names.entries()) {
    const column = contract.columns[name] as Column;
    const raw = record.cells[i] ?? "";
    const fault = readCell(raw, column, row, column.as ?? name);
    if (fault) return refuse(name, raw, fault.code, `"${name}" ${fault.reason}`, fault.remedy);
  }
  return { row };
}

function readCell(raw: string, column: Column, row: Row, target: string) {
  if (raw !== raw.trim())
    return { code: "stray-space", reason: "starts or ends with a space", remedy: "Remove the space" };
  if (CONTROL.test(raw))
    return {
      code: "control-character",
      reason: "holds a control or text-direction character",
      remedy: "Type the text anew without it",
    };
  if (isOversized(raw))
    return { code: "oversized", reason: "is longer than 10,000 characters", remedy: "Shorten it" };
  if (raw === "") {
    if (!column.nullable)
      return {
        code: "missing",
        reason: "is empty",
        remedy: "Fill it from the source; the column is required",
      };
    if (!column.fileOnly) row[target] = null;
    return null;
  }
  const result = column.read(raw);
  if (!result.ok) return result.problem;
  if (!column.fileOnly) row[target] = result.value;
  return null;
}

/** Fills the derived columns; called once the row's own cells are known to be good. */
export function withDerived(contract: Contract, row: Row): Row {
  const out: Row = {};
  for (const [name, column] of Object.entries(contract.derived ?? {})) out[name] = column.from(row);
  return { ...out, ...row };
}
