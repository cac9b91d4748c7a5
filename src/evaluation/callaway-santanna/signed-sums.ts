import type { Random } from "../core/random.ts";

/** Units in a word of random signs. */
const WORD = 32;
/** Columns summed at a time: four tables of 256 rows then stay in the cache. */
const TILE = 8;

/** Random signs of n units for each draw: unit i of draw b is bit i mod 32 of word ⌊i/32⌋·draws + b; 1 = plus. */
export function randomSigns(n: number, draws: number, random: Random): Uint32Array {
  const words = new Uint32Array(Math.ceil(n / WORD) * draws);
  for (let at = 0; at < words.length; at++) words[at] = random.uint32();
  return words;
}

/**
 * Σ_i v_ib·x_ik for random signs v: draws × columns, column by column. For every eight units the 256 possible sums are
 * put in a table, so that a draw adds one table row for eight units (the method of four Russians).
 * @param values column by column, unit i of column k at k·n + i.
 */
export function signedSums(
  values: Float64Array,
  n: number,
  columns: number,
  signs: Uint32Array,
  draws: number,
): Float64Array {
  const out = new Float64Array(draws * columns);
  const tables = Array.from({ length: 4 }, () => new Float64Array(256 * TILE));
  const sums = new Float64Array(draws * TILE);
  for (let from = 0; from < columns; from += TILE) {
    const width = Math.min(TILE, columns - from);
    sums.fill(0);
    for (let word = 0; word * WORD < n; word++) {
      let any = false;
      for (let byte = 0; byte < 4; byte++) {
        const found = fillTable(tables[byte]!, values, n, from, width, word * WORD + byte * 8);
        any ||= found;
      }
      if (any) addRows(sums, tables, signs, word * draws, draws);
    }
    for (let k = 0; k < width; k++) {
      for (let b = 0; b < draws; b++) out[(from + k) * draws + b] = sums[b * TILE + k]!;
    }
  }
  return out;
}

/** Row m of the table: the eight units' values with plus where m has a one. @returns false when all are zero. */
function fillTable(
  table: Float64Array,
  values: Float64Array,
  n: number,
  from: number,
  width: number,
  unit: number,
): boolean {
  const end = Math.min(unit + 8, n);
  let any = false;
  for (let k = 0; k < TILE; k++) {
    let total = 0;
    const column = (from + k) * n;
    for (let i = unit; k < width && i < end; i++) {
      const value = values[column + i]!;
      total += value;
      if (value !== 0) any = true;
    }
    table[k] = -total;
  }
  for (let bit = 0; bit < 8; bit++) {
    const start = TILE << bit;
    for (let k = 0; k < TILE; k++) {
      const step = k < width && unit + bit < end ? 2 * values[(from + k) * n + unit + bit]! : 0;
      // Rows with this bit are those without it and one step more.
      for (let m = k; m < start; m += TILE) table[start + m] = table[m]! + step;
    }
  }
  return any;
}

/** The hot loop: one row of each of four tables for each draw; unrolled over the tile. */
function addRows(
  sums: Float64Array,
  tables: readonly Float64Array[],
  signs: Uint32Array,
  offset: number,
  draws: number,
): void {
  const [a, b, c, d] = tables as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let draw = 0; draw < draws; draw++) {
    const word = signs[offset + draw]!;
    const at = draw * TILE;
    const p = (word & 255) * TILE;
    const q = ((word >>> 8) & 255) * TILE;
    const r = ((word >>> 16) & 255) * TILE;
    const s = (word >>> 24) * TILE;
    sums[at]! += a[p]! + b[q]! + (c[r]! + d[s]!);
    sums[at + 1]! += a[p + 1]! + b[q + 1]! + (c[r + 1]! + d[s + 1]!);
    sums[at + 2]! += a[p + 2]! + b[q + 2]! + (c[r + 2]! + d[s + 2]!);
    sums[at + 3]! += a[p + 3]! + b[q + 3]! + (c[r + 3]! + d[s + 3]!);
    sums[at + 4]! += a[p + 4]! + b[q + 4]! + (c[r + 4]! + d[s + 4]!);
    sums[at + 5]! += a[p + 5]! + b[q + 5]! + (c[r + 5]! + d[s + 5]!);
    sums[at + 6]! += a[p + 6]! + b[q + 6]! + (c[r + 6]! + d[s + 6]!);
    sums[at + 7]! += a[p + 7]! + b[q + 7]! + (c[r + 7]! + d[s + 7]!);
  }
}

/** Σ_i v_ib·x_ik for weights given as draws × n, row by row. */
export function weightedSums(
  values: Float64Array,
  n: number,
  columns: number,
  weights: Float64Array,
  draws: number,
): Float64Array {
  const out = new Float64Array(draws * columns);
  for (let k = 0; k < columns; k++) {
    for (let b = 0; b < draws; b++) {
      let total = 0;
      for (let i = 0; i < n; i++) total += weights[b * n + i]! * values[k * n + i]!;
      out[k * draws + b] = total;
    }
  }
  return out;
}
