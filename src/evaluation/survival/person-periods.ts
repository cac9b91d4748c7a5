import { EvaluationError } from "../core/errors.ts";
import type { Spells } from "../core/spells.ts";
import { makeSpells, type SpellsInput, type SpellsOptions } from "../core/spells.ts";
import { selectSpells } from "./select.ts";

/** One row a plan and period under observation; the period in `period`, such as the year of the plan's life. */
export type PersonPeriodInput = Omit<SpellsInput, "start" | "stop"> & { period: ArrayLike<number | null> };

/** Rows by period as spells (period − 1, period]. Twinning is the state at the START of the period. @throws as `makeSpells`. */
export function makePersonPeriods(input: PersonPeriodInput, options: SpellsOptions = {}): Spells {
  const { period, ...rest } = input;
  const before = Array.from(period, (value) => (value === null ? null : value - 1));
  return makeSpells({ ...rest, start: before, stop: period }, options);
}

/**
 * Splits spells with whole-number times into rows of one period each; the event falls into the last one.
 * @throws EvaluationError for a start or stop that is no whole number.
 */
export function personPeriods(spells: Spells): Spells {
  const rows: number[] = [];
  const start: number[] = [];
  const event: number[] = [];
  for (let i = 0; i < spells.n; i++) {
    const first = spells.start[i]!;
    const last = spells.stop[i]!;
    if (!Number.isInteger(first) || !Number.isInteger(last)) {
      throw new EvaluationError(
        `A spell from ${first} to ${last} does not begin and end with a period`,
        { row: spells.row[i]! + 1 },
        "Round times up to whole periods first",
      );
    }
    for (let t = first; t < last; t++) {
      rows.push(i);
      start.push(t);
      event.push(t === last - 1 ? spells.event[i]! : 0);
    }
  }
  return {
    ...selectSpells(spells, rows),
    start: Float64Array.from(start),
    stop: Float64Array.from(start, (t) => t + 1),
    event: Uint8Array.from(event),
  };
}
