import { leastSquares } from "../numeric/qr.ts";
import type { BinaryDesign } from "./binary-design.ts";
import { NoConvergenceError } from "./newton.ts";

export type HazardLink = "logit" | "cloglog";

export interface BinaryFit {
  coef: Float64Array;
  aliased: boolean[];
  rank: number;
  eta: Float64Array;
  /** (X′WX)⁻¹, k × k. */
  variance: Float64Array;
  /** Derivative of each row's log likelihood by η. */
  residual: Float64Array;
  deviance: number;
  iterations: number;
  /** Columns whose coefficient was still running when the deviance stood still. */
  separated: string[];
}

const TINY = Number.EPSILON;
/** Movement of η across a column's range, in the last step, that no convergent fit shows. */
const RUNAWAY = 0.05;

/**
 * Maximum likelihood of a binary outcome by iteratively reweighted least squares with pivoted QR; ends when the
 * deviance changes by less than `tolerance` of itself. @throws NoConvergenceError.
 */
export function fitBinary(
  design: BinaryDesign,
  link: HazardLink,
  tolerance: number,
  most: number,
): BinaryFit {
  const { n, k, x, y } = design;
  const parts = new BinaryParts(design, link);
  let eta: Float64Array = Float64Array.from({ length: n }, (_, i) => linkOf((y[i]! + 0.5) / 2, link));
  let deviance = parts.at(eta);
  let coef: Float64Array = new Float64Array(k);
  let step: Float64Array = new Float64Array(k);
  for (let iteration = 1; iteration <= most; iteration++) {
    const solved = parts.solve(eta);
    const next = solved.coef.map((value) => (Number.isNaN(value) ? 0 : value));
    step = next.map((value, j) => value - coef[j]!);
    coef = next;
    eta = multiply(x, n, k, coef);
    const before = deviance;
    deviance = parts.at(eta);
    if (Math.abs(deviance - before) > tolerance * (Math.abs(deviance) + 0.1)) continue;
    const last = parts.solve(eta);
    return {
      coef: solved.coef,
      aliased: solved.aliased,
      rank: solved.rank,
      eta,
      variance: last.xtxInverse,
      residual: parts.residual.slice(),
      deviance,
      iterations: iteration,
      separated: design.names.filter((_, j) => Math.abs(step[j]!) * range(design, j) > RUNAWAY),
    };
  }
  throw new NoConvergenceError(
    `The hazard model found no maximum in ${most} iterations`,
    {},
    "Use fewer covariates or periods, or Firth's penalty",
  );
}

/** Mean, weight and residual of each row at η. */
export class BinaryParts {
  readonly weight: Float64Array;
  readonly residual: Float64Array;
  private readonly scaled: Float64Array;
  private readonly response: Float64Array;

  constructor(
    private readonly design: BinaryDesign,
    private readonly link: HazardLink,
  ) {
    this.weight = new Float64Array(design.n);
    this.residual = new Float64Array(design.n);
    this.scaled = new Float64Array(design.n * design.k);
    this.response = new Float64Array(design.n);
  }

  /** Fills weight and residual. @returns the deviance. */
  at(eta: Float64Array): number {
    const { n, y, weights } = this.design;
    let deviance = 0;
    for (let i = 0; i < n; i++) {
      const own = weights ? weights[i]! : 1;
      const { mean, slope, log, logNot } = this.link === "logit" ? logit(eta[i]!) : cloglog(eta[i]!);
      this.weight[i] = (own * slope * slope) / (mean * (1 - mean));
      this.residual[i] = (own * (y[i]! - mean) * slope) / (mean * (1 - mean));
      deviance -= 2 * own * (y[i] ? log : logNot);
    }
    return deviance;
  }

  /** The next coefficients, given weight and residual at η. */
  solve(eta: Float64Array) {
    const { n, k, x } = this.design;
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(this.weight[i]!);
      this.response[i] = root * eta[i]! + this.residual[i]! / root;
      for (let j = 0; j < k; j++) this.scaled[i * k + j] = root * x[i * k + j]!;
    }
    return leastSquares(this.scaled, n, k, this.response);
  }
}

function logit(eta: number) {
  const mean = Math.min(1 - TINY, Math.max(TINY, 1 / (1 + Math.exp(-eta))));
  const log = eta > 0 ? -Math.log1p(Math.exp(-eta)) : eta - Math.log1p(Math.exp(eta));
  return { mean, slope: mean * (1 - mean), log, logNot: log - eta };
}

function cloglog(eta: number) {
  const hazard = Math.exp(Math.min(eta, 700));
  const mean = Math.min(1 - TINY, Math.max(TINY, -Math.expm1(-hazard)));
  return { mean, slope: Math.max(TINY, hazard * Math.exp(-hazard)), log: Math.log(mean), logNot: -hazard };
}

function linkOf(mean: number, link: HazardLink): number {
  return link === "logit" ? Math.log(mean / (1 - mean)) : Math.log(-Math.log1p(-mean));
}

function multiply(x: Float64Array, n: number, k: number, coef: Float64Array): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let value = 0;
    for (let j = 0; j < k; j++) value += x[i * k + j]! * coef[j]!;
    out[i] = value;
  }
  return out;
}

/** Largest minus smallest value; of a constant its size. */
function range({ n, k, x }: BinaryDesign, j: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    low = Math.min(low, x[i * k + j]!);
    high = Math.max(high, x[i * k + j]!);
  }
  return high > low ? high - low : Math.abs(high);
}
