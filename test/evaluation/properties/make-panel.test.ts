import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { PanelInput } from "../../../src/evaluation/core/panel-input.ts";
import { check } from "./support/check.ts";
import { deepFreeze, snapshot } from "./support/freeze.ts";
import { inputOf, panelCases, type Row, rowsOf, shuffled } from "./support/panels.ts";

const cases = panelCases({ gaps: 8, always: true, skips: true, never: 1 });

/** A case with unknown outcomes, covariates and weights of zero at some rows. */
const holed = fc.record({
  one: cases,
  outcome: fc.uniqueArray(fc.nat(60), { maxLength: 6 }),
  x: fc.uniqueArray(fc.nat(60), { maxLength: 6 }),
  z: fc.uniqueArray(fc.nat(60), { maxLength: 4 }),
  weights: fc.uniqueArray(fc.nat(60), { maxLength: 4 }),
  nothing: fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY),
});

interface Holes {
  outcome: number[];
  x: number[];
  z: number[];
  weights: number[];
  nothing: number | null;
}

function withHoles(rows: readonly Row[], { outcome, x, z, weights, nothing }: Holes): PanelInput {
  const put = (values: number[], at: number[]) =>
    values.map((value, r) => (at.includes(r) ? nothing : value));
  const input = inputOf(rows, ["x", "z"]);
  return {
    ...input,
    outcome: put([...(input.outcome as number[])], outcome),
    covariates: {
      x: put(
        rows.map((row) => row.x),
        x,
      ),
      z: put(
        rows.map((row) => row.z),
        z,
      ),
    },
    weights: rows.map((_, r) => (weights.includes(r) ? 0 : 1 + (r % 3))),
  };
}

/** The same rows in another order, whatever columns there are. */
function reordered(input: PanelInput, seed: number): PanelInput {
  const order = shuffled([...Array(input.unit.length).keys()], seed);
  const pick = (column: ArrayLike<unknown>) => order.map((r) => column[r]);
  const { covariates, ...columns } = input;
  return {
    ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pick(column)])),
    covariates: Object.fromEntries(
      Object.entries(covariates ?? {}).map(([name, column]) => [name, pick(column)]),
    ),
  } as unknown as PanelInput;
}

describe("never treated", () => {
  const codes = fc.constantFrom<number | null>(
    0,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    10_000,
    9999,
  );

  test("is the same in every code, also mixed within a unit", () => {
    check(
      fc.tuple(cases, fc.array(codes, { minLength: 1, maxLength: 7 })),
      ([one, list]) => {
        const rows = rowsOf(one);
        const coded = rows.map((row, r) =>
          row.first === null ? (list[r % list.length] ?? null) : row.first,
        );
        expect(makePanel({ ...inputOf(rows), firstTreated: coded })).toEqual(makePanel(inputOf(rows)));
      },
      40,
    );
  });
});

describe("rows", () => {
  test("in another order make the same panel, bit for bit", () => {
    check(
      holed,
      ({ one, ...holes }) => {
        const input = withHoles(rowsOf(one), holes);
        const plain = makePanel(input);
        expect(makePanel(reordered(input, one.seed))).toEqual(plain);
      },
      40,
    );
  });

  test("are all accounted for: those in use and those left out, by reason, add up", () => {
    check(
      holed,
      ({ one, ...holes }) => {
        const rows = rowsOf(one);
        const panel = makePanel(withHoles(rows, holes));
        const left = panel.dropped.filter(({ code }) => code === "rows_without_value");
        const counted = left.reduce((sum, { count }) => sum + (count ?? 0), 0);
        expect(panel.observations + counted).toBe(rows.length);
        // A row with several gaps counts once, under the first of outcome, covariates, weights.
        const seen = new Set<number>();
        const first = (list: number[]) =>
          list.filter((r) => r < rows.length && !seen.has(r) && seen.add(r)).length;
        for (const name of ["outcome", "x", "z", "weights"] as const) {
          const count = first(holes[name]);
          const said = left.find(({ items }) => items?.[0] === name)?.count ?? 0;
          expect(said, name).toBe(count);
        }
      },
      40,
    );
  });

  test("land where their unit and time say, and nowhere else", () => {
    check(holed, ({ one, ...holes }) => {
      const rows = rowsOf(one);
      const input = withHoles(rows, holes);
      const panel = makePanel(input);
      expect(panel.observed.reduce((sum, cell) => sum + cell, 0)).toBe(panel.observations);
      rows.forEach((row, r) => {
        const i = panel.units.indexOf(row.unit);
        const s = panel.times.indexOf(row.time);
        const known = !["outcome", "x", "z", "weights"].some((name) => holes[name as "x"].includes(r));
        if (i < 0 || s < 0) {
          expect(known).toBe(false);
          return;
        }
        expect(panel.observed[i * panel.t + s]).toBe(Number(known));
        if (known) expect(panel.outcome[i * panel.t + s]).toBe(row.outcome);
        expect(panel.weights?.[i * panel.t + s]).toBe(known ? 1 + (r % 3) : 0);
        expect(panel.first[i]).toBe(row.first ?? Number.POSITIVE_INFINITY);
      });
    });
  });

  test("are not changed", () => {
    check(holed, ({ one, ...holes }) => {
      const input = deepFreeze(withHoles(rowsOf(one), holes));
      const expectSame = snapshot(input);
      makePanel(input);
      expectSame();
    });
  });
});

describe("options", () => {
  test("leaving out incomplete units leaves a balanced panel of the complete ones, with the others named", () => {
    check(cases, (one) => {
      const rows = rowsOf(one);
      const kept = makePanel(inputOf(rows));
      const complete = kept.units.filter((unit) => rows.filter((row) => row.unit === unit).length === kept.t);
      if (complete.length === 0) return;
      const panel = makePanel(inputOf(rows), { unbalanced: "drop_units" });
      expect(panel.balanced).toBe(true);
      expect(panel.units).toEqual(complete);
      const out = panel.dropped.find(({ code }) => code === "incomplete_units");
      expect(out?.items ?? []).toEqual(kept.units.filter((unit) => !complete.includes(unit)));
      expect(out?.count ?? 0).toBe(kept.n - complete.length);
    });
  });

  test("leaving out always-treated units leaves all others, with their count", () => {
    check(cases, (one) => {
      const rows = rowsOf(one);
      const kept = makePanel(inputOf(rows));
      const panel = makePanel(inputOf(rows), { alwaysTreated: "drop" });
      const always = kept.units.filter((_, i) => (kept.first[i] as number) <= (kept.times[0] as number));
      expect(panel.units).toEqual(kept.units.filter((unit) => !always.includes(unit)));
      expect(panel.dropped.find(({ code }) => code === "always_treated")?.count ?? 0).toBe(always.length);
    });
  });
});
