import { normal } from "../numeric/distributions.ts";
import { symmetricFunction } from "../numeric/symmetric.ts";
import { VertexSearch } from "../optimise/vertex-search.ts";
import type { EventStudy } from "./input.ts";
import type { Inequalities } from "./relative-magnitudes-set.ts";
import { truncatedUpper } from "./truncated-normal.ts";

/**
 * Test that the target is θ when δ lies in a set of inequalities, by moment inequalities with nuisance parameters: the
 * conditional test of Andrews, Roth and Pakes (2023) after a first stage by the least favourable critical value. The
 * post coefficients orthogonal to the target are the nuisance.
 */
export class MomentTest {
  private readonly search: VertexSearch;
  /** Moments at θ = 0 and their change with θ. */
  private readonly at: Float64Array;
  private readonly perTheta: Float64Array;
  private readonly covariance: Float64Array;
  private readonly m: number;
  private readonly y: Float64Array;
  private readonly slope: Float64Array;
  private critical: number | null = null;
  /** The statistic is at least one normal of the vertex at hand, and at most the largest of m standard normals. */
  private readonly smallestZ: number;
  private readonly largestCritical: number;

  /** @param draws standard normals, enough for m a draw; used when the first stage needs its critical value. */
  constructor(
    study: EventStudy,
    set: Inequalities,
    private readonly draws: Float64Array,
    private readonly count: number,
    private readonly alpha: number,
    private readonly kappa: number,
  ) {
    const { beta, sigma, numPre, numPost, target } = study;
    const { a, rows: m, columns: k } = set;
    this.m = m;
    this.smallestZ = normal.quantile(1 - kappa);
    this.largestCritical = normal.quantile(1 - kappa / m);
    this.at = new Float64Array(m);
    for (let r = 0; r < m; r++) for (let c = 0; c < k; c++) this.at[r]! += a[r * k + c]! * beta[c]!;
    this.covariance = sandwich(a, m, k, sigma);
    const lead = largestIndex(target);
    // Coordinates of the post coefficients: the target itself, and all but one of them.
    const p = numPost;
    const w = new Float64Array(m * p);
    this.perTheta = new Float64Array(m);
    for (let r = 0; r < m; r++) {
      const post = a.subarray(r * k + numPre, (r + 1) * k);
      const theta = post[lead]! / target[lead]!;
      this.perTheta[r] = theta;
      w[r * p] = Math.sqrt(Math.max(0, this.covariance[r * m + r]!));
      let column = 1;
      for (let j = 0; j < numPost; j++) {
        if (j !== lead) w[r * p + column++] = post[j]! - theta * target[j]!;
      }
    }
    this.search = new VertexSearch(w, m, p);
    this.y = new Float64Array(m);
    this.slope = new Float64Array(m);
  }

  /** True where θ is not rejected. */
  accepts(theta: number): boolean {
    const { search, y, m, slope, covariance } = this;
    if (!search.feasible) return true;
    for (let r = 0; r < m; r++) y[r] = this.at[r]! - theta * this.perTheta[r]!;
    search.solve(y);
    const eta = search.value;
    if (!(eta > 0)) return true;
    const { vertex } = search;
    let variance = 0;
    for (let r = 0; r < m; r++) {
      let value = 0;
      for (let c = 0; c < m; c++) if (vertex[c] !== 0) value += covariance[r * m + c]! * vertex[c]!;
      slope[r] = value;
      variance += vertex[r]! * value;
    }
    const sd = Math.sqrt(variance);
    if (!(sd > 1e-10)) return false;
    if (eta > this.largestCritical) return false;
    for (let r = 0; r < m; r++) {
      slope[r]! /= variance;
      y[r]! -= slope[r]! * eta;
    }
    const { low, high } = search.range(y, slope, eta);
    const size = (this.alpha - this.kappa) / (1 - this.kappa);
    const acceptsAt = (critical: number) =>
      eta <= critical && truncatedUpper(eta / sd, low / sd, Math.min(high, critical) / sd) >= size;
    // A larger critical value only ever accepts more: often its bounds decide and nothing need be simulated.
    if (acceptsAt(this.smallestZ * sd)) return true;
    return acceptsAt(this.largestCritical) && acceptsAt(this.leastFavourable());
  }

  /** Quantile 1 − κ of the statistic when every moment binds, simulated. */
  private leastFavourable(): number {
    if (this.critical !== null) return this.critical;
    const { m, draws, count, search } = this;
    const root = symmetricFunction(this.covariance, m, Math.sqrt, 0);
    const values = new Float64Array(count);
    const noise = new Float64Array(m);
    for (let b = 0; b < count; b++) {
      noise.fill(0);
      for (let r = 0; r < m; r++) {
        const z = draws[b * m + r]!;
        for (let c = 0; c < m; c++) noise[c]! += z * root[r * m + c]!;
      }
      search.solve(noise);
      values[b] = search.value;
    }
    values.sort();
    const position = (count - 1) * (1 - this.kappa);
    const below = Math.floor(position);
    const next = values[Math.min(count - 1, below + 1)]!;
    this.critical = values[below]! + (position - below) * (next - values[below]!);
    return this.critical;
  }
}

function sandwich(a: Float64Array, m: number, k: number, sigma: Float64Array): Float64Array {
  const half = new Float64Array(m * k);
  for (let r = 0; r < m; r++) {
    for (let c = 0; c < k; c++) {
      const value = a[r * k + c]!;
      if (value === 0) continue;
      for (let d = 0; d < k; d++) half[r * k + d]! += value * sigma[c * k + d]!;
    }
  }
  const out = new Float64Array(m * m);
  for (let r = 0; r < m; r++) {
    for (let q = 0; q < m; q++) {
      let value = 0;
      for (let d = 0; d < k; d++) value += half[r * k + d]! * a[q * k + d]!;
      out[r * m + q] = value;
    }
  }
  return out;
}

function largestIndex(x: Float64Array): number {
  let best = 0;
  for (let j = 1; j < x.length; j++) if (Math.abs(x[j]!) > Math.abs(x[best]!)) best = j;
  return best;
}
