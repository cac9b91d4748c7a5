import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { PANEL_METHODS, type PanelRun, panelMethod } from "../../../src/evaluation/run/panel-methods.ts";
import { SPELL_METHODS, type SpellRun, spellMethod } from "../../../src/evaluation/run/spell-methods.ts";
import { withholdRow } from "../../../src/evaluation/run/withhold.ts";

const OPTIONS = {
  draws: 199,
  level: 0.95,
  control: "never",
  method: "dr",
  base: "varying",
  anticipation: 0,
  strata: false,
} as const;
const panelOptions = (): PanelRun => ({ ...OPTIONS, random: seeded(1) });

function panel(cohorts: Record<number, number> = { 0: 2004, 1: 2004, 2: 2006, 3: 2006, 4: 2006 }) {
  const random = seeded(2);
  const rows = Array.from({ length: 20 * 8 }, (_, r) => ({ unit: Math.floor(r / 8), time: 2001 + (r % 8) }));
  return makePanel({
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    outcome: rows.map(({ unit, time }) => unit + random.normal() + (time >= (cohorts[unit] ?? 9999) ? 3 : 0)),
    firstTreated: rows.map(({ unit }) => cohorts[unit] ?? null),
  });
}

describe("methods of panels by name", () => {
  test.each(PANEL_METHODS.map(({ id }) => id))("%s runs, says what it rests on, and repeats itself", (id) => {
    const once = panelMethod(id).run(panel(), panelOptions());
    expect(once.call.method.length).toBeGreaterThan(2);
    expect(once.used).toMatchObject({ treated: 5 });
    expect(panelMethod(id).run(panel(), panelOptions())).toEqual(once);
  });

  test("usual standard errors with few treated carry a warning; tests made for few do not", () => {
    const codes = (id: string) =>
      panelMethod(id)
        .run(panel(), panelOptions())
        .warnings.map(({ code }) => code);
    for (const id of ["twfe", "callaway_santanna", "sun_abraham", "imputation"])
      expect(codes(id), id).toContain("se_understated");
    expect(codes("permutation")).not.toContain("se_understated");
    // Once: not again in the words of the regression itself.
    for (const id of ["twfe", "event_study"]) expect(codes(id)).not.toContain("few_treated_standard_error");
  });

  test("the standard error of a cohort of one is withheld, its effect is not", () => {
    const result = panelMethod("callaway_santanna").run(
      panel({ 0: 2004, 1: 2006, 2: 2006 }),
      panelOptions(),
    ) as never as {
      cells: { group: number; att: number; se: number | null; reason: string | null }[];
      group: { rows: { at: number; att: number; se: number | null }[] };
      simple: { overall: { se: number | null } };
    };
    const lone = result.cells.filter(({ group }) => group === 2004);
    expect(lone.length).toBeGreaterThan(0);
    for (const cell of lone)
      expect(cell).toMatchObject({ se: null, reason: "one_unit_cohort", att: expect.any(Number) });
    for (const cell of result.cells.filter(({ group }) => group === 2006)) expect(cell.se).toBeGreaterThan(0);
    expect(result.group.rows.map(({ se }) => se === null)).toEqual([true, false]);
    expect(result.simple.overall.se).toBeGreaterThan(0);
  });

  test("where every cohort has one unit, so is that of the whole", () => {
    const result = panelMethod("callaway_santanna").run(
      panel({ 0: 2004, 1: 2006 }),
      panelOptions(),
    ) as never as {
      simple: { overall: { att: number; se: number | null } };
    };
    expect(result.simple.overall).toMatchObject({ se: null, att: expect.any(Number) });
  });

  test("an unknown name is refused with the names there are", () => {
    expect(() => panelMethod("magic")).toThrow("There is no estimator magic for panels");
    expect(() => spellMethod("magic")).toThrow("Choose one of: cox");
  });
});

test("withholding takes the uncertainty and leaves the estimate", () => {
  const row = { att: 1, se: 2, low: 0, high: 3, p: 0.1, other: "x" };
  expect(withholdRow(row, "why")).toEqual({
    att: 1,
    se: null,
    low: null,
    high: null,
    p: null,
    other: "x",
    reason: "why",
  });
  expect(row.se).toBe(2);
});

describe("methods of time to an event by name", () => {
  const random = seeded(4);
  const rows = Array.from({ length: 60 }, (_, k) => ({
    id: k,
    from: k % 3 === 0 ? 1 + (k % 2) : null,
    time: 2 + random.integer(5),
    event: k % 4 === 0 ? 0 : 1,
  }));
  const cut = rows.flatMap(({ id, from, time, event }) =>
    from === null || from >= time
      ? [{ id, start: 0, stop: time, event, twinned: 0 }]
      : [
          { id, start: 0, stop: from, event: 0, twinned: 0 },
          { id, start: from, stop: time, event, twinned: 1 },
        ],
  );
  const spells = makeSpells({
    id: cut.map(({ id }) => id),
    start: cut.map(({ start }) => start),
    stop: cut.map(({ stop }) => stop),
    event: cut.map(({ event }) => event),
    twinned: cut.map(({ twinned }) => twinned),
  });
  const options = (): SpellRun => ({
    random: seeded(1),
    draws: 99,
    level: 0.95,
    ties: "efron",
    landmark: 2,
    forceBiased: false,
    everTwinned: false,
  });

  test.each(SPELL_METHODS.map(({ id }) => id).filter((id) => !id.startsWith("discrete")))(
    "%s runs and repeats itself",
    (id) => {
      const once = spellMethod(id).run(spells, options());
      expect(once.used.observations).toBeGreaterThan(0);
      expect(spellMethod(id).run(spells, options())).toEqual(once);
    },
  );

  test.each(["discrete_hazard", "discrete_logit"])("%s cuts longer rows into periods itself", (id) => {
    const { used, dropped } = spellMethod(id).run(spells, options());
    const periods = cut.reduce((sum, { start, stop }) => sum + stop - start, 0);
    // The first year has no event at all, so its rows tell nothing and are counted as left out.
    const out = dropped.reduce((sum, { count = 0 }) => sum + count, 0);
    expect(out).toBe(60);
    expect(used.observations + out).toBe(periods);
  });

  test("who is ever twinned is refused unless forced, and then labelled", () => {
    expect(() => spellMethod("cox").run(spells, { ...options(), everTwinned: true })).toThrow(
      "immortal time",
    );
    const forced = spellMethod("cox").run(spells, { ...options(), everTwinned: true, forceBiased: true });
    expect(forced.warnings.map(({ code }) => code)).toContain("immortal_time_bias");
  });

  test("a landmark needs its time", () => {
    expect(() => spellMethod("landmark").run(spells, { ...options(), landmark: null })).toThrow(
      "needs its time",
    );
  });
});
