import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** A kind of organised violence: the column of its best estimate, without the ending of the 25.1 files. */
export interface Measure {
  column: string;
  info: IndicatorInfo;
}

const KINDS = [
  ["sb_total_deaths_best", "state_based", "State-based conflict", "in conflicts where a state is a party"],
  [
    "ns_total_deaths_best",
    "non_state",
    "Non-state conflict",
    "in conflicts between groups, none of them a state",
  ],
  ["os_total_deaths_best", "one_sided", "One-sided violence", "of civilians killed by a state or a group"],
] as const;

/**
 * Not ucdp_battle_related_deaths_wb: the World Bank publishes another UCDP data set (battle-related deaths), leaves
 * out countries, and has no deaths in other kinds of violence.
 */
export const measures = (prefix: "ucdp" | "ucdp_api", route: string): Measure[] =>
  KINDS.map(([column, kind, title, what]) => ({
    column,
    info: {
      indicator: `${prefix}_${kind}_deaths_best`,
      title: `Deaths: ${title.toLowerCase()}`,
      unit: "deaths",
      kind: "context",
      scale: "numeric",
      better: "lower",
      definition: `Best estimate of deaths ${what}, on the territory of the country (UCDP country-year, ${route})`,
      year_means: "Calendar year",
      caution:
        "Where people died, not who killed them. Zero: UCDP recorded none, and leaves out violence below 25 deaths a year. Gaza and the West Bank stand under Israel",
      comparable_over_time: "yes",
      file_unit: "deaths",
      range: [0, 2_000_000],
    },
  }));
