import { EvaluationError } from "../core/errors.ts";
import { notice } from "../core/result.ts";
import type { Spells } from "../core/spells.ts";
import { selectSpells } from "./select.ts";

/**
 * Without the periods in which no row, or every row, has the event: their own dummy goes to infinity and fits them
 * whatever the other coefficients are, so that they say nothing about these.
 */
export function informativePeriods(rows: Spells, poolFrom: number | null): Spells {
  const periodOf = (i: number) => Math.min(rows.stop[i]!, poolFrom ?? Number.POSITIVE_INFINITY);
  const events = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (let i = 0; i < rows.n; i++) {
    const period = periodOf(i);
    events.set(period, (events.get(period) ?? 0) + rows.event[i]!);
    sizes.set(period, (sizes.get(period) ?? 0) + 1);
  }
  const empty = [...sizes.keys()].filter((p) => events.get(p) === 0 || events.get(p) === sizes.get(p));
  if (empty.length === 0) return rows;
  const out = new Set(empty);
  const kept = Array.from({ length: rows.n }, (_, i) => i).filter((i) => !out.has(periodOf(i)));
  if (kept.length === 0)
    throw new EvaluationError(
      "In every period none or all rows have the event",
      { column: "event" },
      'Use another form of time, such as time: "linear"',
    );
  const periods = empty.sort((a, b) => a - b);
  const count = rows.n - kept.length;
  const words = `${count} rows left out: in periods ${periods.join(", ")} none or all rows have the event`;
  return {
    ...selectSpells(rows, kept),
    dropped: [...rows.dropped, notice("periods_without_contrast", words, { count, items: periods })],
  };
}
