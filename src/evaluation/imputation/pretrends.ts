import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { twoWay } from "../numeric/two-way.ts";
import { semidefiniteInverse } from "../regression/semidefinite.ts";
import { crossProducts } from "./averages.ts";
import type { UntreatedFit } from "./untreated-fit.ts";

export interface Pretrends {
  /** NaN where the effect is collinear with unit and time effects. */
  estimate: Float64Array;
  se: Float64Array;
  /** Events × events. */
  covariance: Float64Array;
  cells: Int32Array;
  units: Int32Array;
}

/**
 * Effects at times before treatment, from a regression on untreated cells only: unit and time effects, covariates and a
 * dummy for each of the event times. Standard errors clustered.
 */
export function pretrends(panel: Panel, fit: UntreatedFit, events: readonly number[]): Pretrends {
  const { n, t, cluster, weights } = panel;
  const count = events.length;
  const { columns, cells, units } = dummies(panel, fit, events);
  const effects = twoWay(fit.untreated, n, t, weights);
  for (const column of columns) {
    effects.demean(column);
    takeOut(fit, column, weights);
  }
  const gram = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    right[a] = product(columns[a]!, fit.left, fit.untreated, weights);
    for (let b = 0; b <= a; b++) {
      const value = product(columns[a]!, columns[b]!, fit.untreated, weights);
      gram[a * count + b] = value;
      gram[b * count + a] = value;
    }
  }
  const { inverse, kept, rank } = semidefiniteInverse(gram, count, 1e-9);
  const estimate = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) estimate[a]! += inverse[a * count + b]! * right[b]!;
  }
  const clusters = panel.clusters.length;
  const scores = new Float64Array(clusters * count);
  for (let cell = 0; cell < n * t; cell++) {
    if (!fit.untreated[cell]) continue;
    let residual = fit.left[cell]!;
    for (let a = 0; a < count; a++) residual -= estimate[a]! * columns[a]![cell]!;
    if (weights) residual *= weights[cell]!;
    const to = cluster[Math.floor(cell / t)]! * count;
    for (let a = 0; a < count; a++) scores[to + a]! += columns[a]![cell]! * residual;
  }
  const covariance = clustered(scores, inverse, clusters, count, correction(panel, fit, rank));
  const se = Float64Array.from(events, (_, a) => Math.sqrt(covariance[a * count + a]!));
  for (let a = 0; a < count; a++) if (!kept[a]) estimate[a] = se[a] = Number.NaN;
  return { estimate, se, covariance, cells, units };
}

/** One column for each event time, 1 in its untreated cells. */
function dummies(panel: Panel, fit: UntreatedFit, events: readonly number[]) {
  const { n, t, times, first } = panel;
  const position = new Map(events.map((event, m) => [event, m]));
  const cells = new Int32Array(events.length);
  const units = new Int32Array(events.length);
  const columns = events.map(() => new Float64Array(n * t));
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const m = fit.untreated[i * t + s] ? position.get(times[s]! - first[i]!) : undefined;
      if (m === undefined) continue;
      columns[m]![i * t + s] = 1;
      cells[m]!++;
      units[m]!++;
    }
  }
  const missing = events.filter((_, m) => cells[m] === 0);
  if (missing.length === 0) return { columns, cells, units };
  throw new EvaluationError(
    `No untreated cell lies at event time ${missing.join(", ")}`,
    {},
    "Ask for event times before treatment that occur in the panel",
  );
}

/** Takes the covariates out of a column that is free of unit and time effects. */
function takeOut(fit: UntreatedFit, column: Float64Array, weights: Float64Array | null): void {
  if (!fit.covariates) return;
  const { adjusted, inverse } = fit.covariates;
  const k = adjusted.length;
  const products = adjusted.map((values) => product(values, column, fit.untreated, weights));
  for (let a = 0; a < k; a++) {
    let coefficient = 0;
    for (let b = 0; b < k; b++) coefficient += inverse[a * k + b]! * products[b]!;
    const values = adjusted[a]!;
    for (let cell = 0; cell < column.length; cell++) {
      if (fit.untreated[cell]) column[cell]! -= coefficient * values[cell]!;
    }
  }
}

function product(a: Float64Array, b: Float64Array, mask: Uint8Array, weights: Float64Array | null): number {
  let total = 0;
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell]) total += a[cell]! * b[cell]! * (weights ? weights[cell]! : 1);
  }
  return total;
}

function clustered(
  scores: Float64Array,
  inverse: Float64Array,
  clusters: number,
  count: number,
  factor: number,
): Float64Array {
  const carried = new Float64Array(clusters * count);
  for (let c = 0; c < clusters; c++) {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++)
        carried[c * count + a]! += inverse[a * count + b]! * scores[c * count + b]!;
    }
  }
  return crossProducts(carried, clusters, count).map((value) => factor * value);
}

/** G/(G − 1) · (n − 1)/(n − K), K without the unit effects, which are nested in the clusters. */
function correction(panel: Panel, fit: UntreatedFit, rank: number): number {
  const { t, n, cluster } = panel;
  const seen = new Set<number>();
  const seenTimes = new Set<number>();
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      if (!fit.untreated[i * t + s]) continue;
      seen.add(cluster[i]!);
      seenTimes.add(s);
    }
  }
  const parameters = rank + (fit.covariates?.kept.length ?? 0) + seenTimes.size;
  const cells = fit.untreatedCells;
  return ((seen.size / (seen.size - 1)) * (cells - 1)) / (cells - parameters);
}
