/** What is cited; the one place that every form of the citation is made from. */
export interface Citation {
  author: string;
  title: string;
  version: string;
  /** Point in time that the data speak of: YYYY, YYYY-MM or YYYY-MM-DD. */
  asOf: string;
  year: string;
  /** Identifier for reference managers. */
  key: string;
}

export function citationOf(version: string, asOf: string): Citation {
  return {
    author: "Twinning of WPS National Action Plans project",
    title: "Twinning of WPS national action plans: register, series and derived tables",
    version,
    asOf,
    year: asOf.slice(0, 4),
    key: `wps-nap-twinning-${version}`,
  };
}

/** One line for a reference list. */
export const citationText = (c: Citation) =>
  `${c.author} (${c.year}). ${c.title} (version ${c.version}, data as of ${c.asOf}) [Data set].`;

export const citationBibtex = (c: Citation) => `@misc{${c.key},
  author  = {{${tex(c.author)}}},
  title   = {{${tex(c.title)}}},
  year    = {${c.year}},
  version = {${tex(c.version)}},
  note    = {Data set, version ${tex(c.version)}, data as of ${c.asOf}}
}
`;

/** Characters that TeX would take as commands. */
const tex = (text: string) => text.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&");

/** RIS, the lines of which end in CR LF. */
export const citationRis = (c: Citation) =>
  [
    "TY  - DATA",
    `ID  - ${c.key}`,
    `AU  - ${c.author}`,
    `TI  - ${c.title}`,
    `PY  - ${c.year}`,
    `ET  - ${c.version}`,
    `N1  - Data as of ${c.asOf}`,
    "ER  - ",
    "",
  ].join("\r\n");

/** CITATION.cff. A JSON string is a YAML string, so nothing in a value can break out of it. */
export const citationCff = (c: Citation) => `# Written by: npx tsx src/publish/write-citation.ts
cff-version: 1.2.0
type: dataset
message: ${JSON.stringify(`To cite this data set: ${citationText(c)}`)}
title: ${JSON.stringify(c.title)}
authors:
  - name: ${JSON.stringify(c.author)}
version: ${JSON.stringify(c.version)}
abstract: ${JSON.stringify(
  `Evidence on the twinning of WPS national action plans (UNSCR 1325). Data as of ${c.asOf}. The code is under the ISC licence; the terms of the data differ by table and are in LICENSE-DATA.md.`,
)}
keywords:
  - "women, peace and security"
  - "national action plans"
  - "UNSCR 1325"
  - twinning
`;
