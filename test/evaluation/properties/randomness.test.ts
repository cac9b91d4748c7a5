import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { check } from "./support/check.ts";
import { panelCases, panelOf } from "./support/panels.ts";
import { RANDOM_ONES } from "./support/random-ones.ts";

const cases = panelCases({ never: 11, cohort: 2, cohorts: 2, units: [13, 20], times: [4, 6], earliest: 2 });
const RUNS = 25;

describe.each(RANDOM_ONES)("$name", ({ result }) => {
  test("the same seed gives the same bits", () => {
    check(
      cases,
      (one) => {
        const panel = panelOf(one);
        expect(result(panel, seeded(one.seed))).toEqual(result(panel, seeded(one.seed)));
      },
      RUNS,
    );
  });

  test("another seed gives other draws, and so does the same generator later on", () => {
    let otherSeed = 0;
    let later = 0;
    check(
      cases,
      (one) => {
        const panel = panelOf(one);
        const random = seeded(1);
        const first = JSON.stringify(result(panel, random));
        if (first !== JSON.stringify(result(panel, random))) later++;
        if (first !== JSON.stringify(result(panel, seeded(2)))) otherSeed++;
      },
      RUNS,
    );
    // A p from 99 draws is now and then the same by chance.
    expect(otherSeed).toBeGreaterThan(RUNS / 2);
    expect(later).toBeGreaterThan(RUNS / 2);
  });
});
