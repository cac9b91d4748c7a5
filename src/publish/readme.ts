import { type Citation, citationText } from "./citation.ts";
import { commercialUse, LICENCES } from "./licences.ts";
import type { PublishedTable } from "./table-files.ts";

/** README.txt of the published folder: what it is, the files, citation, licences and cautions. */
export function readmeText(citation: Citation, published: PublishedTable[]): string {
  return [
    `${citation.title}\nVersion ${citation.version}, data as of ${citation.asOf}`,
    section("What it is", [
      "Facts on the national action plans on women, peace and security (WPS national action plans, UNSCR 1325), on the",
      "arrangements in which countries twin, learn together or support each other on them, on the money, and on outcome",
      "and context series. Each fact of the register names its sources (tables source and citation).",
      `The parts are of different dates: ${citation.asOf} is the latest; table snapshot has the date of each.`,
    ]),
    section("Files", [
      ...fileLines(published),
      "",
      ...TABLE_FORMS,
      ...emptyTextLines(published),
      ...decimalLines(published),
    ]),
    section("How to cite", [citationText(citation), "The same as citation.bib and citation.ris."]),
    section("Licences", licenceLines(published)),
    `${section("Cautions", CAUTIONS)}\n`,
  ].join("\n\n");
}

const section = (title: string, lines: string[]) =>
  `${title}\n${"-".repeat(title.length)}\n${lines.join("\n")}\n`.trimEnd();

function fileLines(published: PublishedTable[]): string[] {
  const width = Math.max(...published.map((p) => p.table.name.length), 0);
  const tables = published.map((p) =>
    `  ${p.table.name.padEnd(width)}  ${String(p.rows).padStart(7)} rows  ${p.table.rowIs ?? ""}`.trimEnd(),
  );
  return [`${published.length} tables, each as <table>.csv, <table>.parquet and <table>.arrow:`, ...tables];
}

const TABLE_FORMS = [
  "dictionary.csv and dictionary.json: each column's type, unit, description and codes.",
  "licences.json: the terms of each table and of each indicator.",
  "manifest.json: rows, columns, bytes and SHA-256 of each file. SHA256SUMS: for `sha256sum -c SHA256SUMS`.",
  "datapackage.json: Frictionless Data Package of the CSV files.",
  "",
  "CSV: UTF-8, LF, quotes by RFC 4180, all digits, booleans true and false. An empty field is NULL: unknown, not zero.",
  "Read codes as text and take only the empty field as missing: NA is Namibia, and UN M49 codes begin with zeros. In pandas:",
  '  read_csv(path, dtype=str, keep_default_na=False, na_values=[""]); in R: read_csv(path, na = "") with declared types.',
  "The cells are exact and not made safe for spreadsheets: import them as text, do not open them by a double click.",
  "Parquet: declared types, zstd; nothing to declare when reading. Arrow: IPC file, plain columns, declared types.",
];

function emptyTextLines(published: PublishedTable[]): string[] {
  const cells = published.reduce((sum, p) => sum + p.emptyTexts, 0);
  return cells === 0
    ? ["No cell holds empty text, so an empty CSV field is always NULL."]
    : [
        `${cells} cells hold empty text and not NULL: they are "" in quotes in CSV; readers that ignore quotes mix them up.`,
      ];
}

function decimalLines(published: PublishedTable[]): string[] {
  const wide = published.flatMap((p) => [...p.beyondDouble].map((c) => `${p.table.name}.${c}`));
  const rule = "Decimals are Float64 in Arrow, which gives back up to 15 digits exactly";
  return wide.length === 0
    ? [`${rule}; no value has more.`]
    : [`${rule}; these have more and are Decimal128 (apply the scale of the type): ${wide.join(", ")}.`];
}

function licenceLines(published: PublishedTable[]): string[] {
  const used = LICENCES.filter((l) => published.some((p) => p.licences.includes(l.id)));
  const tables = (use: string) =>
    published.filter((p) => commercialUse(p.licences) === use).map((p) => p.table.name);
  const line = (label: string, names: string[]) => `${label}: ${names.join(", ") || "none"}`;
  return [
    "Terms differ by table; a derived table has the terms of all its inputs. LICENSE-DATA.md of the project gives the",
    "reasons.",
    ...used.map((l) => `  ${l.id}: ${l.title}${l.url ? `, ${l.url}` : ""}`),
    line("Commercial use allowed", tables("yes")),
    line("Commercial use not allowed", tables("no")),
    line("Commercial use unclear, ask the owner", tables("unclear")),
  ];
}

const CAUTIONS = [
  "1. Do not read cause into it. Countries that twin were not chosen at random and are few; a difference is at most an",
  "   association. No source that was found measures the effect of twinning on implementation.",
  "2. Unknown is not zero and not no. The register is a find, not a census: an arrangement, a budget or a payment that is",
  "   not listed may exist.",
  "3. Twinned is a definition (table twinning_definition), not a fact: say which one you used, and how many countries are",
  "   undated under it.",
  "4. Do not add amounts of different stage, currency, year or price basis, and do not divide an amount that was given for",
  "   several countries.",
  "5. Series change method: see comparable_over_time and caution in table indicator. Editions of the WPS Index and vintages",
  "   of the Gender Inequality Index are not one time series.",
  "6. Sources disagree in places: table claim and the notes keep the conflicts.",
  "7. Listing a country or territory, or a code such as XKX, implies no position on its status.",
];
