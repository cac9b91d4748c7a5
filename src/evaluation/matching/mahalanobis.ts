import { inverseSqrtSymmetric } from "../numeric/symmetric.ts";
import type { Design } from "./design.ts";

/**
 * Coordinates in which Euclidean distance is the Mahalanobis distance by the covariance within groups (deviations from
 * the mean of the own group, divisor n − 1). Of a category's columns the first is left out, which changes nothing;
 * other collinear directions count once.
 * @param names covariates that count; null = all. @returns n × k row-major, and k.
 */
export function mahalanobisCoordinates(
  design: Design,
  names: readonly string[] | null = null,
): { at: Float64Array; k: number } {
  const { treated } = design;
  const n = treated.length;
  const columns: Float64Array[] = [];
  const centred: Float64Array[] = [];
  for (const { name, covariate = name, values, reference } of design.variables) {
    if (names !== null && !names.includes(covariate)) continue;
    const within = withinGroups(values, treated);
    const sd = Math.sqrt(product(within, within) / (n - 1));
    // A column that does not vary within the groups says nothing about distance there.
    if (reference || !(sd > 1e-12 * largest(values))) continue;
    columns.push(values.map((value) => value / sd));
    centred.push(within.map((value) => value / sd));
  }
  const k = columns.length;
  const correlation = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) correlation[a * k + b] = product(centred[a]!, centred[b]!) / (n - 1);
  }
  const root = inverseSqrtSymmetric(correlation, k, 1e-10);
  const at = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < k; a++) {
      let value = 0;
      for (let b = 0; b < k; b++) value += root[a * k + b]! * columns[b]![i]!;
      at[i * k + a] = value;
    }
  }
  return { at, k };
}

function withinGroups(values: Float64Array, treated: Uint8Array): Float64Array {
  const total = [0, 0];
  const count = [0, 0];
  values.forEach((value, i) => {
    const group = treated[i]!;
    total[group]! += value;
    count[group]! += 1;
  });
  return values.map((value, i) => value - total[treated[i]!]! / count[treated[i]!]!);
}

function product(a: Float64Array, b: Float64Array): number {
  let out = 0;
  for (let i = 0; i < a.length; i++) out += a[i]! * b[i]!;
  return out;
}

function largest(values: Float64Array): number {
  let out = 0;
  for (const value of values) out = Math.max(out, Math.abs(value));
  return out;
}
