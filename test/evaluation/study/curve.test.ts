import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { analyse } from "../../../src/evaluation/study/analyse.ts";
import {
  allChoices,
  type Choices,
  knownYears,
  leftOutOf,
  periodsWithin,
  specificationsOf,
} from "../../../src/evaluation/study/choices.ts";
import { runCurve } from "../../../src/evaluation/study/curve.ts";
import { COMPARISONS, keyOf, type Specification } from "../../../src/evaluation/study/specification.ts";
import { toyStudy } from "./toy-study.ts";

const study = toyStudy({ noise: 0.5, missing: [[5, 1]] });
const specifications = specificationsOf(allChoices(study));
const options = { draws: 99, seed: 7 };

describe("the specification curve", () => {
  test("has every combination of the choices once", () => {
    const choices = allChoices(study);
    // Comparisons × 3 periods × 2 sets of covariates × 2 rules × 4 estimators × 2 tests.
    const left = leftOutOf(choices).reduce((sum, { count }) => sum + count, 0);
    expect(specifications.length + left).toBe(COMPARISONS.length * 96);
    expect(new Set(specifications.map(keyOf)).size).toBe(specifications.length);
  });

  test("finds the estimate that the single analysis finds", async () => {
    const some = specifications.filter((_, at) => at % 29 === 0);
    const { points } = await runCurve(study, some, options);
    for (const { specification, estimate, reason } of points) {
      if (estimate === null) {
        expect(reason).not.toBeNull();
        continue;
      }
      const single = analyse(study, specification, { random: seeded(1), draws: 99 });
      expect(estimate).toBeCloseTo(single.estimate, 10);
    }
  });

  test("p is the exact share where all assignments are gone through", async () => {
    const one = specifications.find(({ inference }) => inference === "permutation");
    const { points } = await runCurve(study, one ? [one] : [], { draws: 5000, seed: 1 });
    const single = analyse(study, one as never, { random: seeded(1), draws: 9 });
    expect(single.test.exact).toBe(true);
    expect(points[0]?.p).toBe(single.test.p);
  });

  test("does not depend on the order of the list or on how it is split", async () => {
    const some = specifications.slice(0, 40);
    const whole = (await runCurve(study, some, options)).points;
    const reversed = (await runCurve(study, [...some].reverse(), options)).points.reverse();
    const parts = [
      ...(await runCurve(study, some.slice(0, 13), options)).points,
      ...(await runCurve(study, some.slice(13), options)).points,
    ];
    expect(reversed).toEqual(whole);
    expect(parts).toEqual(whole);
  });

  test("reports progress and stops when told to", async () => {
    const signal = { aborted: false };
    const seen: number[] = [];
    const run = await runCurve(study, specifications, {
      ...options,
      signal,
      progress: (done, of) => {
        expect(of).toBe(specifications.length);
        seen.push(done);
        if (done === 5) signal.aborted = true;
      },
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(run.complete).toBe(false);
    expect(run.points).toHaveLength(5);
  });

  test("choices that identify nothing have a reason and no numbers", async () => {
    const late = toyStudy({ twinned: { 0: 2001 } });
    const [first] = specifications;
    const { points } = await runCurve(late, first ? [first] : [], options);
    expect(points[0]).toMatchObject({ estimate: null, p: null });
    expect(points[0]?.reason).toContain("No twinned country");
  });
});

describe("the choices", () => {
  test("leave out, with the reason and their number, what compares with nobody", () => {
    const comparisons = ["with_plans", "not_yet"] as const;
    const choices: Choices = { ...allChoices(study), comparisons };
    const kept = specificationsOf(choices);
    expect(kept.filter(({ comparison }) => comparison === "not_yet")).toHaveLength(72);
    expect(kept.some((one) => one.comparison === "not_yet" && one.estimator === "cs_never")).toBe(false);
    expect(leftOutOf(choices)).toEqual([{ reason: expect.stringContaining("nobody to compare"), count: 24 }]);
  });

  test("periods lie within the years in which the outcome is known", () => {
    const { outcomes, countries, years } = study;
    const [share] = outcomes;
    if (!share) throw new Error("no outcome");
    const late = { ...share, id: "late", values: share.values.map((v, at) => (at % 10 < 4 ? null : v)) };
    const more = { ...study, outcomes: [share, late] };
    expect(countries.length * years.length).toBe(share.values.length);
    expect(knownYears(more, "late")).toEqual([2005, 2010]);
    expect(knownYears({ ...study, outcomes: [] }, "none")).toEqual([2001, 2010]);
    const periodsOf = (id: string) => [
      ...new Set(
        specificationsOf(allChoices(more)).flatMap(({ outcome, period }) =>
          outcome === id ? [period.join("-")] : [],
        ),
      ),
    ];
    expect(periodsOf("share")).toEqual(["2001-2010", "2003-2010", "2001-2005"]);
    expect(periodsOf("late")).toEqual(["2005-2010", "2006-2010"]);
  });

  test("a period has at least two years and stands there once", () => {
    expect(periodsWithin(2000, 2019)).toEqual([
      [2000, 2019],
      [2005, 2019],
      [2000, 2014],
    ]);
    expect(periodsWithin(2020, 2021)).toEqual([[2020, 2021]]);
  });
});

test("another test's name never stands over a permutation's p", async () => {
  const [first] = specifications;
  const named = { ...first, inference: "conley_taber" } as Specification;
  const { points } = await runCurve(study, [named], options);
  expect(points[0]).toMatchObject({
    estimate: null,
    p: null,
    reason: expect.stringContaining("permutation"),
  });
});

test("lets a page breathe after every point", async () => {
  let breaths = 0;
  await runCurve(study, specifications.slice(0, 5), {
    ...options,
    pause: async () => {
      breaths++;
    },
  });
  expect(breaths).toBe(5);
});
