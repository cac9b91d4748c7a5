import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { assemble } from "./assemble.ts";
import { planCells } from "./cells.ts";
import { planCohorts } from "./cohorts.ts";
import { crossSectionEngine } from "./cross-section-engine.ts";
import { type FlatRows, sliceRows } from "./cross-section-rows.ts";
import { fillOptions } from "./options.ts";
import { pickCovariates } from "./panel-sample.ts";
import type { CallawaySantAnna, CrossSectionOptions } from "./types.ts";

/** Rows of repeated cross-sections, columns of equal length. */
export interface CrossSectionInput {
  time: ArrayLike<number>;
  /** null or NaN = not known: the row is left out. */
  outcome: ArrayLike<number | null>;
  /** First treated time of the row's cohort; 0, null, NaN, Infinity and codes above `neverAbove` = never. */
  firstTreated: ArrayLike<number | null>;
  covariates?: Readonly<Record<string, ArrayLike<number | null>>>;
  cluster?: ArrayLike<Label>;
  /** Positive. */
  weights?: ArrayLike<number>;
  /** Codes above this mean never. Default 9000, or the last time if that is later. */
  neverAbove?: number;
}

/**
 * ATT(g, t) from repeated cross-sections: other units at each time, cohorts known (Callaway and Sant'Anna 2021; 2×2
 * estimators of Sant'Anna and Zhao 2020, of which "dr" is the locally efficient one). Every row is a unit of its own;
 * `influence.units` are row numbers from 0. The input is not changed.
 * @throws EvaluationError for columns of unequal length, unknown covariates, or rows in which no cohort can be compared.
 */
export function callawaySantAnnaCrossSections(
  input: CrossSectionInput,
  options: CrossSectionOptions = {},
): CallawaySantAnna {
  const filled = fillOptions(options);
  const rows = checkColumns(input);
  if (filled.cluster && !input.cluster) {
    throw new EvaluationError(
      "There is no cluster column",
      { column: "cluster" },
      "Give clusters, or cluster: false",
    );
  }
  const names = Object.keys(input.covariates ?? {});
  pickCovariates(
    names.map((name) => ({ name })),
    filled.covariates,
  );
  const known = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    isKnown(input, filled.covariates, row),
  );
  if (known.length === 0) {
    throw new EvaluationError("No row is complete", {}, "Check the outcome and the covariates");
  }
  const allTimes = [...new Set(known.map((row) => input.time[row]!))].sort((a, b) => a - b);
  const never = input.neverAbove ?? Math.max(9000, allTimes[allTimes.length - 1]!);
  const firstAll = Float64Array.from(known, (row) => normalise(input.firstTreated[row], never));
  const plan = planCohorts(firstAll, allTimes, filled.control, filled.anticipation);
  const timeAt = new Map(plan.times.map((time, s) => [time, s]));
  const used = known.filter((row, at) => timeAt.has(input.time[row]!) && plan.keep(firstAll[at]!));
  const first = Float64Array.from(used, (row) => plan.firstOf(normalise(input.firstTreated[row], never)));
  const flat: FlatRows = {
    unit: Int32Array.from(used, (_, at) => at),
    time: Int32Array.from(used, (row) => timeAt.get(input.time[row]!) as number),
    outcome: Float64Array.from(used, (row) => input.outcome[row] as number),
    covariates: filled.covariates.map((name) => ({
      name,
      values: Float64Array.from(used, (row) => input.covariates?.[name]?.[row] as number),
    })),
    weights: input.weights ? Float64Array.from(used, (row) => input.weights?.[row] as number) : null,
  };
  const engine = crossSectionEngine(
    {
      n: used.length,
      units: used,
      first,
      cluster: clusterCodes(input.cluster, used),
      weights: flat.weights,
      slices: sliceRows(flat, first, plan.times.length),
      names: filled.covariates,
      observations: used.length,
    },
    filled,
  );
  const cells = planCells(plan.groups, plan.times, filled.base, filled.anticipation);
  return assemble(engine, plan.groups, plan.times, cells, {
    method: "callawaySantAnnaCrossSections",
    options: filled,
    clustered: filled.cluster,
    level: filled.level,
    dropped: [...incomplete(rows - known.length), ...plan.dropped],
    warnings: plan.warnings,
  });
}

function checkColumns(input: CrossSectionInput): number {
  const rows = input.time.length;
  const columns: [string, ArrayLike<unknown> | undefined][] = [
    ["outcome", input.outcome],
    ["firstTreated", input.firstTreated],
    ["cluster", input.cluster],
    ["weights", input.weights],
    ...Object.entries(input.covariates ?? {}),
  ];
  for (const [name, column] of columns) {
    if (!column || column.length === rows) continue;
    throw new EvaluationError(
      `Column ${name} has ${column.length} rows, column time has ${rows}`,
      { column: name },
      "All columns need the same number of rows",
    );
  }
  for (let row = 0; row < rows; row++) {
    if (!Number.isFinite(input.time[row])) {
      throw new EvaluationError(
        "A time is not a finite number",
        { row: row + 1, column: "time" },
        "Give every row its time",
      );
    }
  }
  return rows;
}

function isKnown(input: CrossSectionInput, names: readonly string[], row: number): boolean {
  const values = [input.outcome[row], ...names.map((name) => input.covariates?.[name]?.[row])];
  if (!values.every((value) => typeof value === "number" && Number.isFinite(value))) return false;
  return input.weights === undefined || (input.weights[row] as number) > 0;
}

function normalise(value: number | null | undefined, neverAbove: number): number {
  if (value === null || value === undefined || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
  return value === 0 || value > neverAbove ? Number.POSITIVE_INFINITY : value;
}

function clusterCodes(cluster: ArrayLike<Label> | undefined, used: readonly number[]): Int32Array {
  if (!cluster) return Int32Array.from(used, (_, at) => at);
  const seen = new Map<Label, number>();
  return Int32Array.from(used, (row) => {
    const label = cluster[row]!;
    const code = seen.get(label) ?? seen.size;
    seen.set(label, code);
    return code;
  });
}

function incomplete(count: number): Notice[] {
  if (count === 0) return [];
  const words = `${count} rows left out: outcome, covariate or weight is not known`;
  return [notice("rows_without_value", words, { count })];
}
