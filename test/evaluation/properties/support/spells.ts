import fc from "fast-check";
import { seeded } from "../../../../src/evaluation/core/random.ts";
import type { SpellsInput } from "../../../../src/evaluation/core/spells-types.ts";

/** A plan: under observation from `entry` to `stop`, twinned from `twin` on (null = never). Whole years. */
export interface Plan {
  entry: number;
  stop: number;
  event: boolean;
  twin: number | null;
  stratum: number;
}

/** Short enough to be read when it is a counterexample; the covariate of each plan comes from the seed. */
export interface SpellCase {
  plans: Plan[];
  seed: number;
}

const plans: fc.Arbitrary<Plan> = fc
  .record({
    entry: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
    ),
    length: fc.integer({ min: 1, max: 7 }),
    event: fc.oneof(
      { weight: 2, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    twin: fc.option(fc.integer({ min: 0, max: 6 })),
    stratum: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ entry, length, event, twin, stratum }) => ({ entry, stop: entry + length, event, twin, stratum }));

export const spellCases: fc.Arbitrary<SpellCase> = fc.record({
  plans: fc.array(plans, { minLength: 14, maxLength: 30 }),
  seed: fc.integer({ min: 1, max: 9999 }),
});

export interface SpellRow {
  id: string | number;
  start: number;
  stop: number;
  event: number;
  twinnedFrom: number | null;
  x: number;
  stratum: string | number;
}

/** Counting rows, split where twinning begins. */
export function spellRows({ plans: list, seed }: SpellCase): SpellRow[] {
  const random = seeded(seed);
  return list.flatMap((plan, i) => {
    const { entry, stop, event, twin, stratum } = plan;
    const row = {
      id: i + 1,
      start: entry,
      stop,
      event: Number(event),
      twinnedFrom: twin,
      x: random.normal(),
      stratum,
    };
    if (twin === null || twin <= entry || twin >= stop) return [row];
    return [
      { ...row, stop: twin, event: 0 },
      { ...row, start: twin },
    ];
  });
}

/** Every row longer than a year in two, at an inner time of its own. */
export function splitRows(rows: readonly SpellRow[], seed: number): SpellRow[] {
  const random = seeded(seed);
  return rows.flatMap((row) => {
    if (row.stop - row.start < 2) return [row];
    const at = row.start + 1 + random.integer(row.stop - row.start - 1);
    return [
      { ...row, stop: at, event: 0 },
      { ...row, start: at },
    ];
  });
}

/** A row for each year. */
export function yearRows(rows: readonly SpellRow[]): SpellRow[] {
  return rows.flatMap((row) =>
    Array.from({ length: row.stop - row.start }, (_, k) => ({
      ...row,
      start: row.start + k,
      stop: row.start + k + 1,
      event: row.start + k + 1 === row.stop ? row.event : 0,
    })),
  );
}

export function spellsInput(rows: readonly SpellRow[]): SpellsInput {
  const column = <K extends keyof SpellRow>(name: K) => rows.map((row) => row[name]);
  return {
    id: column("id"),
    start: column("start"),
    stop: column("stop"),
    event: column("event"),
    twinnedFrom: column("twinnedFrom"),
    // The second one spreads risks over many powers of ten.
    covariates: { x: column("x"), far: rows.map(({ x }) => 15 * x) },
    strata: column("stratum"),
  };
}
