import type { Random } from "../core/random.ts";
import type { Scheme } from "./weights.ts";

/** Sums over clusters, of v times a coefficient and of v² times a coefficient, to be taken for many draws of v. */
export interface Functionals {
  clusters: number;
  /** clusters × linear. */
  linear: Float64Array;
  linearCount: number;
  /** clusters × square. */
  square: Float64Array;
  squareCount: number;
}

/** Draws at a time: sums of a chunk stay in the cache while the blocks pass by. */
const CHUNK = 4096;

/**
 * Calls `use` for each draw with its sums: first the linear ones, then the squares. A block of clusters has few
 * combinations of v, whose sums are tabulated once, so that a draw costs one addition a block and not one a cluster.
 * @param draws number of draws, or "all" sign vectors. @param random null only for "all".
 */
export function forEachDraw(
  functionals: Functionals,
  scheme: Scheme,
  draws: number | "all",
  random: Random | null,
  use: (sums: Float64Array, from: number, draw: number) => void,
): void {
  const { clusters, linearCount, squareCount } = functionals;
  const width = linearCount + squareCount;
  const blocks = Math.ceil(clusters / scheme.block);
  const total = draws === "all" ? 2 ** clusters : draws;
  const codes = new Uint8Array(CHUNK * blocks);
  const sums = new Float64Array(CHUNK * width);
  const table = new Float64Array(scheme.codes * width);
  for (let start = 0; start < total; start += CHUNK) {
    const rows = Math.min(CHUNK, total - start);
    for (let row = 0; row < rows; row++) {
      if (draws === "all") {
        for (let b = 0; b < blocks; b++) codes[row * blocks + b] = ((start + row) >>> (8 * b)) & 255;
      } else if (random) scheme.draw(random, codes, row * blocks, blocks);
    }
    sums.fill(0);
    for (let b = 0; b < blocks; b++) {
      fillTable(table, functionals, scheme, b);
      for (let row = 0; row < rows; row++) {
        let at = codes[row * blocks + b]! * width;
        const end = row * width + width;
        for (let to = row * width; to < end; to++, at++) sums[to]! += table[at]!;
      }
    }
    for (let row = 0; row < rows; row++) use(sums, row * width, start + row);
  }
}

/** Sums of one block for each of its codes: digit j of a code is the level of the block's cluster j. */
function fillTable(table: Float64Array, functionals: Functionals, scheme: Scheme, block: number): void {
  const { linearCount, squareCount } = functionals;
  const { levels } = scheme;
  const width = linearCount + squareCount;
  table.fill(0, 0, width);
  let size = 1;
  for (let j = 0; j < scheme.block; j++) {
    const own = coefficientsOf(functionals, block * scheme.block + j);
    // From the highest level down, so that level 0, which overwrites the sums without this cluster, comes last.
    for (let digit = levels.length - 1; digit >= 0; digit--) {
      const v = levels[digit]!;
      const to = digit * size * width;
      for (let at = 0; at < size * width; at += width) {
        for (let f = 0; f < linearCount; f++) table[to + at + f] = table[at + f]! + v * own[f]!;
        for (let f = linearCount; f < width; f++) table[to + at + f] = table[at + f]! + v * v * own[f]!;
      }
    }
    size *= levels.length;
  }
}

/** Of one cluster; zeros beyond the last, which fill up the last block. */
function coefficientsOf(functionals: Functionals, g: number): Float64Array {
  const { clusters, linear, linearCount, square, squareCount } = functionals;
  const own = new Float64Array(linearCount + squareCount);
  if (g >= clusters) return own;
  own.set(linear.subarray(g * linearCount, (g + 1) * linearCount));
  own.set(square.subarray(g * squareCount, (g + 1) * squareCount), linearCount);
  return own;
}
