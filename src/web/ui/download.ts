import { h } from "../dom.ts";
import { type Cell, toCsv } from "../format/csv.ts";

/** Hands a file to the reader. */
export function saveFile(fileName: string, content: Blob | string, type = "text/plain;charset=utf-8"): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = h("a", { href: url, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A button that saves exactly the rows shown. */
export function csvButton(
  fileName: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "quiet needs-script",
      "data-download": fileName,
      onclick: () => saveFile(fileName, toCsv(columns, rows), "text/csv;charset=utf-8"),
    },
    "Download these rows (CSV)",
  );
}
