import type { Answer, LiveSeries, SourceRequest } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { believablePages, findAnswer, needAnswer, unanswered } from "../_shared/live-requests.ts";
import { onlyMember } from "../_shared/live-zip.ts";
import { addPage, checkPages, readPage } from "./api.ts";
import { addFile } from "./file.ts";
import { measures } from "./measures.ts";

/** The newest version whose file has been seen. 26.1 is read as well: its address ends in -261-csv.zip. */
const FILE_VERSION = "25.1";
const API_VERSION = "26.1";

const shared = {
  kind: "series",
  owner: "Uppsala Conflict Data Program",
  licence: "CC BY 4.0",
  cadence_months: 12,
  paceMs: 1000,
  min_rows: 12_000,
  maxChangedShare: 0.2,
} as const;

const citation = (version: string) => ({
  title: `UCDP Country-Year Dataset on Organized Violence within Country Borders, version ${version}`,
  publisher: "Uppsala Conflict Data Program, Uppsala University",
  url: "https://ucdp.uu.se/downloads/",
  note: "Best estimates of deaths by country of the event",
});

const asOf = (draft: SeriesDraft, version: string) => ({
  as_of: draft.newestYear(),
  as_of_basis: `newest year of UCDP version ${version}`,
});

const FILE = `organizedviolencecy-${FILE_VERSION.replace(".", "")}-csv.zip`;
const FILE_MEASURES = measures("ucdp", `file of version ${FILE_VERSION}`);

/** The country-year file, which needs no token. */
export const ucdp: LiveSeries = {
  ...shared,
  id: "ucdp",
  title: "Deaths in organised violence",
  citation: citation(FILE_VERSION),
  hosts: ["ucdp.uu.se"],
  indicators: FILE_MEASURES.map((m) => m.info),

  async next(answers) {
    const request: SourceRequest = {
      name: FILE,
      url: `https://ucdp.uu.se/downloads/organizedviolencecy/${FILE}`,
      kind: "zip",
      minBytes: 10_000,
      maxBytes: 30_000_000,
      deadlineSeconds: 180,
    };
    return unanswered([request], answers);
  },

  async parse(answers, context) {
    const draft = new SeriesDraft("ucdp", ucdp.indicators, context);
    const answer = needAnswer(answers, FILE, "ucdp");
    const member = await onlyMember(answer, ".csv", { maxMembers: 20, maxBytes: 100_000_000 });
    addFile(draft, FILE_MEASURES, member.bytes, answer.name);
    return draft.finish(asOf(draft, FILE_VERSION));
  },
};

const API_MEASURES = measures("ucdp_api", `API, version ${API_VERSION}`);
const pageName = (page: number) => `organizedviolencecy-${API_VERSION}.p${page}.json`;

/** Pages of the API count from 0. */
const pageRequest = (page: number): SourceRequest => ({
  name: pageName(page),
  url: `https://ucdpapi.pcr.uu.se/api/organizedviolencecy/${API_VERSION}?pagesize=1000&page=${page}`,
  kind: "json",
  minBytes: 50,
  maxBytes: 60_000_000,
  deadlineSeconds: 180,
});

async function pagesOf(answers: readonly Answer[]) {
  const first = await readPage(needAnswer(answers, pageName(0), "ucdp-api"), "ucdp-api");
  return { first, count: believablePages(first.totalPages, "ucdp-api", first.file) };
}

/**
 * The same figures of a newer version from the API, which needs a token. Indicators of their own, so that a country
 * and year never has two values of one indicator when both sources run.
 */
export const ucdpApi: LiveSeries = {
  ...shared,
  id: "ucdp-api",
  title: "Deaths in organised violence, newest version",
  citation: citation(API_VERSION),
  hosts: ["ucdpapi.pcr.uu.se"],
  secret: {
    env: "UCDP_TOKEN",
    header: "x-ucdp-access-token",
    howToGet: "Ask UCDP for a token, see https://ucdp.uu.se/apidocs/",
  },
  indicators: API_MEASURES.map((m) => m.info),

  async next(answers) {
    if (!findAnswer(answers, pageName(0))) return [pageRequest(0)];
    const { count } = await pagesOf(answers);
    return unanswered(
      Array.from({ length: count }, (_, page) => pageRequest(page)),
      answers,
    );
  },

  async parse(answers, context) {
    const draft = new SeriesDraft("ucdp-api", ucdpApi.indicators, context);
    const { first, count } = await pagesOf(answers);
    const pages = [first];
    for (let page = 1; page < count; page++) {
      pages.push(await readPage(needAnswer(answers, pageName(page), "ucdp-api"), "ucdp-api"));
    }
    checkPages(pages, "ucdp-api");
    for (const page of pages) addPage(draft, API_MEASURES, page);
    return draft.finish(asOf(draft, API_VERSION));
  },
};
