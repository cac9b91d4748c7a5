import type { FileRow, SourcesData } from "../data/sources.ts";
import { externalLink, h } from "../dom.ts";
import { ageWords, monthsSince } from "../format/age.ts";
import { fileSize } from "../format/bytes.ts";
import { partialDate } from "../format/date.ts";
import { count, plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { licenceLabel, useWords } from "../text/data-words.ts";
import { dataTable, type TableColumn } from "./table.ts";

const KIND: Record<FileRow["kind"], string> = {
  register: "Register, curated by hand",
  series: "Series of others, transcribed",
  live: "Pulled live",
  reference: "Codes and lists",
};

/** Files that are older than the time in which upstream is usually renewed. */
export const overdue = (files: readonly FileRow[], today: Date) =>
  files.filter((f) => f.cadenceMonths !== null && monthsSince(f.asOf, today) >= f.cadenceMonths);

const fileColumns = (today: Date | null): TableColumn<FileRow>[] => [
  {
    name: "title",
    label: "File",
    value: (f) => f.title,
    show: (f) => [f.title, h("span", { class: "notes path" }, f.path)],
  },
  {
    name: "as_of",
    label: "As of",
    value: (f) => f.asOf,
    show: (f) => [
      partialDate(f.asOf),
      h(
        "span",
        { class: "notes path" },
        f.retrieved ? `${f.basis}; pulled on ${partialDate(f.retrieved)}` : f.basis,
      ),
    ],
  },
  ...(today
    ? [
        {
          name: "age",
          label: "Age today",
          value: (f: FileRow) => monthsSince(f.asOf, today),
          show: (f: FileRow) => [
            ageWords(f.asOf, today),
            h(
              "span",
              { class: "notes path" },
              f.cadenceMonths ? `renewed about every ${plural(f.cadenceMonths, "month")}` : "",
            ),
          ],
        },
      ]
    : []),
  { name: "rows", label: "Rows", value: (f) => f.rows, show: (f) => count(f.rows), numeric: true },
  { name: "bytes", label: "Size", value: (f) => f.bytes, show: (f) => fileSize(f.bytes), numeric: true },
  {
    name: "sha256",
    label: "SHA-256",
    value: (f) => f.sha256,
    show: (f) => h("code", {}, `${f.sha256.slice(0, 8)}…`),
  },
  { name: "licence", label: "Terms", value: (f) => f.licence },
];

/** Every file that went in: date, how it is known, age, size, checksum, terms. Without today's date, no age. */
export function filesSection(data: SourcesData, today: Date | null): HTMLElement {
  const old = today ? overdue(data.files, today) : [];
  return h(
    "section",
    { id: "files" },
    h("h2", {}, "Register files and snapshots"),
    h(
      "p",
      {},
      `${plural(data.files.length, "file")} went into this build. “As of” is the point in time that a file speaks of, not the day it was copied.`,
      today
        ? ` ${old.length === 0 ? "None is older than the time in which it is usually renewed." : `${plural(old.length, "file")} ${old.length === 1 ? "is" : "are"} older than the time in which such a file is usually renewed: newer facts may exist.`}`
        : "",
    ),
    (["register", "live", "series", "reference"] as const).map((kind) => {
      const files = data.files.filter((f) => f.kind === kind);
      return files.length === 0
        ? null
        : [h("h3", {}, KIND[kind]), dataTable(KIND[kind], fileColumns(today), files)];
    }),
    h(
      "p",
      {},
      "How each live source stands, and what refreshes changed: ",
      h("a", { href: siteLink("changes") }, "Changes"),
      ".",
    ),
    h(
      "p",
      { class: "small" },
      "Whole checksums are in table ",
      h("a", { href: siteLink("data#table-snapshot") }, "snapshot"),
      ".",
    ),
  );
}

/** The terms, in words. */
export function licencesSection(data: SourcesData): HTMLElement {
  const byId = new Map(data.licences.map((l) => [l.id, l]));
  return h(
    "section",
    { id: "licences" },
    h("h2", {}, "Licences"),
    h(
      "p",
      {},
      "The register is our own compilation of facts, in our own words: use it for anything, with attribution (CC BY 4.0). No text of a plan, report or web page is shipped. The series belong to others, who set these terms:",
    ),
    h(
      "dl",
      { class: "facts" },
      data.series.map((s) => [
        h("dt", {}, s.title),
        h(
          "dd",
          {},
          `${s.words}. `,
          h(
            "span",
            { class: "small" },
            s.ids.flatMap((id) => {
              const licence = byId.get(id);
              return licence
                ? [
                    externalLink(licence.url, licenceLabel(id)),
                    useWords(licence) ? `: ${useWords(licence)}. ` : ": no commercial use. ",
                  ]
                : [];
            }),
          ),
        ),
      ]),
    ),
    h(
      "p",
      { class: "small" },
      "Terms of each table and indicator: ",
      h("a", { href: siteLink("data/licences.json") }, "licences.json"),
      " and ",
      h("a", { href: siteLink("data/README.txt") }, "README.txt"),
      ". The reasoning for each part is in LICENSE-DATA.md of the repository. It is our reading of the terms, not legal advice.",
    ),
  );
}
