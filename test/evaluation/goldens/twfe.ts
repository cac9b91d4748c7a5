import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Label, Panel } from "../../../src/evaluation/core/panel.ts";
import {
  panelRegression,
  type RegressionResult,
} from "../../../src/evaluation/regression/panel-regression.ts";
import type { Variance } from "../../../src/evaluation/regression/variance.ts";
import { eventStudy } from "../../../src/evaluation/twfe/event-study.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { fileOf, type PanelSource, panelSource } from "./panel-columns.ts";

interface Formula {
  outcome: string;
  terms: string[];
  unit: string;
  trends: boolean;
}

/** "feols(y ~ treat + x1 | id + year …" */
function readFormula(call: string): Formula {
  const match = /feols\(\s*([\w.]+)\s*~\s*(.*?)\s*\|\s*([\w.]+)(\[[\w.]+\])?/.exec(call);
  if (!match) throw new Error(`No formula in ${call}`);
  const [, outcome, right, unit, slope] = match as unknown as [
    string,
    string,
    string,
    string,
    string | undefined,
  ];
  // Split at plus signs outside brackets.
  const terms = right.split(/\+(?![^(]*\))/).map((term) => term.trim());
  return { outcome, terms, unit, trends: slope !== undefined };
}

function panelOf(
  { table, y, id, time, first }: PanelSource,
  covariates: readonly string[],
  clusters = "region",
): Panel {
  const column = (name: string) => table.columns[name] as (number | null)[];
  const region = clusters === id ? undefined : (table.columns[clusters] as Label[] | undefined);
  return makePanel({
    unit: table.columns[id] as Label[],
    time: column(time) as number[],
    outcome: column(y),
    firstTreated: first,
    covariates: Object.fromEntries(covariates.map((covariate) => [covariate, column(covariate)])),
    ...(region ? { cluster: region } : {}),
  });
}

/** Keys of the goldens beside our variances. */
function varianceOf(key: string): Variance {
  const lag = Number(/lag(\d+)$/.exec(key)?.[1]);
  if (key === "iid") return { type: "iid" };
  if (key === "hetero_HC1") return { type: "hc1" };
  if (key.startsWith("cluster_id_all")) return { type: "cluster", by: "unit", ssc: "all" };
  if (key.startsWith("cluster_id_no_adj")) return { type: "cluster", by: "unit", ssc: "none" };
  if (key.startsWith("cluster_id")) return { type: "cluster", by: "unit" };
  if (key.startsWith("cluster_")) return { type: "cluster" };
  if (key.startsWith("twoway")) return { type: "twoway", by: "unit" };
  if (key.startsWith("driscoll")) return { type: "driscoll_kraay", lag };
  if (key.startsWith("newey")) return { type: "newey_west", lag };
  throw new Error(`Unknown variance ${key}`);
}

const SMALL: Variance[] = [
  { type: "cr2", by: "unit" },
  { type: "jackknife", by: "unit" },
  { type: "cluster", by: "unit", ssc: "all" },
];

function runStatic(golden: Golden, data: GoldenData): Comparison[] {
  const { terms } = readFormula(golden.call);
  const from = panelSource(golden, data);
  // The first term is the treatment.
  const covariates = terms.slice(1);
  const { values } = golden;
  const keys = Object.keys(values.vcov ?? {});
  const variance = [...keys.map(varianceOf), ...SMALL];
  // cluster_region: the column named after the word.
  const clusters = keys.map((key) => key.replace(/^cluster_/, "")).find((name) => name in from.table.columns);
  const result = from.switching
    ? panelRegression(panelOf(from, [from.switching, ...covariates], clusters), {
        terms: [from.switching, ...covariates],
        variance,
      })
    : twfe(panelOf(from, covariates, clusters), { covariates, variance });
  const out: Comparison[] = [
    { what: "n", ours: result.used.observations, theirs: values.n },
    { what: "units", ours: result.used.units, theirs: values.units },
    { what: "estimate", ours: result.terms[0]?.estimate ?? null, theirs: values.estimate },
    { what: "r2_within", ours: result.r2Within, theirs: values.r2_within },
    { what: "rss", ours: result.rss, theirs: values.rss },
  ];
  keys.forEach((key, at) => {
    const theirs = values.vcov[key];
    const one = result.variances[at]?.inference[0];
    const ours: [string, number | null | undefined, unknown][] = [
      ["se", one?.se, theirs.se],
      ["t", one?.statistic, theirs.t],
      ["p", one?.p, theirs.p],
      ["low", one?.low, theirs.ci95?.[0]],
      ["high", one?.high, theirs.ci95?.[1]],
    ];
    for (const [name, own, peer] of ours) {
      if (peer !== undefined)
        out.push({ what: `${key} ${name}`, ours: own ?? null, theirs: peer as number | null });
    }
  });
  return values.small_sample ? [...out, ...smallSample(result, keys.length, values.small_sample)] : out;
}

/** Reference values that a package gives where a coefficient hangs on one cluster are not to be met: see the notices. */
function smallSample(result: RegressionResult, from: number, theirs: Golden["values"]): Comparison[] {
  const [cr2, jackknife, all] = result.variances.slice(from) as [
    RegressionResult["variances"][number],
    RegressionResult["variances"][number],
    RegressionResult["variances"][number],
  ];
  const one = cr2.inference[0];
  const range = jackknife.leaveOneOut?.[0] ?? null;
  const values: Record<string, Record<string, number | null | undefined>> = {
    CR2_satterthwaite_clubSandwich: { se: one?.se, t: one?.statistic, df: one?.df, p: one?.p },
    CR1S_clubSandwich: { se: all.inference[0]?.se, p: all.inference[0]?.p },
    CV3J_leave_one_unit_out_own_loop: {
      se: jackknife.inference[0]?.se,
      min_beta: range?.low,
      max_beta: range?.high,
    },
    dfadjust_IK: {
      Estimate: result.terms[0]?.estimate,
      "HC1 se": all.inference[0]?.se,
      "HC2 se": one?.se,
      "Adj. se": cr2.adjustedSe?.[0],
      df: one?.df,
    },
  };
  return Object.entries(theirs).flatMap(([method, numbers]) =>
    Object.entries(numbers as Record<string, number | null>).map(([key, number]) => ({
      what: `${method} ${key}`,
      ours: values[method]?.[key] ?? null,
      theirs: number,
    })),
  );
}

function runEventStudy(golden: Golden, data: GoldenData): Comparison[] {
  const { terms, trends } = readFormula(golden.call);
  const from = panelSource(golden, data);
  const covariates = terms.filter((term) => !term.startsWith("i("));
  const references = (/ref\s*=\s*c?\(?([-\d,\s]+)/.exec(golden.call)?.[1] ?? "-1")
    .split(",")
    .map(Number)
    .filter((value) => value > -1000);
  const result = eventStudy(panelOf(from, covariates), {
    reference: references,
    covariates,
    trends,
    collinear: "latest",
    variance: [{ type: "cluster", by: "unit" }],
  });
  const report = result.variances[0];
  const place = new Map(result.relative.map((e, at) => [`rel::${e}`, at]));
  covariates.forEach((name) => {
    const at = result.terms.findIndex(({ term }) => term === name);
    if (at >= 0) place.set(name, at);
  });
  const { coefs, collinear_dropped: dropped } = golden.values;
  const out: Comparison[] = [{ what: "coefficients", ours: result.terms.length, theirs: coefs.length }];
  for (const { term, estimate, se, t, p } of coefs) {
    const at = place.get(term) ?? -1;
    const one = report?.inference[at];
    out.push(
      { what: `${term} estimate`, ours: result.terms[at]?.estimate ?? null, theirs: estimate },
      { what: `${term} se`, ours: one?.se ?? null, theirs: se },
      { what: `${term} t`, ours: one?.statistic ?? null, theirs: t },
      { what: `${term} p`, ours: one?.p ?? null, theirs: p },
    );
  }
  const theirDropped = (dropped as (string | number)[]).map((term) =>
    Number(String(term).replace("rel::", "")),
  );
  out.push({ what: "collinear dropped", ours: result.collinearDropped.length, theirs: theirDropped.length });
  theirDropped.forEach((e, at) => {
    out.push({ what: `dropped ${at}`, ours: result.collinearDropped[at] ?? null, theirs: e });
  });
  return out;
}

/** Columns named in the formula; the second absorbed effect is the time. */
function runCovariates(golden: Golden, data: GoldenData): Comparison[] {
  const { outcome, terms, unit } = readFormula(golden.call);
  const time = /\|\s*[\w.]+\s*\+\s*([\w.]+)/.exec(golden.call)?.[1] ?? "year";
  const { columns, rows } = data.table(fileOf(golden));
  const panel = makePanel({
    unit: columns[unit] as Label[],
    time: columns[time] as number[],
    outcome: columns[outcome] as (number | null)[],
    firstTreated: new Array<null>(rows).fill(null),
    covariates: Object.fromEntries(terms.map((name) => [name, columns[name] as (number | null)[]])),
  });
  const plain = panelRegression(panel, { terms, variance: [{ type: "cluster" }, { type: "cr2" }] });
  const withTrends = panelRegression(panel, { terms, trends: true });
  const { values } = golden;
  const lost = panel.dropped.reduce(
    (total, one) => total + (one.code === "rows_without_value" ? (one.count ?? 0) : 0),
    0,
  );
  const out: Comparison[] = [
    { what: "n", ours: panel.observations, theirs: values.n },
    { what: "dropped_na", ours: lost, theirs: values.dropped_na },
  ];
  const add = (
    name: string,
    result: RegressionResult,
    at: number,
    rows: Record<string, number | string | null>[],
  ) => {
    for (const row of rows ?? []) {
      const term = result.terms.findIndex((one) => one.term === row.term);
      const one = result.variances[at]?.inference[term];
      const ours: Record<string, number | null | undefined> = {
        estimate: result.terms[term]?.estimate,
        se: one?.se,
        t: one?.statistic,
        df: one?.df,
        p: one?.p,
      };
      for (const [key, theirs] of Object.entries(row)) {
        if (key === "term") continue;
        out.push({
          what: `${name} ${row.term} ${key}`,
          ours: ours[key] ?? null,
          theirs: theirs as number | null,
        });
      }
    }
  };
  add("no_trends", plain, 0, values.no_trends);
  add("state_trends", withTrends, 0, values.state_trends);
  add("CR2", plain, 1, values.CR2);
  return out;
}

const RUN: Record<string, (golden: Golden, data: GoldenData) => Comparison[]> = {
  "TWFE static": runStatic,
  "TWFE event study": runEventStudy,
  "TWFE with covariates, unit trends, missing cells": runCovariates,
};

export const adapter: GoldenAdapter = {
  methods: Object.keys(RUN),
  run: (golden, data) => (RUN[golden.method] as (typeof RUN)[string])(golden, data),
};
