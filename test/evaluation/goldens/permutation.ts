import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Label, Panel } from "../../../src/evaluation/core/panel.ts";
import { quantileSorted } from "../../../src/evaluation/numeric/quantile.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { panelSource } from "./panel-columns.ts";
import { drawsOfR } from "./r-sample.ts";

/** The panel of a case, units and times as its file has them. */
export function simulatedPanel(golden: Golden, data: GoldenData): Panel {
  const { table, y, id, time, first } = panelSource(golden, data);
  return makePanel({
    unit: table.columns[id] as Label[],
    time: table.columns[time] as number[],
    outcome: table.columns[y] as (number | null)[],
    firstTreated: first,
  });
}

export const adapter: GoldenAdapter = {
  methods: ["randomization inference, Monte Carlo", "randomization inference, full enumeration"],
  run(golden, data) {
    const panel = simulatedPanel(golden, data);
    const v = golden.values;
    const nulls = ((v.p_at_tau ?? []) as { tau0: number; p: number }[]).map((row) => row.tau0);
    // A Monte Carlo p is only comparable to its tolerance when it rests on the peer's own draws.
    const seed = Number(/set\.seed\(\s*(\d+)/.exec(golden.call)?.[1] ?? 1);
    const draws = Number(/(\d+) random assignments/.exec(golden.call)?.[1] ?? 9999);
    const exact = golden.method.endsWith("full enumeration");
    const common = { draws, nulls, exact };
    const beta = permutationTest(panel, { ...common, random: drawsOfR(panel, seed) });
    const t = permutationTest(panel, {
      ...common,
      random: drawsOfR(panel, seed),
      statistic: "t",
      interval: false,
    });
    const tolerance = golden.tolerance as Record<string, number>;
    const pick = (name: string) =>
      tolerance[`${name}_abs`] === undefined ? {} : { abs: tolerance[`${name}_abs`] as number, rel: 0 };
    const out: Comparison[] = [];
    const add = (what: string, ours: number | null, theirs: unknown, kind: string) => {
      if (theirs !== undefined) out.push({ what, ours, theirs: theirs as number | null, ...pick(kind) });
    };
    add("beta", beta.estimate, v.beta, "beta");
    add("t_cr0", t.statistic, v.t_cr0, "beta");
    add("p_beta_two_sided", beta.p, v.p_beta_two_sided, "p");
    add("p_beta_upper", beta.pUpper, v.p_beta_upper, "p");
    add("p_beta_lower", beta.pLower, v.p_beta_lower, "p");
    add("p_t_two_sided", t.p, v.p_t_two_sided, "p");
    add("p_t_upper", t.pUpper, v.p_t_upper, "p");
    add("n_assignments", beta.draws, v.n_assignments, "");
    add("identity_count", beta.identity, v.identity_count, "");
    v.p_at_tau?.forEach((row: { tau0: number; p: number }, k: number) => {
      add(`p at ${row.tau0}`, beta.nulls[k]?.p ?? null, row.p, "p");
    });
    const set = v.ci95_hull_of_p_gt_05 ?? v.ci95;
    add("ci low", beta.low, set?.[0], "ci");
    add("ci high", beta.high, set?.[1], "ci");
    v.perm_beta_quantiles?.forEach((row: { p: number; q_type1: number }) => {
      add(`quantile ${row.p}`, quantileSorted(beta.distribution, row.p, 1), row.q_type1, "ci");
    });
    add("ri2 n", beta.draws, v.ri2?.n, "");
    add("ri2 estimate", beta.estimate, v.ri2?.estimate, "beta");
    add("ri2 p", beta.p, v.ri2?.two_tailed_p_value, "p");
    return out;
  },
};
