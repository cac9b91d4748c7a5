import { AnswerKindError, DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";
import {
  asList,
  asObject,
  countField,
  field,
  type JsonObject,
  readJson,
  textField,
} from "../_shared/live-json.ts";

export const SOURCE = "world-bank";

export interface Page {
  file: string;
  page: number;
  pages: number;
  total: number;
  /** YYYY-MM-DD; the country list has none. */
  lastUpdated: string | null;
  rows: readonly unknown[];
}

/** A row of a list, with its place on its page. */
export interface Row {
  file: string;
  at: number;
  record: unknown;
}

/**
 * One page of the Indicators API v2: `[{page, pages, per_page, total, …}, [row, …]]`.
 * @throws AnswerKindError for its error payload, which comes with status 200; DriftError for any other shape.
 */
export async function readPage(answer: Answer): Promise<Page> {
  const place = { source: SOURCE, file: answer.name };
  const body = asList(await readJson(answer, SOURCE), "body", place);
  const head = asObject(body[0], "element 0", place);
  const message = field(head, "message");
  if (message !== undefined) throw errorPayload(message, answer.name);
  const total = countField(head, "total", place);
  const pages = countField(head, "pages", place);
  if (total === 0 || pages === 0) {
    throw new DriftError("The list is empty", place, "See whether the code asked for still exists upstream");
  }
  return {
    file: answer.name,
    page: countField(head, "page", place),
    pages,
    total,
    lastUpdated: updated(head, answer.name),
    rows: asList(body[1], "element 1", place),
  };
}

function errorPayload(message: unknown, file: string): AnswerKindError {
  const place = { source: SOURCE, file };
  const first = asObject(asList(message, "message", place)[0], "message", place);
  const id = field(first, "id");
  const value = field(first, "value");
  return new AnswerKindError(
    `The source answered with its error ${typeof id === "string" ? id : "without a number"}`,
    { ...place, value: typeof value === "string" ? value : "" },
    "Look up the message; the address or the code asked for may have changed",
  );
}

function updated(head: JsonObject, file: string): string | null {
  const value = field(head, "lastupdated");
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  throw new DriftError(
    "lastupdated is not a day written YYYY-MM-DD",
    { source: SOURCE, file, value: String(value) },
    "Change the loader to the new form",
  );
}

/**
 * All rows of one list, its pages checked against each other.
 * @throws DriftError where pages disagree, are missing or do not add up to the announced total.
 */
export function joinPages(pages: readonly Page[]): { first: Page; rows: Row[] } {
  const first = pages[0];
  if (!first) throw new RangeError("no page");
  const fail = (what: string, file: string) =>
    new DriftError(what, { source: SOURCE, file }, "Pull again: the list may have changed between two pages");
  if (pages.length !== first.pages) {
    throw fail(`${pages.length} pages came, ${first.pages} were announced`, first.file);
  }
  for (const [i, page] of pages.entries()) {
    if (page.page !== i + 1) throw fail(`Page ${page.page} came instead of page ${i + 1}`, page.file);
    if (page.pages !== first.pages || page.total !== first.total) {
      throw fail("The pages announce different totals", page.file);
    }
    if (page.lastUpdated !== first.lastUpdated) throw fail("lastupdated differs between pages", page.file);
  }
  const rows = pages.flatMap((page) =>
    page.rows.map((record, i) => ({ file: page.file, at: i + 1, record })),
  );
  if (rows.length !== first.total) {
    throw fail(`${rows.length} rows came, ${first.total} were announced`, first.file);
  }
  return { first, rows };
}

/** Text of `object.name.id`, as in `country: {id, value}`. @throws DriftError */
export function idField(row: JsonObject, name: string, file: string): string {
  const place = { source: SOURCE, file };
  return textField(asObject(field(row, name), name, place), "id", place);
}
