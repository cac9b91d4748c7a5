import { doubleDifference, type Fit } from "./fit.ts";

/**
 * Jackknife over units with the weights held fixed and rescaled (Arkhangelsky et al. 2021, algorithm 3). Null where it
 * is not defined: a cohort of one unit, or all weight on one control.
 */
export function jackknifeSe(fits: readonly Fit[]): number | null {
  if (fits.some((fit) => fit.block.treated.length < 2)) return null;
  const estimates: number[] = [];
  const n0 = (fits[0] as Fit).block.controls.length;
  for (let row = 0; row < n0; row++) {
    const without = fits.map((fit) => withoutControl(fit, row));
    if (without.some((value) => value === null)) return null;
    estimates.push(overall(fits, without as number[], sizes(fits)));
  }
  fits.forEach((fit, at) => {
    for (let row = 0; row < fit.block.treated.length; row++) {
      const values = fits.map((other, k) => (k === at ? withoutTreated(other, row) : other.estimate));
      const counts = sizes(fits);
      counts[at]! -= 1;
      estimates.push(overall(fits, values, counts));
    }
  });
  const n = estimates.length;
  const mean = estimates.reduce((a, b) => a + b, 0) / n;
  const square = estimates.reduce((a, b) => a + (b - mean) ** 2, 0);
  return Math.sqrt(((n - 1) / n) * square);
}

const sizes = (fits: readonly Fit[]) => fits.map((fit) => fit.block.treated.length);

function withoutControl(fit: Fit, row: number): number | null {
  const kept = 1 - fit.omega[row]!;
  if (!(kept > 1e-10)) return null;
  const omega = fit.omega.map((w, at) => (at === row ? 0 : w / kept));
  return doubleDifference(fit.block, omega, fit.lambda);
}

function withoutTreated(fit: Fit, row: number): number {
  const { block } = fit;
  const n1 = block.treated.length;
  const own = block.outcomes.subarray(row * block.t, (row + 1) * block.t);
  const target = block.target.map((mean, s) => (n1 * mean - own[s]!) / (n1 - 1));
  return doubleDifference({ ...block, target }, fit.omega, fit.lambda);
}

function overall(fits: readonly Fit[], values: readonly number[], counts: readonly number[]): number {
  let total = 0;
  let weight = 0;
  fits.forEach(({ block }, at) => {
    const share = counts[at]! * (block.t - block.t0);
    total += share * values[at]!;
    weight += share;
  });
  return total / weight;
}
