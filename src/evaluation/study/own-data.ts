import type { Study } from "./study.ts";

/** A reader's own file, read and checked: an outcome, or who is twinned since when. */
export interface OwnData {
  /** Name of the file. */
  file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
  outcome: OwnOutcome | null;
  definition: OwnDefinition | null;
}

export interface OwnOutcome {
  label: string;
  unit: string;
  better: "higher" | "lower";
  cells: readonly { iso3: string; year: number; value: number }[];
}

export interface OwnDefinition {
  label: string;
  /** null = twinned, but in no known year. */
  countries: readonly { iso3: string; since: number | null }[];
}

/** Id of the outcome or definition of a reader's own file, as the workbench's address has it. */
export const OWN = "own";

/** The study with the reader's outcome or definition beside its own, under the id `own`. Input is not changed. */
export function joinOwn(study: Study, own: OwnData): Study {
  throw new Error(`to be written: ${own.file} ${study.asOf}`);
}
