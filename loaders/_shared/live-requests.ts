import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, SourceRequest } from "../../src/model/live-source.ts";

/** First year that is kept of any series: three years before resolution 1325, as in the transcribed snapshots. */
export const FIRST_YEAR = 1997;

/** Pages beyond this many are taken as a runaway count, not as data. */
export const MAX_PAGES = 200;

/** The questions that have no answer yet. */
export function unanswered(wanted: readonly SourceRequest[], answers: readonly Answer[]): SourceRequest[] {
  const have = new Set(answers.map((a) => a.name));
  return wanted.filter((request) => !have.has(request.name));
}

export const findAnswer = (answers: readonly Answer[], name: string): Answer | undefined =>
  answers.find((a) => a.name === name);

/** @throws DriftError where a pull is not complete. */
export function needAnswer(answers: readonly Answer[], name: string, source: string): Answer {
  const found = findAnswer(answers, name);
  if (found) return found;
  throw new DriftError(
    "The pull is not complete: an answer is missing",
    { source, file: name },
    "Pull the source again; if it stays so, compare the pages it announces with those it gives",
  );
}

/** The year of a day written YYYY-MM-DD. */
export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Checks a number of pages that a source announces. @throws DriftError */
export function believablePages(pages: number, source: string, file: string): number {
  if (Number.isInteger(pages) && pages >= 1 && pages <= MAX_PAGES) return pages;
  throw new DriftError(
    "The number of pages is not between 1 and 200",
    { source, file, value: String(pages) },
    "Look at the answer; an empty list is a fault upstream, a longer one needs larger pages",
  );
}
