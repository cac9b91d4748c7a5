import { describe, expect, test } from "vitest";
import { runCurve } from "../../src/evaluation/study/curve.ts";
import { keyOf, type Specification } from "../../src/evaluation/study/specification.ts";
import { CurveRunner, isComplete } from "../../src/web/curve/runner.ts";
import { curveSpecifications, wholeView } from "../../src/web/curve/view.ts";
import { blocksOf, type CurveEngine, Pool, poolSize } from "../../src/web/engine/pool.ts";
import { toyStudy } from "../evaluation/study/toy-study.ts";
import { CURVE_DATA } from "./curve-fixture.ts";

const study = toyStudy({ noise: 0.5 });
const all = curveSpecifications({ ...wholeView("share"), definitions: ["main"] }, CURVE_DATA);
const some = all.slice(0, 96);

/** An engine without a worker that counts how many tasks are under way. */
class Local {
  static active = 0;
  static most = 0;
  stopped = false;

  ask = (async (
    _: string,
    input: { specifications: Specification[]; draws: number; seed: number },
    options: Options,
  ) => {
    Local.active++;
    Local.most = Math.max(Local.most, Local.active);
    try {
      const { points } = await runCurve(study, input.specifications, {
        ...input,
        pause: async () => {
          await new Promise((resolve) => setTimeout(resolve, 0));
          options.signal.throwIfAborted();
        },
        onPoint: (point) => {
          if (!options.signal.aborted) options.partial([point]);
        },
      });
      return points;
    } finally {
      Local.active--;
    }
  }) as unknown as CurveEngine["ask"];

  stop(): void {
    this.stopped = true;
  }
}

interface Options {
  signal: AbortSignal;
  partial: (points: readonly unknown[]) => void;
}

describe("the pool", () => {
  test("has two workers on two cores, else one fewer than cores and at most four", () => {
    expect([1, 2, 3, 4, 5, 16, undefined].map(poolSize)).toEqual([1, 1, 2, 3, 4, 4, 1]);
  });

  test("cuts between panels only, and loses nothing", () => {
    const blocks = blocksOf(all);
    expect(blocks.flat()).toEqual(all);
    expect(blocks.length).toBeGreaterThan(5);
    const panelOf = (one: Specification) => keyOf({ ...one, estimator: "twfe", inference: "permutation" });
    const panels = blocks.map((block) => new Set(block.map(panelOf)));
    const total = panels.reduce((sum, { size }) => sum + size, 0);
    expect(new Set(all.map(panelOf)).size).toBe(total);
  });

  test.each([1, 2, 3])("finds with %i engines what one run finds", async (size) => {
    const found = new Map<string, unknown>();
    const pool = new Pool(Array.from({ length: size }, () => new Local()));
    await pool.curve(
      some,
      { draws: 19, seed: 3 },
      {
        signal: new AbortController().signal,
        partial: (points) => {
          for (const point of points) found.set(point.key, point);
        },
      },
    );
    const { points } = await runCurve(study, some, { draws: 19, seed: 3 });
    expect(some.map((one) => found.get(keyOf(one)))).toEqual(points);
  });

  test("stops all engines when one fails", async () => {
    const good = new Local();
    const bad: CurveEngine = { ask: () => Promise.reject(new Error("broken")), stop() {} };
    const run = new Pool([good, bad]).curve(
      some,
      { draws: 19, seed: 3 },
      {
        signal: new AbortController().signal,
        partial: () => {},
      },
    );
    await expect(run).rejects.toThrow("broken");
    expect(good.stopped).toBe(true);
  });
});

describe("a run", () => {
  const start = (specifications: readonly Specification[]) => {
    const heard: string[] = [];
    const runner: CurveRunner = new CurveRunner(
      () => new Pool([new Local(), new Local()]),
      3,
      (what) => {
        heard.push(what === "state" ? runner.state.status : what);
      },
    );
    runner.show(specifications, 19);
    return { runner, heard };
  };

  test("gives the points in the order of the list", async () => {
    const { runner, heard } = start(some);
    expect(isComplete(runner.state)).toBe(false);
    await runner.run();
    expect(isComplete(runner.state)).toBe(true);
    expect(runner.state.points).toEqual((await runCurve(study, some, { draws: 19, seed: 3 })).points);
    expect(heard[0]).toBe("running");
    expect(heard.at(-1)).toBe("idle");
  });

  test("never has a second one beside it", async () => {
    Local.most = 0;
    const { runner } = start(some);
    await Promise.all([runner.run(), runner.run(), runner.run()]);
    expect(Local.most).toBe(2);
  });

  test("cancelled, it keeps the points so far, and goes on from there", async () => {
    const { runner } = start(some);
    const run = runner.run();
    while (runner.state.points.length < 7) await new Promise((resolve) => setTimeout(resolve, 1));
    runner.cancel();
    expect(runner.state.status).toBe("cancelled");
    const kept = runner.state.points.length;
    expect(kept).toBeGreaterThanOrEqual(7);
    expect(kept).toBeLessThan(some.length);
    await run;
    expect(runner.state.points).toHaveLength(kept);
    expect(isComplete(runner.state)).toBe(false);
    await runner.run();
    expect(isComplete(runner.state)).toBe(true);
    expect(runner.state.points).toEqual((await runCurve(study, some, { draws: 19, seed: 3 })).points);
  });

  test("a narrower choice within a finished one is there at once; other draws are not", async () => {
    const { runner } = start(some);
    await runner.run();
    runner.show(some.slice(10, 20), 19);
    expect(isComplete(runner.state)).toBe(true);
    runner.show(some.slice(10, 20), 99);
    expect(runner.state.points).toHaveLength(0);
  });

  test("other choices end it, and its late points go nowhere", async () => {
    const { runner } = start(some);
    const run = runner.run();
    while (runner.state.points.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    const others = all.slice(200, 210);
    runner.show(others, 19);
    await run;
    expect(runner.state).toMatchObject({ status: "idle", points: [], specifications: others });
  });

  test("a failure is told in words, with the points so far kept", async () => {
    const broken: CurveEngine = { ask: () => Promise.reject(new Error("It broke")), stop() {} };
    const runner = new CurveRunner(
      () => new Pool([broken]),
      3,
      () => {},
    );
    runner.show(some, 19);
    await runner.run();
    expect(runner.state).toMatchObject({ status: "failed", failure: "It broke", points: [] });
  });
});
