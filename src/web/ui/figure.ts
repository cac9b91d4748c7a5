import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { csvButton } from "./download.ts";
import { pictureButtons } from "./picture-buttons.ts";
import { dataTable, type TableColumn } from "./table.ts";

/** A source as the line under a chart names it. */
export interface SourceLine {
  /** "WPS national action plan register" */
  label: string;
  /** Partial ISO date. */
  asOf: string;
}

export interface FigureSpec<R> {
  /** Stable id: anchor, file name of the CSV. */
  id: string;
  /** The finding, in one sentence that follows the data. */
  title: string;
  /** What is drawn, with units: "Women in parliament, % of seats, 2025". */
  subtitle: string;
  /** The finding and its limits in words, for readers who cannot see the chart. */
  description: string;
  /** The chart; null when there is nothing to draw, with the reason in `empty`. */
  chart: Child;
  rows: readonly R[];
  columns: readonly TableColumn<R>[];
  sources: readonly SourceLine[];
  /** Caveat that belongs to the chart, not to a footnote. */
  note?: Child;
  empty?: string;
}

/** A chart with its finding, unit, words, source, table and file. */
export function figure<R>(spec: FigureSpec<R>): HTMLElement {
  const titleId = `${spec.id}-title`;
  const descriptionId = `${spec.id}-description`;
  const cells = spec.rows.map((row) => spec.columns.map((c) => c.value(row)));
  return h(
    "figure",
    { id: spec.id, class: "chart", "aria-labelledby": titleId, "aria-describedby": descriptionId },
    h("figcaption", {}, h("h3", { id: titleId }, spec.title), h("p", { class: "subtitle" }, spec.subtitle)),
    spec.chart
      ? h("div", { class: "canvas" }, spec.chart)
      : h("p", { class: "empty" }, spec.empty ?? "Nothing to draw."),
    h("p", { id: descriptionId, class: "sr-only" }, spec.description),
    spec.note ? h("p", { class: "chart-note" }, spec.note) : null,
    h(
      "div",
      { class: "chart-foot" },
      h("p", { class: "source" }, sourceText(spec.sources)),
      h(
        "span",
        { class: "take-away" },
        cells.length === 0
          ? null
          : csvButton(
              `${spec.id}.csv`,
              spec.columns.map((c) => c.name),
              cells,
            ),
        spec.chart ? pictureButtons() : null,
      ),
    ),
    h(
      "details",
      { class: "table-view" },
      h("summary", {}, `Table (${spec.rows.length} ${spec.rows.length === 1 ? "row" : "rows"})`),
      dataTable(spec.title, spec.columns, spec.rows),
    ),
  );
}

export function sourceText(sources: readonly SourceLine[]): Child {
  return [
    sources.length > 1 ? "Sources: " : "Source: ",
    sources.map((s, i) => [i > 0 ? "; " : "", `${s.label}, as of ${partialDate(s.asOf)}`]),
    ".",
  ];
}
