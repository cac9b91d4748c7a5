import { EvaluationError } from "../core/errors.ts";
import type { Study, StudyDefinition, StudyOutcome } from "./study.ts";

/** A reader's own files, read and checked: an outcome, who is twinned since when, or one of each. */
export interface OwnData extends OwnFile {
  outcome: OwnOutcome | null;
  definition: OwnDefinition | null;
}

/** Where it comes from; of two files, both: "a.csv and b.csv". */
export interface OwnFile {
  /** Name of the file. */
  file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
}

export interface OwnOutcome extends OwnFile {
  label: string;
  unit: string;
  better: "higher" | "lower";
  cells: readonly { iso3: string; year: number; value: number }[];
}

export interface OwnDefinition extends OwnFile {
  label: string;
  /** One entry a country; null = twinned, but in no known year. Countries not listed are not twinned. */
  countries: readonly { iso3: string; since: number | null }[];
}

/** One or both files as one; null without any. */
export function ownOf(outcome: OwnOutcome | null, definition: OwnDefinition | null): OwnData | null {
  const parts = [outcome, definition].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const each = (key: keyof OwnFile) => [...new Set(parts.map((part) => part[key]))].join(" and ");
  return { file: each("file"), sha256: each("sha256"), outcome, definition };
}

/** Id of the outcome or definition of a reader's own file, as the workbench's address has it. */
export const OWN = "own";

/**
 * The study with the reader's outcome or definition beside its own, under the id `own`. Input is not changed. Countries
 * of the study that the outcome lacks are unknown; those that the definition lacks are not twinned. Countries and years
 * that the study lacks take no part.
 * @throws EvaluationError for a country or cell given twice, and for a value that is no finite number.
 */
export function joinOwn(study: Study, own: OwnData): Study {
  const { outcome, definition } = own;
  const others = <T extends { id: string }>(list: readonly T[]) => list.filter(({ id }) => id !== OWN);
  return {
    ...study,
    outcomes: outcome ? [...others(study.outcomes), outcomeOf(study, outcome)] : study.outcomes,
    definitions: definition
      ? [...others(study.definitions), definitionOf(study, definition)]
      : study.definitions,
  };
}

const placesOf = <T>(list: readonly T[]) => new Map(list.map((entry, at) => [entry, at]));

function outcomeOf(study: Study, { label, unit, better, file, cells }: OwnOutcome): StudyOutcome {
  const countries = placesOf(study.countries.map(({ iso3 }) => iso3));
  const years = placesOf(study.years);
  const values = new Array<number | null>(countries.size * years.size).fill(null);
  for (const { iso3, year, value } of cells) {
    const c = countries.get(iso3);
    const y = years.get(year);
    if (c === undefined || y === undefined) continue;
    const at = c * years.size + y;
    if (!Number.isFinite(value)) throw fault(file, "A value is not a finite number", iso3, year);
    if (values[at] !== null) throw fault(file, "A country has two values for one year", iso3, year);
    values[at] = value;
  }
  return { id: OWN, label, unit, better, values };
}

function definitionOf(study: Study, { label, file, countries }: OwnDefinition): StudyDefinition {
  const places = placesOf(study.countries.map(({ iso3 }) => iso3));
  const since = study.countries.map((): number | null => null);
  const undated = study.countries.map(() => false);
  const seen = new Set<string>();
  for (const { iso3, since: year } of countries) {
    if (seen.has(iso3)) throw fault(file, "A country stands twice among the twinned", iso3, year);
    seen.add(iso3);
    const c = places.get(iso3);
    if (c === undefined) continue;
    since[c] = year;
    undated[c] = year === null;
  }
  return { id: OWN, label, since, undated };
}

const fault = (file: string, what: string, iso3: string, year: number | null) =>
  new EvaluationError(
    what,
    { file, value: `${iso3} ${year ?? "undated"}` },
    "Choose the file again on the page for own data",
  );
