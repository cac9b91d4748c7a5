import { type Citation, citationText } from "./citation.ts";
import { commercialUse, type IndicatorLicence, LICENCES } from "./licences.ts";
import type { PublishedFile, PublishedTable } from "./table-files.ts";

/** manifest.json: what was published, file by file, as plain data for JSON. */
export function manifestOf(citation: Citation, published: PublishedTable[], files: PublishedFile[]) {
  return {
    name: "wps-nap-twinning",
    title: citation.title,
    version: citation.version,
    as_of: citation.asOf,
    citation: citationText(citation),
    tables: published.map((p) => ({
      table: p.table.name,
      description: p.table.rowIs,
      rows: p.rows,
      columns: p.table.columns.length,
      licences: p.licences,
      commercial_use: commercialUse(p.licences),
      empty_text_cells: p.emptyTexts,
      arrow_decimal128: [...p.beyondDouble].sort(),
    })),
    files,
  };
}

/** licences.json: the licences, and which hold for each table and indicator. */
export function licenceList(published: PublishedTable[], indicators: IndicatorLicence[]) {
  const terms = (licences: string[]) => ({ licences, commercial_use: commercialUse(licences) });
  return {
    licences: LICENCES.map(({ id, title, url, commercialUse: commercial_use }) => ({
      id,
      title,
      url,
      commercial_use,
    })),
    tables: published.map((p) => ({ table: p.table.name, ...terms(p.licences) })),
    indicators: indicators.map((i) => ({ indicator: i.indicator, ...terms(i.licences) })),
  };
}
