import type { Label, Panel } from "./panel.ts";

/** Which part of a panel to keep; what is not named stays whole. */
export interface Restriction {
  /** Indices of units. */
  units?: readonly number[];
  /** Indices of times. */
  times?: readonly number[];
  keepAll?: boolean;
}

/** A panel of fewer units or times; balance and counts are taken anew, times nobody is observed at are left out. */
export function restrictTo(panel: Panel, part: Restriction): Panel {
  const units = part.units ?? all(panel.n);
  const times = (part.times ?? all(panel.t)).filter((s) =>
    units.some((i) => panel.observed[i * panel.t + s] === 1),
  );
  const pick = (from: Float64Array) =>
    cells(panel, units, times, from, new Float64Array(units.length * times.length));
  const observed = cells(panel, units, times, panel.observed, new Uint8Array(units.length * times.length));
  let observations = 0;
  for (const cell of observed) observations += cell;
  const cluster = recode(
    units.map((i) => panel.cluster[i]!),
    panel.clusters,
  );
  const strata = panel.strata
    ? recode(
        units.map((i) => panel.strata?.[i] ?? 0),
        panel.strataLabels,
      )
    : { codes: null, labels: [] as Label[] };
  return {
    ...panel,
    units: units.map((i) => panel.units[i]!),
    times: times.map((s) => panel.times[s]!),
    n: units.length,
    t: times.length,
    outcome: pick(panel.outcome),
    observed,
    first: Float64Array.from(units, (i) => panel.first[i]!),
    covariates: panel.covariates.map(({ name, values }) => ({ name, values: pick(values) })),
    cluster: cluster.codes,
    clusters: cluster.labels,
    strata: strata.codes,
    strataLabels: strata.labels,
    exists: panel.exists ? Float64Array.from(units, (i) => panel.exists?.[i] ?? 0) : null,
    weights: panel.weights ? pick(panel.weights) : null,
    balanced: observations === units.length * times.length,
    observations,
  };
}

const all = (n: number) => Array.from({ length: n }, (_, i) => i);

function cells<T extends Float64Array | Uint8Array>(
  panel: Panel,
  units: readonly number[],
  times: readonly number[],
  from: T,
  to: T,
): T {
  let at = 0;
  for (const i of units) for (const s of times) to[at++] = from[i * panel.t + s]!;
  return to;
}

function recode(codes: readonly number[], labels: readonly Label[]): { codes: Int32Array; labels: Label[] } {
  const used = [...new Set(codes)].sort((a, b) => a - b);
  const position = new Map(used.map((code, at) => [code, at]));
  return {
    codes: Int32Array.from(codes, (code) => position.get(code) as number),
    labels: used.map((code) => labels[code]!),
  };
}
