import { normal } from "../numeric/distributions.ts";

/** The c with P(|Z + bias| ≤ c) = level for a standard normal Z; by Newton steps kept within a bracket. */
export function foldedQuantile(level: number, bias: number): number {
  const t = Math.abs(bias);
  let low = Math.max(0, t + normal.quantile(level));
  let high = t + normal.quantile((1 + level) / 2);
  let c = high;
  for (let step = 0; step < 100; step++) {
    const excess = 1 - level - normal.upper(c - t) - normal.upper(c + t);
    if (excess > 0) high = c;
    else low = c;
    const newton = c - excess / (normal.pdf(c - t) + normal.pdf(c + t));
    if (Math.abs(newton - c) <= 4 * Number.EPSILON * c) break;
    c = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return c;
}
