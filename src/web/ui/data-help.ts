import type { DataPageData } from "../data/data-page.ts";
import { externalLink, h } from "../dom.ts";
import { siteLink } from "../site-link.ts";
import { licenceLabel, useWords } from "../text/data-words.ts";
import { READ_SNIPPETS } from "../text/read-snippets.ts";

const codeBlock = (label: string, code: string) =>
  h("pre", { class: "wrap", "aria-label": label, role: "region", tabindex: 0 }, h("code", {}, code));

/** How to read each format in each language. */
export const readSection = () =>
  h(
    "section",
    { id: "read" },
    h("h2", {}, "How to read the files"),
    h(
      "p",
      {},
      "The lines below read a downloaded table, here ",
      h("code", {}, "plan"),
      "; for another one, change the name. An empty cell becomes the unknown value of the language, never an empty text.",
    ),
    h(
      "div",
      { class: "columns" },
      READ_SNIPPETS.map((s) =>
        h(
          "div",
          { id: `read-${s.id}` },
          h("h3", {}, s.language),
          h("p", { class: "small" }, `Needs ${s.needs}.`),
          codeBlock(`Reading the files in ${s.language}`, s.code),
        ),
      ),
    ),
  );

export const citationSection = (data: DataPageData) =>
  h(
    "section",
    { id: "cite" },
    h("h2", {}, "How to cite"),
    h("p", { class: "citation" }, data.citation.text),
    h(
      "p",
      { class: "small" },
      "Cite the sources of a figure too: each row names them, and each figure on the site names its own. The same as ",
      h("a", { href: siteLink("data/citation.bib"), download: true }, "BibTeX"),
      " and ",
      h("a", { href: siteLink("data/citation.ris"), download: true }, "RIS"),
      ":",
    ),
    h(
      "div",
      { class: "columns" },
      codeBlock("Citation as BibTeX", data.citation.bibtex.trim()),
      codeBlock("Citation as RIS", data.citation.ris.trim().replaceAll("\r", "")),
    ),
  );

export const licenceSection = (data: DataPageData) =>
  h(
    "section",
    { id: "licences" },
    h("h2", {}, "Licences"),
    h(
      "p",
      {},
      "A table has the terms of everything that goes into it. Our own compilation is free for any use with attribution; tables with values of the WPS Index or of the Inter-Parliamentary Union are not for commercial use as a whole. ",
      h("a", { href: siteLink("data/licences.json") }, "licences.json"),
      " has the terms of each indicator, so that you can take those that suit you.",
    ),
    h(
      "dl",
      { class: "facts" },
      data.licences.map((l) => [
        h("dt", {}, licenceLabel(l.id)),
        h("dd", {}, externalLink(l.url, l.title), useWords(l) ? `: ${useWords(l)}.` : "."),
      ]),
    ),
    h(
      "p",
      { class: "small" },
      "What each licence means for each part is told under ",
      h("a", { href: siteLink("sources#licences") }, "Sources"),
      ".",
    ),
  );
