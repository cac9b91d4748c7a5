import type { Database } from "../warehouse/database.ts";
import { SERIES_TERMS, TABLE_SERIES } from "./licence-map.ts";

export interface Licence {
  id: string;
  title: string;
  /** Where the terms stand; null where no page was seen. */
  url: string | null;
  commercialUse: "yes" | "unclear" | "no";
}

/** From the freest to the strictest. What each means for a reader: LICENSE-DATA.md. */
export const LICENCES: readonly Licence[] = [
  {
    id: "CC-BY-4.0",
    title: "Creative Commons Attribution 4.0 International",
    url: "https://creativecommons.org/licenses/by/4.0/",
    commercialUse: "yes",
  },
  { id: "LicenseRef-Facts", title: "Facts on which no rights are claimed", url: null, commercialUse: "yes" },
  {
    id: "CC-BY-3.0-IGO",
    title: "Creative Commons Attribution 3.0 IGO",
    url: "https://creativecommons.org/licenses/by/3.0/igo/",
    commercialUse: "yes",
  },
  {
    id: "CC-BY-SA-4.0",
    title: "Creative Commons Attribution-ShareAlike 4.0 International",
    url: "https://creativecommons.org/licenses/by-sa/4.0/",
    commercialUse: "yes",
  },
  {
    id: "LicenseRef-UNdata",
    title: "Terms of use of UNdata: free use with citation; not read by us for commercial use",
    url: null,
    commercialUse: "unclear",
  },
  {
    id: "LicenseRef-IATI-Publishers",
    title: "Terms set by each publisher of IATI data, mostly open; sums of figures taken as facts",
    url: null,
    commercialUse: "unclear",
  },
  {
    id: "LicenseRef-UNDP-HDR",
    title: "Terms of use of the Human Development Reports (UNDP)",
    url: "https://hdr.undp.org/copyright-and-terms-use",
    commercialUse: "unclear",
  },
  {
    id: "LicenseRef-OECD",
    title: "Terms and conditions of the OECD",
    url: "https://www.oecd.org/en/about/terms-conditions.html",
    commercialUse: "unclear",
  },
  {
    id: "CC-BY-NC-4.0",
    title: "Creative Commons Attribution-NonCommercial 4.0 International",
    url: "https://creativecommons.org/licenses/by-nc/4.0/",
    commercialUse: "no",
  },
  {
    id: "LicenseRef-IPU",
    title: "Terms of the Inter-Parliamentary Union: no commercial use (Parline: CC BY-NC-SA 4.0)",
    url: null,
    commercialUse: "no",
  },
  {
    id: "LicenseRef-IPU-UN-Women",
    title: "Copyright of the Inter-Parliamentary Union and UN Women; figures taken as facts",
    url: null,
    commercialUse: "no",
  },
];

const ids = LICENCES.map((l) => l.id);

export const licenceOf = (id: string): Licence | undefined => LICENCES.find((l) => l.id === id);

/** Without repetition, from the freest to the strictest. */
const inOrder = (list: string[]) => ids.filter((id) => list.includes(id));

/** Whether all of the licences together allow commercial use: the strictest decides, and no licence known means unclear. */
export function commercialUse(list: string[]): Licence["commercialUse"] {
  return licenceOf(inOrder(list).at(-1) ?? "")?.commercialUse ?? "unclear";
}

/** Licences of an indicator that lies in a series snapshot; every licence where the snapshot is not declared. */
export function indicatorLicences(snapshot: string, indicator: string): string[] {
  const terms = SERIES_TERMS[snapshot];
  if (!terms) return [...ids];
  return inOrder(terms.indicators?.[indicator] ?? terms.licences);
}

/**
 * Licences of a table: those of our own compilation and of each series that goes into it. A table that is not declared
 * gets every licence, the strictest included, so that nothing is ever promised by oversight.
 */
export function tableLicences(table: string): string[] {
  const declared = TABLE_SERIES[table];
  if (!declared) return [...ids];
  if (declared.facts) return ["LicenseRef-Facts"];
  return inOrder(["CC-BY-4.0", ...snapshotsOf(declared.series).flatMap(allOf)]);
}

function snapshotsOf(series: string[] | "observed" | "all"): string[] {
  if (Array.isArray(series)) return series;
  const known = Object.entries(SERIES_TERMS);
  return known.filter(([, terms]) => series === "all" || !terms.ownTables).map(([id]) => id);
}

const allOf = (snapshot: string): string[] => {
  const terms = SERIES_TERMS[snapshot];
  return terms ? [...terms.licences, ...Object.values(terms.indicators ?? {}).flat()] : [...ids];
};

export interface IndicatorLicence {
  indicator: string;
  licences: string[];
}

/** Terms of each indicator in the warehouse, for readers who want only those that suit them; none without the table. */
export async function licencesOfIndicators(
  db: Database,
  tables: { name: string }[],
): Promise<IndicatorLicence[]> {
  if (!tables.some((t) => t.name === "indicator")) return [];
  const rows = await db.query<{ indicator: string; snapshot_id: string }>(
    "SELECT indicator, snapshot_id FROM indicator ORDER BY indicator",
  );
  return rows.map((r) => ({
    indicator: r.indicator,
    licences: indicatorLicences(r.snapshot_id, r.indicator),
  }));
}
