import { type Adjustment, adjustP } from "../../../src/evaluation/multiple-outcomes/adjust.ts";
import { romanoWolf } from "../../../src/evaluation/multiple-outcomes/romano-wolf.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";

export const adapter: GoldenAdapter = {
  methods: ["multiple testing", "Romano-Wolf"],
  run: (golden, data) => (golden.method === "Romano-Wolf" ? stepDown(golden, data) : adjust(golden)),
};

const METHODS: Record<string, Adjustment> = {
  bonferroni: "bonferroni",
  holm: "holm",
  hochberg: "hochberg",
  hommel: "hommel",
  BH: "BH",
  fdr: "BH",
  BY: "BY",
};

function adjust(golden: Golden): Comparison[] {
  const p = golden.values.p as (number | null)[];
  return Object.entries(METHODS).flatMap(([name, method]) => {
    const theirs = golden.values[name] as (number | null)[] | undefined;
    if (!theirs) return [];
    const ours = adjustP(p, method);
    return theirs.map((value, j) => ({ what: `${name} ${j}`, ours: ours[j] ?? null, theirs: value }));
  });
}

function stepDown(golden: Golden, data: GoldenData): Comparison[] {
  const t = golden.values.t as number[];
  const file = (golden.data as { null_draws: string }).null_draws;
  const ours = romanoWolf(t, drawsOf(data.table(file), t.length));
  const lists: [string, number[], string][] = [
    ["step-down", ours.p, "rw_p"],
    ["single-step", ours.singleStep, "single_step_p"],
    ["raw", ours.raw, "raw_p"],
  ];
  return lists.flatMap(([what, mine, key]) =>
    ((golden.values[key] ?? []) as number[]).map((theirs, j) => ({
      what: `${what} ${j}`,
      ours: mine[j] ?? null,
      theirs,
    })),
  );
}

function drawsOf({ columns, rows }: Table, k: number): Float64Array {
  const out = new Float64Array(rows * k);
  Object.values(columns).forEach((column, j) => {
    column.forEach((value, row) => {
      out[row * k + j] = value as number;
    });
  });
  return out;
}
