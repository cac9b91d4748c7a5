/**
 * What the evaluation needs to know of the world, as plain data: made from the warehouse, or from a reader's own file.
 * All matrices are countries × years, row-major; null = not known.
 */
export interface Study {
  /** Date on which the register's facts stand. */
  asOf: string;
  years: readonly number[];
  countries: readonly StudyCountry[];
  outcomes: readonly StudyOutcome[];
  covariates: readonly StudySeries[];
  definitions: readonly StudyDefinition[];
}

export interface StudyCountry {
  iso3: string;
  name: string;
  region: string;
  /** Income group by year; null where none is known. */
  income: readonly (string | null)[];
  /** Has, or has had, a plan by the end of the window; null where not known. */
  hasPlan: boolean | null;
  /** Year of adoption of the first plan. */
  firstPlanYear: number | null;
}

export interface StudySeries {
  id: string;
  label: string;
  unit: string;
  values: readonly (number | null)[];
}

export interface StudyOutcome extends StudySeries {
  better: "higher" | "lower";
}

/** Who counts as twinned, and since when, by one definition; one entry a country. */
export interface StudyDefinition {
  id: string;
  label: string;
  /** First twinned year; null = not twinned, or twinned without a known year. */
  since: readonly (number | null)[];
  /** Twinned, but no source gives a year: neither twinned nor a comparison. */
  undated: readonly boolean[];
}
