import type { Study } from "../../evaluation/study/study.ts";
import { toCsv } from "../format/csv.ts";

export interface Sample {
  file: string;
  csv: string;
}

/** The study's first outcome in long form; unknown is an empty cell. */
export function sampleOutcome({ countries, years, outcomes }: Study): Sample {
  const [outcome] = outcomes;
  const rows = countries.flatMap(({ iso3, name }, c) =>
    years.map((year, y) => [iso3, name, year, outcome?.values[c * years.length + y] ?? null]),
  );
  return {
    file: "sample-outcome.csv",
    csv: toCsv(["iso3", "country", "year", outcome?.id ?? "value"], rows),
  };
}

/** Who is twinned by the study's first definition; a year that nobody states is an empty cell. */
export function samplePartnerships({ countries, definitions }: Study): Sample {
  const [definition] = definitions;
  const rows = countries.flatMap(({ iso3, name }, c) => {
    const since = definition?.since[c] ?? null;
    return since === null && !definition?.undated[c] ? [] : [[iso3, name, since]];
  });
  return { file: "sample-partnerships.csv", csv: toCsv(["iso3", "country", "since"], rows) };
}
