import type { Row } from "../model/column.ts";
import type { Quarantined } from "../model/contract.ts";
import { ageOf } from "./age.ts";
import { table } from "./table.ts";
import { count } from "./words.ts";

export interface FileStatus {
  path: string;
  kind: string;
  title: string;
  sha256: string;
  rows: number;
  quarantined: number;
  asOf: string;
  asOfBasis: string;
  age: string;
  ageMonths: number;
  /** How often upstream is renewed, in months; null where it is not known. */
  cadenceMonths: number | null;
  stale: boolean;
  licence: string;
}

export interface WarehouseState {
  state: "not built" | "up to date" | "older than the data";
  /** Files that differ from those the warehouse was built from. */
  changed: string[];
}

export interface Status {
  files: FileStatus[];
  totals: { files: number; rows: number; quarantined: number; unresolved: number; stale: number };
  warehouse: WarehouseState;
}

/** A row of the snapshot table as the reader of `nap status` needs it. Stale: older than upstream's own rhythm. */
export function fileStatus(row: Row, quarantined: Quarantined[], now: Date): FileStatus {
  const age = ageOf(String(row.as_of), now);
  const cadence = typeof row.cadence_months === "number" ? row.cadence_months : null;
  return {
    path: String(row.path),
    kind: String(row.kind),
    title: String(row.title),
    sha256: String(row.sha256),
    rows: Number(row.rows),
    quarantined: quarantined.filter((q) => q.file === row.path).length,
    asOf: String(row.as_of),
    asOfBasis: String(row.as_of_basis),
    age: age.words,
    ageMonths: age.months,
    cadenceMonths: cadence,
    stale: cadence !== null && age.months > cadence,
    licence: String(row.licence),
  };
}

const flag = (f: FileStatus) =>
  f.stale ? `stale: renewed every ${count(f.cadenceMonths ?? 0, "month")}` : "";

export function describeStatus({ files, totals, warehouse }: Status): string {
  const rows = files.map((f) => [
    f.path,
    f.rows.toLocaleString("en-GB"),
    String(f.quarantined),
    f.asOf,
    f.age,
    flag(f),
  ]);
  const details = files.map(
    (f) => `${f.path}\n  ${f.title}. As of ${f.asOf}: ${f.asOfBasis}.\n  Terms: ${f.licence}`,
  );
  return [
    table(["file", "rows", "refused", "as of", "age", ""], rows, [1, 2]),
    "",
    ...details,
    "",
    `${count(totals.files, "file")}, ${count(totals.rows, "row")}, ${totals.quarantined} refused, ` +
      `${count(totals.unresolved, "unresolved reference")}, ${totals.stale} stale`,
    warehouseLine(warehouse),
    "",
  ].join("\n");
}

function warehouseLine({ state, changed }: WarehouseState): string {
  if (state === "not built") return "warehouse: not built; run nap build";
  if (state === "up to date") return "warehouse: up to date with these files";
  return `warehouse: older than the data (changed: ${changed.join(", ")}); run nap build`;
}
