import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, LiveSeries, SourceRequest } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { asList, asObject, countField, field, readJson } from "../_shared/live-json.ts";
import { believablePages, findAnswer, needAnswer, unanswered, yearOf } from "../_shared/live-requests.ts";
import { addChamber, SOURCE } from "./chamber.ts";
import { LOWER, UPPER } from "./indicators.ts";

const PAGE_SIZE = 100;
const FIELDS = "current_women_percent,current_women_number,current_members_number";
const pageName = (page: number) => `chambers.p${page}.json`;

const request = (page: number): SourceRequest => ({
  name: pageName(page),
  url: `https://api.data.ipu.org/v1/chambers?page%5Bsize%5D=${PAGE_SIZE}&page%5Bnumber%5D=${page}&fields=${encodeURIComponent(FIELDS)}`,
  kind: "json",
  minBytes: 50,
  maxBytes: 60_000_000,
  deadlineSeconds: 120,
});

interface Page {
  file: string;
  total: number;
  data: readonly unknown[];
}

/** One page in JSON:API form: `{data: [{id, attributes}], meta: {total}}`. @throws DriftError, AnswerKindError */
async function readPage(answer: Answer): Promise<Page> {
  const place = { source: SOURCE, file: answer.name };
  const body = asObject(await readJson(answer, SOURCE), "body", place);
  const data = asList(field(body, "data"), "data", place);
  const total = countField(asObject(field(body, "meta"), "meta", place), "total", place);
  if (data.length === 0 || total === 0) {
    throw new DriftError("The list is empty", place, "Pull again; if it stays so, open the address");
  }
  return { file: answer.name, total, data };
}

async function firstPage(answers: readonly Answer[]) {
  const first = await readPage(needAnswer(answers, pageName(1), SOURCE));
  return { first, count: believablePages(Math.ceil(first.total / PAGE_SIZE), SOURCE, first.file) };
}

async function readAll(answers: readonly Answer[]): Promise<Page[]> {
  const { first, count } = await firstPage(answers);
  const pages = [first];
  for (let page = 2; page <= count; page++) {
    pages.push(await readPage(needAnswer(answers, pageName(page), SOURCE)));
  }
  const records = pages.reduce((sum, page) => sum + page.data.length, 0);
  const odd = pages.find((page) => page.total !== first.total);
  if (odd || records !== first.total) {
    throw new DriftError(
      `${records} chambers came, ${odd ? `${first.total} and ${odd.total}` : first.total} were announced`,
      { source: SOURCE, file: (odd ?? first).file },
      "Pull again; if it stays so, the size of pages has a limit that the loader must keep to",
    );
  }
  return pages;
}

/** IPU Parline: the share of women in each chamber, in force on the day of the pull. */
export const ipuParline: LiveSeries = {
  kind: "series",
  id: SOURCE,
  title: "Women in national parliaments today",
  owner: "Inter-Parliamentary Union",
  licence: "CC BY-NC-SA 4.0: non-commercial, attribution to IPU Parline by name",
  citation: {
    title: "IPU Parline, global data on national parliaments",
    publisher: "Inter-Parliamentary Union",
    url: "https://data.ipu.org/",
    note: "Chambers, members in force on the day of the pull",
  },
  cadence_months: 1,
  hosts: ["api.data.ipu.org"],
  paceMs: 2000,
  min_rows: 180,
  // In January all rows go to a new year.
  maxChangedShare: 1,
  indicators: [LOWER, UPPER],

  async next(answers) {
    if (!findAnswer(answers, pageName(1))) return [request(1)];
    const { count } = await firstPage(answers);
    return unanswered(
      Array.from({ length: count }, (_, i) => request(i + 1)),
      answers,
    );
  },

  async parse(answers, context) {
    const draft = new SeriesDraft(SOURCE, ipuParline.indicators, context);
    const byIso2 = new Map<string, string>();
    for (const { iso2, iso3 } of context.countries.values()) if (iso2) byIso2.set(iso2, iso3);
    for (const page of await readAll(answers)) {
      draft.records += page.data.length;
      for (const [i, record] of page.data.entries()) {
        addChamber(draft, byIso2, yearOf(context.today), { file: page.file, at: i + 1, record });
      }
    }
    return draft.finish({
      as_of: context.today,
      as_of_basis: "day of the pull: the API gives the members in force",
    });
  },
};
