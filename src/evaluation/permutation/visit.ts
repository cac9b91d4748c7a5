import type { Random } from "../core/random.ts";
import type { AssignmentPlan } from "./plan.ts";

/** Receives the unit in each slot. The array is used again: copy what is kept. */
export type Visit = (assigned: Int32Array) => void;

/** All distinct assignments, the observed one among them, each once. */
export function visitAll(plan: AssignmentPlan, visit: Visit): void {
  const { groups, pools } = plan;
  const assigned = new Int32Array(plan.treated.length);
  const taken = pools.map((pool) => new Uint8Array(pool.length));
  const place = (g: number, k: number, from: number): void => {
    const group = groups[g];
    if (!group) {
      visit(assigned);
      return;
    }
    if (k === group.slots.length) {
      place(g + 1, 0, 0);
      return;
    }
    const pool = pools[group.pool]!;
    const busy = taken[group.pool]!;
    for (let at = from; at < group.eligible; at++) {
      if (busy[at]) continue;
      busy[at] = 1;
      assigned[group.slots[k]!] = pool[at]!;
      place(g, k + 1, at + 1);
      busy[at] = 0;
    }
  };
  place(0, 0, 0);
}

/**
 * Random assignments, each distinct one equally likely: dates in turn take free eligible units (a partial shuffle).
 * Because whoever may be treated early may also be treated later, the number of choices never depends on earlier ones.
 */
export function visitRandom(plan: AssignmentPlan, draws: number, random: Random, visit: Visit): void {
  const pools = plan.pools.map((pool) => pool.slice());
  const steps = flatten(plan);
  const restricted = plan.groups.some((group) => group.eligible < plan.pools[group.pool]!.length);
  const swapped = new Int32Array(steps.slot.length);
  const assigned = new Int32Array(plan.treated.length);
  const count = steps.slot.length;
  for (let b = 0; b < draws; b++) {
    for (let k = 0; k < count; k++) {
      const pool = pools[steps.pool[k]!]!;
      const at = steps.at[k]!;
      const from = at + random.integer(steps.eligible[k]! - at);
      const unit = pool[from]!;
      pool[from] = pool[at]!;
      pool[at] = unit;
      swapped[k] = from;
      assigned[steps.slot[k]!] = unit;
    }
    visit(assigned);
    // With plan dates the order of the pool carries meaning and is put back.
    if (restricted)
      for (let k = count - 1; k >= 0; k--) swap(pools[steps.pool[k]!]!, steps.at[k]!, swapped[k]!);
  }
}

function swap(pool: Int32Array, a: number, b: number): void {
  const kept = pool[a]!;
  pool[a] = pool[b]!;
  pool[b] = kept;
}

/** The slots in the order in which they are filled. */
function flatten(plan: AssignmentPlan) {
  const total = plan.treated.length;
  const slot = new Int32Array(total);
  const pool = new Int32Array(total);
  const at = new Int32Array(total);
  const eligible = new Int32Array(total);
  const used = new Int32Array(plan.pools.length);
  let k = 0;
  for (const group of plan.groups) {
    for (const position of group.slots) {
      slot[k] = position;
      pool[k] = group.pool;
      at[k] = used[group.pool]!++;
      eligible[k] = group.eligible;
      k++;
    }
  }
  return { slot, pool, at, eligible };
}
