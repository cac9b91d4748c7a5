import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import type { PanelInput, PanelOptions } from "../../../src/evaluation/core/panel-input.ts";
import { type Random, seeded } from "../../../src/evaluation/core/random.ts";

export interface Shape {
  /** First treated time of each unit; 0 = never. Times are 1 to `times`. */
  first: readonly number[];
  times: number;
  seed?: number;
  /** Share of rows left out. */
  gaps?: number;
  effect?: number;
  more?: (rows: { unit: number; time: number }[], random: Random) => Partial<PanelInput>;
  options?: PanelOptions;
}

/** Random-walk outcomes with unit levels, made from a seed. */
export function panelOf({ first, times, seed = 1, gaps = 0, effect = 0, more, options = {} }: Shape): Panel {
  const random = seeded(seed);
  const rows: { unit: number; time: number; outcome: number; first: number }[] = [];
  first.forEach((date, unit) => {
    let level = 5 * random.normal();
    for (let time = 1; time <= times; time++) {
      level += random.normal();
      if (random.uniform() < gaps) continue;
      rows.push({
        unit,
        time,
        outcome: level + 0.3 * time + (date > 0 && time >= date ? effect : 0),
        first: date,
      });
    }
  });
  return makePanel(
    {
      unit: rows.map((row) => row.unit),
      time: rows.map((row) => row.time),
      outcome: rows.map((row) => row.outcome),
      firstTreated: rows.map((row) => row.first),
      ...more?.(rows, random),
    },
    options,
  );
}

/** For indices known to be within range. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No entry ${index}`);
  return value;
}

/** Two-way fixed effects by dummies and normal equations, as slow and plain as can be: an independent check. */
export function plainTwfe(panel: Panel, covariates: readonly string[] = []) {
  const { n, t } = panel;
  const cells: number[] = [];
  for (let cell = 0; cell < n * t; cell++) if (panel.observed[cell]) cells.push(cell);
  const treated = (cell: number) =>
    at(panel.times, cell % t) >= at(panel.first, Math.floor(cell / t)) ? 1 : 0;
  const columns: ((cell: number) => number)[] = [treated];
  for (const name of covariates) {
    const values = panel.covariates.find((covariate) => covariate.name === name)?.values ?? [];
    columns.push((cell) => at(values, cell));
  }
  for (let i = 0; i < n; i++) columns.push((cell) => (Math.floor(cell / t) === i ? 1 : 0));
  for (let s = 1; s < t; s++) columns.push((cell) => (cell % t === s ? 1 : 0));
  const weight = (cell: number) => panel.weights?.[cell] ?? 1;
  const k = columns.length;
  const a = columns.map((left) =>
    columns.map((right) => cells.reduce((sum, c) => sum + weight(c) * left(c) * right(c), 0)),
  );
  const coef = solve(
    a,
    columns.map((left) => cells.reduce((sum, c) => sum + weight(c) * left(c) * at(panel.outcome, c), 0)),
  );
  const inverseRow = solve(
    a,
    columns.map((_, j) => (j === 0 ? 1 : 0)),
  );
  const score = new Map<number, number>();
  for (const c of cells) {
    let residual = at(panel.outcome, c);
    let moved = 0;
    for (let j = 0; j < k; j++) {
      residual -= at(coef, j) * at(columns, j)(c);
      moved += at(inverseRow, j) * at(columns, j)(c);
    }
    const cluster = at(panel.cluster, Math.floor(c / t));
    score.set(cluster, (score.get(cluster) ?? 0) + weight(c) * moved * residual);
  }
  let variance = 0;
  for (const value of score.values()) variance += value * value;
  return { beta: at(coef, 0), t: at(coef, 0) / Math.sqrt(variance) };
}

/** Gauss–Jordan elimination with row exchange. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, at(right, i)]);
  const n = rows.length;
  for (let j = 0; j < n; j++) {
    const rest = rows.slice(j).sort((a, b) => Math.abs(at(b, j)) - Math.abs(at(a, j)));
    rows.splice(j, n - j, ...rest);
    const pivot = at(rows, j).map((value) => value / at(at(rows, j), j));
    rows.forEach((row, i) => {
      rows[i] = i === j ? pivot : row.map((value, c) => value - at(row, j) * at(pivot, c));
    });
  }
  return rows.map((row) => at(row, n));
}
