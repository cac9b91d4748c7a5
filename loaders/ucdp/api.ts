import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";
import type { SeriesDraft } from "../_shared/live-draft.ts";
import { asList, asObject, countField, field, type JsonObject, readJson } from "../_shared/live-json.ts";
import type { Measure } from "./measures.ts";
import { addCountryYear } from "./record.ts";

export interface Page {
  file: string;
  totalCount: number;
  totalPages: number;
  result: readonly unknown[];
}

/** One page of the API: `{TotalCount, TotalPages, Result: […]}`. @throws DriftError, AnswerKindError */
export async function readPage(answer: Answer, source: string): Promise<Page> {
  const place = { source, file: answer.name };
  const body = asObject(await readJson(answer, source), "body", place);
  const result = asList(field(body, "Result"), "Result", place);
  const totalCount = countField(body, "TotalCount", place);
  if (result.length === 0 || totalCount === 0) {
    throw new DriftError("The list is empty", place, "See whether the version asked for still exists");
  }
  return { file: answer.name, totalCount, totalPages: countField(body, "TotalPages", place), result };
}

/** @throws DriftError where pages disagree or do not add up to the announced total. */
export function checkPages(pages: readonly Page[], source: string): void {
  const first = pages[0];
  if (!first) throw new RangeError("no page");
  const fail = (what: string, file: string) =>
    new DriftError(what, { source, file }, "Pull again: the list may have changed between two pages");
  for (const page of pages) {
    if (page.totalCount !== first.totalCount || page.totalPages !== first.totalPages) {
      throw fail("The pages announce different totals", page.file);
    }
  }
  const records = pages.reduce((sum, page) => sum + page.result.length, 0);
  if (records !== first.totalCount) {
    throw fail(`${records} records came, ${first.totalCount} were announced`, first.file);
  }
}

/** Numbers come as numbers or as text, null is unknown. @throws DriftError where the field is not there. */
function textOf(record: JsonObject, name: string, source: string, file: string, row: number): string {
  const value = field(record, name);
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new DriftError(
    `${name} is neither text nor a number`,
    { source, file, row, column: name },
    "Read the documentation of the API; change the loader to the new shape with a fixture of it",
  );
}

export function addPage(draft: SeriesDraft, measures: readonly Measure[], page: Page): void {
  const { source } = draft;
  draft.records += page.result.length;
  for (const [i, item] of page.result.entries()) {
    const at = i + 1;
    const record = asObject(item, "Result", { source, file: page.file, row: at });
    const text = (name: string) => textOf(record, name, source, page.file, at);
    addCountryYear(
      draft,
      measures,
      { file: page.file, at, record: item },
      {
        id: text("country_id"),
        name: text("country"),
        year: text("year"),
        deaths: new Map(measures.map(({ column }) => [column, text(column)])),
      },
    );
  }
}
