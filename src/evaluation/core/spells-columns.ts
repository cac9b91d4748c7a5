import { EvaluationError } from "./errors.ts";
import type { Label } from "./panel.ts";

export function fault(what: string, column: string, row: number, remedy: string): EvaluationError {
  return new EvaluationError(what, { column, row: row + 1 }, remedy);
}

export function numbers(column: ArrayLike<number | null>, row: Int32Array, name: string): Float64Array {
  const out = new Float64Array(row.length);
  for (let i = 0; i < row.length; i++) {
    const value = column[row[i]!] as number;
    if (!Number.isFinite(value) || (name === "weights" && value < 0)) {
      throw fault(`${name} holds ${value}`, name, row[i]!, "Give a number, or null where it is not known");
    }
    out[i] = value;
  }
  return out;
}

export function twinDates(column: ArrayLike<number | null>, row: Int32Array): Float64Array {
  const out = new Float64Array(row.length);
  for (let i = 0; i < row.length; i++) {
    const value = column[row[i]!] ?? Number.POSITIVE_INFINITY;
    if (Number.isNaN(value) || value === Number.NEGATIVE_INFINITY) {
      throw fault(`twinnedFrom holds ${value}`, "twinnedFrom", row[i]!, "Give a time, or null for never");
    }
    out[i] = value;
  }
  return out;
}

export function flags(
  column: ArrayLike<number | boolean | null>,
  row: Int32Array,
  name: string,
): Float64Array {
  const out = new Float64Array(row.length);
  for (let i = 0; i < row.length; i++) {
    const value = Number(column[row[i]!]);
    if (value !== 0 && value !== 1) throw fault(`${name} holds ${value}`, name, row[i]!, "Give 0 or 1");
    out[i] = value;
  }
  return out;
}

/** Labels in ascending order (numbers before words), so that the order of rows does not matter. */
export function codes(column: ArrayLike<Label>, row: Int32Array): { codes: Int32Array; labels: Label[] } {
  const seen = new Map<Label, number>();
  for (let i = 0; i < row.length; i++) seen.set(column[row[i]!]!, 0);
  if (seen.has(Number.NaN))
    throw new EvaluationError("A label is NaN", {}, "Give null where it is not known");
  const labels = [...seen.keys()].sort(compareLabels);
  labels.forEach((label, index) => {
    seen.set(label, index);
  });
  return { codes: row.map((r) => seen.get(column[r]!) as number), labels };
}

function compareLabels(a: Label, b: Label): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
