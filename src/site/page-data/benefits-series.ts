import { pairSpread, type Spread } from "../../evaluation/indices/spread.ts";
import type { Database } from "../../warehouse/database.ts";
import type { BenefitCountry, YearSeries } from "../../web/data/benefits.ts";

const COLUMNS = {
  gdp: "gdp_per_capita_constant_2015_usd",
  deaths: "battle_deaths",
  parliament: "women_share_parliament_pct",
  income: "income_group",
} as const;

/** A column of the panel by country and year; countries without any value are left out. */
export async function yearSeries<T = number>(
  db: Database,
  what: keyof typeof COLUMNS,
  countries: ReadonlySet<string>,
): Promise<YearSeries<T>> {
  const column = COLUMNS[what];
  const rows = await db.query(
    `SELECT iso3, year, ${column} AS value FROM panel WHERE ${column} IS NOT NULL ORDER BY iso3, year`,
  );
  const own = rows.filter((r) => countries.has(String(r.iso3)));
  const first = Math.min(...own.map((r) => Number(r.year)));
  const values: Record<string, (T | null)[]> = {};
  for (const row of own) {
    const iso3 = String(row.iso3);
    const series = values[iso3] ?? [];
    values[iso3] = series;
    const at = Number(row.year) - first;
    while (series.length < at) series.push(null);
    series.push(row.value as T);
  }
  return { first, values };
}

/** Times apart in income for all possible pairs of countries with a plan, for each year with values. */
export function pairsByYear(
  gdp: YearSeries,
  countries: readonly BenefitCountry[],
  years: readonly number[],
): Record<string, Spread> {
  const out: Record<string, Spread> = {};
  for (const year of years) {
    const known = countries.flatMap(({ iso3, hasPlan }) => {
      const value = hasPlan ? gdp.values[iso3]?.[year - gdp.first] : null;
      return typeof value === "number" ? [value] : [];
    });
    const spread = pairSpread(known);
    if (spread) out[year] = spread;
  }
  return out;
}

/** Possible pairs of countries with a plan, and how many of them lie in different regions. */
export function regionPairs(countries: readonly BenefitCountry[]): { pairs: number; apart: number } {
  const counts = new Map<string, number>();
  const own = countries.filter(({ hasPlan }) => hasPlan);
  for (const { region } of own) counts.set(region, (counts.get(region) ?? 0) + 1);
  const choose = (n: number) => (n * (n - 1)) / 2;
  const pairs = choose(own.length);
  return { pairs, apart: pairs - [...counts.values()].reduce((sum, n) => sum + choose(n), 0) };
}
