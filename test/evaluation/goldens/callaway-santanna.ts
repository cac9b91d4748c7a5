import { type Aggregate, aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnnaCrossSections } from "../../../src/evaluation/callaway-santanna/cross-sections.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import type { CallawaySantAnna } from "../../../src/evaluation/callaway-santanna/types.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Label, Panel } from "../../../src/evaluation/core/panel.ts";
import { readCall, termColumns } from "../callaway-santanna/golden-call.ts";
import { compareSpread, simulate } from "../callaway-santanna/golden-spread.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";

// biome-ignore lint/suspicious/noExplicitAny: rows of JSON.
type Row = Record<string, any>;

const ANALYTIC = "Callaway-Sant'Anna";
const GIVEN = "multiplier bootstrap, weights given";
const MONTE_CARLO = "multiplier bootstrap, Monte Carlo";

export const adapter: GoldenAdapter = {
  methods: [ANALYTIC, GIVEN, MONTE_CARLO],
  run(golden, data) {
    const result = estimate(golden, data);
    if (golden.method === GIVEN) return compareGiven(golden, data, result);
    if (golden.method === MONTE_CARLO) return compareMonteCarlo(golden, result);
    return compareAnalytic(golden, result);
  },
};

/** Runs the golden's own call. */
function estimate(golden: Golden, data: GoldenData): CallawaySantAnna {
  const ask = readCall(golden);
  const table = data.table(ask.file);
  const column = (name: string) => {
    const found = table.columns[name];
    if (!found) throw new Error(`${golden.id}: no column ${name} in ${ask.file}`);
    return found;
  };
  const numbers = (name: string) => column(name) as (number | null)[];
  const terms = Object.assign({}, ...ask.terms.map((term) => termColumns(term, numbers))) as Record<
    string,
    (number | null)[]
  >;
  const known = [numbers(ask.y), numbers(ask.time), ...Object.values(terms)];
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const complete = rows.filter((row) => known.every((values) => values[row] !== null));
  const { keep, first } = comparable(ask, complete, numbers(ask.time), numbers(ask.group));
  const pick = <T>(values: readonly T[]) => keep.map((row) => values[row] as T);
  const covariates = Object.fromEntries(Object.entries(terms).map(([name, values]) => [name, pick(values)]));
  const options = { ...ask.options, covariates: Object.keys(terms) };
  const shared = {
    time: pick(numbers(ask.time)) as number[],
    outcome: pick(numbers(ask.y)),
    firstTreated: pick(first),
    covariates,
    ...(ask.cluster === null ? {} : { cluster: pick(column(ask.cluster)) as Label[] }),
    ...(ask.weights === null ? {} : { weights: pick(numbers(ask.weights)) as number[] }),
  };
  if (ask.crossSections) return callawaySantAnnaCrossSections(shared, options);
  const panel: Panel = makePanel({ unit: pick(column(ask.id)) as Label[], ...shared });
  return callawaySantAnna(panel, options);
}

/** Asked for never-treated controls where there are none, the peer takes the last cohort for them and ends before it is treated. */
function comparable(
  { options }: ReturnType<typeof readCall>,
  rows: number[],
  time: readonly (number | null)[],
  first: readonly (number | null)[],
) {
  const ahead = options.anticipation ?? 0;
  const end = Math.max(...rows.map((row) => time[row] as number)) + ahead;
  const dates = rows.map((row) => first[row] ?? 0);
  if (options.control !== "never" || dates.some((date) => date === 0 || date > end))
    return { keep: rows, first };
  const last = Math.max(...dates);
  return {
    keep: rows.filter((row) => (time[row] as number) < last - ahead),
    first: first.map((date) => (date === last ? 0 : date)),
  };
}

function compareAnalytic({ values }: Golden, result: CallawaySantAnna): Comparison[] {
  const out: Comparison[] = [];
  if ("n_units" in values) out.push({ what: "n_units", ours: result.used.units, theirs: values.n_units });
  out.push(...compareCells(values.att_gt as Row[], result, "se", (k) => result.cells[k]?.se ?? null));
  out.push(...compareWald(values, result));
  for (const [key, want] of Object.entries(values)) {
    if (key.startsWith("agg_")) out.push(...compareAggregate(key, want as Row, result));
  }
  if (values.influence_function) out.push(...compareInfluence(values.influence_function as Row, result));
  return out;
}

function compareCells(
  rows: readonly Row[],
  result: CallawaySantAnna,
  name: string,
  seOf: (k: number) => number | null,
  tolerance: { att?: Partial<Comparison>; se?: Partial<Comparison> } = {},
): Comparison[] {
  const at = new Map(result.cells.map((cell, k) => [`${cell.group}/${cell.time}`, k]));
  const out: Comparison[] = [{ what: "cells", ours: result.cells.length, theirs: rows.length }];
  for (const row of rows) {
    const label = `${row.group}/${row.t}`;
    const k = at.get(label) ?? -1;
    const att = result.cells[k]?.att ?? null;
    out.push({ what: `att ${label}`, ours: att, theirs: row.att ?? null, ...tolerance.att });
    out.push({ what: `${name} ${label}`, ours: seOf(k), theirs: row[name] ?? null, ...tolerance.se });
  }
  return out;
}

/** The peer rounds its p to five places. */
function compareWald(values: Row, result: CallawaySantAnna): Comparison[] {
  const { statistic, p } = result.pretest;
  const theirs = values.wald_pretest as Row | undefined;
  // With a universal base the peer's covariance has a row of zeros, so that it never gives the test.
  if (!theirs && result.call.options.base === "universal") return [];
  const rounded = p === null ? null : Math.round(p * 1e5) / 1e5;
  return [
    { what: "Wald", ours: statistic, theirs: theirs?.W ?? null },
    { what: "Wald p", ours: rounded, theirs: theirs?.p ?? null, abs: 1.1e-5 },
  ];
}

function compareAggregate(key: string, want: Row, result: CallawaySantAnna): Comparison[] {
  const [, type, ...rest] = key.split("_");
  const by = (want.by ?? []) as Row[];
  const balance = rest.join("_").match(/^bal(?:ance)?_?(\d+)/)?.[1];
  const windowed = rest.length > 0 && balance === undefined && by.length > 0;
  const ours = aggregate(result, {
    type: type as "simple",
    ...(balance === undefined ? {} : { balance: Number(balance) }),
    ...(windowed ? { min: by[0]?.egt as number, max: by[by.length - 1]?.egt as number } : {}),
  });
  const out: Comparison[] = [
    { what: `${key} overall`, ours: ours.overall.att, theirs: want.overall_att ?? null },
    { what: `${key} overall se`, ours: ours.overall.se, theirs: want.overall_se ?? null },
    { what: `${key} rows`, ours: ours.rows.length, theirs: by.length },
  ];
  for (const row of by) {
    const own = ours.rows.find((candidate) => candidate.at === row.egt);
    out.push({ what: `${key} att ${row.egt}`, ours: own?.att ?? null, theirs: row.att ?? null });
    out.push({ what: `${key} se ${row.egt}`, ours: own?.se ?? null, theirs: row.se ?? null });
  }
  return out;
}

function compareInfluence(want: Row, result: CallawaySantAnna): Comparison[] {
  const { n, units, values } = result.influence;
  const out: Comparison[] = [];
  (want.unit_ids as Label[]).forEach((unit, at) => {
    const i = units.indexOf(unit);
    (want.rows[at] as number[]).forEach((theirs, k) => {
      out.push({
        what: `influence of ${unit} on cell ${k}`,
        ours: i < 0 ? null : (values[k * n + i] ?? null),
        theirs,
      });
    });
  });
  return out;
}

function compareGiven(golden: Golden, data: GoldenData, result: CallawaySantAnna): Comparison[] {
  const source = golden.data as { weights: string };
  const table = data.table(source.weights);
  const draws = Object.values(table.columns) as number[][];
  const n = table.rows;
  const weights = new Float64Array(draws.length * n);
  draws.forEach((draw, b) => {
    weights.set(draw, b * n);
  });
  const { att_gt: cells, ...others } = golden.values as Record<string, Row>;
  const out: Comparison[] = [];
  const compare = (
    name: string,
    want: Row,
    att: readonly (number | null)[],
    influence: Aggregate["influence"],
  ) => {
    const boot = multiplierBootstrap(influence, { weights, keepDraws: true });
    (want.att as number[]).forEach((theirs, k) => {
      out.push({ what: `${name} att ${k}`, ours: att[k] ?? null, theirs });
      out.push({
        what: `${name} se ${k}`,
        ours: boot.se[k] ?? null,
        theirs: (want.se as number[])[k] ?? null,
      });
      const first = boot.values?.[k] ?? null;
      out.push({
        what: `${name} first draw ${k}`,
        ours: first,
        theirs: (want.first_draw as number[])[k] ?? null,
      });
    });
    out.push({ what: `${name} critical`, ours: boot.critical, theirs: want.crit_val_95 ?? null });
  };
  if (cells) {
    compare(
      "cells",
      cells,
      result.cells.map((cell) => cell.att),
      result.influence,
    );
  }
  for (const [type, want] of Object.entries(others)) {
    const own = aggregate(result, { type: type as "dynamic" });
    compare(
      type,
      want,
      own.rows.map((row) => row.att),
      own.influence,
    );
  }
  return out;
}

function compareMonteCarlo({ values, tolerance }: Golden, result: CallawaySantAnna): Comparison[] {
  const att = { abs: tolerance.att_abs as number };
  const crit = { abs: tolerance.crit_abs as number, rel: 0 };
  const relative = tolerance.boot_se_rel as number;
  const out = [...compareCells(values.att_gt as Row[], result, "boot_se", () => null, { att })].filter(
    ({ what }) => !what.startsWith("boot_se"),
  );
  const own = simulate(result.influence, 1);
  result.cells.forEach((cell, k) => {
    const row = (values.att_gt as Row[]).find(({ group, t }) => group === cell.group && t === cell.time);
    out.push(compareSpread(`boot_se ${cell.group}/${cell.time}`, own, k, row?.boot_se ?? null, relative));
  });
  out.push({ what: "critical", ours: own.boot.critical, theirs: values.crit_val ?? null, ...crit });
  for (const type of ["simple", "dynamic", "group", "calendar"] as const) {
    const want = values[type] as Row | undefined;
    if (!want) continue;
    const ours = aggregate(result, { type });
    const whole = simulate(ours.overallInfluence, 2);
    const theirs = { att: want.overall_att ?? want.att, se: want.overall_boot_se ?? want.boot_se };
    out.push({ what: `${type} att`, ours: ours.overall.att, theirs: theirs.att ?? null, ...att });
    out.push(compareSpread(`${type} se`, whole, 0, theirs.se ?? null, relative));
    if (!want.by) continue;
    const rows = simulate(ours.influence, 3);
    if ("crit_val" in want) {
      out.push({ what: `${type} critical`, ours: rows.boot.critical, theirs: want.crit_val, ...crit });
    }
    for (const row of want.by as Row[]) {
      const at = row.e ?? row.egt ?? row.group ?? row.t;
      const k = ours.rows.findIndex((candidate) => candidate.at === at);
      out.push({
        what: `${type} att ${at}`,
        ours: ours.rows[k]?.att ?? null,
        theirs: row.att ?? null,
        ...att,
      });
      out.push(compareSpread(`${type} se ${at}`, rows, k, row.boot_se ?? null, relative));
    }
  }
  return out;
}
