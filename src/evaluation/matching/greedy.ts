import type { Design } from "./design.ts";
import { truncatedSearch } from "./truncated-search.ts";

type Unavailable = (control: number) => boolean;

/** What the greedy search needs to know. Distances may be Infinity where a pair is not allowed. */
export interface GreedyPlan {
  /** Positions of treated units in the order in which they choose. */
  order: readonly number[];
  ratio: number;
  replace: boolean;
  distance(treated: number, control: number): number;
  /** Scores whose differences are the distance: then the search walks along them, comparing whole numbers only. */
  truncated?: { scores: Float64Array; limit: number };
}

export interface IndexPair {
  treated: number;
  control: number;
  distance: number;
}

/**
 * Nearest-neighbour matching without going back: in each of `ratio` rounds every treated unit in turn takes the nearest
 * control of its stratum that is free; of equally near ones the first. With replacement every control stays free for
 * the other treated units.
 */
export function greedyPairs(design: Design, plan: GreedyPlan): IndexPair[] {
  const controls: number[] = [];
  for (let i = 0; i < design.treated.length; i++) if (!design.treated[i]) controls.push(i);
  const taken = new Uint8Array(design.treated.length);
  const own = new Map<number, Set<number>>();
  const pairs: IndexPair[] = [];
  const find = plan.truncated
    ? truncatedSearch(design, plan.truncated.scores, plan.truncated.limit)
    : (i: number, unavailable: Unavailable) => nearest(design, plan, i, controls, unavailable);
  for (let round = 0; round < plan.ratio; round++) {
    for (const i of plan.order) {
      const mine = own.get(i) ?? new Set<number>();
      own.set(i, mine);
      // A unit that found nobody in an earlier round finds nobody now.
      if (mine.size < round) continue;
      const found = find(i, (c) => (plan.replace ? mine.has(c) : taken[c] === 1), mine);
      if (!found) continue;
      mine.add(found.control);
      taken[found.control] = 1;
      pairs.push(found);
    }
  }
  return pairs;
}

function nearest(
  design: Design,
  plan: GreedyPlan,
  i: number,
  controls: readonly number[],
  unavailable: Unavailable,
): IndexPair | null {
  let best: IndexPair | null = null;
  for (const c of controls) {
    if (design.stratum[c] !== design.stratum[i] || unavailable(c)) continue;
    const distance = plan.distance(i, c);
    if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { treated: i, control: c, distance };
  }
  return best;
}

/**
 * Weights for the effect on the treated: 1 for a matched treated unit, who shares 1 equally among its controls; the
 * controls' weights are then scaled to sum to the number of controls in use.
 */
export function matchWeights(n: number, pairs: readonly IndexPair[]): Float64Array {
  const weights = new Float64Array(n);
  const partners = new Map<number, number>();
  for (const { treated } of pairs) partners.set(treated, (partners.get(treated) ?? 0) + 1);
  const used = new Set(pairs.map((pair) => pair.control));
  let total = 0;
  for (const { treated, control } of pairs) {
    const share = 1 / partners.get(treated)!;
    weights[control]! += share;
    total += share;
  }
  for (const control of used) weights[control]! *= used.size / total;
  for (const treated of partners.keys()) weights[treated] = 1;
  return weights;
}
