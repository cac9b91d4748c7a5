import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";

/** A seeded source of random numbers. It is always passed in: the same seed gives the same bits everywhere. */
export interface Random {
  /** 32 random bits, as an integer from 0 to 2³² − 1. */
  uint32(): number;
  /** From 0 (included) to 1 (excluded), with 53 random bits. */
  uniform(): number;
  /** An integer from 0 to below − 1, without modulo bias. */
  integer(below: number): number;
  /** Standard normal, by the polar method. */
  normal(): number;
  /** A generator of its own whose numbers do not overlap with this one's. */
  split(): Random;
}

const TWO_32 = 4294967296;

/** Generator xoroshiro128+ (Blackman and Vigna) of the library pure-rand. @param seed any integer. */
export function seeded(seed: number): Random {
  return wrap(xoroshiro128plus(seed | 0));
}

function wrap(generator: JumpableRandomGenerator): Random {
  let spare: number | null = null;
  const uint32 = () => generator.next() >>> 0;
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  return {
    uint32,
    uniform,
    integer(below) {
      const limit = TWO_32 - (TWO_32 % below);
      let value = uint32();
      while (value >= limit) value = uint32();
      return value % below;
    },
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * scale;
        return u * scale;
      }
    },
    split() {
      const child = generator.clone();
      generator.jump();
      return wrap(child);
    },
  };
}
