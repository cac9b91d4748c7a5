import type { Column, Row } from "../../model/column.ts";
import { type Contract, warehouseColumns } from "../../model/contract.ts";

/** One cell as a reader needs it. */
export interface Cell {
  column: string;
  /** As stored; null is unknown. */
  value: string | number | boolean | null;
  /** For people: the value with its unit or the meaning of its code. */
  shown: string;
  description: string;
}

/** The cells of a row in the order of its contract. `scale` is that of the indicator, for observations. */
export function cellsOf(contract: Contract, row: Row, scale?: string): Cell[] {
  return Object.entries(warehouseColumns(contract)).map(([name, column]) => {
    const value = row[name] ?? null;
    return { column: name, value, shown: shown(name, column, row, scale), description: column.description };
  });
}

function shown(name: string, column: Column, row: Row, scale?: string): string {
  const value = row[name] ?? null;
  if (value === null) return absent(name, scale);
  if (column.codes) return `${value} (${column.codes[String(value)] ?? "code without a meaning"})`;
  const unit = unitOf(column, row);
  return unit ? `${value} ${unit}` : String(value);
}

/** An empty cell is unknown, unless the kind of row leaves it empty by its nature. */
function absent(name: string, scale?: string): string {
  if (name === "note") return "no remark";
  if (scale === "numeric" && name === "category") return "not applicable (the indicator is a number)";
  if (scale === "category" && name === "value") return "not applicable (the indicator is a code)";
  return "unknown";
}

/** A unit is a fixed text, or the name of the column that holds it. */
function unitOf(column: Column, row: Row): string | null {
  if (!column.unit) return null;
  if (!Object.hasOwn(row, column.unit)) return column.unit;
  const unit = row[column.unit];
  return unit === null || unit === undefined ? "(unit unknown)" : String(unit);
}
