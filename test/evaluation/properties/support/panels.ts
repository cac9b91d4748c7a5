import fc from "fast-check";
import { makePanel } from "../../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../../src/evaluation/core/panel.ts";
import type { PanelInput } from "../../../../src/evaluation/core/panel-input.ts";
import { seeded } from "../../../../src/evaluation/core/random.ts";

/** All that makes a panel, short enough to be read when it is a counterexample. Outcomes come from the seed. */
export interface PanelCase {
  years: number[];
  /** First treated year of each unit; null = never. */
  dates: (number | null)[];
  /** Unit-times left out. */
  gaps: [unit: number, time: number][];
  seed: number;
}

export interface PanelKinds {
  units?: [min: number, max: number];
  times?: [min: number, max: number];
  /** Fewest never-treated units; null = none at all. Default 3. */
  never?: number | null;
  /** Units treated from the first year on may occur. Default false. */
  always?: boolean;
  /** Most unit-times left out. Default 0. */
  gaps?: number;
  /** A year may be missing for all. Default false. */
  skips?: boolean;
  /** Fewest units in a cohort. Default 1. */
  cohort?: number;
  /** Most cohorts. Default 4. */
  cohorts?: number;
  /** Index of the earliest time at which treatment may start. Default 1. */
  earliest?: number;
}

const START = 2001;

/** Staggered panels; the kinds say what may occur in them. */
export function panelCases(kinds: PanelKinds = {}): fc.Arbitrary<PanelCase> {
  const { units = [6, 11], times = [4, 7], never = 3, always = false } = kinds;
  const { gaps = 0, skips = false, cohort = 1, cohorts = 4, earliest = 1 } = kinds;
  return fc.integer({ min: times[0], max: times[1] }).chain((t) =>
    fc
      .record({
        skip: skips ? fc.option(fc.integer({ min: 2, max: t - 1 })) : fc.constant(null),
        // Up to the year after the last: a date beyond the panel is a unit not treated in it.
        starts: fc.uniqueArray(fc.integer({ min: earliest, max: t - (never === null ? 1 : 0) }), {
          minLength: never === null ? 2 : 1,
          maxLength: cohorts,
        }),
        sizes: fc.array(fc.integer({ min: cohort, max: cohort + 2 }), {
          minLength: cohorts,
          maxLength: cohorts,
        }),
        never: never === null ? fc.constant(0) : fc.integer({ min: never, max: never + 4 }),
        always: always ? fc.integer({ min: 0, max: 2 }) : fc.constant(0),
        holes: fc.array(fc.tuple(fc.nat(units[1] - 1), fc.nat(t - 1)), { maxLength: gaps }),
        seed: fc.integer({ min: 1, max: 9999 }),
      })
      .map(({ skip, starts, sizes, never: nevers, always: alwaysTreated, holes, seed }) => {
        const years = Array.from({ length: t }, (_, s) => START + s + (skip !== null && s >= skip ? 1 : 0));
        const dates: (number | null)[] = [];
        starts.forEach((start, g) => {
          // The skipped year itself is a date too: treated from a year in which nobody is seen.
          const date = years[start] ?? START + t + 1;
          for (let j = 0; j < (sizes[g] ?? 1); j++) dates.push(date);
        });
        for (let j = 0; j < alwaysTreated; j++) dates.push(START - 1);
        for (let j = 0; j < nevers; j++) dates.push(null);
        while (dates.length < units[0]) dates.push(never === null ? (dates[0] ?? null) : null);
        const kept = shuffled(dates, seed);
        return { years, dates: kept, gaps: holes.filter(([i]) => i < kept.length), seed };
      })
      .filter(({ dates }) => dates.length <= units[1] && dates.some((date) => inside(date, t))),
  );
}

const inside = (date: number | null, t: number) => date !== null && date > START && date < START + t;

export interface Row {
  unit: string | number;
  time: number;
  outcome: number;
  first: number | null;
  x: number;
  z: number;
}

/** Rows of a case: unit levels, a trend, noise, an effect of 1, and two covariates, of which z is the unit's own. */
export function rowsOf({ years, dates, gaps, seed }: PanelCase): Row[] {
  const random = seeded(seed);
  const out = new Set(gaps.map(([i, s]) => `${i}/${s}`));
  return dates.flatMap((first, i) => {
    const level = 2 * random.normal();
    const z = random.normal();
    return years.flatMap((time, s) => {
      const x = random.normal() + 0.3 * level;
      const noise = random.normal();
      const treated = first !== null && time >= first ? 1 : 0;
      const outcome = level + 0.2 * s + 0.5 * x + noise + treated;
      return out.has(`${i}/${s}`) ? [] : [{ unit: i + 1, time, outcome, first, x, z }];
    });
  });
}

export function inputOf(rows: readonly Row[], covariates: readonly ("x" | "z")[] = []): PanelInput {
  return {
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    outcome: rows.map(({ outcome }) => outcome),
    firstTreated: rows.map(({ first }) => first),
    covariates: Object.fromEntries(covariates.map((name) => [name, rows.map((row) => row[name])])),
  };
}

export function panelOf(one: PanelCase, covariates: readonly ("x" | "z")[] = []): Panel {
  return makePanel(inputOf(rowsOf(one), covariates));
}

export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
