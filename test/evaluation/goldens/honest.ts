import { honestRelativeMagnitudes } from "../../../src/evaluation/honest/relative-magnitudes.ts";
import { honestSmoothness } from "../../../src/evaluation/honest/smoothness.ts";
import { rGenerator } from "../honest/r-generator.ts";
import type { Comparison, Golden, GoldenAdapter } from "./adapter.ts";

type Row = { lb: number | null; ub: number | null; Mbar?: number; M?: number };

/** The peer simulates its critical values with R's generator from seed 0; so does ours when it is given that one. */
export const adapter: GoldenAdapter = {
  methods: ["Rambachan-Roth"],
  run(golden) {
    const { values } = golden;
    const study = {
      beta: values.betahat as number[],
      sigma: (values.sigma as number[][]).flat(),
      numPre: values.num_pre as number,
      numPost: values.num_post as number,
      target: targetOf(golden),
    };
    return [...relative(golden, study), ...smooth(golden, study)];
  },
};

type Study = Parameters<typeof honestSmoothness>[0] extends infer S ? Omit<S & object, "m"> : never;

function relative(golden: Golden, study: Study): Comparison[] {
  const rows: Row[] = rowsOf(golden, "relative_magnitudes");
  const points = Number(/grid\s*(?:Points\s*=\s*)?(\d+)/.exec(golden.call)?.[1] ?? 1000);
  const result = honestRelativeMagnitudes({
    ...study,
    mbar: rows.map((row) => row.Mbar as number),
    grid: { points },
    draws: 1000,
    random: rGenerator(0),
    skipBreakdown: true,
  });
  const options = result.call.options as { low: number; high: number };
  const step = (options.high - options.low) / 1000;
  const original: Row = golden.values.original?.[0] ?? golden.values.original;
  const out: Comparison[] = [
    { what: "original low", ours: result.original.low, theirs: original.lb },
    { what: "original high", ours: result.original.high, theirs: original.ub },
  ];
  rows.forEach((row, at) => {
    const ours = result.bounds[at];
    // An interval without a point is reported as none by ours, as infinite ends by theirs.
    const finite = (value: number | null) => (value === null || !Number.isFinite(value) ? null : value);
    out.push({
      what: `M̄ ${row.Mbar} low`,
      ours: ours?.low ?? null,
      theirs: finite(row.lb),
      abs: 2 * step,
      rel: 0,
    });
    out.push({
      what: `M̄ ${row.Mbar} high`,
      ours: ours?.high ?? null,
      theirs: finite(row.ub),
      abs: 2 * step,
      rel: 0,
    });
  });
  return out;
}

/** Relative to the length of the interval: an end may lie near zero. */
function smooth(golden: Golden, study: Study): Comparison[] {
  const rows: Row[] = rowsOf(golden, "smoothness");
  const result = honestSmoothness({ ...study, m: rows.map((row) => row.M as number) });
  const share = Number(golden.tolerance.flci_rel ?? 0.02);
  return rows.flatMap((row, at) => {
    const ours = result.bounds[at];
    const length = (row.ub as number) - (row.lb as number);
    const limits = { abs: share * length, rel: 0 };
    return [
      { what: `M ${row.M} low`, ours: ours?.low ?? null, theirs: row.lb, ...limits },
      { what: `M ${row.M} high`, ours: ours?.high ?? null, theirs: row.ub, ...limits },
      { what: `M ${row.M} length`, ours: ours ? ours.high - ours.low : null, theirs: length, ...limits },
    ];
  });
}

function rowsOf(golden: Golden, prefix: string): Row[] {
  const key = Object.keys(golden.values).find((name) => name.startsWith(prefix));
  return key ? golden.values[key] : [];
}

/** l_vec as numbers where the case has them, else from the words of its call. */
function targetOf(golden: Golden): number[] {
  const { values, args, call } = golden;
  const given = values.l_vec ?? args?.l_vec;
  if (Array.isArray(given)) return given.flat().map(Number);
  const n = values.num_post as number;
  const listed = /l_vec\s*=\s*(?:matrix\(\s*)?c\(([^)]*)\)/.exec(`${call} l_vec=${given ?? ""}`)?.[1];
  if (listed) return listed.split(",").map(fraction);
  const text = String(given ?? /l_vec\s*=\s*([^,;)]+(?:\([^)]*\))?[^,;)]*)/.exec(call)?.[1] ?? "first");
  if (/average|mean|rep\(\s*1/i.test(text)) return new Array(n).fill(1 / n);
  const at = /last/i.test(text) ? n : Number(/basisVector\(\s*(?:index\s*=\s*)?(\d+)/.exec(text)?.[1] ?? 1);
  return Array.from({ length: n }, (_, j) => (j + 1 === at ? 1 : 0));
}

/** "1/4" or "0.25". */
function fraction(text: string): number {
  const [over = "", under = "1"] = text.split("/");
  return Number(over) / Number(under);
}
