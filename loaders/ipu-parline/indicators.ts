import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** Not women_share_parliament_pct: this is the state on the day of the pull, not that of a year. */
const chamber = (id: string, title: string, which: string): IndicatorInfo => ({
  indicator: `ipu_women_share_${id}_chamber_current_pct`,
  title,
  unit: "% of members",
  kind: "context",
  scale: "numeric",
  better: "higher",
  definition: `Women among the members of the ${which} of the national parliament, as in force on the day of the pull`,
  year_means: "Year of the pull; the value of an earlier year is not kept",
  caution: "A state, not a series: never join it to yearly figures",
  comparable_over_time: "no",
  file_unit: "percent",
  range: [0, 100],
});

export const LOWER = chamber("lower", "Women in parliament today", "single or lower chamber");
export const UPPER = chamber("upper", "Women in the upper chamber today", "upper chamber");
