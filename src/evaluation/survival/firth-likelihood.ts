import { cholesky, cholInverse, logDet } from "../numeric/cholesky.ts";
import type { CoxDesign } from "./design.ts";
import { type Likelihood, partialLikelihood } from "./likelihood.ts";
import { riskOf, sweep } from "./sweep.ts";

/**
 * Partial likelihood with Firth's penalty, ½ log det information (Firth 1993; Heinze and Schemper 2001): finite also
 * where the covariate separates those with an event from those without. The information stays the unpenalised one.
 */
export function firthLikelihood(
  design: CoxDesign,
  beta: Float64Array,
  ties: "efron" | "breslow",
): Likelihood {
  const { k } = design;
  const plain = partialLikelihood(design, beta, ties);
  const factor = cholesky(plain.information, k, 1e-14);
  if (factor === null) return { ...plain, loglik: Number.NEGATIVE_INFINITY };
  const inverse = cholInverse(factor, k);
  const third = thirdMoments(design, beta, ties);
  const score = Float64Array.from(plain.score);
  for (let c = 0; c < k; c++) {
    let trace = 0;
    for (let ab = 0; ab < k * k; ab++) trace += inverse[ab]! * third[ab * k + c]!;
    score[c]! += trace / 2;
  }
  // Scaling the covariates moves the penalty by a constant; it is taken out so that log likelihoods are comparable.
  let units = 0;
  for (let j = 0; j < k; j++) units += Math.log(design.scale[j]!);
  return { ...plain, score, loglik: plain.loglik + logDet(factor, k) / 2 + units };
}

/** Derivative of the information by each coefficient: third central moments over the risk sets; k × k × k. */
function thirdMoments(design: CoxDesign, beta: Float64Array, ties: "efron" | "breslow"): Float64Array {
  const { k, x, sets } = design;
  const risk = riskOf(design, beta);
  const out = new Float64Array(k * k * k);
  const cubes = new Float64Array(k * k * k);
  const deadCubes = new Float64Array(k * k * k);
  const mean = new Float64Array(k);
  const square = new Float64Array(k * k);
  const cube = (into: Float64Array, p: number, weight: number) => {
    const base = p * k;
    let at = 0;
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        const product = weight * x[base + a]! * x[base + b]!;
        for (let c = 0; c < k; c++) into[at++]! += product * x[base + c]!;
      }
    }
  };
  let before = -1;
  sweep(design, risk, true, (e, sums) => {
    const continues = before === e + 1 && sets.stratumOf[e] === sets.stratumOf[before];
    if (!continues) cubes.fill(0);
    else
      for (let q = sets.fromOffset[e + 1]!; q < sets.fromOffset[e + 2]!; q++)
        cube(cubes, sets.byFrom[q]!, -risk.r[sets.byFrom[q]!]!);
    before = e;
    deadCubes.fill(0);
    for (let p = sets.toOffset[e]!; p < sets.toOffset[e + 1]!; p++) {
      cube(cubes, p, risk.r[p]!);
      if (sets.event[p]) cube(deadCubes, p, risk.r[p]!);
    }
    const steps = ties === "efron" ? sums.deaths : 1;
    for (let l = 0; l < steps; l++) {
      const share = l / steps;
      const z0 = sums.s0 - share * sums.d0;
      for (let a = 0; a < k; a++) {
        mean[a] = (sums.s1[a]! - share * sums.d1[a]!) / z0;
        for (let b = 0; b <= a; b++) {
          const value = (sums.s2[a * k + b]! - share * sums.d2[a * k + b]!) / z0;
          square[a * k + b] = value;
          square[b * k + a] = value;
        }
      }
      addCentral(out, sums.weight / steps, z0, share, cubes, deadCubes, mean, square, k);
    }
  });
  return out;
}

function addCentral(
  out: Float64Array,
  weight: number,
  z0: number,
  share: number,
  cubes: Float64Array,
  deadCubes: Float64Array,
  mean: Float64Array,
  square: Float64Array,
  k: number,
): void {
  let at = 0;
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      for (let c = 0; c < k; c++, at++) {
        const raw = (cubes[at]! - share * deadCubes[at]!) / z0;
        const crossed =
          mean[a]! * square[b * k + c]! + mean[b]! * square[a * k + c]! + mean[c]! * square[a * k + b]!;
        out[at]! += weight * (raw - crossed + 2 * mean[a]! * mean[b]! * mean[c]!);
      }
    }
  }
}
