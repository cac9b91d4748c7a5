import { EvaluationError } from "./errors.ts";
import type { Label } from "./panel.ts";

/** Columns of equal length, one entry a row, rows in any order. */
export interface PanelInput {
  unit: ArrayLike<Label>;
  time: ArrayLike<number>;
  /** null or NaN = not known. */
  outcome: ArrayLike<number | null>;
  /** First treated time of the row's unit; 0, null, NaN, Infinity and codes above `neverAbove` = never. */
  firstTreated: ArrayLike<number | null>;
  covariates?: Readonly<Record<string, ArrayLike<number | null>>>;
  cluster?: ArrayLike<Label>;
  strata?: ArrayLike<Label>;
  /** Time from which the unit has a plan; coded as firstTreated. */
  exists?: ArrayLike<number | null>;
  /** Positive; a row with weight 0 is left out. */
  weights?: ArrayLike<number>;
}

export interface PanelOptions {
  /** What to do with units that are not observed at every time. Default: keep. */
  unbalanced?: "keep" | "drop_units";
  /** What to do with units treated from the first time on. Default: keep. */
  alwaysTreated?: "drop" | "keep";
  /** First-treated codes above this mean "never". Default 9000, or the last time if that is later. */
  neverAbove?: number;
  /** Units treated before they have a plan. Default: error. */
  beforeExists?: "error" | "drop_units";
}

/** @returns the number of rows. @throws EvaluationError when there are none or columns differ in length. */
export function checkLengths(input: PanelInput): number {
  const rows = input.unit.length;
  if (rows === 0)
    throw new EvaluationError("The panel has no rows", {}, "Give at least one unit observed over time");
  const columns: [string, ArrayLike<unknown> | undefined][] = [
    ["time", input.time],
    ["outcome", input.outcome],
    ["firstTreated", input.firstTreated],
    ["cluster", input.cluster],
    ["strata", input.strata],
    ["exists", input.exists],
    ["weights", input.weights],
    ...Object.entries(input.covariates ?? {}),
  ];
  for (const [name, column] of columns) {
    if (column && column.length !== rows) {
      throw new EvaluationError(
        `Column ${name} has ${column.length} rows, column unit has ${rows}`,
        { column: name },
        "All columns need the same number of rows",
      );
    }
  }
  return rows;
}
