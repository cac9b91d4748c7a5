import {
  code,
  integer,
  iso3,
  number,
  optional,
  partialDate,
  ref,
  softRef,
  sources,
  text,
  year,
} from "../column.ts";
import type { Contract } from "../contract.ts";

export const globalCount: Contract = {
  table: "global_count",
  title: "Worldwide counts by WILPF",
  rowIs: "one count of plans worldwide at one date",
  file: "register/series/global-counts.csv",
  collection: "series",
  columns: {
    count_id: text("Running number"),
    as_of: partialDate("Point in time"),
    indicator: text("What was counted"),
    value: integer("The count"),
    unit: text("Unit"),
    source_id: softRef("source", "source_id", "Edition of the WILPF overview that printed the count"),
  },
  key: ["count_id"],
};

/** Snapshot files of series all have this shape; see loaders/. */
export const observation: Contract = {
  table: "observation",
  title: "Outcome and context series",
  rowIs: "one country's value of one indicator in one year; a missing row is unknown, never zero",
  collection: "series",
  derived: {
    value: { ...optional(number("The value, for numeric indicators")), from: (r) => r.numeric ?? null },
    category: { ...optional(text("The code, for categorical indicators")), from: (r) => r.code ?? null },
  },
  columns: {
    indicator: ref("indicator", "indicator", "Indicator"),
    iso3: iso3("Country"),
    year: year("Year as the indicator defines it"),
    source_id: sources(),
  },
  key: ["indicator", "iso3", "year"],
};

export const indicator: Contract = {
  table: "indicator",
  title: "Indicators",
  rowIs: "an outcome or context series with its definition and limits",
  columns: {
    indicator: text("Identifier"),
    title: text("Title"),
    unit: text("Unit"),
    kind: code("What it serves", { outcome: "compared on the site", context: "describes the country" }),
    scale: code("How to read a value", { numeric: "a number", category: "a code" }),
    better: code("Which direction is better", { higher: "higher", lower: "lower", none: "neither" }),
    definition: text("Definition"),
    year_means: text("What the year stands for"),
    caution: optional(text("What must not be concluded")),
    comparable_over_time: code("May values of different years be compared", {
      yes: "yes",
      no: "no",
      within_method: "only inside one method or vintage",
    }),
    snapshot_id: ref("snapshot", "snapshot_id", "Snapshot that holds it"),
  },
  key: ["indicator"],
};
