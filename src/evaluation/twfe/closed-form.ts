import { EvaluationError } from "../core/errors.ts";
import type { TwfeParts } from "./parts.ts";

/**
 * CR2 variance and Satterthwaite degrees of freedom of the static estimate in closed form, for a balanced panel without
 * weights or covariates, each unit its own cluster. There
 * (I − H_jj)^(−1/2) u_j = a_j u_j with a_j = (1 − 1/N − |u_j|²/Q)^(−1/2). Bell and McCaffrey (2002), Imbens and
 * Kolesár (2016). null where a single treated unit makes it undefined.
 */
export function cr2ClosedForm(parts: TwfeParts): { se: number; df: number } | null {
  const { n, t, q, treatment, residuals } = parts;
  if (treatment.length !== n * t) {
    throw new EvaluationError("The pieces do not belong together", {}, "Pass the result of twfeParts");
  }
  const scale = new Float64Array(n);
  const norm = new Float64Array(n);
  let variance = 0;
  for (let j = 0; j < n; j++) {
    let score = 0;
    for (let s = 0; s < t; s++) {
      score += treatment[j * t + s]! * residuals[j * t + s]!;
      norm[j]! += treatment[j * t + s]! ** 2;
    }
    const open = 1 - 1 / n - norm[j]! / q;
    if (open < 1e-10) return null;
    scale[j] = 1 / open;
    variance += (scale[j]! * score * score) / (q * q);
  }
  let trace = 0;
  let square = 0;
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let product = 0;
      for (let s = 0; s < t; s++) product += treatment[j * t + s]! * treatment[k * t + s]!;
      const shared = product / n + (norm[j]! * norm[k]!) / q;
      const own = j === k ? norm[j]! - shared : -shared;
      if (j === k) trace += scale[j]! * own;
      square += (j === k ? 1 : 2) * scale[j]! * scale[k]! * own * own;
    }
  }
  return { se: Math.sqrt(variance), df: (trace * trace) / square };
}
