import type { CellChangeRow, ChangesData, RefreshRow, TableChange } from "../data/changes.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { count, fixed, plural } from "../format/number.ts";
import { type PageMeta, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { liveWords, OUTCOME, refreshWords } from "../text/changes-words.ts";
import { liveSourceTable } from "../ui/live-sources.ts";
import { dataTable, type TableColumn } from "../ui/table.ts";

export function meta(data: ChangesData): PageMeta {
  return {
    title: "Changes",
    description: `What each refresh of the data changed, table by table, and how the ${data.sources.length} live sources stand.`,
  };
}

/** Today, in the browser only: the static page must not depend on the day it was built. */
const today = () => (typeof window === "undefined" ? null : new Date());

export function start(root: HTMLElement, data: ChangesData): void {
  startPage<ChangesData, object>(root, data, {
    meta,
    schema: {},
    build: (d) => [
      h("h1", {}, "What changed, and how fresh the sources are"),
      h("p", { class: "lead" }, liveWords(d)),
      h(
        "section",
        { id: "live-sources" },
        h("h2", {}, "Live sources"),
        h(
          "p",
          {},
          "Each pull is kept whole under its checksum; a pull that breaks its source’s contract, has too few rows or changes too many is refused. All files of this build, with date and checksum: ",
          h("a", { href: siteLink("sources#files") }, "Sources"),
          ".",
        ),
        liveSourceTable(d.sources, today()),
      ),
      h(
        "section",
        { id: "refreshes" },
        h("h2", {}, d.refreshes.length > 0 ? "Refreshes, the newest first" : "Refreshes"),
        d.refreshes.length === 0
          ? h("p", {}, "No refresh has been made: there is nothing to compare with yet.")
          : d.refreshes.map(refreshPart),
      ),
    ],
  });
}

const tableColumns: TableColumn<TableChange>[] = [
  { name: "table", label: "Table", value: (t) => t.table, show: (t) => h("code", {}, t.table) },
  ...(["before", "after", "added", "removed"] as const).map((name) => ({
    name,
    label: { before: "Rows before", after: "Rows after", added: "Added", removed: "Removed" }[name],
    value: (t: TableChange) => t[name],
    show: (t: TableChange) => count(t[name]),
    numeric: true,
  })),
  {
    name: "changed",
    label: "Changed",
    value: (t) => t.changed,
    show: (t) => (t.changed === null ? "no key" : count(t.changed)),
    numeric: true,
  },
];

const value = (text: string | null): Child => text ?? h("span", { class: "unknown" }, "unknown");

const cellColumns: TableColumn<CellChangeRow>[] = [
  {
    name: "row",
    label: "Row",
    value: (c) => `${c.table} ${c.key}`,
    show: (c) => [c.key.replaceAll("|", " · "), h("span", { class: "notes path" }, c.table)],
  },
  { name: "column", label: "Column", value: (c) => c.column, show: (c) => h("code", {}, c.column) },
  { name: "before", label: "Before", value: (c) => c.before, show: (c) => value(c.before) },
  { name: "after", label: "After", value: (c) => c.after, show: (c) => value(c.after) },
  {
    name: "relative",
    label: "Change",
    value: (c) => c.relative,
    show: (c) => (c.relative === null ? "–" : `${c.relative > 0 ? "+" : ""}${fixed(c.relative * 100, 1)}%`),
    numeric: true,
  },
];

function refreshPart(r: RefreshRow): HTMLElement {
  const asked = r.sources.filter((s) => s.outcome !== "unchanged" && s.outcome !== "skipped");
  return h(
    "article",
    { id: `state-${r.state}`, class: "refresh" },
    h("h3", {}, `${partialDate(r.created.slice(0, 10))}, ${r.created.slice(11, 16)} UTC`),
    h("p", {}, refreshWords(r)),
    h(
      "ul",
      {},
      asked.map((s) =>
        h("li", {}, `${s.title}: ${OUTCOME[s.outcome] ?? s.outcome}${s.fault ? ` (${s.fault})` : ""}`),
      ),
    ),
    r.tables.length > 0 ? dataTable("Tables that differ", tableColumns, r.tables) : null,
    r.largest.length > 0
      ? [
          h(
            "h4",
            {},
            `Largest changes of a value (${plural(r.largest.length, "shown")})`.replace("showns", "shown"),
          ),
          dataTable("Largest changes", cellColumns, r.largest),
        ]
      : null,
  );
}
