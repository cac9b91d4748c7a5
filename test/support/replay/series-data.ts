import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { CountryCodes, SourceContext } from "../../../src/model/live-source.ts";

const DATA = new URL("../../../data/", import.meta.url);

/** Records of a file below data/, by column name. */
export function dataRows(path: string): Map<string, string>[] {
  const [header, ...records] = Papa.parse<string[]>(readFileSync(new URL(path, DATA), "utf8").trimEnd()).data;
  return records.map((cells) => new Map((header ?? []).map((name, i) => [name, cells[i] ?? ""])));
}

/** The project's own countries, as `nap refresh` hands them to loaders. */
export const countries: ReadonlyMap<string, CountryCodes> = new Map(
  dataRows("reference/countries.csv").map((row) => {
    const iso3 = row.get("iso3") ?? "";
    return [
      iso3,
      { iso3, iso2: row.get("iso2") || null, m49: row.get("m49") || null, name: row.get("name") ?? "" },
    ];
  }),
);

export const context: SourceContext = { today: "2026-11-24", countries };

/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
