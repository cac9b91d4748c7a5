import { type Child, h } from "../dom.ts";
import type { Cell } from "../format/csv.ts";

/** A column of a table: the exact value for the file, and how to show it. */
export interface TableColumn<R> {
  /** Name in the CSV. */
  name: string;
  label: string;
  value: (row: R) => Cell;
  show?: (row: R) => Child;
  numeric?: boolean;
}

export const UNKNOWN = "unknown";

/** A real table in a region that scrolls sideways by itself and can be focused for that. */
export function dataTable<R>(
  caption: string,
  columns: readonly TableColumn<R>[],
  rows: readonly R[],
): HTMLElement {
  const head = columns.map((c) => h("th", { scope: "col", class: c.numeric ? "number" : null }, c.label));
  const body = rows.map((row) =>
    h(
      "tr",
      {},
      columns.map((c, i) => cell(c, row, i === 0)),
    ),
  );
  return h(
    "div",
    { class: "table-scroll", role: "region", "aria-label": caption, tabindex: 0 },
    h(
      "table",
      {},
      h("caption", { class: "sr-only" }, caption),
      h("thead", {}, h("tr", {}, head)),
      h("tbody", {}, body),
    ),
  );
}

function cell<R>(column: TableColumn<R>, row: R, first: boolean): HTMLElement {
  const value = column.value(row);
  const shown =
    value === null && !column.show
      ? h("span", { class: "unknown" }, UNKNOWN)
      : column.show
        ? column.show(row)
        : value;
  const attributes = { class: column.numeric ? "number" : null };
  return first ? h("th", { scope: "row", ...attributes }, shown) : h("td", attributes, shown);
}
