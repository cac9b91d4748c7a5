import fc from "fast-check";
import { makePanel } from "../../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../../src/evaluation/core/random.ts";

/** Rows from which a panel is made; kept as rows so that they can be shuffled, shifted and renamed. */
export interface Rows {
  unit: (string | number)[];
  time: number[];
  outcome: (number | null)[];
  firstTreated: (number | null)[];
  x: number[];
}

export interface Shape {
  units: number;
  times: number;
  /** First treated time index of each unit; null = never. */
  first: (number | null)[];
  seed: number;
  /** Share of cells that are missing. */
  missing: number;
}

const START = 2001;

/** Panels of 6 to 14 units and 4 to 8 times with 1 to 4 treated units and at least three never-treated. */
export function shapes(options: { missing?: boolean } = {}): fc.Arbitrary<Shape> {
  return fc
    .record({
      units: fc.integer({ min: 6, max: 14 }),
      times: fc.integer({ min: 4, max: 8 }),
      treated: fc.integer({ min: 1, max: 4 }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      dates: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 }),
    })
    .map(({ units, times, treated, seed, dates }) => ({
      units,
      times,
      seed,
      missing: options.missing ? 0.1 : 0,
      first: Array.from({ length: units }, (_, i) =>
        i < Math.min(treated, units - 3) ? 1 + ((dates[i] ?? 0) % (times - 1)) : null,
      ),
    }));
}

export function rowsOf(shape: Shape): Rows {
  const random = seeded(shape.seed);
  const rows: Rows = { unit: [], time: [], outcome: [], firstTreated: [], x: [] };
  for (let i = 0; i < shape.units; i++) {
    const first = shape.first[i] ?? null;
    const level = random.normal();
    for (let s = 0; s < shape.times; s++) {
      const treated = first !== null && s >= first;
      const value = 3 * level + 0.4 * s + random.normal() + (treated ? 1 : 0);
      // Treated units keep the times around their date, so that every cohort stays identified.
      const needed = first !== null && (s === first || s === first - 1);
      const gone = random.uniform() < shape.missing && !needed;
      rows.unit.push(i);
      rows.time.push(START + s);
      rows.outcome.push(gone ? null : value);
      rows.firstTreated.push(first === null ? null : START + first);
      rows.x.push(random.normal() + 0.1 * s);
    }
  }
  return rows;
}

export function panelOf(rows: Rows, covariates = false): Panel {
  const { x, ...rest } = rows;
  return makePanel({ ...rest, ...(covariates ? { covariates: { x } } : {}) });
}

/** The rows in another order. */
export function shuffled(rows: Rows, seed: number): Rows {
  const random = seeded(seed);
  const order = rows.unit.map((_, r) => r);
  for (let r = order.length - 1; r > 0; r--) {
    const other = random.integer(r + 1);
    [order[r], order[other]] = [order[other] as number, order[r] as number];
  }
  const pick = <T>(column: readonly T[]) => order.map((r) => column[r] as T);
  return {
    unit: pick(rows.unit),
    time: pick(rows.time),
    outcome: pick(rows.outcome),
    firstTreated: pick(rows.firstTreated),
    x: pick(rows.x),
  };
}

export const RUNS = { numRuns: 30, seed: 1325 };
