import type { Random } from "../../../src/evaluation/core/random.ts";
import { normal } from "../../../src/evaluation/numeric/distributions.ts";

const BIG = 134217728;

/**
 * The numbers R draws after set.seed(seed): Mersenne Twister (Matsumoto and Nishimura 1998) seeded as R does it, normals
 * by inversion of two uniforms. Only for holding simulated values of R packages against ours draw by draw.
 */
export function rGenerator(seed: number): Random {
  const state = new Uint32Array(624);
  let scrambled = seed >>> 0;
  const next = () => {
    scrambled = (Math.imul(69069, scrambled) + 1) >>> 0;
    return scrambled;
  };
  for (let j = 0; j < 50; j++) next();
  next();
  for (let j = 0; j < 624; j++) state[j] = next();
  let position = 624;
  const uint32 = () => {
    if (position >= 624) {
      twist(state);
      position = 0;
    }
    return temper(state[position++] as number);
  };
  const uniform = () =>
    Math.min(1 - 2.328306437080797e-10, Math.max(2.328306437080797e-10, uint32() * 2.3283064365386963e-10));
  return {
    uint32,
    uniform,
    integer: (below) => Math.floor(uniform() * below),
    normal: () => normal.quantile((Math.floor(BIG * uniform()) + uniform()) / BIG),
    split() {
      throw new Error("R has one stream");
    },
  };
}

function twist(state: Uint32Array): void {
  for (let j = 0; j < 624; j++) {
    const y = ((state[j] as number) & 0x80000000) | ((state[(j + 1) % 624] as number) & 0x7fffffff);
    const magic = y & 1 ? 0x9908b0df : 0;
    state[j] = (state[(j + 397) % 624] as number) ^ (y >>> 1) ^ magic;
  }
}

function temper(value: number): number {
  let y = value;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}
