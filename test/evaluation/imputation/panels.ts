import { makePanel, type PanelInput } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";

export interface Shape {
  seed: number;
  units: number;
  times: number;
  /** First treated time indices given to units in turn; null = never. */
  dates: readonly (number | null)[];
  /** Share of unit-times left out. */
  holes?: number;
  weighted?: boolean;
  /** Number of clusters of units. */
  clusters?: number;
  covariates?: number;
}

/** Rows of a random panel with an effect that grows with time since treatment; times start at 2000. */
export function randomInput(shape: Shape): PanelInput {
  const random = seeded(shape.seed);
  const rows = Array.from({ length: shape.units }, (_, i) => {
    const date = shape.dates[i % shape.dates.length] ?? null;
    const level = 3 * random.normal();
    return Array.from({ length: shape.times }, (__, s) => {
      const x = Array.from({ length: shape.covariates ?? 0 }, () => random.normal() + 0.1 * s);
      const effect = date !== null && s >= date ? 1 + 0.3 * (s - date) : 0;
      const y = level + Math.sin(s) + effect + 0.7 * (x[0] ?? 0) - 0.4 * (x[1] ?? 0) + random.normal();
      return {
        i,
        s,
        date,
        x,
        y,
        weight: 0.5 + random.uniform(),
        seen: random.uniform() >= (shape.holes ?? 0),
      };
    });
  })
    .flat()
    .filter(({ seen }) => seen);
  const covariates = Array.from({ length: shape.covariates ?? 0 }, (_, j) => [
    `x${j + 1}`,
    rows.map(({ x }) => x[j] as number),
  ]);
  return {
    unit: rows.map(({ i }) => `u${String(i).padStart(3, "0")}`),
    time: rows.map(({ s }) => 2000 + s),
    outcome: rows.map(({ y }) => y),
    firstTreated: rows.map(({ date }) => (date === null ? null : 2000 + date)),
    ...(shape.clusters ? { cluster: rows.map(({ i }) => i % (shape.clusters as number)) } : {}),
    ...(shape.weighted ? { weights: rows.map(({ weight }) => weight) } : {}),
    ...(covariates.length > 0 ? { covariates: Object.fromEntries(covariates) } : {}),
  };
}

export function randomPanel(shape: Shape): Panel {
  return makePanel(randomInput(shape));
}

/** A panel from rows of outcomes, one row a unit; dates are times (2000 + index) or null. */
export function tablePanel(
  rows: readonly (readonly (number | null)[])[],
  dates: readonly (number | null)[],
): Panel {
  const cells = rows.flatMap((row, i) => row.map((value, s) => ({ i, s, value })));
  return makePanel({
    unit: cells.map(({ i }) => i + 1),
    time: cells.map(({ s }) => 2000 + s),
    outcome: cells.map(({ value }) => value),
    firstTreated: cells.map(({ i }) => dates[i] ?? null),
  });
}
