import type { DataPageData } from "../data/data-page.ts";
import { h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { count } from "../format/number.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { freeText, type Schema, someOf } from "../state/url.ts";
import { DATA_CAUTIONS } from "../text/data-cautions.ts";
import { GROUPS, partsWords, shownWords } from "../text/data-words.ts";
import { checksControl, controlBar, searchControl } from "../ui/controls.ts";
import { citationSection, licenceSection, readSection } from "../ui/data-help.ts";
import { tableEntry, tellPapers } from "../ui/data-table-entry.ts";
import { onThisPage } from "../ui/on-this-page.ts";

interface View {
  q: string;
  group: readonly string[];
}

const schema: Schema<View> = { q: freeText(), group: someOf<string>(GROUPS.map((g) => g.id)) };

export function meta(data: DataPageData): PageMeta {
  return {
    title: "Data",
    description: `${data.numbers.tables} tables on WPS national action plans and their twinning as CSV, Parquet and Arrow, with dictionary, checksums, licences and citation. Version ${data.version}.`,
  };
}

function tablesSection(data: DataPageData, tools: PageTools<View>): HTMLElement {
  const entries = data.tables.map(tableEntry);
  const groups = GROUPS.map((g) => {
    const own = entries.filter((e) => e.table.group === g.id);
    return {
      own,
      element: h(
        "section",
        { class: "table-group" },
        h("h3", {}, g.label),
        h("p", { class: "small" }, g.explains),
        own.map((e) => e.element),
      ),
    };
  });
  const apply = (view: View) => {
    for (const entry of entries)
      entry.filter(view.q, view.group.length === 0 || view.group.includes(entry.table.group));
    for (const g of groups)
      g.element.toggleAttribute(
        "hidden",
        g.own.every((e) => !e.shown()),
      );
  };
  tools.onChange(apply);
  apply(tools.view());
  const status = tools.live(
    (view) => {
      const shown = entries.filter((e) => e.shown());
      const columns = shown.reduce((sum, e) => sum + e.columnsFound(), 0);
      return h("p", { class: "status-line" }, shownWords(shown.length, entries.length, columns, view.q));
    },
    { polite: true },
  );
  return h(
    "section",
    { id: "tables" },
    h("h2", {}, "Tables"),
    controlBar(
      searchControl(tools, "q", "Find a table or column", "budget, iso3, twinned since"),
      checksControl(
        tools,
        "group",
        "Kind of table",
        GROUPS.map((g) => ({ value: g.id, label: g.label })),
      ),
    ),
    status,
    groups.map((g) => g.element),
  );
}

const cautions = () =>
  h(
    "section",
    { id: "cautions" },
    h("h2", {}, "Before you compute anything"),
    h(
      "dl",
      { class: "plain-facts" },
      DATA_CAUTIONS.map((c) => h("div", {}, h("dt", {}, c.claim), h("dd", {}, c.why))),
    ),
    h(
      "p",
      {},
      "What must not be concluded from these data is listed under ",
      h("a", { href: siteLink("methods#not-concluded") }, "Methods"),
      "; where each fact comes from, under ",
      h("a", { href: siteLink("sources") }, "Sources"),
      ".",
    ),
  );

export function start(root: HTMLElement, data: DataPageData): void {
  startPage<DataPageData, View>(root, data, {
    meta,
    schema,
    build: (d, tools) => [
      h("h1", {}, "Every table behind this site, to keep and to check"),
      h(
        "p",
        { class: "lead" },
        `${count(d.numbers.tables)} tables with ${count(d.numbers.rows)} rows, each as CSV, Parquet and Arrow. The three hold the same rows in the same order, under an address that stays.`,
      ),
      h(
        "p",
        { class: "prose" },
        `Version ${d.version}, data as of ${partialDate(d.asOf)}, the newest register or series. ${partsWords(d.parts)} All of it was built from one warehouse, so that the figures on the pages and in the files agree.`,
      ),
      onThisPage([
        { id: "cautions", label: "Cautions" },
        { id: "tables", label: "Tables" },
        { id: "papers", label: "Dictionary and checksums" },
        { id: "read", label: "Reading the files" },
        { id: "cite", label: "Citing" },
        { id: "licences", label: "Licences" },
      ]),
      cautions(),
      tablesSection(d, tools),
      tellPapers(d),
      readSection(),
      citationSection(d),
      licenceSection(d),
    ],
  });
}
