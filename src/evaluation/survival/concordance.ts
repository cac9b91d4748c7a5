import type { CoxDesign } from "./design.ts";
import { denseRanks } from "./order.ts";

export interface Concordance {
  /** Share of comparable pairs in which the one who dies first has the higher risk; ties in risk count half. */
  c: number | null;
  /** By the infinitesimal jackknife, summed within clusters where given. */
  se: number | null;
  concordant: number;
  discordant: number;
  tied: number;
}

/** Weight by rank; partial sums by the tree of Fenwick (1994): update and prefix sum in O(log ranks). */
class RankSums {
  private readonly tree: Float64Array;
  private readonly single: Float64Array;
  private total = 0;
  constructor(private readonly size: number) {
    this.tree = new Float64Array(size + 1);
    this.single = new Float64Array(size);
  }
  clear(): void {
    this.tree.fill(0);
    this.single.fill(0);
    this.total = 0;
  }
  add(rank: number, value: number): void {
    this.total += value;
    this.single[rank]! += value;
    for (let i = rank + 1; i <= this.size; i += i & -i) this.tree[i]! += value;
  }
  /** Adds `sign` × the weight at lower, equal and higher ranks to entry p of the three. */
  read(
    rank: number,
    sign: number,
    p: number,
    lower: Float64Array,
    equal: Float64Array,
    higher: Float64Array,
  ): void {
    if (this.total === 0) return;
    let below = 0;
    for (let i = rank; i > 0; i -= i & -i) below += this.tree[i]!;
    const same = this.single[rank]!;
    lower[p]! += sign * below;
    equal[p]! += sign * same;
    higher[p]! += sign * (this.total - below - same);
  }
}

/** Per row, the weight of the rows it forms a pair of each kind with. */
interface Pairs {
  concordant: Float64Array;
  discordant: Float64Array;
  tied: Float64Array;
}

/**
 * Concordance of η with the order of events among those at risk, within strata; those censored at an event time count
 * as later, two events at one time are not compared. O(n log n).
 * @param group cluster of each spell, or null: each row its own.
 */
export function concordance(
  design: CoxDesign,
  eta: Float64Array,
  group: Int32Array | null,
  groups: number,
): Concordance {
  const { n, weights, sets } = design;
  const { rank, count } = denseRanks(eta);
  const own: Pairs = {
    concordant: new Float64Array(n),
    discordant: new Float64Array(n),
    tied: new Float64Array(n),
  };
  asEarlier(design, rank, count, own);
  const weighted = (values: Float64Array) =>
    values.reduce((sum, value, p) => sum + value * (weights ? weights[p]! : 1), 0);
  const pairs = {
    concordant: weighted(own.concordant),
    discordant: weighted(own.discordant),
    tied: weighted(own.tied),
  };
  asLater(design, rank, count, own);
  const comparable = pairs.concordant + pairs.discordant + pairs.tied;
  if (!(comparable > 0)) return { c: null, se: null, ...pairs };
  const c = (pairs.concordant + pairs.tied / 2) / comparable;
  const influence = new Float64Array(group ? groups : n);
  for (let p = 0; p < n; p++) {
    const half = own.concordant[p]! + own.tied[p]! / 2;
    const share = half - c * (own.concordant[p]! + own.discordant[p]! + own.tied[p]!);
    influence[group ? group[sets.row[p]!]! : p]! += ((weights ? weights[p]! : 1) * share) / comparable;
  }
  let variance = 0;
  for (let g = 0; g < influence.length; g++) variance += influence[g]! ** 2;
  return { c, se: Math.sqrt(variance), ...pairs };
}

/** Each death against those who are at risk and live longer; latest event time first. */
function asEarlier(design: CoxDesign, rank: Int32Array, count: number, own: Pairs): void {
  const { sets, weights } = design;
  const { toOffset, stratumOf, event } = sets;
  const later = new RankSums(count);
  const put = (p: number, sign: number) => later.add(rank[p]!, sign * (weights ? weights[p]! : 1));
  for (let e = sets.times.length - 1; e >= 0; e--) {
    if (e === sets.times.length - 1 || stratumOf[e] !== stratumOf[e + 1]) later.clear();
    else stepBack(design, e, put);
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) if (!event[p]) put(p, 1);
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) {
      if (event[p]) later.read(rank[p]!, 1, p, own.concordant, own.tied, own.discordant);
    }
  }
}

/** From e + 1 to e: those who died at e + 1 now live longer, unless they came later; those who came after e leave. */
function stepBack(design: CoxDesign, e: number, put: (p: number, sign: number) => void): void {
  const { toOffset, fromOffset, byFrom, event, from, to } = design.sets;
  for (let p = toOffset[e + 1]!; p < toOffset[e + 2]!; p++) if (event[p] && from[p]! <= e) put(p, 1);
  for (let q = fromOffset[e + 1]!; q < fromOffset[e + 2]!; q++) {
    const p = byFrom[q]!;
    if (!event[p] || to[p]! > e + 2) put(p, -1);
  }
}

/** Each row against the deaths it outlives while at risk: deaths up to its end less those before its beginning. */
function asLater(design: CoxDesign, rank: Int32Array, count: number, own: Pairs): void {
  const { sets, weights } = design;
  const { toOffset, fromOffset, byFrom, stratumOf, event } = sets;
  const dead = new RankSums(count);
  const read = (p: number, sign: number) =>
    dead.read(rank[p]!, sign, p, own.discordant, own.tied, own.concordant);
  for (let e = 0; e < sets.times.length; e++) {
    if (e > 0 && stratumOf[e] !== stratumOf[e - 1]) dead.clear();
    for (let q = fromOffset[e]!; q < fromOffset[e + 1]!; q++) read(byFrom[q]!, -1);
    // A death at e does not outlive the deaths at e: it reads before they are put in.
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) if (event[p]) read(p, 1);
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) {
      if (event[p]) dead.add(rank[p]!, weights ? weights[p]! : 1);
    }
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) if (!event[p]) read(p, 1);
  }
}
