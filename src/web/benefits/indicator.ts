import {
  type Answer,
  type Reading,
  readTally,
  readTogether,
  type Tally,
  tallyOf,
} from "../../evaluation/indices/tally.ts";

/** One thing that an indicator asks of, and what is known of it. */
export interface Unit {
  name: string;
  answer: Answer;
  /** What the answer rests on, or why it is unknown. */
  why: string;
  /** Link inside the site. */
  href?: string;
}

/** A statement that each unit bears out or not. */
export interface Indicator {
  id: string;
  /** What a "yes" means: "The partners lie in different UN regions". */
  statement: string;
  /** What is counted: "pair of partners". */
  unit: string;
  definition: string;
  units: Unit[];
  /** Does it decide the reading of its hope or fear? */
  decides: boolean;
}

export const tally = (indicator: Indicator): Tally => tallyOf(indicator.units.map(({ answer }) => answer));
export const readingOf = (indicator: Indicator): Reading => readTally(tally(indicator));

/** The reading of a hope or fear from those of its indicators that decide. */
export const readingOfAll = (indicators: readonly Indicator[]): Reading =>
  readTogether(indicators.filter(({ decides }) => decides).map(readingOf));

export const READING_WORD: Record<Reading, string> = {
  supported: "Supported",
  not_supported: "Not supported",
  mixed: "Mixed",
  cannot_tell: "Cannot tell",
};

/** A condition as an answer: null where one of its parts is unknown. */
export const answerOf = (holds: boolean | null): Answer =>
  holds === null ? "unknown" : holds ? "yes" : "no";
