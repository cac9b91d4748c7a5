import type { Fit } from "./fit.ts";
import { addOuter, timeScores } from "./scores.ts";

/** Bartlett weights 1 − l/(L + 1). */
const bartlett = (lag: number, lags: number) => 1 - lag / (lags + 1);

/** Driscoll and Kraay (1998): Newey–West on the sums of scores of each time. Lags count observed times. */
export function driscollKraayMeat(fit: Fit, lags: number): Float64Array {
  const { k } = fit;
  const { t } = fit.model;
  const scores = timeScores(fit);
  const meat = new Float64Array(k * k);
  for (let lag = 0; lag <= lags; lag++) {
    const weight = bartlett(lag, lags);
    for (let s = lag; s < t; s++) {
      addOuter(meat, k, scores, s * k, scores, (s - lag) * k, weight);
      if (lag > 0) addOuter(meat, k, scores, (s - lag) * k, scores, s * k, weight);
    }
  }
  return meat;
}

/**
 * Newey and West (1987) within units of a panel: autocovariances of the scores of a unit's cells up to `lags` times
 * apart. Cells not observed count as zero.
 */
export function neweyWestMeat(fit: Fit, lags: number): Float64Array {
  const { k, x, residuals } = fit;
  const { n, t, pattern, patterns } = fit.model;
  const meat = new Float64Array(k * k);
  for (let lag = 0; lag <= lags; lag++) {
    // Σ e(s)·e(s − lag) of the units of a pattern, as they share the columns.
    const products = new Float64Array(patterns * t);
    for (let i = 0; i < n; i++) {
      const row = pattern[i]! * t;
      for (let s = lag; s < t; s++) {
        products[row + s]! += residuals[i * t + s]! * residuals[i * t + s - lag]!;
      }
    }
    const weight = bartlett(lag, lags);
    for (let p = 0; p < patterns; p++) {
      for (let s = lag; s < t; s++) {
        const here = (p * t + s) * k;
        const before = here - lag * k;
        const scale = weight * products[p * t + s]!;
        addOuter(meat, k, x, here, x, before, scale);
        if (lag > 0) addOuter(meat, k, x, before, x, here, scale);
      }
    }
  }
  return meat;
}
