import { EvaluationError } from "../core/errors.ts";
import { notice } from "../core/result.ts";
import type { Spells } from "../core/spells.ts";
import { selectSpells } from "./select.ts";

/**
 * Landmark analysis (Anderson, Cain and Gelber 1983): only plans under observation at `at`, from then on, each with the
 * twinning it had by then. Twinning after the landmark is ignored, so that no one is compared by the future.
 * @throws EvaluationError where no plan is under observation at `at`.
 */
export function landmark(spells: Spells, at: number): Spells {
  const { n, id, start, stop, ids } = spells;
  const state = new Int8Array(ids.length).fill(-1);
  const ended = new Uint8Array(ids.length).fill(1);
  for (let i = 0; i < n; i++) {
    if (start[i]! <= at && at < stop[i]!) state[id[i]!] = spells.twinned[i]!;
    if (stop[i]! > at) ended[id[i]!] = 0;
  }
  const rows: number[] = [];
  for (let i = 0; i < n; i++) if (state[id[i]!]! >= 0 && stop[i]! > at) rows.push(i);
  if (rows.length === 0)
    throw new EvaluationError(`No plan is under observation at ${at}`, {}, "Choose an earlier landmark");
  const over = ids.filter((_, g) => ended[g] === 1).length;
  const absent = ids.filter((_, g) => ended[g] === 0 && state[g]! < 0).length;
  const kept = selectSpells(spells, rows);
  const twinned = Float64Array.from(rows, (i) => state[id[i]!]!);
  return {
    ...kept,
    start: kept.start.map((value) => Math.max(value, at)),
    twinned,
    // As known at the landmark.
    twinnedFrom: twinned.map((value, r) =>
      value === 0 ? Number.POSITIVE_INFINITY : Math.min(at, spells.twinnedFrom?.[rows[r]!] ?? at),
    ),
    dropped: [
      ...spells.dropped,
      ...(over > 0
        ? [notice("ended_before_landmark", `${over} plans left out: over by ${at}`, { count: over })]
        : []),
      ...(absent > 0
        ? [notice("absent_at_landmark", `${absent} plans left out: not observed at ${at}`, { count: absent })]
        : []),
    ],
    notices: [
      ...spells.notices,
      notice("landmark", `Twinning as it stood at ${at}; later twinning is ignored`, { items: [at] }),
    ],
  };
}
