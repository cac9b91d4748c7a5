import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";

export interface TupleOptions {
  /** Random tuples where not all are enumerated. Default 100,000. */
  draws?: number;
  random?: Random;
  /** Whether one donor may stand for several treated units at once. Default true, as in the paper. */
  replacement?: boolean;
  /** All tuples are enumerated when there are no more than this. Default 200,000. */
  limit?: number;
}

export interface TupleSums {
  /** Ascending. */
  sums: Float64Array;
  exhaustive: boolean;
}

/**
 * Distribution of Σ_j k[j, l(j)] over tuples of donors l(1), l(2) …: one for each treated unit.
 * @param k rows × donors. @throws EvaluationError for too few donors, a missing generator, or impossible draws.
 */
export function tupleSums(k: Float64Array, rows: number, donors: number, options: TupleOptions): TupleSums {
  const { draws = 100_000, random, replacement = true, limit = 200_000 } = options;
  if (!replacement && donors < rows) {
    throw new EvaluationError(
      `${rows} treated units cannot each have a donor of their own among ${donors}`,
      {},
      "Draw donors with replacement",
    );
  }
  let total = 1;
  for (let j = 0; j < rows; j++) total *= replacement ? donors : donors - j;
  if (total <= limit) {
    return { sums: enumerate(k, rows, donors, replacement, total).sort(), exhaustive: true };
  }
  if (!random || !(Number.isInteger(draws) && draws > 0)) {
    throw new EvaluationError(
      random
        ? "The number of draws must be a positive whole number"
        : "Random tuples of donors need a seeded generator",
      { column: random ? "draws" : "random" },
      "Pass draws: 100000 and random: seeded(1)",
    );
  }
  return { sums: drawTuples(k, rows, donors, replacement, draws, random).sort(), exhaustive: false };
}

function enumerate(
  k: Float64Array,
  rows: number,
  donors: number,
  replacement: boolean,
  total: number,
): Float64Array {
  const out = new Float64Array(total);
  const busy = new Uint8Array(donors);
  let at = 0;
  const place = (j: number, sum: number): void => {
    if (j === rows) {
      out[at++] = sum;
      return;
    }
    for (let l = 0; l < donors; l++) {
      if (busy[l]) continue;
      if (!replacement) busy[l] = 1;
      place(j + 1, sum + k[j * donors + l]!);
      busy[l] = 0;
    }
  };
  place(0, 0);
  return out;
}

function drawTuples(
  k: Float64Array,
  rows: number,
  donors: number,
  replacement: boolean,
  draws: number,
  random: Random,
): Float64Array {
  const out = new Float64Array(draws);
  const order = Int32Array.from({ length: donors }, (_, l) => l);
  for (let b = 0; b < draws; b++) {
    let sum = 0;
    for (let j = 0; j < rows; j++) {
      let l: number;
      if (replacement) {
        l = random.integer(donors);
      } else {
        const from = j + random.integer(donors - j);
        l = order[from]!;
        order[from] = order[j]!;
        order[j] = l;
      }
      sum += k[j * donors + l]!;
    }
    out[b] = sum;
  }
  return out;
}
