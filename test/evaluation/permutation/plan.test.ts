import { describe, expect, it } from "vitest";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { type Random, seeded } from "../../../src/evaluation/core/random.ts";
import { planAssignments } from "../../../src/evaluation/permutation/plan.ts";
import { referenceDraws } from "../../../src/evaluation/permutation/reference-draws.ts";
import { visitAll, visitRandom } from "../../../src/evaluation/permutation/visit.ts";
import { at, panelOf } from "./panels.ts";
import { placeOf } from "./place-of.ts";

const codes = (panel: Panel, options = {}) => planAssignments(panel, options).notices.map(({ code }) => code);

/** `treated` units of `n` treated in year 3 of 4. */
const plain = (n: number, treated: number) =>
  panelOf({ first: Array.from({ length: n }, (_, i) => (i < treated ? 3 : 0)), times: 4 });

const withPlans = (first: number[], exists: number[], strata?: string[]) =>
  panelOf({
    first,
    times: 6,
    more: (rows) => ({
      exists: rows.map(({ unit }) => at(exists, unit)),
      ...(strata ? { strata: rows.map(({ unit }) => at(strata, unit)) } : {}),
    }),
  });

describe("the plan of a permutation", () => {
  it("lists units of a stratum by the age of their plan, and dates with who may have them", () => {
    const panel = withPlans(
      [4, 0, 3, 0, 4, 0, 3],
      [2, 1, 3, 0, 2, 5, 1],
      ["b", "a", "b", "a", "a", "b", "b"],
    );
    const { treated, pools, groups, distinct } = planAssignments(panel);
    expect([...treated]).toEqual([0, 2, 4, 6]);
    // Unit 3 never has a plan.
    expect(pools.map((pool) => [...pool])).toEqual([
      [1, 4, 3],
      [6, 0, 2, 5],
    ]);
    expect(groups.map(({ pool, slots, eligible }) => [pool, [...slots], eligible])).toEqual([
      [0, [2], 2],
      [1, [1, 3], 3],
      [1, [0], 3],
    ]);
    // 2 in the first; in the second 3 pairs, and the one left.
    expect(distinct).toBe(2 * 3);
    const whole = planAssignments(panel, { strata: false });
    expect([...at(whole.pools, 0)]).toEqual([1, 6, 0, 4, 2, 5, 3]);
    expect(whole.groups.map(({ slots, eligible }) => [[...slots], eligible])).toEqual([
      [[1, 3], 5],
      [[0, 2], 5],
    ]);
    expect(whole.distinct).toBe(10 * 3);
  });

  it("counts assignments exactly up to 2⁵³, and beyond only says so", () => {
    expect(planAssignments(plain(50, 20)).distinct).toBe(47_129_212_243_960);
    expect(planAssignments(plain(50, 30)).distinct).toBe(47_129_212_243_960);
    expect(planAssignments(plain(60, 30)).distinct).toBe(Number.POSITIVE_INFINITY);
    expect(planAssignments(plain(5, 5)).distinct).toBe(1);
  });

  it("warns of fewer than 20 assignments with their number", () => {
    const few = planAssignments(plain(19, 1)).notices;
    expect(few).toEqual([expect.objectContaining({ code: "few_assignments", count: 19 })]);
    expect(at(few, 0).words).toContain("0.053");
    expect(codes(plain(20, 1))).toEqual([]);
  });

  it("names strata without alternatives, but not those without treated units", () => {
    const strata = ["x", "y", "y", "z", "z", "z", "z"];
    const panel = panelOf({
      first: [0, 3, 3, 3, 0, 0, 0],
      times: 4,
      more: (rows) => ({ strata: rows.map(({ unit }) => at(strata, unit)) }),
    });
    // x has nobody treated; in y both are; z has four ways.
    expect(planAssignments(panel).notices).toEqual([
      expect.objectContaining({ code: "stratum_without_alternatives", count: 1, items: ["y"] }),
      expect.objectContaining({ code: "few_assignments", count: 4 }),
    ]);
    expect(codes(panelOf({ first: [3, 3], times: 4 }))).toEqual(["few_assignments"]);
  });

  it("names units that never have a plan, not those whose plan comes late", () => {
    const first = [3, ...new Array(22).fill(0)];
    const never = planAssignments(withPlans(first, [1, 0, ...new Array(20).fill(2), 0])).notices;
    expect(never).toEqual([
      expect.objectContaining({ code: "units_without_plan", count: 2, items: [1, 22] }),
    ]);
    expect(codes(withPlans(first, [1, 6, ...new Array(20).fill(2), 3]))).toEqual([]);
  });

  it("refuses treatment before the plan by name, up to five, and takes treatment in its year", () => {
    const panel = withPlans([2, 2, 2, 2, 2, 2, 0], [1, 1, 1, 1, 1, 1, 1]);
    const late = { ...panel, exists: Float64Array.of(3, 3, 3, 3, 3, 3, 1) };
    expect(() => planAssignments(late)).toThrow(/^6 units are treated before.*: 0, 1, 2, 3, 4 \(/);
    expect(placeOf(() => planAssignments(late))).toEqual({ column: "exists" });
    expect(() => planAssignments({ ...panel, exists: new Float64Array(7).fill(2) })).not.toThrow();
    expect(placeOf(() => planAssignments(panel, { strata: true }))).toEqual({ column: "strata" });
  });
});

describe("visits", () => {
  it("of all go through each once and end", () => {
    const seen: string[] = [];
    visitAll(planAssignments(plain(5, 2)), (assigned) => seen.push([...assigned].join()));
    expect(seen).toEqual(["0,1", "0,2", "0,3", "0,4", "1,2", "1,3", "1,4", "2,3", "2,4", "3,4"]);
  });

  it("at random draw free places in turn and, with plans, put the pool back in order", () => {
    /** Always the last free place. */
    const last = { integer: (below: number) => below - 1 } as Random;
    const drawn = (panel: Panel) => {
      const seen: string[] = [];
      visitRandom(planAssignments(panel), 3, last, (assigned) => seen.push([...assigned].join()));
      return seen;
    };
    // Without plans the pool stays as the draw before left it: 0 1 2 3, then 3 0 2 1, then 1 3 2 0.
    expect(drawn(plain(4, 2))).toEqual(["3,0", "1,3", "0,1"]);
    // Two of four have a plan in year 3, three in year 4.
    const plans = withPlans([3, 4, 0, 0], [1, 2, 4, 0]);
    expect(drawn(plans)).toEqual(["1,2", "1,2", "1,2"]);
  });
});

describe("how many are looked at", () => {
  const twenty = planAssignments(plain(20, 1));
  const random = seeded(1);

  it("all up to the limit, and random ones above or where asked", () => {
    expect(referenceDraws(twenty, { limit: 20 })).toMatchObject({ exact: true, count: 20, total: 20 });
    const drawn = { exact: false, count: 9999, total: 10_000 };
    expect(referenceDraws(twenty, { limit: 19, random })).toMatchObject(drawn);
    expect(referenceDraws(twenty, { exact: false, random })).toMatchObject(drawn);
    expect(referenceDraws(twenty, { exact: true, limit: 1 })).toMatchObject({ exact: true, count: 20 });
    expect(referenceDraws({ ...twenty, distinct: 200_000 }, {})).toMatchObject({ exact: true });
    expect(referenceDraws({ ...twenty, distinct: 200_001 }, { random })).toMatchObject(drawn);
    expect(referenceDraws(twenty, { exact: false, draws: 1, random })).toMatchObject({ count: 1, total: 2 });
  });

  it("never more than twenty million", () => {
    expect(referenceDraws({ ...twenty, distinct: 2e7 }, { exact: true }).count).toBe(2e7);
    const more = { ...twenty, distinct: 2e7 + 1 };
    expect(() => referenceDraws(more, { exact: true })).toThrow(/too many/);
    expect(referenceDraws(more, { random }).exact).toBe(false);
  });

  it("says what is missing", () => {
    expect(placeOf(() => referenceDraws(twenty, { exact: false }))).toEqual({ column: "random" });
    for (const draws of [0, -3, 2.5]) {
      const call = () => referenceDraws(twenty, { exact: false, draws, random });
      expect(placeOf(call)).toEqual({ value: String(draws) });
    }
  });
});
