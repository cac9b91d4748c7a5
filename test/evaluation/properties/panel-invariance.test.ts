import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { check } from "./support/check.ts";
import { ESTIMATORS, type Estimator } from "./support/estimators.ts";
import { close, expectFollows, figuresOrRefusal } from "./support/figures.ts";
import { deepFreeze, snapshot } from "./support/freeze.ts";
import {
  inputOf,
  type PanelCase,
  panelCases,
  panelOf,
  type Row,
  rowsOf,
  shuffled,
} from "./support/panels.ts";

const RUNS = 25;

/** One estimator on the cases that suit it. */
function onCases(estimator: Estimator) {
  const of = (rows: readonly Row[]) => makePanel(inputOf(rows, estimator.covariates));
  const run = (panel: Panel) => figuresOrRefusal(() => estimator.figures(panel));
  return {
    cases: panelCases(estimator.kinds),
    of,
    plain: (one: PanelCase) => run(of(rowsOf(one))),
    changed: (one: PanelCase, change: (row: Row) => Partial<Row>) =>
      run(of(rowsOf(one).map((row) => ({ ...row, ...change(row) })))),
  };
}

describe.each(ESTIMATORS)("$name", (estimator) => {
  const { cases, of, plain, changed } = onCases(estimator);

  test("gives numbers on most of the panels it is tried on", () => {
    const tried = fc.sample(cases, { seed: 1, numRuns: 40 });
    const found = tried.map(plain).filter((one) => one !== "refused" && one.figures.length > 0);
    expect(found.length).toBeGreaterThan(24);
  });

  test("other names of units leave all numbers alone", () => {
    check(
      cases,
      (one) => {
        const names = shuffled([...one.dates.keys()], one.seed + 1);
        const renamed = changed(one, ({ unit }) => ({ unit: `U${names[(unit as number) - 1]}` }));
        expectFollows(renamed, plain(one));
      },
      RUNS,
    );
  });

  test("another clock moves the dates and nothing else", () => {
    check(
      fc.tuple(cases, fc.integer({ min: -1500, max: 1500 })),
      ([one, years]) => {
        const moved = changed(one, ({ time, first }) => ({
          time: time + years,
          first: first === null ? null : first + years,
        }));
        expectFollows(moved, plain(one), { years });
      },
      RUNS,
    );
  });

  test("an outcome counted from elsewhere leaves all numbers alone", () => {
    check(
      fc.tuple(cases, fc.integer({ min: -100, max: 100 })),
      ([one, step]) => {
        const moved = changed(one, ({ outcome }) => ({ outcome: outcome + step }));
        expectFollows(moved, plain(one));
      },
      RUNS,
    );
  });

  test("an outcome in another unit scales estimates and errors, not p", () => {
    check(
      fc.tuple(cases, fc.constantFrom(-1, -3, 0.01, 1000, -0.25)),
      ([one, factor]) => {
        const scaled = changed(one, ({ outcome }) => ({ outcome: outcome * factor }));
        expectFollows(scaled, plain(one), { factor });
      },
      RUNS,
    );
  });

  test("rows in another order give the same bits", () => {
    check(
      cases,
      (one) => {
        const rows = rowsOf(one);
        const other = outcomeOf(estimator, of(shuffled(rows, one.seed)));
        expect(other).toEqual(outcomeOf(estimator, of(rows)));
      },
      RUNS,
    );
  });

  test("the panel is not changed", () => {
    check(
      cases,
      (one) => {
        const panel = deepFreeze(panelOf(one, estimator.covariates));
        const expectSame = snapshot(panel);
        outcomeOf(estimator, panel);
        expectSame();
      },
      RUNS,
    );
  });
});

const absorbing = ESTIMATORS.filter(({ absorbsEffects = true }) => absorbsEffects);

test.each(absorbing)("levels of units and common shocks leave $name alone", (estimator) => {
  const { cases, plain, changed } = onCases(estimator);
  check(
    cases,
    (one) => {
      const random = seeded(one.seed + 7);
      const ofUnit = one.dates.map(() => 10 * random.normal());
      const ofTime = new Map(one.years.map((year) => [year, 10 * random.normal()]));
      const moved = changed(one, ({ unit, time, outcome }) => ({
        outcome: outcome + (ofUnit[(unit as number) - 1] ?? 0) + (ofTime.get(time) ?? 0),
      }));
      expectFollows(moved, plain(one));
    },
    RUNS,
  );
});

const averaging = ESTIMATORS.filter(({ meansEffect = true }) => meansEffect);

test.each(averaging)("a constant effect is added to $name, and changes no standard error", (estimator) => {
  const { cases, plain, changed } = onCases(estimator);
  check(
    fc.tuple(cases, fc.integer({ min: -5, max: 5 })),
    ([one, effect]) => {
      const old = plain(one);
      const now = changed(one, ({ time, first, outcome }) => ({
        outcome: outcome + (first !== null && time >= first ? effect : 0),
      }));
      if (old === "refused" || now === "refused") {
        expect(now).toBe(old);
        return;
      }
      close(now.headline, old.headline === null ? null : old.headline + effect, 10, "effect");
      if (estimator.spreadOfChance) return;
      old.figures.forEach(({ name, se }, at) => {
        const error = now.figures[at]?.se ?? null;
        if ((se ?? 0) < 1e-6 && (error ?? 0) < 1e-6) return;
        close(error, se, 1, `standard error of ${name}`);
      });
    },
    RUNS,
  );
});

/** The whole result, or the words of the refusal. */
function outcomeOf(estimator: Estimator, panel: Panel): unknown {
  let result: unknown = null;
  const refused = figuresOrRefusal(() => {
    result = estimator.result(panel);
    return { figures: [], dates: [], unitless: [], headline: null };
  });
  return refused === "refused" ? refused : result;
}
