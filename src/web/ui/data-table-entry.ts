import type { DataColumn, DataFile, DataPageData, DataTable } from "../data/data-page.ts";
import { type Child, h } from "../dom.ts";
import { fileSize } from "../format/bytes.ts";
import { plural } from "../format/number.ts";
import { matches } from "../format/search.ts";
import { siteLink } from "../site-link.ts";
import { asOfWords, licenceWords, sizeWords } from "../text/data-words.ts";
import { dataTable } from "./table.ts";

const FORMAT: Record<string, string> = { csv: "CSV", parquet: "Parquet", arrow: "Arrow" };

const FORMATS = Object.keys(FORMAT);

/** One table of the list, built once; the filter only hides and shows. */
export interface TableEntry {
  table: DataTable;
  element: HTMLElement;
  filter(query: string, groupChosen: boolean): void;
  shown(): boolean;
  /** Columns that the query found; none without a query. */
  columnsFound(): number;
}

const columnText = (c: DataColumn) =>
  [c.name, c.description, c.unit, ...Object.entries(c.codes ?? {}).flat()].filter(Boolean).join(" ");

export function tableEntry(table: DataTable): TableEntry {
  const files = [...table.files].sort((a, b) => FORMATS.indexOf(a.format) - FORMATS.indexOf(b.format));
  const summary = h("summary", {}, plural(table.columns.length, "column"));
  const details = h("details", { class: "dictionary" }, summary, dictionary(table));
  const element = h(
    "article",
    { class: "data-table", id: `table-${table.name}` },
    h(
      "div",
      {},
      h("h4", {}, h("code", {}, table.name), " ", table.title),
      h("p", { class: "row-is" }, `${table.rowIs}.`),
      table.madeFrom.length > 0
        ? h("p", { class: "small" }, "Made from ", table.madeFrom.map(tableLink), ".")
        : null,
    ),
    h(
      "div",
      {},
      h("p", { class: "files" }, files.map(download)),
      h("p", { class: "small" }, `${sizeWords(table)}, ${asOfWords(table.asOf)}`),
      h("p", { class: "small" }, licenceWords(table)),
    ),
    details,
    checksums(files),
  );
  const rows = [...details.querySelectorAll("tbody tr")];
  const ownText = `${table.name} ${table.title} ${table.rowIs}`;
  let found = 0;
  return {
    table,
    element,
    shown: () => !element.hasAttribute("hidden"),
    columnsFound: () => found,
    filter(query, groupChosen) {
      const hits = table.columns.map((c) => matches(columnText(c), query));
      const asked = query.trim() !== "";
      const byTable = matches(ownText, query);
      found = asked ? hits.filter(Boolean).length : 0;
      element.toggleAttribute("hidden", !groupChosen || !(byTable || found > 0));
      const narrow = asked && found > 0;
      for (const [i, row] of rows.entries()) row.toggleAttribute("hidden", narrow && !hits[i]);
      details.toggleAttribute("open", narrow && !byTable);
      summary.textContent = narrow
        ? `${found} of ${plural(rows.length, "column")}`
        : plural(rows.length, "column");
    },
  };
}

const download = (file: DataFile) =>
  h(
    "span",
    {},
    h("a", { href: siteLink(file.path), download: true }, FORMAT[file.format] ?? file.format),
    h("span", { class: "size" }, ` ${fileSize(file.bytes)}`),
  );

const tableLink = (name: string, i: number) => [
  i > 0 ? ", " : "",
  h("a", { href: `#table-${name}` }, h("code", {}, name)),
];

function dictionary(table: DataTable): HTMLElement {
  return dataTable(
    `Columns of ${table.name}`,
    [
      {
        name: "column",
        label: "Column and type",
        value: (c) => c.name,
        show: (c) => [h("code", {}, breakable(c.name)), h("span", { class: "notes" }, c.type)],
      },
      { name: "description", label: "Meaning", value: (c) => c.description, show: meaning },
    ],
    table.columns,
  );
}

/** A name that may break after each underscore. */
const breakable = (name: string) =>
  name.split("_").flatMap((part, i) => (i > 0 ? ["_", h("wbr"), part] : [part]));

function meaning(c: DataColumn): Child[] {
  const notes = [
    c.unit ? `unit: ${c.unit}` : "",
    c.key ? "part of the key" : "",
    c.nullable ? "may be unknown" : "",
    c.references ? `refers to ${c.references}` : "",
  ].filter(Boolean);
  return [
    c.description ?? "No description.",
    notes.length > 0 ? h("span", { class: "notes" }, notes.join("; ")) : null,
    c.codes ? codeList(c.codes) : null,
  ];
}

const codeList = (codes: Record<string, string | null>) =>
  h(
    "ul",
    { class: "codes" },
    Object.entries(codes).map(([code, text]) =>
      h("li", {}, h("code", {}, code), text && text !== code ? ` ${text}` : ""),
    ),
  );

function checksums(files: readonly DataFile[]): HTMLElement {
  const csv = files.find((f) => f.format === "csv");
  return h(
    "details",
    { class: "checksums" },
    h("summary", {}, `Checksums (CSV: SHA-256 ${csv?.sha256.slice(0, 8) ?? "none"}…)`),
    h(
      "dl",
      { class: "facts" },
      files.map((f) => [h("dt", {}, f.path), h("dd", {}, h("code", {}, f.sha256))]),
    ),
  );
}

const PAPERS: Record<string, string> = {
  "README.txt": "what the files are, in plain text",
  "dictionary.csv": "every column of every table: type, unit, meaning, codes",
  "dictionary.json": "the same for programs",
  "datapackage.json": "Frictionless Data Package (version 2) of the CSV files",
  "licences.json": "terms of each table and indicator",
  "manifest.json": "every file with rows, size, checksum and terms",
  SHA256SUMS: "checksums of all files; verify with sha256sum -c SHA256SUMS",
  "citation.bib": "citation for BibTeX",
  "citation.ris": "citation for reference managers",
};

/** The documents that come with the tables, the most asked for first. */
export function tellPapers(data: DataPageData): HTMLElement {
  const order = Object.keys(PAPERS);
  const name = (f: DataFile) => f.path.replace(/^data\//, "");
  const place = (f: DataFile) => (order.includes(name(f)) ? order.indexOf(name(f)) : order.length);
  const papers = [...data.papers].sort((a, b) => place(a) - place(b));
  return h(
    "section",
    { id: "papers" },
    h("h2", {}, "Dictionary, checksums and other documents"),
    h(
      "dl",
      { class: "facts papers" },
      papers.map((f) => [
        h("dt", {}, h("a", { href: siteLink(f.path) }, name(f))),
        h("dd", {}, `${PAPERS[name(f)] ?? f.format} `, h("span", { class: "size" }, fileSize(f.bytes))),
      ]),
    ),
  );
}
