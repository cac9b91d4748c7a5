import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { check } from "./support/check.ts";
import { close, expectFollows, type Figures, figuresOrRefusal } from "./support/figures.ts";
import { deepFreeze, snapshot } from "./support/freeze.ts";
import { HAZARDS, type Hazard } from "./support/hazards.ts";
import { shuffled } from "./support/panels.ts";
import {
  type SpellCase,
  type SpellRow,
  spellCases,
  spellRows,
  spellsInput,
  splitRows,
  yearRows,
} from "./support/spells.ts";

const RUNS = 25;

function onRows(hazard: Hazard) {
  const rowsOf = (one: SpellCase) => (hazard.byYear ? yearRows(spellRows(one)) : spellRows(one));
  const run = (rows: readonly SpellRow[]) =>
    figuresOrRefusal(() => hazard.figures(makeSpells(spellsInput(rows))));
  return {
    rowsOf,
    run,
    plain: (one: SpellCase) => run(rowsOf(one)),
    changed: (one: SpellCase, change: (row: SpellRow) => Partial<SpellRow>) =>
      run(rowsOf(one).map((row) => ({ ...row, ...change(row) }))),
  };
}

describe.each(HAZARDS)("$name", (hazard) => {
  const { rowsOf, run, plain, changed } = onRows(hazard);

  test("gives numbers on most of the spells it is tried on", () => {
    const tried = fc.sample(spellCases, { seed: 1, numRuns: 40 }).map(plain);
    const found = tried.filter((one) => one !== "refused" && one.figures.length + one.unitless.length > 0);
    expect(found.length).toBeGreaterThan(24);
    if (hazard.covariate) {
      const finite = tried.filter((one) => one !== "refused" && one.figures.length > 0);
      expect(finite.length).toBeGreaterThan(20);
    }
  });

  test("the order of rows does not matter", () => {
    check(
      spellCases,
      (one) => {
        expectFollows(run(shuffled(rowsOf(one), one.seed)), plain(one));
      },
      RUNS,
    );
  });

  test("other names of plans leave all numbers alone", () => {
    check(
      spellCases,
      (one) => {
        const names = shuffled([...one.plans.keys()], one.seed + 1);
        const renamed = changed(one, ({ id }) => ({ id: `plan ${names[(id as number) - 1]}` }));
        expectFollows(renamed, plain(one));
      },
      RUNS,
    );
  });

  test("other names of strata, in the same order, leave all numbers alone", () => {
    check(
      spellCases,
      (one) => {
        expectFollows(
          changed(one, ({ stratum }) => ({ stratum: `region ${stratum}` })),
          plain(one),
        );
      },
      RUNS,
    );
  });

  test("a clock that starts earlier moves times and nothing else", () => {
    check(
      fc.tuple(spellCases, fc.integer({ min: 1, max: 50 })),
      ([one, years]) => {
        const moved = changed(one, ({ start, stop, twinnedFrom }) => ({
          start: start + years,
          stop: stop + years,
          twinnedFrom: twinnedFrom === null ? null : twinnedFrom + years,
        }));
        expectFollows(moved, plain(one), { years });
      },
      RUNS,
    );
  });

  test("the spells are not changed", () => {
    check(
      spellCases,
      (one) => {
        const spells = deepFreeze(makeSpells(spellsInput(rowsOf(one))));
        const expectSame = snapshot(spells);
        figuresOrRefusal(() => hazard.figures(spells));
        expectSame();
      },
      RUNS,
    );
  });
});

const splittable = HAZARDS.filter(({ byYear = false }) => !byYear);

test.each(splittable)("a row split in two at an inner time leaves $name alone", (hazard) => {
  const { rowsOf, run, plain } = onRows(hazard);
  let split = 0;
  check(
    spellCases,
    (one) => {
      const rows = rowsOf(one);
      const more = splitRows(rows, one.seed);
      split += more.length - rows.length;
      expectFollows(run(more), plain(one));
    },
    RUNS,
  );
  expect(split).toBeGreaterThan(100);
});

const STRETCHES = fc.constantFrom(0.1, 0.25, 3, 365.25);

test.each(splittable)("time in another unit: $name", (hazard) => {
  const { plain, changed } = onRows(hazard);
  check(
    fc.tuple(spellCases, STRETCHES),
    ([one, unit]) => {
      const stretched = changed(one, ({ start, stop, twinnedFrom }) => ({
        start: start * unit,
        stop: stop * unit,
        twinnedFrom: twinnedFrom === null ? null : twinnedFrom * unit,
      }));
      const before = plain(one);
      expectFollows(unitsOf(stretched, 1), unitsOf(before, unit));
    },
    RUNS,
  );
});

/** Dates stretched by hand, rounded so that 3 · 0.1 and 0.3 are the same date. */
function unitsOf(one: Figures | "refused", unit: number): Figures | "refused" {
  if (one === "refused") return one;
  return { ...one, dates: one.dates.map((date) => Math.round(date * unit * 1e6) / 1e6) };
}

const regressions = HAZARDS.filter(({ covariate = false }) => covariate);

describe.each(regressions)("a covariate of $name", (hazard) => {
  const { plain, changed } = onRows(hazard);

  test("counted from elsewhere changes nothing", () => {
    check(
      fc.tuple(spellCases, fc.integer({ min: -100, max: 100 })),
      ([one, step]) => {
        expectFollows(
          changed(one, ({ x }) => ({ x: x + step })),
          plain(one),
        );
      },
      RUNS,
    );
  });

  test("in another unit scales its own coefficient alone", () => {
    let compared = 0;
    check(
      fc.tuple(spellCases, fc.constantFrom(-1, 0.01, 40)),
      ([one, unit]) => {
        const before = plain(one);
        const after = changed(one, ({ x }) => ({ x: x * unit }));
        if (before === "refused" || after === "refused") {
          expect(after).toBe(before);
          return;
        }
        expect(after.figures.map(({ name }) => name)).toEqual(before.figures.map(({ name }) => name));
        before.figures.forEach(({ name, estimate, se, p }, at) => {
          const now = after.figures[at];
          const factor = name === "x" ? 1 / unit : 1;
          close(now?.estimate ?? null, estimate === null ? null : estimate * factor, Math.abs(factor), name);
          close(
            now?.se ?? null,
            se === null ? null : se * Math.abs(factor),
            Math.abs(factor),
            `error of ${name}`,
          );
          close(now?.p ?? null, p, 1, `p of ${name}`);
          compared++;
        });
      },
      RUNS,
    );
    expect(compared).toBeGreaterThan(RUNS);
  });
});
