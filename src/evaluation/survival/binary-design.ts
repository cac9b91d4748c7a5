import { EvaluationError } from "../core/errors.ts";
import type { Spells } from "../core/spells.ts";
import { covariateOf } from "./design.ts";

/** How the hazard may move with the period: freely, along a line in the period or its logarithm, or not at all. */
export type PeriodEffect = "dummies" | "linear" | "log" | "none";

export interface BinaryDesign {
  n: number;
  k: number;
  names: string[];
  /** n × k, row-major. */
  x: Float64Array;
  y: Uint8Array;
  weights: Float64Array | null;
}

/** Intercept, period terms (the first period is the reference, those from `poolFrom` on are one) and covariates. */
export function binaryDesign(
  spells: Spells,
  covariates: readonly string[],
  time: PeriodEffect,
  poolFrom: number,
  extra: readonly { name: string; values: Float64Array }[],
): BinaryDesign {
  const { n, stop } = spells;
  const columns: { name: string; values: Float64Array }[] = [
    { name: "(intercept)", values: new Float64Array(n).fill(1) },
  ];
  if (time === "linear") columns.push({ name: "period", values: stop });
  if (time === "log") columns.push({ name: "log(period)", values: logPeriods(stop) });
  if (time === "dummies") {
    const pooled = stop.map((value) => Math.min(value, poolFrom));
    const periods = [...new Set(pooled)].sort((a, b) => a - b).slice(1);
    for (const period of periods) {
      columns.push({ name: `period ${period}`, values: pooled.map((value) => (value === period ? 1 : 0)) });
    }
  }
  for (const name of covariates) {
    columns.push(extra.find((column) => column.name === name) ?? { name, values: covariateOf(spells, name) });
  }
  const k = columns.length;
  const x = new Float64Array(n * k);
  columns.forEach(({ values }, j) => {
    for (let i = 0; i < n; i++) x[i * k + j] = values[i]!;
  });
  return { n, k, names: columns.map(({ name }) => name), x, y: spells.event, weights: spells.weights };
}

function logPeriods(stop: Float64Array): Float64Array {
  if (stop.some((value) => value <= 0))
    throw new EvaluationError("A period is not above 0", { column: "period" }, "Count periods from 1");
  return stop.map(Math.log);
}
