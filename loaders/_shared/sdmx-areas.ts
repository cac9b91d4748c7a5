import type { CountryCodes } from "../../src/model/live-source.ts";

export type RecipientKind = "country" | "region" | "unspecified" | "unmatched";

export interface Area {
  name: string;
  iso3: string | null;
  kind: RecipientKind;
}

type Countries = ReadonlyMap<string, CountryCodes>;

/** Codes of the OECD that are not those of ISO 3166: Kosovo. */
const OECD_TO_ISO3: ReadonlyMap<string, string> = new Map([["XKV", "XKX"]]);

/** The country of an OECD area code, null for groups, institutions and former states. */
export function iso3Of(code: string, countries: Countries): string | null {
  const iso3 = OECD_TO_ISO3.get(code) ?? code;
  return countries.has(iso3) ? iso3 : null;
}

/**
 * What an area is, by its OECD code and, where that is none of a country, by its name: "Africa, regional" and
 * "Developing countries, unspecified" are how the DAC names them; `_X` ends the codes of such rests.
 */
export function areaOf(code: string | null, name: string, countries: Countries): Area {
  const iso3 = code === null ? iso3ByName(name, countries) : iso3Of(code, countries);
  if (iso3 !== null) return { name, iso3, kind: "country" };
  if (/\bunspecified\b/i.test(name) || code === "DPGC_X") return { name, iso3: null, kind: "unspecified" };
  if (/\bregional\b/i.test(name) || (code?.endsWith("_X") ?? false))
    return { name, iso3: null, kind: "region" };
  return { name, iso3: null, kind: "unmatched" };
}

/** Files of before 2024 have no ISO codes: only a name that is exactly ours will do. */
function iso3ByName(name: string, countries: Countries): string | null {
  const wanted = name.toLowerCase();
  for (const country of countries.values()) if (country.name.toLowerCase() === wanted) return country.iso3;
  return null;
}

const TRACE = /[ÃÂ][\u0080-\u00bf]/;

/**
 * Declared correction: a name that was UTF-8, read as Latin-1 and written again, is read back. Only where the result
 * is strict UTF-8; otherwise the name stays as it is.
 */
export function repairName(name: string): { name: string; repaired: boolean } {
  if (!TRACE.test(name) || [...name].some((letter) => letter > "\u00ff")) return { name, repaired: false };
  try {
    const back = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(name, "latin1"));
    return { name: back, repaired: true };
  } catch {
    return { name, repaired: false };
  }
}
