import type { Panel } from "../core/panel.ts";
import { covariateValues } from "../regression/panel-regression.ts";

/** Copies of the named covariates, 0 where the cell is not observed. @throws EvaluationError for an unknown name. */
export function covariateColumns(panel: Panel, names: readonly string[]): Float64Array[] {
  return names.map((name) =>
    covariateValues(panel, name).map((value, cell) => (panel.observed[cell] ? value : 0)),
  );
}
