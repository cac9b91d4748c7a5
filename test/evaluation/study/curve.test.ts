import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { analyse } from "../../../src/evaluation/study/analyse.ts";
import { allChoices, specificationsOf } from "../../../src/evaluation/study/choices.ts";
import { runCurve } from "../../../src/evaluation/study/curve.ts";
import { keyOf } from "../../../src/evaluation/study/specification.ts";
import { toyStudy } from "./toy-study.ts";

const study = toyStudy({ noise: 0.5, missing: [[5, 1]] });
const specifications = specificationsOf(allChoices(study));
const options = { draws: 99, seed: 7 };

describe("the specification curve", () => {
  test("has every combination of the choices once", () => {
    // 5 comparisons × 3 periods × 2 sets of covariates × 2 rules × 4 estimators × 2 tests.
    expect(specifications).toHaveLength(480);
    expect(new Set(specifications.map(keyOf)).size).toBe(480);
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
        expect(of).toBe(480);
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
