import type { Panel } from "../core/panel.ts";
import { pseudoInverseSymmetric } from "../numeric/symmetric.ts";
import { type TwoWay, twoWay } from "../numeric/two-way.ts";
import { covariateColumns } from "../twfe/parts.ts";
import { type Dates, datesOf, type Evaluator, tails } from "./evaluator.ts";

/**
 * Two-way fixed effects on any panel: gaps, weights, covariates (which stay with their unit). Whole treatment rows are
 * moved; the numerator D_π'Wỹ needs the rows of treated units only, and D_π'WMD_π their sums by time and covariate.
 */
export function generalEvaluator(
  panel: Panel,
  covariates: readonly string[],
  treated: Int32Array,
  withVariance: boolean,
): Evaluator {
  const dates = datesOf(panel, treated);
  const space = makeSpace(panel, covariates);
  const outcome = space.residual(
    Float64Array.from(panel.outcome, (v, cell) => (panel.observed[cell] ? v : 0)),
  );
  const treatment = space.residual(indicator(panel, treated, dates));
  return withVariance
    ? byCells(panel, space, dates, outcome, treatment)
    : byRows(panel, space, dates, outcome, treatment);
}

/** The projection off unit and time effects and covariates, under the panel's weights. */
interface Space {
  ways: TwoWay;
  /** 0 where unobserved. */
  weight: Float64Array;
  /** Covariates after unit and time effects. */
  columns: Float64Array[];
  /** Generalised inverse of X̃'WX̃, after scaling each column to length 1. */
  inverse: Float64Array;
  residual(x: Float64Array): Float64Array;
}

function makeSpace(panel: Panel, names: readonly string[]): Space {
  const ways = twoWay(panel.observed, panel.n, panel.t, panel.weights);
  const weight = Float64Array.from(panel.observed, (used, cell) => (used ? (panel.weights?.[cell] ?? 1) : 0));
  const columns = covariateColumns(panel, names);
  for (const column of columns) {
    const before = Math.sqrt(weighted(column, column, weight));
    ways.demean(column);
    const length = Math.sqrt(weighted(column, column, weight));
    // What is constant within units and times is absorbed and leaves only rounding behind.
    const scale = length > 1e-9 * before ? 1 / length : 0;
    for (let cell = 0; cell < column.length; cell++) column[cell]! *= scale;
  }
  const k = columns.length;
  const gram = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) gram[a * k + b] = weighted(columns[a]!, columns[b]!, weight);
  }
  const inverse = k === 0 ? gram : pseudoInverseSymmetric(gram, k, 1e-10);
  const residual = (x: Float64Array) => {
    ways.demean(x);
    const products = columns.map((column) => weighted(column, x, weight));
    columns.forEach((column, a) => {
      let coefficient = 0;
      for (let b = 0; b < k; b++) coefficient += inverse[a * k + b]! * products[b]!;
      for (let cell = 0; cell < x.length; cell++) x[cell]! -= coefficient * column[cell]!;
    });
    return x;
  };
  return { ways, weight, columns, inverse, residual };
}

function weighted(a: Float64Array, b: Float64Array, weight: Float64Array): number {
  let total = 0;
  for (let cell = 0; cell < a.length; cell++) total += a[cell]! * b[cell]! * weight[cell]!;
  return total;
}

function indicator(panel: Panel, assigned: Int32Array, { cohort, from }: Dates): Float64Array {
  const out = new Float64Array(panel.n * panel.t);
  assigned.forEach((i, k) => {
    for (let s = from[cohort[k]!]!; s < panel.t; s++) out[i * panel.t + s] = panel.observed[i * panel.t + s]!;
  });
  return out;
}

function byRows(
  panel: Panel,
  space: Space,
  dates: Dates,
  outcome: Float64Array,
  treatment: Float64Array,
): Evaluator {
  const { n, t } = panel;
  const { weight, ways, columns, inverse } = space;
  const times = (x: Float64Array) => x.map((value, cell) => value * weight[cell]!);
  const of = (x: Float64Array) => tails(times(x), n, t, dates.from);
  const y = of(outcome);
  const d = of(treatment);
  const x = columns.map(of);
  const k = columns.length;
  const treatedWeight = tails(weight, n, t, dates.from);
  const unitWeight = tails(weight, n, t, Int32Array.of(0));
  const kept = Int32Array.from(ways.timeBlock.kept);
  const right = new Float64Array(kept.length);
  const z = new Float64Array(k);
  const twoWayPart = (assigned: Int32Array) => {
    right.fill(0);
    let total = 0;
    for (let j = 0; j < assigned.length; j++) {
      const i = assigned[j]!;
      const g = dates.cohort[j]!;
      const start = dates.from[g]!;
      const share = unitWeight[i] === 0 ? 0 : treatedWeight[g * n + i]! / unitWeight[i]!;
      total += treatedWeight[g * n + i]! * (1 - share);
      for (let p = 0; p < kept.length; p++) {
        right[p]! += weight[i * t + kept[p]!]! * ((kept[p]! >= start ? 1 : 0) - share);
      }
    }
    const before = total;
    const solved = ways.timeBlock.solve(right);
    for (let p = 0; p < right.length; p++) total -= right[p]! * solved[p]!;
    return total > 1e-10 * before ? total : Number.NaN;
  };
  const covariatePart = (assigned: Int32Array) => {
    z.fill(0);
    for (let c = 0; c < k; c++) {
      for (let j = 0; j < assigned.length; j++) z[c]! += x[c]![dates.cohort[j]! * n + assigned[j]!]!;
    }
    let total = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) total += z[a]! * inverse[a * k + b]! * z[b]!;
    return total;
  };
  // Without gaps and weights the two-way part is the same whoever is treated.
  const constant = panel.balanced && !panel.weights;
  let part = Number.NaN;
  return {
    width: 2,
    evaluate(assigned, out) {
      let b = 0;
      let c = 0;
      for (let j = 0; j < assigned.length; j++) {
        const at = dates.cohort[j]! * n + assigned[j]!;
        b += y[at]!;
        c += d[at]!;
      }
      if (!constant || Number.isNaN(part)) part = twoWayPart(assigned);
      const q = part - covariatePart(assigned);
      const known = q > 1e-10 * part;
      out[0] = known ? b / q : Number.NaN;
      out[1] = known ? c / q : Number.NaN;
    },
  };
}

/** With the variance every cell's D̃_π is needed: O(n·t) a draw. Scores are summed by cluster. */
function byCells(
  panel: Panel,
  space: Space,
  dates: Dates,
  outcome: Float64Array,
  treatment: Float64Array,
): Evaluator {
  const { n, t, cluster } = panel;
  const { weight } = space;
  const scoreY = new Float64Array(panel.clusters.length);
  const scoreD = new Float64Array(panel.clusters.length);
  return {
    width: 5,
    evaluate(assigned, out) {
      const raw = indicator(panel, assigned, dates);
      const before = weighted(raw, raw, weight);
      const moved = space.residual(raw);
      const q = weighted(moved, moved, weight);
      if (!(q > 1e-10 * before)) {
        out.fill(Number.NaN);
        return;
      }
      const b = weighted(moved, outcome, weight) / q;
      const c = weighted(moved, treatment, weight) / q;
      scoreY.fill(0);
      scoreD.fill(0);
      for (let i = 0; i < n; i++) {
        let y = 0;
        let d = 0;
        for (let cell = i * t; cell < (i + 1) * t; cell++) {
          const score = weight[cell]! * moved[cell]!;
          y += score * (outcome[cell]! - b * moved[cell]!);
          d += score * (treatment[cell]! - c * moved[cell]!);
        }
        scoreY[cluster[i]!]! += y;
        scoreD[cluster[i]!]! += d;
      }
      let v0 = 0;
      let v1 = 0;
      let v2 = 0;
      for (let g = 0; g < scoreY.length; g++) {
        v0 += scoreY[g]! * scoreY[g]!;
        v1 += scoreY[g]! * scoreD[g]!;
        v2 += scoreD[g]! * scoreD[g]!;
      }
      out[0] = b;
      out[1] = c;
      out[2] = v0 / (q * q);
      out[3] = v1 / (q * q);
      out[4] = v2 / (q * q);
    },
  };
}
