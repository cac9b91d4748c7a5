import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { BALANCED_ONLY, METHODS, type Said } from "./support/estimates.ts";
import { panelOf, type Rows, RUNS, rowsOf, shapes, shuffled } from "./support/panels.ts";

/** What a method says, or that it refuses. */
function ask(method: (panel: Panel) => Said, panel: Panel): Said | "refused" {
  try {
    return method(panel);
  } catch (error) {
    if (error instanceof EvaluationError) return "refused";
    throw error;
  }
}

function close(a: number | null, b: number | null, what: string, tolerance = 1e-7): void {
  if (a === null || b === null) expect(a, what).toBe(b);
  else
    expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(a)),
    );
}

/** The method says of the changed rows what it says of the first, with estimate and standard error times `scale`. */
function same(method: (panel: Panel) => Said, rows: Rows, changed: Rows, scale = 1): void {
  const before = ask(method, panelOf(rows));
  const after = ask(method, panelOf(changed));
  if (before === "refused" || after === "refused") {
    expect(after).toBe(before);
    return;
  }
  close(after.estimate, before.estimate === null ? null : scale * before.estimate, "estimate");
  close(after.se, before.se === null ? null : Math.abs(scale) * before.se, "se");
  close(after.p, before.p, "p", 1e-6);
}

const map = (rows: Rows, change: Partial<Rows>): Rows => ({ ...rows, ...change });

describe.each([
  ...Object.entries(METHODS).map(([name, method]) => [name, method, true] as const),
  ...Object.entries(BALANCED_ONLY).map(([name, method]) => [name, method, false] as const),
])("%s", (_, method, gaps) => {
  const all = fc.record({ shape: shapes({ missing: gaps }), seed: fc.integer({ min: 1, max: 9999 }) });

  test("does not see the order of rows, to the last bit", () => {
    fc.assert(
      fc.property(all, ({ shape, seed }) => {
        const rows = rowsOf(shape);
        expect(ask(method, panelOf(shuffled(rows, seed)))).toEqual(ask(method, panelOf(rows)));
      }),
      RUNS,
    );
  });

  test("does not see the names of units, as long as their order stays", () => {
    fc.assert(
      fc.property(all, ({ shape }) => {
        const rows = rowsOf(shape);
        const named = map(rows, { unit: rows.unit.map((unit) => `unit ${String(unit).padStart(3, "0")}`) });
        expect(ask(method, panelOf(named))).toEqual(ask(method, panelOf(rows)));
      }),
      RUNS,
    );
  });

  test("does not see from when the years are counted", () => {
    fc.assert(
      fc.property(all, fc.integer({ min: -1000, max: 1000 }), ({ shape }, shift) => {
        const rows = rowsOf(shape);
        const later = map(rows, {
          time: rows.time.map((time) => time + shift),
          firstTreated: rows.firstTreated.map((first) => (first === null ? null : first + shift)),
        });
        same(method, rows, later);
      }),
      RUNS,
    );
  });

  test("does not see a constant added to every outcome, nor one added to a unit or a year", () => {
    fc.assert(
      fc.property(all, fc.integer({ min: -50, max: 50 }), ({ shape }, shift) => {
        const rows = rowsOf(shape);
        const moved = rows.outcome.map((value, r) =>
          value === null ? null : value + shift + ((rows.time[r] ?? 0) % 3),
        );
        same(method, rows, map(rows, { outcome: moved }));
      }),
      RUNS,
    );
  });

  test("stretches with the outcome, also backwards", () => {
    fc.assert(
      fc.property(all, fc.constantFrom(-1, -0.25, 4, 10), ({ shape }, scale) => {
        const rows = rowsOf(shape);
        const stretched = rows.outcome.map((value) => (value === null ? null : value * scale));
        same(method, rows, map(rows, { outcome: stretched }), scale);
      }),
      RUNS,
    );
  });

  test("leaves its panel alone and repeats itself", () => {
    fc.assert(
      fc.property(all, ({ shape }) => {
        const panel = panelOf(rowsOf(shape));
        const before = structuredClone(panel);
        const first = ask(method, panel);
        expect(panel).toEqual(before);
        expect(ask(method, panel)).toEqual(first);
      }),
      RUNS,
    );
  });
});
