import type { LiveSeries, SourceRequest } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { needAnswer, unanswered } from "../_shared/live-requests.ts";
import { readMeasure, SOURCE } from "./metadata.ts";
import { addChart } from "./rows.ts";
import { SLUGS } from "./slugs.ts";

const metadataName = (slug: string) => `${slug}.metadata.json`;
const tableName = (slug: string) => `${slug}.csv`;

function request(name: string, kind: "json" | "csv"): SourceRequest {
  return {
    name,
    url: `https://ourworldindata.org/grapher/${name}?v=1&csvType=full&useColumnShortNames=true`,
    kind,
    minBytes: 100,
    maxBytes: 60_000_000,
    deadlineSeconds: 120,
  };
}

/** Charts of Our World in Data by slug; names, time span and citation come from each chart's metadata. */
export const ourWorldInData: LiveSeries = {
  kind: "series",
  id: SOURCE,
  title: "Women’s political empowerment (V-Dem)",
  owner: "V-Dem Institute, through Our World in Data",
  licence: "V-Dem: CC BY-SA 4.0; the work of Our World in Data on it: CC BY 4.0",
  citation: {
    title: "Women’s political empowerment index and share of women in parliament",
    publisher: "V-Dem Institute, processed by Our World in Data",
    url: "https://ourworldindata.org/grapher/women-political-empowerment-index",
    note: "Pulled as CSV with its metadata; the citation of the version is in the metadata",
  },
  cadence_months: 12,
  hosts: ["ourworldindata.org"],
  paceMs: 2000,
  min_rows: 8000,
  // Each V-Dem version estimates all years anew.
  maxChangedShare: 1,
  indicators: SLUGS.map((s) => s.info),

  async next(answers) {
    const metadata = unanswered(
      SLUGS.map((s) => request(metadataName(s.slug), "json")),
      answers,
    );
    if (metadata.length > 0) return metadata;
    // A chart that is another one now is refused before its table is asked for.
    for (const slug of SLUGS) await readMeasure(needAnswer(answers, metadataName(slug.slug), SOURCE), slug);
    return unanswered(
      SLUGS.map((s) => request(tableName(s.slug), "csv")),
      answers,
    );
  },

  async parse(answers, context) {
    const draft = new SeriesDraft(SOURCE, ourWorldInData.indicators, context);
    const days: string[] = [];
    const citations = new Set<string>();
    for (const slug of SLUGS) {
      const measure = await readMeasure(needAnswer(answers, metadataName(slug.slug), SOURCE), slug);
      const table = needAnswer(answers, tableName(slug.slug), SOURCE);
      addChart(draft, slug.info.indicator, await table.read(), table.name, measure);
      days.push(measure.lastUpdated);
      citations.add(measure.citation);
    }
    return draft.finish({
      as_of: days.sort().at(-1) ?? "",
      as_of_basis: `lastUpdated of the metadata, which cites: ${[...citations].join("; ")}`,
    });
  },
};
