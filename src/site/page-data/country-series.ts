import { median } from "d3";
import type { Database } from "../../warehouse/database.ts";
import type { Spell, WpsEdition, YearValue } from "../../web/data/country.ts";

/** Fewer other countries than this make no median: it would be one country's story. */
export const FEWEST_PEERS = 5;

type Years = Map<number, number>;
/** Values of one indicator: country → year → value. */
type Values = Map<string, Years>;

export interface Series {
  /** Values of a country with the median of its peers. */
  years(indicator: string, iso3: string, peers: readonly string[]): YearValue[];
  editions(iso3: string, peers: readonly string[]): WpsEdition[];
  /** Runs of years with the same code; a missing year ends a run. */
  spells(indicator: string, iso3: string): Spell[];
  value(indicator: string, iso3: string): number | null;
  category(indicator: string, iso3: string): string | null;
  lastYear(indicator: string): number;
}

export async function readSeries(db: Database): Promise<Series> {
  const numbers = new Map<string, Values>();
  const codes = new Map<string, Map<string, Map<number, string>>>();
  const rows = await db.query("SELECT indicator, iso3, year, value, category FROM observation ORDER BY ALL");
  for (const row of rows) {
    const [indicator, iso3, year] = [String(row.indicator), String(row.iso3), Number(row.year)];
    if (row.value !== null) put(numbers, indicator, iso3, year, Number(row.value));
    if (row.category !== null) put(codes, indicator, iso3, year, String(row.category));
  }
  const of = (indicator: string) => numbers.get(indicator) ?? new Map<string, Years>();
  const last = <T>(years: Map<number, T> | undefined) =>
    years ? ([...years.values()].at(-1) ?? null) : null;
  return {
    years: (indicator, iso3, peers) => withPeers(of(indicator), iso3, peers),
    editions: (iso3, peers) => {
      const rank = of("wps_index_rank").get(iso3);
      return withPeers(of("wps_index_score"), iso3, peers).map((e) => ({
        ...e,
        rank: rank?.get(e.year) ?? null,
      }));
    },
    spells: (indicator, iso3) =>
      spells(codes.get(indicator)?.get(iso3) ?? asCodes(of(indicator).get(iso3)) ?? new Map()),
    value: (indicator, iso3) => last(of(indicator).get(iso3)),
    category: (indicator, iso3) => last(codes.get(indicator)?.get(iso3)),
    lastYear: (indicator) => Math.max(...[...of(indicator).values()].flatMap((years) => [...years.keys()])),
  };
}

function put<T>(
  all: Map<string, Map<string, Map<number, T>>>,
  indicator: string,
  iso3: string,
  year: number,
  value: T,
) {
  const countries = all.get(indicator) ?? new Map<string, Map<number, T>>();
  all.set(indicator, countries);
  const years = countries.get(iso3) ?? new Map<number, T>();
  countries.set(iso3, years);
  years.set(year, value);
}

const asCodes = (years: Years | undefined) =>
  years && new Map([...years].map(([year, value]) => [year, String(value)]));

/** Years in which the country has a value; with medians of years between, so that a gap stays a gap. */
function withPeers(values: Values, iso3: string, peers: readonly string[]): YearValue[] {
  const own = values.get(iso3);
  if (!own) return [];
  const all = [...new Set([...values.values()].flatMap((years) => [...years.keys()]))].sort((a, b) => a - b);
  return all.map((year) => {
    const others = peers.flatMap((p) => values.get(p)?.get(year) ?? []);
    return {
      year,
      value: own.get(year) ?? null,
      others: others.length >= FEWEST_PEERS ? round(median(others) ?? 0) : null,
      of: others.length,
    };
  });
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Runs of neighbouring years with the same code. */
export function spells(years: ReadonlyMap<number, string>): Spell[] {
  const out: Spell[] = [];
  for (const [year, code] of [...years].sort((a, b) => a[0] - b[0])) {
    const run = out.at(-1);
    if (run && run.code === code && run.to === year - 1) run.to = year;
    else out.push({ from: year, to: year, code });
  }
  return out;
}
