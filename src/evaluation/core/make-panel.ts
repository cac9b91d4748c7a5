import { EvaluationError } from "./errors.ts";
import { type Label, type Panel, treatedCell } from "./panel.ts";
import { checkLengths, type PanelInput, type PanelOptions } from "./panel-input.ts";
import { restrictTo } from "./restrict.ts";
import { type Notice, notice } from "./result.ts";

export type { PanelInput, PanelOptions } from "./panel-input.ts";

/**
 * Makes a `Panel` from rows in any order. Rows without an outcome, a covariate or a weight are left out and counted.
 * @throws EvaluationError for columns of unequal length, a unit seen twice at one time, a time or weight that is no
 * finite number, a first-treated time, cluster, stratum or plan date that changes within a unit, and (unless told
 * otherwise) treatment before a plan exists.
 */
export function makePanel(input: PanelInput, options: PanelOptions = {}): Panel {
  const rows = checkLengths(input);
  const { labels: units, index: unitOf } = indexLabels(input.unit, rows, "unit");
  const times = distinctTimes(input.time, rows);
  const timeOf = new Map(times.map((time, s) => [time, s]));
  const n = units.length;
  const t = times.length;
  const names = Object.keys(input.covariates ?? {});
  const covariates = names.map((name) => ({ name, values: new Float64Array(n * t).fill(Number.NaN) }));
  const outcome = new Float64Array(n * t).fill(Number.NaN);
  const weights = input.weights ? new Float64Array(n * t) : null;
  const observed = new Uint8Array(n * t);
  const row = new Int32Array(n * t).fill(-1);
  const missing = new Map<string, number>();

  for (let r = 0; r < rows; r++) {
    const cell = unitOf[r]! * t + (timeOf.get(input.time[r]!) as number);
    if (row[cell]! >= 0) throw duplicate(units[unitOf[r]!]!, input.time[r]!, row[cell]!, r);
    row[cell] = r;
    const gap = firstGap(input, names, r);
    if (gap !== null) missing.set(gap, (missing.get(gap) ?? 0) + 1);
    else observed[cell] = 1;
    outcome[cell] = gap === null ? (input.outcome[r] as number) : Number.NaN;
    covariates.forEach((covariate) => {
      covariate.values[cell] = known(input.covariates?.[covariate.name]?.[r]);
    });
    if (weights && gap === null) weights[cell] = input.weights?.[r] as number;
  }

  const neverAbove = options.neverAbove ?? Math.max(9000, times[t - 1]!);
  const first = perUnit(input.firstTreated, unitOf, rows, n, units, "firstTreated", (value) =>
    normaliseNever(value, neverAbove),
  );
  const exists = input.exists
    ? perUnit(input.exists, unitOf, rows, n, units, "exists", (value) => normaliseNever(value, neverAbove))
    : null;
  const cluster = labelPerUnit(input.cluster, unitOf, rows, n, units, "cluster");
  const strata = input.strata ? labelPerUnit(input.strata, unitOf, rows, n, units, "strata") : null;
  // By column, not by the row that lacks a value first: the order of rows is no part of a panel.
  const dropped = [...new Set(["outcome", ...names, "weights"])].flatMap((column) => {
    const count = missing.get(column);
    if (count === undefined) return [];
    const words = `${count} rows left out: ${column} is not known`;
    return [notice("rows_without_value", words, { count, items: [column] })];
  });
  const panel = finish({
    units,
    times,
    n,
    t,
    outcome,
    observed,
    first,
    covariates,
    cluster: cluster?.codes ?? Int32Array.from({ length: n }, (_, i) => i),
    clusters: cluster?.labels ?? units,
    strata: strata?.codes ?? null,
    strataLabels: strata?.labels ?? [],
    exists,
    weights,
    balanced: false,
    observations: 0,
    dropped,
    notices: [],
  });
  return applyOptions(panel, options);
}

/** Fills in balance, counts and the notices on gaps; units and times without any cell are left out. */
function finish(panel: Panel): Panel {
  const { n, t } = panel;
  const empty: number[] = [];
  for (let i = 0; i < n; i++) {
    let any = false;
    for (let s = 0; s < t; s++) any ||= panel.observed[i * t + s] === 1;
    if (!any) empty.push(i);
  }
  const kept =
    empty.length === 0 ? panel : withoutUnits(panel, empty, "units_without_outcome", "no known outcome");
  if (kept.n === 0)
    throw new EvaluationError(
      "No row has a known outcome",
      {},
      "Check the outcome column and its definition",
    );
  return restrictTo(kept, { keepAll: true });
}

function withoutUnits(panel: Panel, indices: readonly number[], code: string, why: string): Panel {
  const out = new Set(indices);
  const items = indices.map((i) => panel.units[i]!);
  const drop = notice(code, `${indices.length} units left out: ${why}`, { count: indices.length, items });
  const rest = Array.from({ length: panel.n }, (_, i) => i).filter((i) => !out.has(i));
  return restrictTo({ ...panel, dropped: [...panel.dropped, drop] }, { units: rest });
}

function applyOptions(panel: Panel, options: PanelOptions): Panel {
  let out = panel;
  const early = indicesWhere(out, (i) => out.exists !== null && out.first[i]! < out.exists[i]!);
  if (early.length > 0) {
    const labels = early.map((i) => out.units[i]!);
    if ((options.beforeExists ?? "error") === "error") {
      throw new EvaluationError(
        `${early.length} units are treated before they have a plan: ${labels.slice(0, 5).join(", ")}`,
        { column: "firstTreated" },
        'Correct the dates, or leave these units out with beforeExists: "drop_units"',
      );
    }
    out = withoutUnits(out, early, "treated_before_plan", "treated before they have a plan");
  }
  if (options.alwaysTreated === "drop") {
    const always = indicesWhere(out, (i) => out.first[i]! <= out.times[0]!);
    if (always.length > 0)
      out = withoutUnits(out, always, "always_treated", "treated from the first time on");
  }
  if (options.unbalanced === "drop_units" && !out.balanced) {
    const partial = indicesWhere(out, (i) => {
      for (let s = 0; s < out.t; s++) if (!out.observed[i * out.t + s]) return true;
      return false;
    });
    out = withoutUnits(out, partial, "incomplete_units", "not observed at every time");
    if (out.n === 0) {
      throw new EvaluationError(
        "No unit is observed at every time",
        {},
        'Keep incomplete units with unbalanced: "keep", or choose a shorter period',
      );
    }
  }
  return { ...out, notices: [...out.notices, ...describeShape(out)] };
}

/** What a reader should know of the shape of a panel: holes, gaps in time, units without a time before, few treated. */
export function describeShape(panel: Panel): Notice[] {
  const out: Notice[] = [];
  const cells = panel.n * panel.t;
  if (!panel.balanced) {
    const count = cells - panel.observations;
    out.push(notice("unbalanced", `${count} of ${cells} unit-times are not observed`, { count }));
  }
  const steps = panel.times.slice(1).map((time, s) => time - panel.times[s]!);
  const usual = Math.min(...steps);
  const gaps = panel.times.slice(1).filter((_, s) => steps[s]! > usual * 1.5);
  if (gaps.length > 0) {
    const words = `Times are not evenly spaced; a gap lies before ${gaps.join(", ")}: the time before means the observed time before`;
    out.push(notice("time_gaps", words, { count: gaps.length, items: gaps }));
  }
  const always = indicesWhere(panel, (i) => panel.first[i]! <= panel.times[0]!);
  if (always.length > 0) {
    const items = always.map((i) => panel.units[i]!);
    out.push(
      notice(
        "always_treated_kept",
        `${always.length} units are treated from the first time on and have no time before`,
        {
          count: always.length,
          items,
        },
      ),
    );
  }
  const treated = indicesWhere(panel, (i) => panel.t > 0 && treatedCell(panel, i, panel.t - 1)).length;
  if (treated > 0 && treated < 5) {
    out.push(notice("few_treated", `Only ${treated} units are treated`, { count: treated }));
  }
  return out;
}

function indicesWhere(panel: Panel, condition: (i: number) => boolean): number[] {
  return Array.from({ length: panel.n }, (_, i) => i).filter(condition);
}

/** 0, null, NaN, ±Infinity and codes above `neverAbove` (such as 10000) all mean "never". */
function normaliseNever(value: number | null | undefined, neverAbove: number): number {
  if (value === null || value === undefined || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
  return value === 0 || value > neverAbove ? Number.POSITIVE_INFINITY : value;
}

function known(value: number | null | undefined): number {
  return value === null || value === undefined || !Number.isFinite(value) ? Number.NaN : value;
}

function firstGap(input: PanelInput, names: readonly string[], r: number): string | null {
  if (Number.isNaN(known(input.outcome[r]))) return "outcome";
  for (const name of names) if (Number.isNaN(known(input.covariates?.[name]?.[r]))) return name;
  if (input.weights && !((input.weights[r] as number) > 0)) {
    if ((input.weights[r] as number) < 0) {
      throw new EvaluationError(
        "A weight is negative",
        { row: r + 1, column: "weights" },
        "Weights are positive numbers",
      );
    }
    return "weights";
  }
  return null;
}

function duplicate(unit: Label, time: number, before: number, r: number): EvaluationError {
  return new EvaluationError(
    `Unit ${unit} has two rows for time ${time} (rows ${before + 1} and ${r + 1})`,
    { row: r + 1, column: "unit", value: String(unit) },
    "Keep one row for each unit and time",
  );
}

/** Labels ascending: numbers by value, texts by code unit, numbers first. */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function indexLabels(column: ArrayLike<Label>, rows: number, name: string) {
  const seen = new Set<Label>();
  for (let r = 0; r < rows; r++) {
    const label = column[r] as Label | null | undefined;
    if (label === null || label === undefined || label === "" || Number.isNaN(label)) {
      throw new EvaluationError(
        `Column ${name} is empty`,
        { row: r + 1, column: name },
        `Give every row its ${name}`,
      );
    }
    seen.add(label);
  }
  const labels = [...seen].sort(compareLabels);
  const position = new Map(labels.map((label, i) => [label, i]));
  const index = new Int32Array(rows);
  for (let r = 0; r < rows; r++) index[r] = position.get(column[r]!) as number;
  return { labels, index };
}

function distinctTimes(column: ArrayLike<number>, rows: number): number[] {
  const seen = new Set<number>();
  for (let r = 0; r < rows; r++) {
    const time = column[r];
    if (typeof time !== "number" || !Number.isFinite(time)) {
      const place = { row: r + 1, column: "time", value: String(time) };
      throw new EvaluationError(
        "A time is not a finite number",
        place,
        "Give every row its time, such as a year",
      );
    }
    seen.add(time);
  }
  return [...seen].sort((a, b) => a - b);
}

function perUnit(
  column: ArrayLike<number | null>,
  unitOf: Int32Array,
  rows: number,
  n: number,
  units: readonly Label[],
  name: string,
  read: (value: number | null | undefined) => number,
): Float64Array {
  const out = new Float64Array(n).fill(Number.NaN);
  for (let r = 0; r < rows; r++) {
    const i = unitOf[r]!;
    const value = read(column[r]);
    if (Number.isNaN(out[i]!)) out[i] = value;
    else if (out[i] !== value) throw changes(name, units[i]!, r);
  }
  return out;
}

function labelPerUnit(
  column: ArrayLike<Label> | undefined,
  unitOf: Int32Array,
  rows: number,
  n: number,
  units: readonly Label[],
  name: string,
): { codes: Int32Array; labels: Label[] } | null {
  if (!column) return null;
  const { labels, index } = indexLabels(column, rows, name);
  const codes = new Int32Array(n).fill(-1);
  for (let r = 0; r < rows; r++) {
    const i = unitOf[r]!;
    if (codes[i]! < 0) codes[i] = index[r]!;
    else if (codes[i] !== index[r]) throw changes(name, units[i]!, r);
  }
  return { codes, labels };
}

function changes(name: string, unit: Label, r: number): EvaluationError {
  return new EvaluationError(
    `${name} changes within unit ${unit}`,
    { row: r + 1, column: name },
    `Each unit has one ${name}, the same in all its rows`,
  );
}
