import { EvaluationError } from "../core/errors.ts";
import { logGamma } from "../numeric/distributions.ts";
import type { CoxDesign } from "./design.ts";
import { type Likelihood, mirror } from "./likelihood.ts";
import { riskOf } from "./sweep.ts";

/** Steps beyond which the exact likelihood would take minutes. */
const MOST_STEPS = 2e8;

/**
 * Cox's discrete ("exact") likelihood: Πr of those who die over the sum of Πr over all sets of that size at risk.
 * The sum is the recursion of Gail, Lubin and Rubinstein (1981), kept as a mean over sets, so that it cannot overflow.
 * @param beta in standardised units. @throws EvaluationError for weights, or where there are too many ties.
 */
export function exactLikelihood(design: CoxDesign, beta: Float64Array): Likelihood {
  if (design.weights)
    throw new EvaluationError(
      "Exact ties take no weights",
      {},
      'Use ties: "efron", or leave the weights out',
    );
  const { k, x, sets } = design;
  checkSize(design);
  const { r, eta } = riskOf(design, beta);
  const out: Likelihood = { loglik: 0, score: new Float64Array(k), information: new Float64Array(k * k) };
  const stratumEnd = ends(sets.stratumOf);
  for (let e = 0; e < sets.times.length; e++) {
    const deaths = sets.deaths[e]!;
    const means = new SetMeans(deaths, k);
    for (let p = sets.toOffset[e]!; p < sets.toOffset[stratumEnd[e]!]!; p++) {
      if (sets.from[p]! > e) continue;
      means.add(r[p]!, x, p * k);
      if (p >= sets.toOffset[e + 1]! || !sets.event[p]) continue;
      out.loglik += eta[p]!;
      for (let a = 0; a < k; a++) out.score[a]! += x[p * k + a]!;
    }
    means.into(out);
  }
  mirror(out.information, k);
  return out;
}

/** Mean of Πr over the sets of each size among those added, with first and second derivatives. */
class SetMeans {
  private readonly width: number;
  private readonly table: Float64Array;
  private count = 0;

  constructor(
    private readonly size: number,
    private readonly k: number,
  ) {
    this.width = 1 + k + (k * (k + 1)) / 2;
    this.table = new Float64Array((size + 1) * this.width);
    this.table[0] = 1;
  }

  add(r: number, x: Float64Array, base: number): void {
    const { k, width, table } = this;
    const n = ++this.count;
    for (let j = Math.min(n, this.size); j >= 1; j--) {
      const keep = (n - j) / n;
      const take = (j / n) * r;
      const now = j * width;
      const before = now - width;
      const zero = table[before]!;
      let at = 1 + k;
      for (let a = 0; a < k; a++) {
        const xa = x[base + a]!;
        for (let b = 0; b <= a; b++, at++) {
          const xb = x[base + b]!;
          const moved =
            table[before + at]! + xa * table[before + 1 + b]! + xb * table[before + 1 + a]! + xa * xb * zero;
          table[now + at] = keep * table[now + at]! + take * moved;
        }
      }
      for (let a = 0; a < k; a++) {
        const moved = table[before + 1 + a]! + x[base + a]! * zero;
        table[now + 1 + a] = keep * table[now + 1 + a]! + take * moved;
      }
      table[now] = keep * table[now]! + take * zero;
    }
  }

  into(out: Likelihood): void {
    const { k, width, table, size } = this;
    const row = size * width;
    const total = table[row]!;
    out.loglik -= Math.log(total) + logChoose(this.count, size);
    let at = row + 1 + k;
    for (let a = 0; a < k; a++) {
      const mean = table[row + 1 + a]! / total;
      out.score[a]! -= mean;
      for (let b = 0; b <= a; b++, at++) {
        out.information[a * k + b]! += table[at]! / total - (mean * table[row + 1 + b]!) / total;
      }
    }
  }
}

function logChoose(n: number, j: number): number {
  return logGamma(n + 1) - logGamma(j + 1) - logGamma(n - j + 1);
}

function ends(stratumOf: Int32Array): Int32Array {
  const out = new Int32Array(stratumOf.length);
  for (let e = stratumOf.length - 1; e >= 0; e--) {
    out[e] = e + 1 < stratumOf.length && stratumOf[e] === stratumOf[e + 1] ? out[e + 1]! : e + 1;
  }
  return out;
}

function checkSize(design: CoxDesign): void {
  const { sets } = design;
  let steps = 0;
  for (let e = 0; e < sets.times.length; e++) steps += (sets.n - sets.toOffset[e]!) * (1 + sets.deaths[e]!);
  if (steps * design.k * design.k <= MOST_STEPS * 4) return;
  throw new EvaluationError(
    `Exact ties need about ${steps.toExponential(0)} steps an iteration`,
    {},
    'Use ties: "efron" for data of this size',
  );
}
