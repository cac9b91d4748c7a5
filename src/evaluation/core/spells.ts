import { EvaluationError } from "./errors.ts";
import type { Label } from "./panel.ts";
import { notice, type Used } from "./result.ts";
import { checkSequence, checkTwinDates } from "./spells-check.ts";
import { codes, fault, flags, numbers, twinDates } from "./spells-columns.ts";
import { snapTimes } from "./spells-time.ts";
import type { Spells, SpellsInput, SpellsOptions } from "./spells-types.ts";

export { TwinnedBeforePlanError } from "./spells-check.ts";

export type { Spells, SpellsInput, SpellsOptions } from "./spells-types.ts";

/**
 * Checks counting rows and brings them into typed arrays, in the order given. Rows with an unknown value are left out
 * and counted; times that differ only by rounding (1e-9 of the scale) are made equal.
 * @throws EvaluationError (TwinnedBeforePlanError where a plan is twinned before it exists).
 */
export function makeSpells(input: SpellsInput, options: SpellsOptions = {}): Spells {
  const rows = checkLengths(input);
  const names = Object.keys(input.covariates ?? {});
  if (names.includes("twinned")) {
    throw new EvaluationError("A covariate is called twinned", { column: "twinned" }, "Give it as twinned");
  }
  const missing = new Map<string, number>();
  const row = knownRows(input, rows, missing);
  const n = row.length;
  if (n === 0) throw new EvaluationError("No row has all its values", {}, "Check the columns for gaps");
  const start = input.start ? numbers(input.start, row, "start") : new Float64Array(n);
  const stop = numbers(input.stop, row, "stop");
  const twinnedFrom = input.twinnedFrom ? twinDates(input.twinnedFrom, row) : null;
  const exists = input.exists ? numbers(input.exists, row, "exists") : null;
  snapTimes([start, stop, ...(twinnedFrom ? [twinnedFrom] : []), ...(exists ? [exists] : [])]);
  checkOrder(start, stop, row);
  const id = input.id ? codes(input.id, row) : { codes: row.map((_, i) => i), labels: [...row] };
  const strata = input.strata ? codes(input.strata as ArrayLike<Label>, row) : null;
  const cluster = input.cluster ? codes(input.cluster as ArrayLike<Label>, row) : id;
  const spells: Spells = {
    n,
    start,
    stop,
    event: Uint8Array.from(flags(input.event, row, "event")),
    id: id.codes,
    ids: id.labels,
    twinned: twinnedState(input.twinned, twinnedFrom, start, stop, row),
    twinnedKnown: input.twinned !== undefined || twinnedFrom !== null,
    twinnedFrom,
    covariates: names.map((name) => ({ name, values: numbers(input.covariates![name]!, row, name) })),
    strata: strata?.codes ?? null,
    strataLabels: strata?.labels ?? [],
    cluster: cluster.codes,
    clusters: cluster.labels,
    weights: input.weights ? numbers(input.weights, row, "weights") : null,
    row,
    recurrent: options.recurrent ?? false,
    dropped: [...missing].map(([column, count]) =>
      column === "weights of 0"
        ? notice("rows_without_weight", `${count} rows left out: their weight is 0`, { count })
        : notice("rows_without_value", `${count} rows left out: ${column} is not known`, {
            count,
            items: [column],
          }),
    ),
    notices: [],
  };
  return { ...spells, notices: [...checkSequence(spells), ...checkTwinDates(spells, exists)] };
}

/** What a result over spells rests on: `units` are ids, `treated` those twinned while observed, `times` event times. */
export function usedOfSpells(spells: Spells): Used {
  const times = new Set<number>();
  for (let i = 0; i < spells.n; i++) if (spells.event[i]) times.add(spells.stop[i]!);
  const treated = twinnedIds(spells);
  const units = spells.ids.length;
  return {
    units,
    treated,
    never: units - treated,
    times: times.size,
    observations: spells.n,
    clusters: spells.clusters.length,
  };
}

/** How many ids are twinned in some row. */
export function twinnedIds(spells: Spells): number {
  const seen = new Uint8Array(spells.ids.length);
  let count = 0;
  for (let i = 0; i < spells.n; i++) {
    if (spells.twinned[i] !== 1 || seen[spells.id[i]!]) continue;
    seen[spells.id[i]!] = 1;
    count++;
  }
  return count;
}

function checkLengths(input: SpellsInput): number {
  const rows = input.stop.length;
  if (rows === 0) throw new EvaluationError("There are no spells", {}, "Give at least one row");
  const { covariates, ...columns } = input;
  for (const [name, column] of [...Object.entries(columns), ...Object.entries(covariates ?? {})]) {
    if (column !== undefined && column.length !== rows) {
      throw new EvaluationError(
        `Column ${name} has ${column.length} rows, column stop has ${rows}`,
        { column: name },
        "All columns need the same number of rows",
      );
    }
  }
  return rows;
}

function knownRows(input: SpellsInput, rows: number, missing: Map<string, number>): Int32Array {
  const { covariates, twinnedFrom: _dates, ...columns } = input;
  const all = [...Object.entries(columns), ...Object.entries(covariates ?? {})] as [
    string,
    ArrayLike<unknown> | undefined,
  ][];
  const out = new Uint8Array(rows);
  for (const [name, column] of all) {
    let count = 0;
    for (let r = 0; column && r < rows; r++) {
      if (out[r] || (column[r] !== null && column[r] !== undefined)) continue;
      out[r] = 1;
      count++;
    }
    if (count > 0) missing.set(name, count);
  }
  let unweighted = 0;
  for (let r = 0; input.weights && r < rows; r++) {
    if (out[r] || input.weights[r] !== 0) continue;
    out[r] = 1;
    unweighted++;
  }
  if (unweighted > 0) missing.set("weights of 0", unweighted);
  const kept = new Int32Array(rows);
  let n = 0;
  for (let r = 0; r < rows; r++) if (!out[r]) kept[n++] = r;
  return kept.slice(0, n);
}

function checkOrder(start: Float64Array, stop: Float64Array, row: Int32Array): void {
  for (let i = 0; i < row.length; i++) {
    if (start[i]! < stop[i]!) continue;
    const what = `A spell starts at ${start[i]} and stops at ${stop[i]}`;
    throw fault(what, "stop", row[i]!, "Each row needs a start before its stop");
  }
}

function twinnedState(
  given: SpellsInput["twinned"],
  from: Float64Array | null,
  start: Float64Array,
  stop: Float64Array,
  row: Int32Array,
): Float64Array {
  if (given) return flags(given, row, "twinned");
  const out = new Float64Array(row.length);
  for (let i = 0; from && i < row.length; i++) {
    if (start[i]! < from[i]! && from[i]! < stop[i]!) {
      const what = `A row from ${start[i]} to ${stop[i]} is twinned inside, at ${from[i]}`;
      throw fault(what, "twinnedFrom", row[i]!, "Split it at the twin date; countingRows does that");
    }
    out[i] = start[i]! >= from[i]! ? 1 : 0;
  }
  return out;
}
