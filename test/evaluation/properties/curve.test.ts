import fc from "fast-check";
import { expect, test } from "vitest";
import { allChoices, specificationsOf } from "../../../src/evaluation/study/choices.ts";
import { type CurvePoint, runCurve } from "../../../src/evaluation/study/curve.ts";
import { keyOf } from "../../../src/evaluation/study/specification.ts";
import { toyStudy } from "../study/toy-study.ts";
import { checkAsync } from "./support/check.ts";
import { shuffled } from "./support/panels.ts";

const study = toyStudy({ noise: 0.5, missing: [[5, 1]], undated: [7] });
const all = specificationsOf(allChoices(study));
const options = { draws: 49, seed: 7 };
const RUNS = 15;

/** Some specifications, in the order of the list; an order to shuffle them into and places to cut. */
const picks = fc.record({
  start: fc.nat(all.length - 1),
  step: fc.integer({ min: 1, max: 37 }),
  count: fc.integer({ min: 2, max: 16 }),
  seed: fc.integer({ min: 1, max: 9999 }),
  cut: fc.integer({ min: 0, max: 16 }),
});

const chosen = ({ start, step, count }: { start: number; step: number; count: number }) => {
  const some = Array.from({ length: count }, (_, k) => all[(start + k * step) % all.length]).flatMap((one) =>
    one ? [one] : [],
  );
  return [...new Map(some.map((one) => [keyOf(one), one])).values()];
};

const byKey = (points: readonly CurvePoint[]) => new Map(points.map((point) => [point.key, point]));

test("the order of specifications leaves every point alone", async () => {
  let numbers = 0;
  await checkAsync(
    picks,
    async (pick) => {
      const some = chosen(pick);
      const plain = (await runCurve(study, some, options)).points;
      const mixed = (await runCurve(study, shuffled(some, pick.seed), options)).points;
      expect(byKey(mixed)).toEqual(byKey(plain));
      numbers += plain.filter(({ p }) => p !== null).length;
    },
    RUNS,
  );
  expect(numbers).toBeGreaterThan(40);
});

test("so does splitting them into parts", async () => {
  await checkAsync(
    picks,
    async (pick) => {
      const some = chosen(pick);
      const whole = (await runCurve(study, some, options)).points;
      const left = (await runCurve(study, some.slice(0, pick.cut), options)).points;
      const right = (await runCurve(study, some.slice(pick.cut), options)).points;
      expect([...left, ...right]).toEqual(whole);
    },
    RUNS,
  );
});

test("the seed decides the draws, not the estimates; a p is a whole number of draws", async () => {
  await checkAsync(
    picks,
    async (pick) => {
      const some = chosen(pick);
      const first = (await runCurve(study, some, options)).points;
      const other = (await runCurve(study, some, { ...options, seed: pick.seed })).points;
      expect(other.map(({ estimate }) => estimate)).toEqual(first.map(({ estimate }) => estimate));
      for (const { p, estimate, reason } of first) {
        expect(p === null).toBe(estimate === null);
        expect(p === null).toBe(reason !== null);
        if (p !== null) expect(p).toBeGreaterThan(0);
      }
    },
    RUNS,
  );
});

test("told to stop after any number of points, it stops right there, with the points it has", async () => {
  await checkAsync(
    picks,
    async (pick) => {
      const some = chosen(pick);
      const stop = 1 + (pick.cut % some.length);
      const signal = { aborted: false };
      const seen: number[] = [];
      const run = await runCurve(study, some, {
        ...options,
        signal,
        progress: (done) => {
          seen.push(done);
          signal.aborted = done === stop;
        },
      });
      const whole = (await runCurve(study, some, options)).points;
      expect(run.points).toEqual(whole.slice(0, stop));
      // Stopped after the last point there is nothing left to stop.
      expect(run.complete).toBe(stop === some.length);
      expect(seen).toEqual(Array.from({ length: stop }, (_, k) => k + 1));
    },
    RUNS,
  );
});

test("told to stop before it begins, it does nothing", async () => {
  const run = await runCurve(study, all, { ...options, signal: { aborted: true } });
  expect(run).toEqual({ points: [], complete: false });
});
