import type { CoxDesign } from "./design.ts";
import { type RiskSums, riskOf, sweep } from "./sweep.ts";

/** How deaths at the same time are treated. Efron for data by year, which are heavily tied. */
export type Ties = "efron" | "breslow" | "exact";

/** Log partial likelihood with its gradient and negative Hessian (k × k, both triangles). */
export interface Likelihood {
  loglik: number;
  score: Float64Array;
  information: Float64Array;
}

/** Efron's and Breslow's likelihoods, in one pass. @param beta in standardised units. */
export function partialLikelihood(
  design: CoxDesign,
  beta: Float64Array,
  ties: "efron" | "breslow",
): Likelihood {
  const { k } = design;
  const out: Likelihood = { loglik: 0, score: new Float64Array(k), information: new Float64Array(k * k) };
  const mean = new Float64Array(k);
  sweep(design, riskOf(design, beta), true, (_, sums) => {
    out.loglik += sums.eta;
    for (let a = 0; a < k; a++) out.score[a]! += sums.dx[a]!;
    addTies(sums, ties, k, mean, out);
  });
  mirror(out.information, k);
  return out;
}

/** Takes off log Σr, the mean and the covariance of the risk set, once per death (Efron: with the dead phased out). */
function addTies(
  sums: RiskSums,
  ties: "efron" | "breslow",
  k: number,
  mean: Float64Array,
  out: Likelihood,
): void {
  const steps = ties === "efron" ? sums.deaths : 1;
  const weight = sums.weight / steps;
  const { score, information } = out;
  for (let l = 0; l < steps; l++) {
    const share = l / steps;
    const z0 = sums.s0 - share * sums.d0;
    out.loglik -= weight * Math.log(z0);
    for (let a = 0; a < k; a++) {
      mean[a] = (sums.s1[a]! - share * sums.d1[a]!) / z0;
      score[a]! -= weight * mean[a]!;
      for (let b = 0; b <= a; b++) {
        const at = a * k + b;
        information[at]! += weight * ((sums.s2[at]! - share * sums.d2[at]!) / z0 - mean[a]! * mean[b]!);
      }
    }
  }
}

/** Copies the lower triangle into the upper one. */
export function mirror(matrix: Float64Array, k: number): void {
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) matrix[b * k + a] = matrix[a * k + b]!;
}
