import type { Random } from "../core/random.ts";

export type WildWeights = "rademacher" | "webb" | "mammen";

/** A distribution of the multiplier v (mean 0, variance 1), packed: one code stands for the v of a block of clusters. */
export interface Scheme {
  levels: readonly number[];
  /** Clusters per block; levels^block codes. */
  block: number;
  codes: number;
  /** v² is always 1. */
  unitSquare: boolean;
  /** Fills codes of one draw. */
  draw(random: Random, codes: Uint8Array, from: number, blocks: number): void;
}

const ROOT5 = Math.sqrt(5);
/** Probability of the lower of Mammen's two points, as a threshold on 32 bits. */
const MAMMEN_LOWER = Math.round(((ROOT5 + 1) / (2 * ROOT5)) * 4294967296);

const rademacher: Scheme = {
  levels: [-1, 1],
  block: 8,
  codes: 256,
  unitSquare: true,
  draw(random, codes, from, blocks) {
    for (let b = 0; b < blocks; b += 4) {
      const bits = random.uint32();
      const end = Math.min(4, blocks - b);
      for (let j = 0; j < end; j++) codes[from + b + j] = (bits >>> (8 * j)) & 255;
    }
  },
};

const webb: Scheme = {
  levels: [-Math.sqrt(1.5), -1, -Math.SQRT1_2, Math.SQRT1_2, 1, Math.sqrt(1.5)],
  block: 3,
  codes: 216,
  unitSquare: false,
  draw(random, codes, from, blocks) {
    for (let b = 0; b < blocks; b++) codes[from + b] = random.integer(216);
  },
};

const mammen: Scheme = {
  levels: [(1 - ROOT5) / 2, (1 + ROOT5) / 2],
  block: 8,
  codes: 256,
  unitSquare: false,
  draw(random, codes, from, blocks) {
    for (let b = 0; b < blocks; b++) {
      let code = 0;
      for (let j = 0; j < 8; j++) if (random.uint32() >= MAMMEN_LOWER) code |= 1 << j;
      codes[from + b] = code;
    }
  },
};

/** Rademacher: ±1. Webb (2014): six points, for few clusters. Mammen (1993): two skewed points. */
export const SCHEMES: Record<WildWeights, Scheme> = { rademacher, webb, mammen };
