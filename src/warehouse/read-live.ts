import type { Effects } from "../effects.ts";
import { livePaths } from "../live/paths.ts";
import { openAnswers, type Pull, readPull } from "../live/pull.ts";
import type { LiveState } from "../live/state.ts";
import type { Row } from "../model/column.ts";
import { country } from "../model/contracts/reference.ts";
import type {
  CountryCodes,
  LiveExtract,
  LiveSeries,
  LiveSeriesRead,
  LiveSource,
  SourceContext,
} from "../model/live-source.ts";
import { readRegister } from "../quality/read-register.ts";
import { readDataFile } from "../snapshot/read-data.ts";
import { type Extract, extractOf } from "./extracts.ts";

/** The live pulls of one state, read: what the warehouse takes beside the register. */
export interface LiveInput {
  state: string;
  series: { source: LiveSeries; pull: Pull; read: LiveSeriesRead }[];
  extracts: { source: LiveExtract; pull: Pull; extract: Extract }[];
}

export const NO_LIVE: LiveInput = { state: "base", series: [], extracts: [] };

/** The codes of every country of the register, by iso3. */
export async function readCountries(
  effects: Effects,
  dataDir: string,
): Promise<ReadonlyMap<string, CountryCodes>> {
  const file = await readDataFile(effects, dataDir, country.file as string);
  const { rows } = readRegister(file.bytes, country, file.path);
  return new Map(rows.map(({ row }) => [String(row.iso3), codesOf(row)]));
}

const codesOf = (row: Row): CountryCodes => ({
  iso3: String(row.iso3),
  iso2: row.iso2 === null ? null : String(row.iso2),
  m49: row.m49 === null ? null : String(row.m49),
  name: String(row.name),
});

/**
 * Reads every pull of a state from the store, without network; each file is verified against its checksum.
 * Pulls of sources that the registry no longer has are left alone.
 * @throws NapError where bytes are missing or damaged, or break the contract of their source.
 */
export async function readLive(
  effects: Effects,
  dataDir: string,
  sources: readonly LiveSource[],
  state: LiveState,
): Promise<LiveInput> {
  const input: LiveInput = { state: state.id, series: [], extracts: [] };
  const wanted = sources.filter((s) => state.pulls[s.id] !== undefined);
  if (wanted.length === 0) return input;
  const paths = livePaths(dataDir);
  const countries = await readCountries(effects, dataDir);
  for (const source of wanted) {
    const pull = await readPull(effects, paths, source.id, String(state.pulls[source.id]));
    const context: SourceContext = { today: pull.today, countries };
    if (source.kind === "series") {
      const answers = await openAnswers(effects, paths, source.id, pull.answers);
      input.series.push({ source, pull, read: await source.parse(answers, context) });
    } else if (source.kind === "extract") {
      const extract = await extractOf(effects, paths, source, pull.answers, context);
      input.extracts.push({ source, pull, extract });
    }
  }
  return input;
}
