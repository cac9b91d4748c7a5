import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { placeboEach } from "../../../src/evaluation/synthetic/placebo-each.ts";
import { syntheticDid } from "../../../src/evaluation/synthetic/synthetic-did.ts";
import type { CohortFit } from "../../../src/evaluation/synthetic/types.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { fileOf, panelSource } from "./panel-columns.ts";

const METHODS = [
  ["synthdid", "sdid"],
  ["sc", "sc"],
  ["did", "did"],
] as const;

type Cell = number | string | null;
type Data = { file?: string; y?: string; subset?: string };

/** The peer prints unfinished iterates, which ours reproduce on request; the exact minimum is held against its own. */
export const adapter: GoldenAdapter = {
  methods: ["synthetic DiD / synthetic control / DiD block", "staggered synthetic DiD"],
  run: (golden, data) =>
    golden.method.startsWith("staggered") ? staggered(golden, data) : block(golden, data),
};

function block(golden: Golden, data: GoldenData): Comparison[] {
  const { values } = golden;
  const panel = blockPanel(golden, data);
  const out: Comparison[] = [];
  const fits = new Map<string, CohortFit>();
  for (const [name, method] of METHODS) {
    const fit = only(syntheticDid(panel, { method, inference: "none", solver: "frank_wolfe" }).cohorts);
    fits.set(name, fit);
    if (values[name]) out.push(...fitted(golden, name, fit));
  }
  const own = only([fits.get("synthdid") as CohortFit]);
  const plain: [string, number][] = [
    ["N0", own.n0],
    ["N1", own.n1],
    ["T0", own.t0],
    ["T1", own.t1],
    ["noise_level", own.noise],
    ["zeta_omega", own.zetaOmega],
    ["zeta_lambda", own.zetaLambda],
  ];
  for (const [name, ours] of plain) {
    if (values[name] !== undefined) out.push({ what: name, ours, theirs: values[name], abs: 1e-8 });
  }
  return [
    ...out,
    ...(values.exact_qp ? exact(golden, panel) : []),
    ...jackknife(golden, panel),
    ...placebos(golden, panel),
    ...randomPlacebo(golden, panel),
  ];
}

function fitted(golden: Golden, name: string, fit: CohortFit): Comparison[] {
  const theirs = golden.values[name];
  const rel = name === "did" ? 0 : tolerance(golden, `${name}_estimate_rel`, 0.002);
  const objective = { abs: 0, rel: tolerance(golden, "objective_rel", 0.001) };
  const weight = tolerance(golden, "weight_abs", 0.02);
  const out: Comparison[] = [
    { what: `${name} estimate`, ours: fit.estimate, theirs: theirs.estimate, abs: 1e-8, rel },
  ];
  if (theirs.omega_objective !== undefined)
    out.push({
      what: `${name} ω objective`,
      ours: fit.omegaObjective,
      theirs: theirs.omega_objective,
      ...objective,
    });
  if (theirs.lambda_objective !== undefined)
    out.push({
      what: `${name} λ objective`,
      ours: fit.lambdaObjective,
      theirs: theirs.lambda_objective,
      ...objective,
    });
  for (const row of theirs.omega ?? []) {
    const ours = fit.omega.find(({ unit }) => String(unit) === String(row.unit))?.w ?? null;
    out.push({ what: `${name} ω ${row.unit}`, ours, theirs: row.w, abs: weight, rel: 0 });
  }
  for (const row of theirs.lambda ?? []) {
    const ours = fit.lambda.find(({ time }) => time === Number(row.t))?.w ?? null;
    out.push({ what: `${name} λ ${row.t}`, ours, theirs: row.w, abs: weight, rel: 0 });
  }
  return out;
}

/** Values of the same problems solved by quadratic programming, and proof that none of the peer's lies below ours. */
function exact(golden: Golden, panel: Panel): Comparison[] {
  const { exact_qp: theirs, synthdid, sc } = golden.values;
  const sdid = only(syntheticDid(panel, { method: "sdid", inference: "none" }).cohorts);
  const control = only(syntheticDid(panel, { method: "sc", inference: "none" }).cohorts);
  const tight = { abs: 1e-8, rel: 1e-6 };
  const out: Comparison[] = [
    { what: "exact synthdid", ours: sdid.estimate, theirs: theirs.synthdid_estimate, ...tight },
    { what: "exact ω objective", ours: sdid.omegaObjective, theirs: theirs.omega_objective, ...tight },
    { what: "exact λ objective", ours: sdid.lambdaObjective, theirs: theirs.lambda_objective, ...tight },
    { what: "exact sc", ours: control.estimate, theirs: theirs.sc_estimate, abs: 1e-6, rel: 1e-4 },
    { what: "exact sc objective", ours: control.omegaObjective, theirs: theirs.sc_objective, ...tight },
  ];
  const excess = (ours: number | null, peer: number) => Math.max(0, (ours ?? Number.NaN) - peer);
  const below: [string, number | null, number | undefined][] = [
    ["ω", sdid.omegaObjective, synthdid?.omega_objective],
    ["λ", sdid.lambdaObjective, synthdid?.lambda_objective],
    ["sc ω", control.omegaObjective, sc?.omega_objective],
  ];
  for (const [name, ours, peer] of below) {
    if (peer !== undefined)
      out.push({
        what: `${name} objective above the peer's`,
        ours: excess(ours, peer),
        theirs: 0,
        abs: 1e-9 * peer,
      });
  }
  const vectors: [string, number[] | undefined, readonly { w: number }[], number][] = [
    ["exact ω", theirs.omega, sdid.omega, 1e-5],
    ["exact λ", theirs.lambda, sdid.lambda, 1e-5],
    ["exact sc ω", theirs.sc_omega, control.omega, tolerance(golden, "weight_abs", 0.02)],
  ];
  for (const [name, peer, ours, abs] of vectors) {
    (peer ?? []).forEach((w, at) => {
      out.push({ what: `${name} ${at + 1}`, ours: ours[at]?.w ?? null, theirs: w, abs, rel: 0 });
    });
  }
  return out;
}

function jackknife(golden: Golden, panel: Panel): Comparison[] {
  const theirs: Record<string, number> = golden.values.jackknife_se ?? {};
  return METHODS.filter(([name]) => theirs[name] !== undefined).map(([name, method]) => {
    const result = syntheticDid(panel, { method, inference: "jackknife", solver: "frank_wolfe" });
    return { what: `jackknife SE ${name}`, ours: result.inference.se, theirs: theirs[name] as number };
  });
}

function placebos(golden: Golden, panel: Panel): Comparison[] {
  const theirs = golden.values.placebo_each_control;
  if (!theirs) return [];
  return METHODS.flatMap(([name, method], at) => {
    const ours = only(placeboEach(panel, { method, solver: "frank_wolfe" }));
    const rel = name === "did" ? 0 : tolerance(golden, `${name}_estimate_rel`, 0.002);
    const rows: Comparison[] = theirs.rows.map((row: Record<string, Cell>) => ({
      what: `placebo ${name} ${row.unit}`,
      ours: ours.rows.find(({ unit }) => String(unit) === String(row.unit))?.estimate ?? null,
      theirs: row[name] as number,
      abs: 1e-8,
      rel,
    }));
    const p = pick(theirs.p_two_sided, at, name);
    const sd = pick(theirs.sd_population, at, name);
    if (p !== null) rows.push({ what: `placebo p ${name}`, ours: ours.p, theirs: p });
    if (sd !== null) rows.push({ what: `placebo sd ${name}`, ours: ours.sd, theirs: sd, abs: 1e-8, rel });
    return rows;
  });
}

const pick = (list: number[] | Record<string, number> | undefined, at: number, name: string): number | null =>
  (Array.isArray(list) ? list[at] : list?.[name]) ?? null;

/** Theirs is a random sample of the assignments; ours takes all of them, or many. */
function randomPlacebo(golden: Golden, panel: Panel): Comparison[] {
  const theirs = golden.values.placebo_se_random;
  if (!theirs) return [];
  const se = typeof theirs.se === "number" ? { synthdid: theirs.se } : theirs.se;
  return METHODS.filter(([name]) => se[name] !== undefined).map(([name, method]) => {
    const result = syntheticDid(panel, { method, draws: 4000, random: seeded(1) });
    const rel = tolerance(golden, "placebo_se_rel", 0.03);
    return { what: `placebo SE ${name}`, ours: result.inference.se, theirs: se[name], abs: 0, rel };
  });
}

function staggered(golden: Golden, data: GoldenData): Comparison[] {
  const { values } = golden;
  const { table, y, id, time, first } = panelSource(golden, data);
  const panel = makePanel(
    {
      unit: labels(table.columns[id] ?? []),
      time: numbers(table.columns[time] ?? []),
      outcome: table.columns[y] as (number | null)[],
      firstTreated: first,
    },
    { unbalanced: "drop_units" },
  );
  return METHODS.filter(([name]) => values[name] !== undefined).flatMap(([name, method]) => {
    const result = syntheticDid(panel, { method, inference: "none", solver: "frank_wolfe" });
    const limits =
      name === "did" ? { abs: 1e-8, rel: 0 } : { abs: 1e-8, rel: tolerance(golden, `${name}_rel`, 0.005) };
    const out: Comparison[] = [{ what: name, ours: result.estimate, theirs: values[name], ...limits }];
    values.cohorts.forEach((row: Record<string, number>, at: number) => {
      const ours = result.cohorts.find(({ cohort }) => cohort === row.cohort);
      out.push({
        what: `${name} ${row.cohort}`,
        ours: ours?.estimate ?? null,
        theirs: row[name] as number,
        ...limits,
      });
      out.push({ what: `N1 ${row.cohort}`, ours: ours?.n1 ?? null, theirs: row.N1 as number });
      out.push({ what: `T1 ${row.cohort}`, ours: ours?.t1 ?? null, theirs: row.T1 as number });
      out.push({ what: `weight ${row.cohort}`, ours: ours?.weight ?? null, theirs: values.weights[at] });
    });
    return out;
  });
}

/** Controls, times and the start are those of the golden's weights; treated are the units that start then. */
function blockPanel(golden: Golden, data: GoldenData): Panel {
  const { columns } = data.table(fileOf(golden));
  const { omega, lambda } = golden.values.synthdid;
  const controls = new Set(omega.map((row: { unit: Cell }) => String(row.unit)));
  const before = lambda.map((row: { t: Cell }) => Number(row.t)).sort((a: number, b: number) => a - b);
  const unit = labels(columnWith(columns, (value) => controls.has(String(value)), ["unit", "state", "id"]));
  const time = numbers(columnWith(columns, (value) => value === before[0], ["year", "time", "t"]));
  const times = [...new Set(time)].sort((a, b) => a - b).filter((value) => value >= before[0]);
  const window = new Set(times.slice(0, golden.values.T0 + golden.values.T1));
  const start = times.find((value) => value > before[before.length - 1]) as number;
  const first = firstTreated(columns, unit, time);
  const subset = (golden.data as Data).subset ?? "";
  const starters = [...first]
    .filter(([label, g]) => g === start && !controls.has(label))
    .map(([label]) => label);
  const named = starters.filter((label) => subset.includes(label));
  const treated = new Set(named.length > 0 ? named : starters);
  const rows = unit
    .map((_, row) => row)
    .filter(
      (row) =>
        window.has(time[row] as number) &&
        (controls.has(unit[row] as string) || treated.has(unit[row] as string)),
    );
  const outcome = outcomeOf(golden, columns);
  return makePanel({
    unit: rows.map((row) => unit[row] as string),
    time: rows.map((row) => time[row] as number),
    outcome: rows.map((row) => outcome[row] as number | null),
    firstTreated: rows.map((row) => (treated.has(unit[row] as string) ? start : 0)),
  });
}

function firstTreated(
  columns: Record<string, Cell[]>,
  unit: readonly string[],
  time: readonly number[],
): Map<string, number> {
  const out = new Map<string, number>();
  const flag = columns.treated ?? columns.treat ?? columns.law ?? [];
  unit.forEach((label, row) => {
    const g = columns.g ? Number(columns.g[row]) : flag[row] === 1 ? (time[row] as number) : 0;
    if (g > 0) out.set(label, Math.min(g, out.get(label) ?? Number.POSITIVE_INFINITY));
  });
  return out;
}

function columnWith(
  columns: Record<string, Cell[]>,
  fits: (value: Cell) => boolean,
  names: readonly string[],
): Cell[] {
  const order = [...names, ...Object.keys(columns)];
  const name = order.find((candidate) => columns[candidate]?.some(fits));
  return (name && columns[name]) || [];
}

/** Named in the case, or the only column that is neither label, time nor treatment. */
function outcomeOf(golden: Golden, columns: Record<string, Cell[]>): Cell[] {
  const { data } = golden;
  const given = typeof data === "string" ? {} : { ...data, ...(data.columns as object | undefined) };
  const named = (given as Record<string, string | undefined>).y?.split(" ")[0] ?? "y";
  const others = Object.keys(columns).filter(
    (name) => !/^(unit|state|id|year|time|t|g|treated|treat|treatment|law)$/i.test(name),
  );
  return columns[named] ?? columns[others[0] ?? ""] ?? [];
}

function tolerance(golden: Golden, name: string, otherwise: number): number {
  const value = golden.tolerance[name];
  return typeof value === "number" ? value : otherwise;
}

function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`One cohort expected, not ${list.length}`);
  return list[0] as T;
}

const labels = (column: readonly Cell[]) => column.map(String);
const numbers = (column: readonly Cell[]) => column.map(Number);
