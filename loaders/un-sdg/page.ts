import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";
import { asList, asObject, countField, field, readJson } from "../_shared/live-json.ts";

export const SOURCE = "un-sdg";

export interface Page {
  file: string;
  totalPages: number;
  totalElements: number;
  data: readonly unknown[];
}

/** One page of Series/Data: `{totalElements, totalPages, data: […]}`. @throws DriftError, AnswerKindError */
export async function readPage(answer: Answer): Promise<Page> {
  const place = { source: SOURCE, file: answer.name };
  const body = asObject(await readJson(answer, SOURCE), "body", place);
  const data = asList(field(body, "data"), "data", place);
  const totalElements = countField(body, "totalElements", place);
  if (data.length === 0 || totalElements === 0) {
    throw new DriftError(
      "The series has no records",
      place,
      "See in the list of series whether its code is still in use",
    );
  }
  return { file: answer.name, totalPages: countField(body, "totalPages", place), totalElements, data };
}

/** @throws DriftError where pages disagree or do not add up to the announced total. */
export function checkPages(pages: readonly Page[]): void {
  const first = pages[0];
  if (!first) throw new RangeError("no page");
  const fail = (what: string, file: string) =>
    new DriftError(
      what,
      { source: SOURCE, file },
      "Pull again: the series may have changed between two pages",
    );
  for (const page of pages) {
    if (page.totalPages !== first.totalPages || page.totalElements !== first.totalElements) {
      throw fail("The pages announce different totals", page.file);
    }
  }
  const records = pages.reduce((sum, page) => sum + page.data.length, 0);
  if (records !== first.totalElements) {
    throw fail(`${records} records came, ${first.totalElements} were announced`, first.file);
  }
}
