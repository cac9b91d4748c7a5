import type { LiveSeries, SourceRequest } from "../../src/model/live-source.ts";
import type { Replay } from "../support/replay/replay.ts";

const HOST = "toy.example.org";
const COUNTRIES = ["AFG", "CHL", "FIN", "IRL", "KEN", "LBR", "NPL", "PHL", "SLV", "SWE"];

/** A small real source in every respect but its subject: made-up values for ten countries. */
export function toySource(id = "toy", more: Partial<LiveSeries> = {}): LiveSeries {
  return {
    id,
    title: "Toy series",
    owner: "The tests",
    licence: "CC0 1.0",
    citation: { title: "Toy series", publisher: "The tests", url: `https://${HOST}/${id}`, note: "Made up." },
    cadence_months: 12,
    hosts: [HOST],
    paceMs: 0,
    min_rows: 5,
    maxChangedShare: 1,
    kind: "series",
    indicators: [
      {
        indicator: `${id.replaceAll("-", "_")}_value`,
        title: "Toy value",
        unit: "index",
        kind: "context",
        scale: "numeric",
        better: "none",
        definition: "Made up for tests",
        year_means: "Calendar year",
        caution: null,
        comparable_over_time: "yes",
        file_unit: "index",
      },
    ],
    next: async (answers) => (answers.length === 0 ? [question(id)] : []),
    parse: async ([answer]) => {
      const text = new TextDecoder().decode(await answer?.read());
      const lines = text.trim().split("\n").slice(1);
      return {
        rows: lines.map((line, i) => {
          const [iso3 = "", year = "", value = ""] = line.split(",");
          const indicator = `${id.replaceAll("-", "_")}_value`;
          const row = { indicator, iso3, year: Number(year), value: Number(value), category: null };
          return { at: i + 2, raw: line, row };
        }),
        quarantined: [],
        records: lines.length,
        leftOut: {},
        as_of: "2026",
        as_of_basis: "made up",
      };
    },
    ...more,
  };
}

const question = (id: string): SourceRequest => ({
  name: "all",
  url: `https://${HOST}/${id}.csv`,
  kind: "csv",
  minBytes: 10,
  maxBytes: 1_000_000,
  deadlineSeconds: 20,
});

export const toyCsv = (value: number, countries: readonly string[] = COUNTRIES) =>
  `iso3,year,value\n${countries.map((c, i) => `${c},2024,${value + i}`).join("\n")}\n`;

/** Answers for toy sources; what it says can be changed while it runs. */
export interface ToyReplay extends Replay {
  body: Map<string, string>;
}

export function toyReplay(): ToyReplay {
  const body = new Map<string, string>();
  return {
    hosts: [HOST],
    body,
    answer: (url) => {
      const text = body.get(url.pathname.slice(1).replace(".csv", "")) ?? toyCsv(1);
      return { headers: { "content-type": "text/csv" }, body: text };
    },
  };
}
