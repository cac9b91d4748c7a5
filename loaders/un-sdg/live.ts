import type { Answer, LiveSeries, SourceRequest } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { believablePages, findAnswer, needAnswer, unanswered } from "../_shared/live-requests.ts";
import { checkPages, type Page, readPage, SOURCE } from "./page.ts";
import { addRecord } from "./record.ts";
import { SERIES } from "./series.ts";

const API = "https://unstats.un.org/sdgs/UNSDGAPIV5/v1/sdg/Series/Data";
const pageName = (code: string, page: number) => `${code}.p${page}.json`;

const request = (code: string, page: number): SourceRequest => ({
  name: pageName(code, page),
  url: `${API}?seriesCode=${code}&pageSize=10000&page=${page}`,
  kind: "json",
  minBytes: 50,
  maxBytes: 80_000_000,
  deadlineSeconds: 240,
});

async function requestsOf(code: string, answers: readonly Answer[]): Promise<SourceRequest[]> {
  const first = findAnswer(answers, pageName(code, 1));
  if (!first) return [request(code, 1)];
  const { totalPages } = await readPage(first);
  believablePages(totalPages, SOURCE, first.name);
  return Array.from({ length: totalPages }, (_, i) => request(code, i + 1));
}

async function readSeries(code: string, answers: readonly Answer[]): Promise<Page[]> {
  const first = await readPage(needAnswer(answers, pageName(code, 1), SOURCE));
  const pages = [first];
  for (let page = 2; page <= believablePages(first.totalPages, SOURCE, first.file); page++) {
    pages.push(await readPage(needAnswer(answers, pageName(code, page), SOURCE)));
  }
  checkPages(pages);
  return pages;
}

/** UN Global SDG Indicators Database: women in parliament and local government, laws, and parity in parliament. */
export const unSdg: LiveSeries = {
  kind: "series",
  id: SOURCE,
  title: "SDG indicators 5.1.1, 5.5.1 and 16.7.1",
  owner: "United Nations Statistics Division; custodians UN Women, IPU, World Bank and OECD",
  licence: "UNdata terms: free use with citation; 5.5.1(a) and 16.7.1(a) come from the IPU, non-commercial",
  citation: {
    title: "Global SDG Indicators Database",
    publisher: "United Nations Statistics Division",
    url: "https://unstats.un.org/sdgs/dataportal",
    note: `Series ${SERIES.map((s) => s.code).join(", ")}`,
  },
  cadence_months: 6,
  hosts: ["unstats.un.org"],
  paceMs: 2000,
  min_rows: 4000,
  maxChangedShare: 0.5,
  indicators: SERIES.map((s) => s.info),

  async next(answers) {
    const wanted: SourceRequest[] = [];
    for (const { code } of SERIES) wanted.push(...(await requestsOf(code, answers)));
    return unanswered(wanted, answers);
  },

  async parse(answers, context) {
    const draft = new SeriesDraft(SOURCE, unSdg.indicators, context);
    const byM49 = new Map<string, string>();
    for (const { iso3, m49 } of context.countries.values()) if (m49) byM49.set(m49, iso3);
    for (const series of SERIES) {
      for (const page of await readSeries(series.code, answers)) {
        draft.records += page.data.length;
        for (const [i, record] of page.data.entries()) {
          addRecord(draft, series, byM49, { file: page.file, at: i + 1, record });
        }
      }
    }
    return draft.finish({
      as_of: draft.newestYear(),
      as_of_basis: "newest year of the values; the API states no date of release",
    });
  },
};
