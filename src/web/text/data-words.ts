import type { DataLicence, DataTable, DatedPart, TableGroup } from "../data/data-page.ts";
import { partialDate } from "../format/date.ts";
import { count, listWords, plural } from "../format/number.ts";

export const GROUPS: readonly { id: TableGroup; label: string; explains: string }[] = [
  {
    id: "register",
    label: "Register",
    explains: "Facts compiled by hand, one row at a time, each with its sources.",
  },
  {
    id: "series",
    label: "Series",
    explains: "Outcomes and context by country and year, taken over from their owners without change.",
  },
  {
    id: "mart",
    label: "Derived tables",
    explains: "Worked out from the register and the series by rule; these are what the charts draw.",
  },
  {
    id: "reference",
    label: "Reference and evidence",
    explains: "Codes, definitions, and the record of what was read and what was refused.",
  },
];

/** "As of 1 January 2026", "as of dates from October 2025 to 1 January 2026", or that there is none. */
export function asOfWords(asOf: DataTable["asOf"]): string {
  if (!asOf) return "states a rule, not a date";
  if (asOf.from === asOf.to) return `as of ${partialDate(asOf.to)}`;
  return `as of dates from ${partialDate(asOf.from)} to ${partialDate(asOf.to)}`;
}

const PART: Record<Exclude<DatedPart["part"], "series">, string> = {
  plans: "plan register",
  twinning: "twinning register",
  funding: "funding register",
};

/** As of when each part speaks, in one sentence. */
export function partsWords(parts: readonly DatedPart[]): string {
  if (parts.length === 0) return "No part of the data says as of when it is.";
  const said = parts.map((p) => {
    if (p.part !== "series") return `the ${PART[p.part]} as of ${partialDate(p.to)}`;
    const [first, last] = [p.from.slice(0, 4), p.to.slice(0, 4)];
    return `each series by its last year, ${first === last ? last : `from ${first} to ${last}`}`;
  });
  return `What the parts speak of: ${listWords(said)}. Lists of codes and of sources bear the day they were made or a source was fetched, which dates no fact.`;
}

/** What the filter leaves, in one sentence. */
export function shownWords(shown: number, all: number, columns: number, query: string): string {
  if (query.trim() === "") {
    return shown === all ? `All ${all} tables are shown.` : `${shown} of ${all} tables are shown.`;
  }
  if (shown === 0) return `No table or column matches “${query.trim()}”.`;
  const inColumns =
    columns === 0 ? "" : `; ${plural(columns, "column")} ${columns === 1 ? "matches" : "match"}`;
  return `${shown} of ${all} tables are shown for “${query.trim()}”${inColumns}.`;
}

const USE: Record<DataTable["commercialUse"], string> = {
  yes: "any use with attribution",
  unclear: "commercial use unclear, ask the owner",
  no: "no commercial use",
};

/** "CC BY 4.0: any use". */
export function licenceWords(table: DataTable): string {
  const use = table.licences.every((l) => l === "LicenseRef-Facts") ? "any use" : USE[table.commercialUse];
  return `${table.licences.map(licenceLabel).join(", ")}: ${use}`;
}

/** "CC-BY-NC-4.0" → "CC BY-NC 4.0", "LicenseRef-OECD" → "OECD terms". */
export function licenceLabel(id: string): string {
  if (id === "LicenseRef-Facts") return "facts";
  if (id.startsWith("LicenseRef-"))
    return `${id.slice(11).replace("IPU-UN-Women", "IPU and UN Women").replace("UNDP-HDR", "UNDP")} terms`;
  const parts = /^CC-([A-Z-]+)-([\d.]+)(?:-(IGO))?$/.exec(id);
  return parts ? `CC ${parts[1]} ${parts[2]}${parts[3] ? ` ${parts[3]}` : ""}` : id;
}

/** What a licence allows, unless its title says so already. */
export function useWords(licence: DataLicence): string {
  if (licence.id === "LicenseRef-Facts") return "any use";
  return licence.title.includes(USE[licence.commercialUse]) ? "" : USE[licence.commercialUse];
}

export const sizeWords = (table: DataTable) =>
  `${plural(table.rows, "row")}, ${count(table.columns.length)} ${table.columns.length === 1 ? "column" : "columns"}`;
