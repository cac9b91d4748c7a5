import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Spells } from "../core/spells.ts";

const WHY =
  "A plan must survive unrenewed until its twinning, so the time before counts as twinned although the event cannot have happened in it (immortal time); the estimate then favours the plans that lasted, even when twinning does nothing";

/** "Ever twinned" was asked for as if it were known from the plan's beginning. */
export class ImmortalTimeError extends EvaluationError {
  override readonly code = "immortal-time";
}

/** Time twinned per id: the date where given, else the start of its first twinned row; Infinity = never. */
export function twinDateOfIds(spells: Spells): Float64Array {
  const date = new Float64Array(spells.ids.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < spells.n; i++) {
    const g = spells.id[i]!;
    if (spells.twinnedFrom) date[g] = spells.twinnedFrom[i]!;
    else if (spells.twinned[i] && spells.start[i]! < date[g]!) date[g] = spells.start[i]!;
  }
  return date;
}

/** 1 in every row of an id that is twinned at any time, also later. */
export function everTwinned(spells: Spells): Float64Array {
  const date = twinDateOfIds(spells);
  return Float64Array.from(spells.id, (g) => (date[g]! < Number.POSITIVE_INFINITY ? 1 : 0));
}

/**
 * True where a column tells the twinning that is still to come: it never changes within an id, it is the same in all
 * ids twinned and another in all that are not, and some rows start before their id's twin date.
 */
export function knowsTheFuture(spells: Spells, values: Float64Array): boolean {
  const date = twinDateOfIds(spells);
  let twinnedValue = Number.NaN;
  let otherValue = Number.NaN;
  let before = 0;
  for (let i = 0; i < spells.n; i++) {
    const when = date[spells.id[i]!]!;
    const value = values[i]!;
    if (when < Number.POSITIVE_INFINITY) {
      if (Number.isNaN(twinnedValue)) twinnedValue = value;
      if (value !== twinnedValue) return false;
      if (spells.start[i]! < when) before++;
    } else {
      if (Number.isNaN(otherValue)) otherValue = value;
      if (value !== otherValue) return false;
    }
  }
  return (
    before > 0 && !Number.isNaN(otherValue) && !Number.isNaN(twinnedValue) && twinnedValue !== otherValue
  );
}

/**
 * Refuses a comparison by "ever twinned".
 * @returns the label the result must bear when it is forced. @throws ImmortalTimeError otherwise.
 */
export function guardImmortalTime(
  spells: Spells,
  columns: readonly { name: string; values: Float64Array }[],
  forceBiased: boolean,
): Notice[] {
  const biased = columns.filter(({ values }) => knowsTheFuture(spells, values)).map(({ name }) => name);
  if (biased.length === 0) return [];
  if (!forceBiased) {
    throw new ImmortalTimeError(
      `${biased.join(", ")} tells from the start which plans will be twinned later. ${WHY}`,
      { column: biased[0]! },
      "Let twinning vary over time (countingRows), compare from a landmark on (landmark), or say forceBiased: true to see the biased number",
    );
  }
  return [notice("immortal_time_bias", `Biased on purpose: ${biased.join(", ")}. ${WHY}`, { items: biased })];
}
