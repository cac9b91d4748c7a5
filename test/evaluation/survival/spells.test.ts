import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import {
  makeSpells,
  type SpellsInput,
  TwinnedBeforePlanError,
  usedOfSpells,
} from "../../../src/evaluation/core/spells.ts";
import { countingRows } from "../../../src/evaluation/survival/counting-rows.ts";
import { landmark } from "../../../src/evaluation/survival/landmark.ts";
import { makePersonPeriods, personPeriods } from "../../../src/evaluation/survival/person-periods.ts";
import { small } from "./small.ts";

describe("spells", () => {
  it("keeps rows as they are, codes labels in order and leaves the input alone", () => {
    const before = JSON.stringify(small);
    const spells = makeSpells({
      ...small,
      id: small.id.map((id) => `p${id}`),
      cluster: small.id.map((id) => id % 3),
    });
    expect(JSON.stringify(small)).toBe(before);
    expect(spells.ids[0]).toBe("p1");
    expect(spells.ids[1]).toBe("p10");
    expect(spells.clusters).toEqual([0, 1, 2]);
    expect(Array.from(spells.stop)).toEqual(small.stop);
    expect(usedOfSpells(spells)).toEqual({
      units: 10,
      treated: 4,
      never: 6,
      times: 5,
      observations: 13,
      clusters: 3,
    });
  });

  it("leaves out rows with an unknown value and counts them by column", () => {
    const spells = makeSpells({
      stop: [1, null, 3, 4, 5],
      event: [1, 1, null, 0, 1],
      covariates: { x: [1, 2, 3, null, 5] },
      weights: [1, 1, 1, 1, 0],
    });
    expect(spells.n).toBe(1);
    expect(spells.dropped.map(({ code, count }) => [code, count])).toEqual([
      ["rows_without_value", 1],
      ["rows_without_value", 1],
      ["rows_without_value", 1],
      ["rows_without_weight", 1],
    ]);
    expect(spells.dropped.map(({ items }) => items?.[0])).toEqual(["stop", "event", "x", undefined]);
    expect(Array.from(spells.row)).toEqual([0]);
  });

  const cases: [string, SpellsInput, RegExp][] = [
    ["no rows", { stop: [], event: [] }, /no spells/],
    ["columns of unequal length", { stop: [1, 2], event: [1] }, /event has 1 rows/],
    ["NaN", { stop: [1, Number.NaN], event: [1, 0] }, /stop holds NaN/],
    [
      "NaN in a covariate",
      { stop: [1, 2], event: [1, 0], covariates: { x: [1, Number.NaN] } },
      /x holds NaN/,
    ],
    ["NaN twin dates", { stop: [1], event: [1], twinnedFrom: [Number.NaN] }, /twinnedFrom holds NaN/],
    ["NaN labels", { stop: [1], event: [1], id: [Number.NaN] }, /label is NaN/],
    ["an event of 2", { stop: [1, 2], event: [1, 2] }, /event holds 2/],
    ["a negative weight", { stop: [1], event: [1], weights: [-1] }, /weights holds -1/],
    ["start = stop", { start: [1], stop: [1], event: [1] }, /starts at 1 and stops at 1/],
    ["overlap", { id: [1, 1], start: [0, 1], stop: [2, 3], event: [0, 1] }, /overlap/],
    ["a row after the event", { id: [1, 1], start: [0, 2], stop: [2, 3], event: [1, 0] }, /a row after it/],
    ["a covariate called twinned", { stop: [1], event: [1], covariates: { twinned: [1] } }, /called twinned/],
    [
      "two twin dates",
      { id: [1, 1], start: [0, 1], stop: [1, 2], event: [0, 1], twinnedFrom: [1, 2] },
      /several twin dates/,
    ],
    ["twinned inside a row", { stop: [4], event: [1], twinnedFrom: [2] }, /twinned inside, at 2/],
    [
      "not twinned after the date",
      { stop: [4], event: [1], twinnedFrom: [0], twinned: [0] },
      /although twinned from 0/,
    ],
    ["only unknown rows", { stop: [null], event: [1] }, /No row has all/],
  ];
  it.each(cases)("refuses %s", (_, input, message) => {
    expect(() => makeSpells(input)).toThrow(EvaluationError);
    expect(() => makeSpells(input)).toThrow(message);
  });

  it("refuses a plan twinned before it exists, by its own error", () => {
    expect(() => makeSpells({ stop: [5, 5], event: [1, 0], twinnedFrom: [-1, null] })).toThrow(
      TwinnedBeforePlanError,
    );
    expect(() =>
      makeSpells({ start: [2010], stop: [2015], event: [1], twinnedFrom: [2008], exists: [2009] }),
    ).toThrow(/2008 before 2009/);
    // Late entry: the plan existed and was twinned before it came under observation.
    const late = makeSpells({ start: [3], stop: [5], event: [1], twinnedFrom: [1] });
    expect(late.twinned[0]).toBe(1);
  });

  it("counts gaps, and lets events recur when told", () => {
    const spells = makeSpells(
      { id: [1, 1, 2], start: [3, 0, 0], stop: [5, 2, 4], event: [0, 1, 1] },
      { recurrent: true },
    );
    expect(spells.notices).toMatchObject([{ code: "spell_gaps", count: 1, items: [1] }]);
  });

  it("does not join times that really differ", () => {
    const spells = makeSpells({ stop: [1, 1 + 1e-6, 2], event: [1, 1, 0] });
    expect(new Set(spells.stop).size).toBe(3);
  });
});

describe("splitting at the twin date", () => {
  const rows = countingRows({
    id: ["a", "b", "c", "d", "e"],
    time: [5, 5, 5, 5, null],
    event: [1, 1, 0, 1, 1],
    twinnedFrom: [2, null, 0, 7, 1],
    covariates: { x: [1, 2, 3, 4, 5] },
    cluster: ["u", "u", "v", "v", "v"],
  });

  it("gives one row before and one after, the event in the last", () => {
    expect(Array.from(rows.start)).toEqual([0, 2, 0, 0, 0]);
    expect(Array.from(rows.stop)).toEqual([2, 5, 5, 5, 5]);
    expect(Array.from(rows.event)).toEqual([0, 1, 1, 0, 1]);
    // Twinned from the beginning: from 0; twinned after the end: never while observed.
    expect(Array.from(rows.twinned)).toEqual([0, 1, 0, 1, 0]);
    expect(Array.from(rows.row)).toEqual([0, 0, 1, 2, 3]);
    expect(Array.from(rows.covariates[0]?.values ?? [])).toEqual([1, 1, 2, 3, 4]);
    expect(rows.dropped[0]).toMatchObject({ count: 1, items: ["stop"] });
  });

  it("refuses columns of another length and twinning before the plan", () => {
    expect(() => countingRows({ time: [1, 2], event: [1, 1], twinnedFrom: [null, null], id: [1] })).toThrow(
      /id has 1 rows/,
    );
    expect(() => countingRows({ time: [3], event: [1], twinnedFrom: [-2] })).toThrow(TwinnedBeforePlanError);
  });
});

describe("landmark", () => {
  const spells = makeSpells({
    ...small,
    twinnedFrom: [2, 2, null, 1, 1, null, null, 3, 3, null, 2, null, null],
  });

  it("keeps those under observation, with the status they had", () => {
    const at2 = landmark(spells, 2);
    // Plan 7 is over at 2; plan 6 is twinned at 3 only and counts as not twinned.
    expect(at2.ids).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
    expect(Math.min(...at2.start)).toBe(2);
    const twinned = at2.ids.filter((_, g) => at2.twinned.some((state, i) => state === 1 && at2.id[i] === g));
    expect(twinned).toEqual([1, 3, 8]);
    const six = at2.ids.indexOf(6);
    expect([...at2.twinned].filter((_, i) => at2.id[i] === six)).toEqual([0, 0]);
    expect(at2.dropped).toMatchObject([{ code: "ended_before_landmark", count: 1 }]);
    expect(at2.notices.map(({ code }) => code)).toContain("landmark");
  });

  it("leaves out those who come later, and refuses a landmark after the end", () => {
    const at0 = landmark(spells, 0.5);
    expect(at0.dropped).toMatchObject([{ code: "absent_at_landmark", count: 2 }]);
    expect(() => landmark(spells, 7)).toThrow(/No plan is under observation at 7/);
  });
});

describe("rows by period", () => {
  it("splits spells into whole periods with the event in the last", () => {
    const rows = personPeriods(makeSpells({ id: ["a", "b"], start: [0, 1], stop: [3, 2], event: [1, 0] }));
    expect(Array.from(rows.stop)).toEqual([1, 2, 3, 2]);
    expect(Array.from(rows.event)).toEqual([0, 0, 1, 0]);
    expect(() => personPeriods(makeSpells({ stop: [1.5], event: [1] }))).toThrow(/does not begin and end/);
  });

  it("reads rows by period", () => {
    const rows = makePersonPeriods({ id: [1, 1], period: [1, 2], event: [0, 1] });
    expect(Array.from(rows.start)).toEqual([0, 1]);
    expect(() => makePersonPeriods({ id: [1, 1], period: [1, 1], event: [0, 1] })).toThrow(/overlap/);
  });
});
