import type { CountryCodes } from "../../src/model/live-source.ts";

/** Names that pages use beside those of our country table; identity, not status. */
const ALIASES: Record<string, string[]> = {
  BIH: ["Bosnia and Herzegovina", "Bosnia & Herzegovina", "Bosnia"],
  BOL: ["Bolivia"],
  CAF: ["Central African Republic", "CAR"],
  CIV: ["Cote d'Ivoire", "Ivory Coast"],
  COD: ["Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "DRC"],
  COG: ["Republic of the Congo", "Congo-Brazzaville", "Congo Brazzaville"],
  CZE: ["Czech Republic", "Czechia"],
  GBR: ["United Kingdom", "Great Britain", "UK"],
  GMB: ["The Gambia", "Gambia"],
  IRN: ["Iran"],
  KGZ: ["Kyrgyzstan", "Kyrgyz Republic"],
  KOR: ["South Korea", "Republic of Korea"],
  LAO: ["Laos"],
  MDA: ["Moldova", "Republic of Moldova"],
  MKD: ["North Macedonia", "Macedonia", "FYROM"],
  NLD: ["Netherlands", "The Netherlands"],
  PRK: ["North Korea"],
  PSE: ["Palestine", "State of Palestine"],
  RUS: ["Russia"],
  SWZ: ["Eswatini", "Swaziland"],
  SYR: ["Syria"],
  TLS: ["Timor-Leste", "Timor Leste", "East Timor"],
  TUR: ["Turkey", "Turkiye"],
  TWN: ["Taiwan"],
  TZA: ["Tanzania"],
  USA: ["United States", "United States of America", "USA"],
  VEN: ["Venezuela"],
  VNM: ["Vietnam", "Viet Nam"],
  XKX: ["Kosovo"],
};

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/'s\b/g, "")
    .replace(/[^a-z0-9'&]+/g, " ")
    .trim();

/** All countries that a text names; of names within names the longest counts ("South Sudan" is not Sudan). */
export type Finder = (text: string) => string[];

export function countryFinder(countries: ReadonlyMap<string, CountryCodes>): Finder {
  const names: [string, string][] = [];
  for (const { iso3, name } of countries.values()) {
    const all = new Set([name, ...(Object.hasOwn(ALIASES, iso3) ? (ALIASES[iso3] ?? []) : [])].map(fold));
    for (const folded of all) names.push([folded, iso3]);
  }
  names.sort((a, b) => b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1));
  return (text) => {
    let rest = ` ${fold(text)} `;
    const found = new Set<string>();
    for (const [name, iso3] of names) {
      if (!rest.includes(` ${name} `)) continue;
      found.add(iso3);
      rest = rest.replaceAll(` ${name} `, " | ");
    }
    return [...found];
  };
}
