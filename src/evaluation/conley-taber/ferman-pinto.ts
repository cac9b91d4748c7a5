import { EvaluationError } from "../core/errors.ts";
import { type Label, type Panel, usedOf } from "../core/panel.ts";
import { seeded } from "../core/random.ts";
import { type Inference, notice, type ResultBase } from "../core/result.ts";
import { populationSd } from "../numeric/spread.ts";
import { checkLevel } from "../permutation/permutation-test.ts";
import { covariateColumns, twfeParts } from "../twfe/parts.ts";
import { contributions } from "./donors.ts";
import { type TailShares, tailInterval, tailShares } from "./tails.ts";
import { type TupleOptions, tupleSums } from "./tuples.ts";
import { fitVarianceBySize, type VarianceBySize, varianceAt } from "./variance-by-size.ts";

export interface FermanPintoOptions extends TupleOptions {
  /** Size of each unit (n entries, positive), or the name of a covariate whose mean over time it is. */
  size: Float64Array | string;
  level?: number;
  covariates?: readonly string[];
}

export interface FermanPintoResult extends ResultBase, Inference {
  estimate: number;
  p: number;
  low: number;
  high: number;
  se: number;
  /** Share of tuples at least as far out, without the observed one counted in. */
  pWithoutObserved: number;
  /** The same without rescaling: Conley–Taber. */
  pUnscaled: number;
  tails: TailShares;
  treated: readonly Label[];
  donors: readonly Label[];
  sizes: { treated: Float64Array; donors: Float64Array };
  /** One for each first-treated date. */
  variance: { date: number; fit: VarianceBySize }[];
  /** treated × donors: before and after rescaling to the treated unit's size. */
  contributions: Float64Array;
  rescaled: Float64Array;
  exhaustive: boolean;
  draws: number;
  distribution: Float64Array;
}

/**
 * Conley–Taber where the variance falls with the size of a unit (Ferman and Pinto 2019): squared contributions of the
 * never-treated are fitted by A + B/M, and each is rescaled to the size of the treated unit whose place it takes.
 * p counts the observed estimate in: (1 + #)/(tuples + 1).
 * @throws EvaluationError for sizes that are not positive, and as `conleyTaber`.
 */
export function fermanPinto(panel: Panel, options: FermanPintoOptions): FermanPintoResult {
  const { level = 0.95, covariates = [], replacement = true } = options;
  checkLevel(level);
  const parts = twfeParts(panel, { covariates });
  const { treated, donors, k, notices } = contributions(panel, parts);
  const size = sizesOf(panel, options.size);
  const variance = new Map<number, VarianceBySize>();
  const rescaled = new Float64Array(k.length);
  treated.forEach((i, j) => {
    const row = k.subarray(j * donors.length, (j + 1) * donors.length);
    const date = panel.first[i]!;
    const fit = variance.get(date) ?? fitFor(row, donors, size);
    variance.set(date, fit);
    donors.forEach((l, at) => {
      const ratio = varianceAt(fit, size[i]!) / varianceAt(fit, size[l]!);
      // No variance anywhere leaves nothing to rescale.
      rescaled[j * donors.length + at] = row[at] === 0 ? 0 : row[at]! * Math.sqrt(ratio);
    });
  });
  // Both distributions take the same tuples, so that they differ by the rescaling alone.
  const seed = options.random?.uint32();
  const sumsOf = (of: Float64Array) =>
    tupleSums(of, treated.length, donors.length, {
      ...options,
      ...(seed === undefined ? {} : { random: seeded(seed) }),
    });
  const { sums, exhaustive } = sumsOf(rescaled);
  const plain = sumsOf(k);
  const tails = tailShares(sums, parts.beta);
  const count = Math.round(tails.twoSided * sums.length);
  const outside = outsideRange(treated, donors, size);
  if (outside.length > 0) {
    const items = outside.map((i) => panel.units[i]!);
    notices.push(
      notice(
        "size_outside_donors",
        "Treated units lie outside the range of sizes of the never-treated: their variance is an extrapolation",
        { count: items.length, items },
      ),
    );
  }
  return {
    call: {
      method: "fermanPinto",
      options: {
        level,
        replacement,
        covariates: [...covariates],
        size: typeof options.size === "string" ? options.size : "given",
        draws: sums.length,
        exhaustive,
      },
    },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings: [...panel.notices, ...notices],
    estimate: parts.beta,
    se: populationSd(sums),
    statistic: null,
    df: null,
    p: (1 + count) / (sums.length + 1),
    pWithoutObserved: tails.twoSided,
    pUnscaled: tailShares(plain.sums, parts.beta).twoSided,
    tails,
    ...tailInterval(sums, parts.beta, level),
    level,
    treated: treated.map((i) => panel.units[i]!),
    donors: donors.map((i) => panel.units[i]!),
    sizes: {
      treated: Float64Array.from(treated, (i) => size[i]!),
      donors: Float64Array.from(donors, (i) => size[i]!),
    },
    variance: [...variance].map(([date, fit]) => ({ date, fit })),
    contributions: k,
    rescaled,
    exhaustive,
    draws: sums.length,
    distribution: sums,
  };
}

function fitFor(row: Float64Array, donors: readonly number[], size: Float64Array): VarianceBySize {
  return fitVarianceBySize(
    row.map((value) => value * value),
    donors.map((l) => size[l]!),
  );
}

function sizesOf(panel: Panel, size: Float64Array | string): Float64Array {
  const out = typeof size === "string" ? unitMeans(panel, size) : size;
  const wrong = Array.from({ length: panel.n }, (_, i) => i).filter((i) => !(out[i]! > 0));
  if (out.length === panel.n && wrong.length === 0) return out;
  throw new EvaluationError(
    out.length === panel.n
      ? `The size of ${wrong.length} units is not a positive number: ${wrong
          .slice(0, 5)
          .map((i) => panel.units[i])
          .join(", ")}`
      : `There are ${out.length} sizes for ${panel.n} units`,
    { column: "size" },
    "Give each unit a positive size, such as its population",
  );
}

function unitMeans(panel: Panel, name: string): Float64Array {
  const [values] = covariateColumns(panel, [name]) as [Float64Array];
  const { n, t, observed } = panel;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let cells = 0;
    for (let s = 0; s < t; s++) {
      if (!observed[i * t + s]) continue;
      cells++;
      out[i]! += values[i * t + s]!;
    }
    out[i]! /= cells;
  }
  return out;
}

function outsideRange(treated: readonly number[], donors: readonly number[], size: Float64Array): number[] {
  const known = donors.map((l) => size[l]!);
  const least = Math.min(...known);
  const most = Math.max(...known);
  return treated.filter((i) => size[i]! < least || size[i]! > most);
}
