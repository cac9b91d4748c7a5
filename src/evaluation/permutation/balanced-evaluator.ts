import type { Panel } from "../core/panel.ts";
import { dot } from "../numeric/sum.ts";
import type { TwfeParts } from "../twfe/parts.ts";
import { datesOf, type Evaluator, tails } from "./evaluator.ts";

/**
 * Two-way fixed effects on a balanced panel without weights and covariates. Reassigning dates then only reorders the rows
 * of D̃, so Q stays, and a row's part in β is one sum of ỹ over the treated times: O(treated) a draw.
 */
export function balancedEvaluator(
  panel: Panel,
  parts: TwfeParts,
  treated: Int32Array,
  withVariance: boolean,
): Evaluator {
  const { n, t, q } = parts;
  const { cohort, from } = datesOf(panel, treated);
  const y = tails(parts.outcome, n, t, from);
  const d = tails(parts.treatment, n, t, from);
  const row = Int32Array.from(cohort, (g) => g * n);
  const slots = treated.length;
  if (withVariance) return studentised(panel, parts, { cohort, from }, y, d);
  return {
    width: 2,
    evaluate(assigned, out) {
      let b = 0;
      let c = 0;
      for (let k = 0; k < slots; k++) {
        const at = row[k]! + assigned[k]!;
        b += y[at]!;
        c += d[at]!;
      }
      out[0] = b / q;
      out[1] = c / q;
    },
  };
}

/**
 * The same with the sum of squared unit scores s_i = D̃_i·ỹ_i − β|D̃_i|². Untreated units all have the same row D̃₀, so
 * their sum is known beforehand as a quadratic in β; only the rows of units drawn as treated are exchanged.
 */
function studentised(
  panel: Panel,
  parts: TwfeParts,
  dates: { cohort: Int32Array; from: Int32Array },
  yTails: Float64Array,
  dTails: Float64Array,
): Evaluator {
  const { n, t, q } = parts;
  const { cohort, from } = dates;
  const untreated = untreatedRow(panel, dates);
  const y0 = rowProducts(parts.outcome, untreated, n, t);
  const d0 = rowProducts(parts.treatment, untreated, n, t);
  const h0 = dot(untreated, untreated);
  const h = Float64Array.from(from, (start) => {
    const share = (t - start) / t;
    let square = 0;
    for (let s = 0; s < t; s++) square += (untreated[s]! + (s >= start ? 1 : 0) - share) ** 2;
    return square;
  });
  const yy = dot(y0, y0);
  const yd = dot(y0, d0);
  const dd = dot(d0, d0);
  const slots = cohort.length;
  const square = q * q;
  return {
    width: 5,
    evaluate(assigned, out) {
      let b = 0;
      let c = 0;
      for (let k = 0; k < slots; k++) {
        const at = cohort[k]! * n + assigned[k]!;
        b += yTails[at]!;
        c += dTails[at]!;
      }
      b /= q;
      c /= q;
      const flatY = b * h0;
      const flatD = c * h0;
      let v0 = yy + n * flatY * flatY;
      let v1 = yd + n * flatY * flatD;
      let v2 = dd + n * flatD * flatD;
      for (let k = 0; k < slots; k++) {
        const i = assigned[k]!;
        const g = cohort[k]!;
        const at = g * n + i;
        const oldY = y0[i]! - flatY;
        const oldD = d0[i]! - flatD;
        const newY = y0[i]! + yTails[at]! - b * h[g]!;
        const newD = d0[i]! + dTails[at]! - c * h[g]!;
        v0 += newY * newY - oldY * oldY;
        v1 += newY * newD - oldY * oldD;
        v2 += newD * newD - oldD * oldD;
      }
      out[0] = b;
      out[1] = c;
      out[2] = v0 / square;
      out[3] = v1 / square;
      out[4] = v2 / square;
    },
  };
}

/** D̃ of any untreated unit: minus the share treated at each time, centred. */
function untreatedRow(
  panel: Panel,
  { cohort, from }: { cohort: Int32Array; from: Int32Array },
): Float64Array {
  const row = new Float64Array(panel.t);
  for (const g of cohort) for (let s = from[g]!; s < panel.t; s++) row[s]! -= 1 / panel.n;
  const mean = row.reduce((total, value) => total + value, 0) / panel.t;
  for (let s = 0; s < panel.t; s++) row[s]! -= mean;
  return row;
}

function rowProducts(x: Float64Array, row: Float64Array, n: number, t: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let s = 0; s < t; s++) total += x[i * t + s]! * row[s]!;
    out[i] = total;
  }
  return out;
}
