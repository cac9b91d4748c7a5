import type { Study, StudyDefinition, StudySeries } from "./study.ts";

/** What a panel is made of, before it is known which countries have enough of it. */
export interface Parts {
  study: Study;
  definition: StudyDefinition;
  outcome: StudySeries;
  covariates: readonly StudySeries[];
  /** Indices of years. */
  years: readonly number[];
  /** Countries twinned after the years are compared until then; else they are left out. */
  laterCompared: boolean;
}

/** Countries with at least this many of each kind of year, or they cannot say anything about a change. */
const MIN_YEARS = 2;

/** Index of the country → twinned within the years. */
export function twinnedWithin({ study, definition, years }: Parts, c: number): boolean {
  const since = definition.since[c] ?? null;
  return since !== null && since <= study.years[years.at(-1)!]!;
}

/** The country has the outcome and every covariate in the year with this index. */
export function isKnown({ study, outcome, covariates }: Parts, c: number, y: number): boolean {
  const at = c * study.years.length + y;
  return [outcome, ...covariates].every(({ values }) => typeof values[at] === "number");
}

/** A compared country needs two known years; a twinned one a year before and a year from twinning on. */
export function hasEnough(parts: Parts, c: number): boolean {
  const { study, definition, years, laterCompared } = parts;
  const since = definition.since[c] ?? null;
  const known = years.filter((y) => isKnown(parts, c, y));
  if (since === null || (laterCompared && !twinnedWithin(parts, c))) return known.length >= MIN_YEARS;
  const before = known.filter((y) => study.years[y]! < since).length;
  return before > 0 && known.length > before;
}
