import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Label } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import type { PType } from "../../../src/evaluation/wild-bootstrap/p-value.ts";
import type { WildWeights } from "../../../src/evaluation/wild-bootstrap/weights.ts";
import {
  type WildClusterResult,
  wildClusterBootstrap,
  wildClusterBootstrapLinear,
} from "../../../src/evaluation/wild-bootstrap/wild-cluster-bootstrap.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";
import { fileOf, panelSource } from "./panel-columns.ts";

interface Theirs {
  point: number;
  t: number;
  p: number;
  ci: (number | null)[];
  G: number[];
  B: number;
}

/** "two-tailed WCR", "WCU webb", "WCR rademacher region (enumerated)". */
function readKey(key: string) {
  const pType = (/^(two-tailed|equal-tailed|<|>)/.exec(key)?.[1] ?? "two-tailed") as PType;
  const type = key.includes("WCU") ? ("WCU" as const) : ("WCR" as const);
  const weights = (/(rademacher|webb|mammen)/.exec(key)?.[1] ?? "rademacher") as WildWeights;
  return { pType, type, weights };
}

const label = (table: Table, name: string) => table.columns[name] as Label[];
const numbers = (table: Table, name: string) => table.columns[name] as (number | null)[];

/** "m <- lm(invest ~ value + capital); boottest(m, param='value', clustid='firm', …" */
function linear(golden: Golden, table: Table, key: string): WildClusterResult {
  const [, outcome, right] = /lm\(\s*([\w.]+)\s*~\s*([^,)]*)[,)]/.exec(golden.call) as unknown as [
    string,
    string,
    string,
  ];
  const terms = right.split("+").map((term) => term.trim());
  const term = /param\s*=\s*["']([\w.]+)["']/.exec(golden.call)?.[1] ?? (terms[0] as string);
  const cluster = /clustid\s*=\s*["']([\w.]+)["']/.exec(golden.call)?.[1] ?? "id";
  return wildClusterBootstrapLinear(
    {
      outcome: numbers(table, outcome),
      terms: Object.fromEntries(terms.map((name) => [name, numbers(table, name)])),
      cluster: label(table, cluster),
    },
    { ...readKey(key), term, random: seeded(20240917), draws: 99999 },
  );
}

/** "boottest(feols(y ~ treat | id + year, cluster=~id), param='treat', …" */
function panel(golden: Golden, table: Table, key: string, data: GoldenData): WildClusterResult {
  const right = /~\s*(.*?)\s*\|/.exec(golden.call)?.[1] ?? "treat";
  // The first term is the treatment.
  const covariates = right
    .split("+")
    .map((term) => term.trim())
    .slice(1);
  const { y, id, time, first } = panelSource(golden, data);
  const clustid = /clustid\s*=\s*["']([\w.]+)["']/.exec(golden.call)?.[1];
  const named = [/\b(region|state)\b/.exec(key)?.[1], clustid].find(
    (name) => name !== undefined && name in table.columns && name !== id,
  );
  const made = makePanel({
    unit: label(table, id),
    time: numbers(table, time) as number[],
    outcome: numbers(table, y),
    firstTreated: first,
    covariates: Object.fromEntries(covariates.map((name) => [name, numbers(table, name)])),
    ...(named ? { cluster: label(table, named) } : {}),
  });
  return wildClusterBootstrap(made, { ...readKey(key), covariates, random: seeded(20240917), draws: 99999 });
}

function compare(golden: Golden, key: string, ours: WildClusterResult, theirs: Theirs): Comparison[] {
  const { tolerance } = golden;
  const number = (name: string) => (tolerance[name] === undefined ? undefined : Number(tolerance[name]));
  const plain = number("abs") ?? 1e-8;
  const relative = { abs: plain, rel: number("t_rel") ?? 1e-6 };
  const ends = { abs: number("ci_abs") ?? 0, rel: number("ci_rel") ?? 0 };
  const out: Comparison[] = [
    { what: `${key} point`, ours: ours.estimate, theirs: theirs.point, ...relative },
    { what: `${key} t`, ours: ours.statistic, theirs: theirs.t, ...relative },
    { what: `${key} p`, ours: ours.p, theirs: theirs.p, abs: number("p_abs") ?? plain, rel: 0 },
    { what: `${key} G`, ours: ours.clusters, theirs: theirs.G[0] ?? null, abs: 0, rel: 0 },
    { what: `${key} draws`, ours: ours.draws, theirs: theirs.B, abs: 0, rel: 0 },
  ];
  // A single null: the peer was not asked for an interval.
  if (theirs.ci.length === 2) {
    out.push(
      { what: `${key} low`, ours: ours.low, theirs: theirs.ci[0] ?? null, ...ends },
      { what: `${key} high`, ours: ours.high, theirs: theirs.ci[1] ?? null, ...ends },
    );
  }
  return out;
}

export const adapter: GoldenAdapter = {
  methods: ["wild cluster bootstrap, full enumeration", "wild cluster bootstrap, Monte Carlo"],
  run(golden: Golden, data: GoldenData) {
    const table = data.table(fileOf(golden));
    const run = golden.call.includes("feols(") ? panel : linear;
    return Object.entries(golden.values as Record<string, Theirs>).flatMap(([key, theirs]) =>
      compare(golden, key, run(golden, table, key, data), theirs),
    );
  },
};
