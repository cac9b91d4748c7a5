import { EvaluationError } from "../core/errors.ts";
import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import { chiSquare } from "../numeric/distributions.ts";
import type { CoxFit } from "./cox-fit.ts";
import { mirror } from "./likelihood.ts";
import { type RiskSums, riskOf, sweep } from "./sweep.ts";
import { timeScale, type ZphTransform } from "./time-scale.ts";

export type { ZphTransform } from "./time-scale.ts";

export interface ZphOptions {
  /** Function of time by which a coefficient might change. Default "km": one minus Kaplan–Meier just before. */
  transform?: ZphTransform;
  /** Terms of several columns, such as a factor: name → columns. Default: each column its own term. */
  terms?: Readonly<Record<string, readonly string[]>>;
}

export interface ZphRow {
  /** "GLOBAL" = all terms together. */
  term: string;
  chisq: number;
  df: number;
  p: number;
}

/**
 * Do the hazards stay proportional? Score test of β(t) = β + θ·g(t), θ = 0 (Grambsch and Therneau 1994 in its exact
 * form): small p = the effect of that term changes over time. @throws EvaluationError for a term without a column.
 */
export function coxZph(fit: CoxFit, options: ZphOptions = {}): ZphRow[] {
  const { k, names } = fit.design;
  const parts = zphParts(fit, timeScale(fit, options.transform ?? "km"));
  const groups: [string, number[]][] = Object.entries(
    options.terms ?? Object.fromEntries(names.map((name) => [name, [name]])),
  ).map(([term, columns]) => [term, columns.map((column) => names.indexOf(column)).filter((j) => j >= 0)]);
  const rows = groups
    .filter(([, columns]) => columns.length > 0)
    .map(([term, columns]) => test(term, columns, parts, k));
  return [
    ...rows,
    test(
      "GLOBAL",
      Array.from({ length: k }, (_, j) => j),
      parts,
      k,
    ),
  ];
}

interface Parts {
  score: Float64Array;
  /** Information about β, about β with θ, about θ. */
  plain: Float64Array;
  cross: Float64Array;
  timed: Float64Array;
}

function zphParts(fit: CoxFit, g: Float64Array): Parts {
  const { design } = fit;
  const { k } = design;
  const out: Parts = {
    score: new Float64Array(k),
    plain: new Float64Array(k * k),
    cross: new Float64Array(k * k),
    timed: new Float64Array(k * k),
  };
  const mean = new Float64Array(k);
  const covariance = new Float64Array(k * k);
  sweep(design, riskOf(design, fit.beta), true, (e, sums) => {
    averages(sums, fit.hazardTies, k, mean, covariance);
    const at = g[e]!;
    for (let a = 0; a < k; a++) {
      out.score[a]! += at * (sums.dx[a]! - sums.weight * mean[a]!);
      for (let b = 0; b <= a; b++) {
        const value = sums.weight * covariance[a * k + b]!;
        out.plain[a * k + b]! += value;
        out.cross[a * k + b]! += at * value;
        out.timed[a * k + b]! += at * at * value;
      }
    }
  });
  mirror(out.plain, k);
  mirror(out.cross, k);
  mirror(out.timed, k);
  return out;
}

/** Mean and covariance of the covariates over the risk set; Efron: averaged over the phasing out of the dead. */
function averages(
  sums: RiskSums,
  ties: "efron" | "breslow",
  k: number,
  mean: Float64Array,
  covariance: Float64Array,
): void {
  const steps = ties === "efron" ? sums.deaths : 1;
  mean.fill(0);
  covariance.fill(0);
  const own = new Float64Array(k);
  for (let l = 0; l < steps; l++) {
    const share = l / steps;
    const z0 = sums.s0 - share * sums.d0;
    for (let a = 0; a < k; a++) {
      own[a] = (sums.s1[a]! - share * sums.d1[a]!) / z0;
      mean[a]! += own[a]! / steps;
      for (let b = 0; b <= a; b++) {
        const second = (sums.s2[a * k + b]! - share * sums.d2[a * k + b]!) / z0;
        covariance[a * k + b]! += (second - own[a]! * own[b]!) / steps;
      }
    }
  }
}

/** u′V⁻¹u with V the information on θ that β leaves over. */
function test(term: string, columns: readonly number[], parts: Parts, k: number): ZphRow {
  const df = columns.length;
  const factor = cholesky(parts.plain, k, 1e-14);
  if (factor === null) throw new EvaluationError("The information is singular", {}, "Use fewer covariates");
  const v = new Float64Array(df * df);
  const u = Float64Array.from(columns, (j) => parts.score[j]!);
  columns.forEach((j, b) => {
    const solved = cholSolve(factor, k, parts.cross.slice(j * k, (j + 1) * k));
    columns.forEach((i, a) => {
      let explained = 0;
      for (let c = 0; c < k; c++) explained += parts.cross[i * k + c]! * solved[c]!;
      v[a * df + b] = parts.timed[i * k + j]! - explained;
    });
  });
  const left = cholesky(v, df, 1e-12);
  const chisq = left === null ? Number.NaN : cholSolve(left, df, u).reduce((sum, x, a) => sum + x * u[a]!, 0);
  return { term, chisq, df, p: chiSquare.upper(chisq, df) };
}
