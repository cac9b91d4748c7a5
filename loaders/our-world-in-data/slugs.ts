import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** One chart of Our World in Data. Another index of the same kind is one more entry here. */
export interface Slug {
  /** The chart's name in its address. */
  slug: string;
  /** What the title of its one measure must say; any other measure is drift. */
  title: RegExp;
  /** What its citation must name: the producer whose licence applies. */
  producer: RegExp;
  /** Units that the measure may have; null where none is written down anywhere. */
  units: readonly string[] | null;
  info: IndicatorInfo;
}

export const SLUGS: readonly Slug[] = [
  {
    slug: "women-political-empowerment-index",
    title: /women.{0,5} political empowerment/i,
    producer: /V-?Dem/i,
    units: null,
    info: {
      indicator: "vdem_women_political_empowerment",
      title: "Women’s political empowerment index",
      unit: "index from 0 to 1",
      kind: "outcome",
      scale: "numeric",
      better: "higher",
      definition:
        "V-Dem index of women’s civil liberties, participation in civil society and in politics; best estimate",
      year_means: "Calendar year",
      caution: "Judgements of experts; all years are estimated anew with each V-Dem version",
      comparable_over_time: "within_method",
      file_unit: "index_0_1",
      range: [0, 1],
    },
  },
  {
    // Not women_share_parliament_pct: V-Dem has its own count, in other years and for more countries than the IPU.
    slug: "share-of-women-in-parliament",
    title: /women in (the lower (house|chamber) of )?(the )?parliament/i,
    producer: /V-?Dem/i,
    units: ["%"],
    info: {
      indicator: "vdem_women_share_lower_chamber_pct",
      title: "Women in parliament (V-Dem)",
      unit: "% of seats",
      kind: "context",
      scale: "numeric",
      better: "higher",
      definition: "Women among members of the lower or single chamber, as V-Dem counts them",
      year_means: "Calendar year",
      caution: "Another count than that of the IPU: never join the two",
      comparable_over_time: "within_method",
      file_unit: "percent",
      range: [0, 100],
    },
  },
];
