import { seeded } from "../../../src/evaluation/core/random.ts";
import {
  type GroupTest,
  ibragimovMuller,
  testOfGroups,
} from "../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";
import { simulatedPanel } from "./permutation.ts";

export const adapter: GoldenAdapter = {
  methods: ["Ibragimov-Muller; Canay-Romano-Shaikh"],
  run(golden, data) {
    const slope = /per-(\w+) OLS slope of (\w+) on (\w+)(?: \(with ([\w, ]+)\))?/.exec(golden.call);
    const { estimates, test } = slope ? perGroup(golden, data, slope) : perUnit(golden, data);
    const v = golden.values;
    const out: Comparison[] = (v.group_estimates as number[]).map((theirs, j) => ({
      what: `estimate ${j}`,
      ours: estimates[j] ?? null,
      theirs,
    }));
    return [
      ...out,
      { what: "q", ours: test.q, theirs: v.q },
      { what: "mean", ours: test.estimate, theirs: v.mean },
      { what: "t", ours: test.statistic, theirs: v.t },
      { what: "df", ours: test.df, theirs: v.df },
      { what: "p", ours: test.p, theirs: v.p },
      { what: "ci low", ours: test.low, theirs: v.ci95?.[0] ?? null },
      { what: "ci high", ours: test.high, theirs: v.ci95?.[1] ?? null },
      { what: "sign change p", ours: test.signChange.p, theirs: v.sign_change_p },
    ];
  },
};

const options = { random: seeded(1), draws: 1_000_000 };

function perUnit(golden: Golden, data: GoldenData): { estimates: number[]; test: GroupTest } {
  const test = ibragimovMuller(simulatedPanel(golden, data), options);
  return { estimates: test.groups.map((group) => group.estimate), test };
}

/** "per-firm OLS slope of invest on value (with capital)": groups in order of appearance. */
function perGroup(golden: Golden, data: GoldenData, slope: RegExpExecArray) {
  const { columns, rows } = data.table(fileOf(golden));
  const [, group = "", outcome = "", main = "", others = ""] = slope;
  const terms = [main, ...others.split(/[ ,]+|and/).filter((name) => name in columns)];
  const column = columns[group in columns ? group : `${group}id`] as (string | number)[];
  const groups = [...new Set(column)];
  const estimates = groups.map((name) => {
    const members = Array.from({ length: rows }, (_, r) => r).filter((r) => column[r] === name);
    const k = terms.length + 1;
    const x = new Float64Array(members.length * k);
    members.forEach((r, i) => {
      x[i * k] = 1;
      terms.forEach((term, j) => {
        x[i * k + j + 1] = columns[term]?.[r] as number;
      });
    });
    const y = Float64Array.from(members, (r) => columns[outcome]?.[r] as number);
    return leastSquares(x, members.length, k, y).coef[1] as number;
  });
  const wanted = golden.values.group_estimates as number[];
  const same = (list: number[]) => list.every((value, j) => Math.abs(value - (wanted[j] ?? 0)) < 1e-6);
  // The peer lists groups by appearance or by name: the set is what is compared.
  const byName = groups
    .map((name, j) => ({ name: String(name), value: estimates[j] as number }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
    .map((entry) => entry.value);
  return {
    estimates: same(estimates) ? estimates : byName,
    test: testOfGroups(Float64Array.from(estimates), options),
  };
}
