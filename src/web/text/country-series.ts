import type { CountryData, Spell, WpsEdition, YearValue } from "../data/country.ts";
import { capital, fixed, listWords, plural } from "../format/number.ts";

type Known = { year: number; value: number };
export const known = (series: readonly YearValue[]): Known[] =>
  series.flatMap(({ year, value }) => (value === null ? [] : [{ year, value }]));

/** How a value moved: "up from", "down from", "as in" when it moved by less than `same`. */
function moved(first: Known, last: Known, same: number, show: (v: number) => string): string {
  const change = last.value - first.value;
  if (Math.abs(change) < same) return `about as in ${first.year} (${show(first.value)})`;
  return `${change > 0 ? "up" : "down"} from ${show(first.value)} in ${first.year}`;
}

export function parliamentTitle(series: readonly YearValue[]): string {
  const values = known(series);
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return "Women in parliament: no value on record";
  const show = (v: number) => `${fixed(v, 1)}%`;
  const now = `Women held ${show(last.value)} of seats in ${last.year}`;
  return values.length === 1 ? `${now}, the only year on record` : `${now}, ${moved(first, last, 1, show)}`;
}

/** Name of an edition by its first year: "2025/26". */
export const editionName = (year: number) => `${year}/${String(year + 1).slice(2)}`;

export function wpsTitle(editions: readonly WpsEdition[]): string {
  const listed = editions.filter((e) => e.value !== null);
  const last = listed.at(-1);
  if (!last) return "WPS Index: no edition has a score on record";
  const rank = last.rank === null ? "no rank on record" : `rank ${last.rank}`;
  return `WPS Index: score ${fixed(last.value ?? 0, 3)}, ${rank} in the ${editionName(last.year)} edition`;
}

export function giiTitle(series: readonly YearValue[]): string {
  const values = known(series);
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return "Gender Inequality Index: no value on record";
  const show = (v: number) => fixed(v, 2);
  const now = `Gender Inequality Index ${show(last.value)} in ${last.year}`;
  return values.length === 1
    ? `${now}, the only year on record`
    : `${now}, ${moved(first, last, 0.01, show)}`;
}

export function gdpTitle(series: readonly YearValue[]): string {
  const values = known(series);
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return "GDP per person: no value on record";
  const show = (v: number) => `USD ${fixed(v, 0)}`;
  const now = `GDP per person ${show(last.value)} in ${last.year}`;
  return values.length === 1
    ? `${now}, the only year on record`
    : `${now}, ${moved(first, last, first.value * 0.02, show)}`;
}

export function deathsTitle(series: readonly YearValue[]): string {
  const values = known(series);
  const most = values.reduce<Known | undefined>((a, b) => (a && a.value >= b.value ? a : b), undefined);
  if (!most) return "Battle-related deaths: no year on record";
  const years = `${plural(values.length, "year")} on record`;
  return most.value === 0
    ? `Battle-related deaths: ${years}, all with none`
    : `Battle-related deaths: ${years}, most in ${most.year} (${fixed(most.value, 0)})`;
}

const GROUPS: Record<string, string> = { L: "low", LM: "lower middle", UM: "upper middle", H: "high" };

const yearsOf = ({ from, to }: Spell) => (from === to ? String(from) : `${from}–${to}`);

/** "Low income 1997–2006, lower middle income 2007–2024." */
export function incomeWords(spells: readonly Spell[]): string {
  if (spells.length === 0) return "Unknown: no income group on record.";
  return `${capital(spells.map((s) => `${GROUPS[s.code] ?? s.code} income ${yearsOf(s)}`).join(", "))}.`;
}

/** Absence from the list is not coded, so that it is said as "not on record". */
export function aidListWords(spells: readonly Spell[], lastYear: number): string {
  if (spells.length === 0) return "Not on record as listed in any year.";
  const now = spells.at(-1)?.to === lastYear ? "" : ` Not on record for ${lastYear}.`;
  return `Listed ${listWords(spells.map(yearsOf))}.${now}`;
}

export function fragilityWords(fragility: CountryData["fragility"], edition: number): string {
  if (!fragility)
    return `Not listed in the ${edition} edition, which names only contexts of high or extreme fragility.`;
  const score = fragility.score === null ? "score unknown" : `score ${fixed(fragility.score, 2)}`;
  return `${capital(fragility.tier)} fragility in the ${edition} edition, ${score}.`;
}

/** What the thin line is, or why there is none. */
export function medianWords(series: readonly YearValue[], unRegion: string, fewest: number): string {
  const region = unRegion === "Americas" ? "the Americas" : unRegion;
  const drawn = series.filter((y) => y.others !== null);
  if (drawn.length === 0)
    return `No median is drawn: fewer than ${fewest} other countries in ${region} with a plan have a value.`;
  const counts = drawn.map((y) => y.of);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return `Thin line: median of the other countries in ${region} that have a plan today (${low === high ? low : `${low} to ${high}`} values a year).`;
}
