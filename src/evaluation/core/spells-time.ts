/** Two times closer than this share of the largest one are the same time. */
const SAME = 1e-9;

/**
 * Makes times that differ only by rounding (2.1 − 2 against 0.1) equal, in place: each run of close times takes its
 * smallest. Never-codes (Infinity) stay.
 */
export function snapTimes(columns: readonly Float64Array[]): void {
  if (columns.every(wholeNumbers)) return;
  const all = finiteSorted(columns);
  const scale = Math.max(Math.abs(all[0] ?? 0), Math.abs(all[all.length - 1] ?? 0));
  const tolerance = SAME * scale;
  const target = new Map<number, number>();
  let base = all[0] ?? 0;
  for (let i = 1; i < all.length; i++) {
    const value = all[i]!;
    if (value === all[i - 1]!) continue;
    if (value - base <= tolerance) target.set(value, base);
    else base = value;
  }
  if (target.size === 0) return;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) column[i] = target.get(column[i]!) ?? column[i]!;
  }
}

function wholeNumbers(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Math.floor(value) !== value) return false;
  }
  return true;
}

function finiteSorted(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((total, column) => total + column.length, 0));
  let count = 0;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) if (Number.isFinite(column[i]!)) all[count++] = column[i]!;
  }
  return all.subarray(0, count).sort();
}
