import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import { makeSpells, type Spells, type SpellsOptions } from "../core/spells.ts";

/** One entry a plan, on the plan's own clock (0 = its adoption) unless `exists` says otherwise. */
export interface Subjects {
  id?: ArrayLike<Label>;
  /** Under observation from here; default 0. */
  entry?: ArrayLike<number | null>;
  /** Of the event, or the end of observation. */
  time: ArrayLike<number | null>;
  event: ArrayLike<number | boolean | null>;
  /** null or Infinity = never. */
  twinnedFrom: ArrayLike<number | null>;
  exists?: ArrayLike<number>;
  covariates?: Readonly<Record<string, ArrayLike<number | null>>>;
  strata?: ArrayLike<Label | null>;
  cluster?: ArrayLike<Label | null>;
  weights?: ArrayLike<number | null>;
}

/**
 * Splits each plan at its twin date: the time before counts as not twinned, the time after as twinned. A plan twinned
 * at or after its end counts as not twinned throughout. `row` of the spells points to the subject.
 * @throws EvaluationError as `makeSpells`.
 */
export function countingRows(subjects: Subjects, options: SpellsOptions = {}): Spells {
  const count = subjects.time.length;
  const source: number[] = [];
  const start: (number | null)[] = [];
  const stop: (number | null)[] = [];
  const event: (number | boolean | null)[] = [];
  for (let i = 0; i < count; i++) {
    const entry = subjects.entry ? (subjects.entry[i] ?? null) : 0;
    const end = subjects.time[i] ?? null;
    const date = subjects.twinnedFrom[i] ?? Number.POSITIVE_INFINITY;
    const split = entry !== null && end !== null && date > entry && date < end;
    if (split) {
      source.push(i, i);
      start.push(entry, date);
      stop.push(date, end);
      event.push(0, subjects.event[i] ?? null);
    } else {
      source.push(i);
      start.push(entry);
      stop.push(end);
      event.push(subjects.event[i] ?? null);
    }
  }
  const spread = <T>(column: ArrayLike<T>, name: string): T[] => {
    if (column.length !== count) {
      throw new EvaluationError(
        `Column ${name} has ${column.length} rows, column time has ${count}`,
        { column: name },
        "All columns need the same number of rows",
      );
    }
    return source.map((i) => column[i] as T);
  };
  const { id, exists, covariates, strata, cluster, weights } = subjects;
  const spells = makeSpells(
    {
      start,
      stop,
      event,
      id: id ? spread(id, "id") : source,
      twinnedFrom: spread(subjects.twinnedFrom, "twinnedFrom"),
      ...(exists ? { exists: spread(exists, "exists") } : {}),
      ...(covariates
        ? {
            covariates: Object.fromEntries(
              Object.entries(covariates).map(([name, column]) => [name, spread(column, name)]),
            ),
          }
        : {}),
      ...(strata ? { strata: spread(strata, "strata") } : {}),
      ...(cluster ? { cluster: spread(cluster, "cluster") } : {}),
      ...(weights ? { weights: spread(weights, "weights") } : {}),
    },
    options,
  );
  return { ...spells, row: spells.row.map((r) => source[r]!) };
}
