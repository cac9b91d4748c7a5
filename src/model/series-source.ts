import type { Row } from "./column.ts";
import type { Quarantined } from "./contract.ts";

/** Definition of one indicator of a source. */
export interface IndicatorInfo {
  indicator: string;
  title: string;
  unit: string;
  kind: "outcome" | "context";
  scale: "numeric" | "category";
  better: "higher" | "lower" | "none";
  definition: string;
  year_means: string;
  caution: string | null;
  comparable_over_time: "yes" | "no" | "within_method";
  /** Smallest and largest value that is believable. */
  range?: [number, number];
  /** Unit as the file has it, checked row by row. */
  file_unit: string;
}

/** All there is to know of one upstream source of series. */
export interface SeriesSource {
  id: string;
  title: string;
  owner: string;
  licence: string;
  /** How often upstream is renewed, in months. */
  cadence_months: number;
  /** Fewer rows than this are taken as a broken file. */
  min_rows: number;
  indicators: IndicatorInfo[];
  parse: (bytes: Uint8Array, file: string, source: SeriesSource) => SeriesRead;
}

export interface SeriesRow {
  at: number;
  raw: string;
  row: Row;
}

export interface SeriesRead {
  rows: SeriesRow[];
  quarantined: Quarantined[];
  records: number;
}
