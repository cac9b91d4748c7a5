import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import type { Block } from "./block.ts";

/** A quantity in which the synthetic unit shall resemble the treated: a mean over times before treatment. */
export interface Predictor {
  /** Name of a covariate of the panel, or "outcome". */
  variable: string;
  /** Times to average over; default: all before treatment. */
  times?: readonly number[];
}

/**
 * Predictors in standard deviations over all units, one column a control and the treated mean as the last.
 * @returns (controls + 1) × predictors.
 * @throws EvaluationError for an unknown variable, times after treatment, or a predictor that does not vary.
 */
export function predictorColumns(panel: Panel, block: Block, predictors: readonly Predictor[]): Float64Array {
  const m = predictors.length;
  const n0 = block.controls.length;
  const out = new Float64Array((n0 + 1) * m);
  predictors.forEach((predictor, r) => {
    const values = valuesOf(panel, predictor.variable);
    const times = timesOf(panel, block, predictor);
    const mean = (i: number) => {
      let total = 0;
      for (const s of times) total += values[i * panel.t + s]!;
      return total / times.length;
    };
    const controls = block.controls.map(mean);
    const treated = block.treated.map(mean).reduce((a, b) => a + b, 0) / block.treated.length;
    const scale = sampleSd([...controls, treated]);
    if (!(scale > 0)) {
      throw new EvaluationError(
        `Predictor ${predictor.variable} does not vary between units`,
        { column: predictor.variable },
        "Leave it out",
      );
    }
    controls.forEach((value, row) => {
      out[row * m + r] = value / scale;
    });
    out[n0 * m + r] = treated / scale;
  });
  return out;
}

function valuesOf(panel: Panel, variable: string): Float64Array {
  if (variable === "outcome") return panel.outcome;
  const found = panel.covariates.find(({ name }) => name === variable);
  if (!found) {
    throw new EvaluationError(
      `The panel has no covariate ${variable}`,
      { column: variable },
      "Name a covariate or outcome",
    );
  }
  return found.values;
}

function timesOf(panel: Panel, block: Block, predictor: Predictor): number[] {
  const all = Array.from({ length: block.t0 }, (_, s) => s);
  if (!predictor.times) return all;
  const wanted = predictor.times.map((time) => panel.times.indexOf(time));
  if (wanted.length === 0 || wanted.some((s) => s < 0 || s >= block.t0)) {
    throw new EvaluationError(
      `Predictor ${predictor.variable} asks for a time that is not before treatment`,
      { column: predictor.variable },
      `Times need to lie before ${block.cohort}`,
    );
  }
  return wanted;
}

function sampleSd(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1));
}
