import { describe, expect, test } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { makePanel, type PanelInput } from "../../../src/evaluation/core/make-panel.ts";

const input = (change: Partial<PanelInput> = {}): PanelInput => ({
  unit: ["b", "b", "a", "a", "c", "c"],
  time: [2, 1, 1, 2, 1, 2],
  outcome: [4, 3, 1, 2, 5, 6],
  firstTreated: [2, 2, 0, 0, null, null],
  ...change,
});

describe("a panel from rows", () => {
  test("is dense, sorted by unit and time, whatever the order of rows", () => {
    const panel = makePanel(input());
    expect(panel.units).toEqual(["a", "b", "c"]);
    expect(panel.times).toEqual([1, 2]);
    expect([...panel.outcome]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...panel.first]).toEqual([Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY]);
    expect(panel).toMatchObject({ n: 3, t: 2, balanced: true, observations: 6, dropped: [] });
  });

  test.each([0, null, Number.NaN, Number.POSITIVE_INFINITY, 10000])("%s means never treated", (never) => {
    const panel = makePanel(input({ firstTreated: [2, 2, never, never, never, never] as number[] }));
    expect([...panel.first]).toEqual([Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY]);
  });

  test("times above 9000 are dates, not a code for never", () => {
    const panel = makePanel(
      input({ time: [20152, 20151, 20151, 20152, 20151, 20152], firstTreated: [20152, 20152, 0, 0, 0, 0] }),
    );
    expect(panel.first[1]).toBe(20152);
    expect(makePanel(input({ firstTreated: [2, 2, 99, 99, 0, 0] }), { neverAbove: 50 }).first[0]).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test("sorts numbers by size, not by their digits", () => {
    const panel = makePanel(input({ unit: [10, 10, 2, 2, 1, 1] }));
    expect(panel.units).toEqual([1, 2, 10]);
  });

  test("leaves rows with unknown values out and counts them by column", () => {
    const panel = makePanel({
      ...input({ outcome: [4, null, 1, 2, 5, 6] }),
      covariates: { x: [1, 1, Number.NaN, 2, 3, 3] },
    });
    expect(panel.observations).toBe(4);
    expect(panel.balanced).toBe(false);
    expect(panel.dropped).toEqual([
      {
        code: "rows_without_value",
        words: "1 rows left out: outcome is not known",
        count: 1,
        items: ["outcome"],
      },
      { code: "rows_without_value", words: "1 rows left out: x is not known", count: 1, items: ["x"] },
    ]);
    expect(panel.notices.map(({ code }) => code)).toContain("unbalanced");
  });

  test("drops incomplete units where asked, by name", () => {
    const panel = makePanel(input({ outcome: [4, 3, null, 2, 5, 6] }), { unbalanced: "drop_units" });
    expect(panel.units).toEqual(["b", "c"]);
    expect(panel.balanced).toBe(true);
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "incomplete_units", count: 1, items: ["a"] }),
    );
  });

  test("leaves out units without any known outcome", () => {
    const panel = makePanel(input({ outcome: [4, 3, null, null, 5, 6] }));
    expect(panel.units).toEqual(["b", "c"]);
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "units_without_outcome", items: ["a"] }),
    );
  });

  test("keeps or drops the always treated, and says so", () => {
    const always = input({ firstTreated: [1, 1, 0, 0, 2, 2] });
    expect(makePanel(always).notices).toContainEqual(
      expect.objectContaining({ code: "always_treated_kept", items: ["b"] }),
    );
    const dropped = makePanel(always, { alwaysTreated: "drop" });
    expect(dropped.units).toEqual(["a", "c"]);
    expect(dropped.dropped).toContainEqual(expect.objectContaining({ code: "always_treated", items: ["b"] }));
  });

  test("treatment before a plan exists is an error, or drops the unit", () => {
    const early = input({ exists: [3, 3, 1, 1, null, null] });
    expect(() => makePanel(early)).toThrow("1 units are treated before they have a plan: b");
    const dropped = makePanel(early, { beforeExists: "drop_units" });
    expect(dropped.units).toEqual(["a", "c"]);
    expect(dropped.dropped).toContainEqual(
      expect.objectContaining({ code: "treated_before_plan", items: ["b"] }),
    );
    expect([...(dropped.exists ?? [])]).toEqual([1, Number.POSITIVE_INFINITY]);
  });

  test("tells gaps in time", () => {
    const panel = makePanel({
      unit: [1, 1, 1, 1],
      time: [2000, 2001, 2005, 2006],
      outcome: [1, 2, 3, 4],
      firstTreated: [0, 0, 0, 0],
    });
    expect(panel.notices).toContainEqual(expect.objectContaining({ code: "time_gaps", items: [2005] }));
  });

  test("clusters and strata are numbered by label; a unit is its own cluster by default", () => {
    const panel = makePanel(
      input({ cluster: ["y", "y", "x", "x", "x", "x"], strata: ["n", "n", "s", "s", "n", "n"] }),
    );
    expect([...panel.cluster]).toEqual([0, 1, 0]);
    expect(panel.clusters).toEqual(["x", "y"]);
    expect([...(panel.strata ?? [])]).toEqual([1, 0, 0]);
    expect([...makePanel(input()).cluster]).toEqual([0, 1, 2]);
  });

  test("a weight of zero leaves the row out; a negative one is an error", () => {
    expect(makePanel(input({ weights: [1, 1, 0, 1, 2, 2] })).observations).toBe(5);
    expect(() => makePanel(input({ weights: [1, 1, -1, 1, 2, 2] }))).toThrow("A weight is negative");
  });

  test.each([
    [{ time: [1, 1, 1, 2, 1, 2] }, "Unit b has two rows for time 1 (rows 1 and 2)"],
    [{ firstTreated: [2, 3, 0, 0, 0, 0] }, "firstTreated changes within unit b"],
    [{ cluster: ["x", "y", "x", "x", "x", "x"] }, "cluster changes within unit b"],
    [{ time: [2, Number.NaN, 1, 2, 1, 2] }, "A time is not a finite number"],
    [{ unit: ["b", "", "a", "a", "c", "c"] }, "Column unit is empty"],
    [{ outcome: [1, 2] }, "Column outcome has 2 rows, column unit has 6"],
    [{ outcome: [null, null, null, null, null, null] }, "No row has a known outcome"],
  ] as [Partial<PanelInput>, string][])("refuses %j", (change, words) => {
    expect(() => makePanel(input(change))).toThrow(EvaluationError);
    expect(() => makePanel(input(change))).toThrow(words);
  });

  test("refuses no rows at all, and leaves its input alone", () => {
    expect(() => makePanel({ unit: [], time: [], outcome: [], firstTreated: [] })).toThrow(
      "The panel has no rows",
    );
    const rows = input();
    const before = JSON.stringify(rows);
    makePanel(rows);
    expect(JSON.stringify(rows)).toBe(before);
  });
});
