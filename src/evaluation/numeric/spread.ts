/** Standard deviation with the number of values as the divisor: of a whole distribution, not of a sample. */
export function populationSd(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let square = 0;
  for (const value of values) square += (value - mean) ** 2;
  return Math.sqrt(square / values.length);
}
