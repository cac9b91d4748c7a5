import { EvaluationError } from "./errors.ts";
import type { Label } from "./panel.ts";
import { type Notice, notice } from "./result.ts";
import type { Spells } from "./spells-types.ts";

/** A plan that was twinned before it existed: the dates are wrong, or the plan's clock does not start at its adoption. */
export class TwinnedBeforePlanError extends EvaluationError {
  override readonly code = "twinned-before-plan";
}

/** Rows in the order of id, then start. */
export function orderWithinIds(id: Int32Array, ids: number, start: Float64Array): Int32Array {
  const n = id.length;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sorted = true;
  for (let i = 1; i < n && sorted; i++) {
    sorted = id[i]! > id[i - 1]! || (id[i] === id[i - 1] && start[i]! >= start[i - 1]!);
  }
  if (sorted) return order;
  const offset = new Int32Array(ids + 1);
  for (let i = 0; i < n; i++) offset[id[i]! + 1]!++;
  for (let g = 0; g < ids; g++) offset[g + 1]! += offset[g]!;
  const next = offset.slice();
  for (let i = 0; i < n; i++) order[next[id[i]!]!++] = i;
  for (let g = 0; g < ids; g++) {
    order.subarray(offset[g]!, offset[g + 1]!).sort((a, b) => start[a]! - start[b]! || a - b);
  }
  return order;
}

/**
 * What must hold along each id's rows.
 * @returns notices on gaps. @throws EvaluationError on overlaps and on rows after an event that ends the spell.
 */
export function checkSequence(spells: Spells): Notice[] {
  const { n, id, ids, start, stop, event, row } = spells;
  const order = orderWithinIds(id, ids.length, start);
  let gaps = 0;
  const gapIds = new Set<Label>();
  for (let at = 1; at < n; at++) {
    const before = order[at - 1]!;
    const now = order[at]!;
    if (id[before] !== id[now]) continue;
    const label = ids[id[now]!]!;
    if (start[now]! < stop[before]!) {
      throw new EvaluationError(
        `Spells of ${label} overlap: one ends at ${stop[before]}, another starts at ${start[now]}`,
        { column: "start", row: row[now]! + 1 },
        "Each id needs rows that follow one another; give each plan its own id",
      );
    }
    if (event[before] && !spells.recurrent) {
      throw new EvaluationError(
        `${label} has an event at ${stop[before]} and a row after it`,
        { column: "event", row: row[before]! + 1 },
        "Keep the event in the last row, or say that events recur with recurrent: true",
      );
    }
    if (start[now]! > stop[before]!) {
      gaps++;
      gapIds.add(label);
    }
  }
  if (gaps === 0) return [];
  const words = `${gaps} gaps between the rows of ${gapIds.size} ids: nobody counts as under observation there`;
  return [notice("spell_gaps", words, { count: gaps, items: [...gapIds].slice(0, 20) })];
}

/**
 * The twin date against the plan's beginning and the rows' own state.
 * @param exists per row, when the plan came to exist; null = time 0, or the first start where clocks begin below 0.
 */
export function checkTwinDates(spells: Spells, exists: Float64Array | null): Notice[] {
  const { n, id, ids, start, twinned, twinnedFrom, row } = spells;
  if (twinnedFrom === null) return [];
  const begins = new Float64Array(ids.length).fill(exists ? Number.POSITIVE_INFINITY : 0);
  const date = new Float64Array(ids.length).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const g = id[i]!;
    begins[g] = Math.min(begins[g]!, exists ? exists[i]! : start[i]!);
    if (Number.isNaN(date[g]!)) date[g] = twinnedFrom[i]!;
    else if (date[g] !== twinnedFrom[i]) {
      throw new EvaluationError(
        `${ids[g]} has several twin dates (${date[g]} and ${twinnedFrom[i]})`,
        { column: "twinnedFrom", row: row[i]! + 1 },
        "Give the first date, the same in all rows of an id",
      );
    }
  }
  const early = Array.from({ length: ids.length }, (_, g) => g).filter((g) => date[g]! < begins[g]!);
  if (early.length > 0) {
    const names = early.slice(0, 5).map((g) => `${ids[g]} (${date[g]} before ${begins[g]})`);
    throw new TwinnedBeforePlanError(
      `${early.length} plans are twinned before they exist: ${names.join(", ")}`,
      { column: "twinnedFrom" },
      "Correct the dates, or give each plan's beginning in exists",
    );
  }
  let immortal = 0;
  for (let i = 0; i < n; i++) {
    if (twinned[i] === 0 && start[i]! >= twinnedFrom[i]!) {
      throw new EvaluationError(
        `${ids[id[i]!]} is not twinned in a row from ${start[i]} although twinned from ${twinnedFrom[i]}`,
        { column: "twinned", row: row[i]! + 1 },
        "Let twinned be 1 from the twin date on",
      );
    }
    if (twinned[i] === 1 && start[i]! < twinnedFrom[i]!) immortal++;
  }
  if (immortal === 0) return [];
  const words = `${immortal} rows count as twinned before the twin date`;
  return [notice("twinned_before_date", words, { count: immortal })];
}
