import { searchKey } from "../format/search.ts";

/** Other names in common use: of the UN, the World Bank and older ones. Names that two countries share are not here. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ARE: "UAE",
  BHS: "Bahamas, The; The Bahamas",
  BIH: "Bosnia; Bosnia-Herzegovina; Bosnia & Herzegovina",
  BOL: "Bolivia (Plurinational State of); Plurinational State of Bolivia",
  BRN: "Brunei Darussalam",
  CAF: "CAR",
  CHN: "People's Republic of China",
  CIV: "Ivory Coast; Cote d'Ivoire; Cote dIvoire",
  COD: "DRC; DR Congo; D.R. Congo; Congo-Kinshasa; Congo, Dem. Rep.; Congo, Democratic Republic of the; Democratic Republic of Congo; Dem. Rep. Congo",
  COG: "Republic of the Congo; Republic of Congo; Congo-Brazzaville; Congo, Rep.; Congo, Republic of the",
  CPV: "Cape Verde",
  CZE: "Czech Republic",
  EGY: "Egypt, Arab Rep.",
  FSM: "Micronesia, Fed. Sts.; Micronesia (Federated States of); Federated States of Micronesia",
  GBR: "UK; Great Britain; United Kingdom of Great Britain and Northern Ireland",
  GMB: "Gambia, The; The Gambia",
  IRN: "Iran, Islamic Rep.; Iran (Islamic Republic of); Islamic Republic of Iran",
  KGZ: "Kyrgyz Republic",
  KNA: "St. Kitts and Nevis",
  KOR: "South Korea; Korea, Rep.; Korea, Republic of; Korea, South",
  LAO: "Lao PDR; Lao People's Democratic Republic",
  LCA: "St. Lucia",
  MDA: "Republic of Moldova; Moldova, Republic of",
  MKD: "Macedonia; Macedonia, FYR; FYR Macedonia; The former Yugoslav Republic of Macedonia; TFYR of Macedonia",
  MMR: "Burma",
  NLD: "Holland; The Netherlands; Netherlands (Kingdom of the)",
  PRK: "North Korea; Korea, Dem. People's Rep.; Korea, Dem. Rep.; Korea, North; DPRK",
  PSE: "State of Palestine; West Bank and Gaza; Palestinian Territories; Palestine, State of; Occupied Palestinian Territory",
  RUS: "Russian Federation",
  STP: "São Tomé & Príncipe",
  SVK: "Slovak Republic",
  SWZ: "Swaziland",
  SYR: "Syrian Arab Republic",
  TLS: "East Timor; Timor Leste",
  TUR: "Turkey",
  TZA: "United Republic of Tanzania; Tanzania, United Republic of",
  USA: "US; U.S.; U.S.A.; United States of America",
  VCT: "St. Vincent and the Grenadines; St. Vincent & the Grenadines",
  VEN: "Venezuela, RB; Venezuela (Bolivarian Republic of); Bolivarian Republic of Venezuela",
  VNM: "Vietnam",
  XKX: "Kosova; Kosovo (UNSCR 1244)",
  YEM: "Yemen, Rep.; Republic of Yemen",
};

/** Texts remembered; a file's other texts are looked at anew. */
const REMEMBERED = 10_000;
const LONGEST = 80;

/** Finds countries by three-letter code or name, whatever the case, accents and punctuation; nothing is guessed. */
export class CountryNames {
  private readonly byKey = new Map<string, string>();
  private readonly seen = new Map<string, string | null>();

  constructor(countries: readonly { iso3: string; name: string }[]) {
    const there = new Set(countries.map(({ iso3 }) => iso3));
    for (const [iso3, names] of Object.entries(OTHER_NAMES))
      if (there.has(iso3)) for (const name of names.split(";")) this.byKey.set(searchKey(name), iso3);
    // Own names and codes last: they win over other names.
    for (const { iso3, name } of countries) this.byKey.set(searchKey(name), iso3);
    for (const { iso3 } of countries) this.byKey.set(searchKey(iso3), iso3);
  }

  /** Three-letter code, or null. */
  find(text: string): string | null {
    if (text.length > LONGEST) return null;
    const known = this.seen.get(text);
    if (known !== undefined) return known;
    const found = this.byKey.get(searchKey(text)) ?? null;
    if (this.seen.size < REMEMBERED) this.seen.set(text, found);
    return found;
  }
}
