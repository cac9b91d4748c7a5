import type { Panel } from "../../../src/evaluation/core/panel.ts";
import type { Random } from "../../../src/evaluation/core/random.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { planAssignments } from "../../../src/evaluation/permutation/plan.ts";

const WORDS = 624;

/** The Mersenne Twister as R seeds it, with R's sampling by rejection (since 3.6): `sample(n, k)`, 0-based. */
export function rSample(seed: number): (n: number, k: number) => number[] {
  const state = new Uint32Array(WORDS);
  let scramble = seed >>> 0;
  const next = () => {
    scramble = (Math.imul(69069, scramble) + 1) >>> 0;
    return scramble;
  };
  for (let j = 0; j < 51; j++) next();
  for (let j = 0; j < WORDS; j++) state[j] = next();
  let position = WORDS;
  const word = (k: number) => state[k % WORDS] as number;
  const refill = () => {
    for (let k = 0; k < WORDS; k++) {
      const y = (word(k) & 0x80000000) | (word(k + 1) & 0x7fffffff);
      state[k] = word(k + 397) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    position = 0;
  };
  const uniform = () => {
    if (position >= WORDS) refill();
    let y = word(position++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return Math.min(Math.max((y >>> 0) * 2.3283064365386963e-10, 1e-10), 1 - 1e-10);
  };
  const index = (n: number) => {
    const bits = Math.ceil(Math.log2(n));
    for (;;) {
      let value = 0;
      for (let drawn = 0; drawn <= bits; drawn += 16) value = 65536 * value + Math.floor(uniform() * 65536);
      value %= 2 ** bits;
      if (value < n) return value;
    }
  };
  return (n, k) => {
    const left = Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: k }, () => {
      const at = index(left.length);
      const chosen = left[at] as number;
      left[at] = left[left.length - 1] as number;
      left.pop();
      return chosen;
    });
  };
}

/**
 * Makes the permutation test draw as the peer's script does: `sample(N, N1)`, the treated units' rows in order of id.
 * The test itself fills dates in turn by a partial shuffle; the numbers given here make that shuffle choose these units.
 */
export function drawsOfR(panel: Panel, seed: number): Random {
  const plan = planAssignments(panel);
  const slots = plan.groups.flatMap((group) => [...group.slots]);
  const sample = rSample(seed);
  const order = Array.from({ length: panel.n }, (_, i) => i);
  let drawn: number[] = [];
  let step = 0;
  return {
    ...seeded(seed),
    integer() {
      if (step === 0) drawn = sample(panel.n, slots.length);
      const from = order.indexOf(drawn[slots[step] as number] as number);
      const at = step;
      [order[at], order[from]] = [order[from] as number, order[at] as number];
      step = (step + 1) % slots.length;
      return from - at;
    },
  };
}
