import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, LiveProposals, SourceRequest } from "../../src/model/live-source.ts";
import { countryFinder } from "./country-names.ts";
import { PLANS_HOST, readPages } from "./page.ts";
import { judge } from "./propose.ts";

const PER_PAGE = 100;
const MAX_PAGES = 100;

const request = (page: number): SourceRequest => ({
  name: `pages-${page}.json`,
  url: `https://${PLANS_HOST}/index.php/wp-json/wp/v2/pages?per_page=${PER_PAGE}&page=${page}&_fields=id,slug,link,title,modified_gmt,parent`,
  kind: "json",
  minBytes: 2,
  maxBytes: 5_000_000,
  deadlineSeconds: 120,
  errorTexts: {
    rest_no_route: "the site's WordPress has no list of pages",
    rest_forbidden: "the list is closed",
  },
});

/** WordPress names the next page in its Link header; where the header is gone, a full page means there may be one. */
async function hasMore(last: Answer): Promise<boolean> {
  const pages = await readPages(last);
  const { link } = last.headers;
  if (link !== undefined) return /rel="?next"?/.test(link);
  return pages.length >= PER_PAGE;
}

export const peacewomenPlans: LiveProposals = {
  kind: "proposals",
  id: "peacewomen-plans",
  title: "Plan pages of 1325naps.peacewomen.org",
  owner: "Women's International League for Peace and Freedom (PeaceWomen)",
  licence: "no licence seen; titles and dates taken as facts, no text copied",
  citation: {
    title: "1325 National Action Plans",
    publisher: "PeaceWomen (WILPF)",
    url: `https://${PLANS_HOST}/`,
    note: "Tells where the register may be behind; nothing of it enters the register unseen",
  },
  cadence_months: 1,
  hosts: [PLANS_HOST],
  paceMs: 2000,
  min_rows: 50,
  maxChangedShare: 1,
  next: async (answers) => {
    const last = answers.at(-1);
    if (!last) return [request(1)];
    if (!(await hasMore(last))) return [];
    if (answers.length >= MAX_PAGES)
      throw new DriftError(
        `The list of pages does not end after ${MAX_PAGES} answers`,
        { source: "peacewomen-plans", file: last.name },
        "Look at the list: it may repeat itself",
      );
    return [request(answers.length + 1)];
  },
  propose: async (answers, context, known, since) => {
    const find = countryFinder(context.countries);
    const leftOut = new Map<string, number>();
    const pages = new Map((await Promise.all(answers.map(readPages))).flat().map((p) => [p.id, p]));
    const proposals = [...pages.values()].flatMap((page) => {
      const judged = judge(page, find, context.countries, known, since);
      if ("proposal" in judged) return [judged.proposal];
      leftOut.set(judged.leftOut, (leftOut.get(judged.leftOut) ?? 0) + 1);
      return [];
    });
    const order = (p: (typeof proposals)[number]) => `${p.action === "new" ? 0 : 1}|${p.country}|${p.url}`;
    proposals.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const newest = [...pages.values()].map((p) => p.modified.slice(0, 10)).sort();
    return {
      proposals,
      records: pages.size,
      leftOut: Object.fromEntries([...leftOut].sort(([a], [b]) => (a < b ? -1 : 1))),
      as_of: newest.at(-1) ?? context.today,
      as_of_basis: "last change of any page",
    };
  },
};
