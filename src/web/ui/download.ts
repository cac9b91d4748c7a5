import { h } from "../dom.ts";
import { type Cell, toCsv } from "../format/csv.ts";

/** A button that saves exactly the rows shown. */
export function csvButton(
  fileName: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): HTMLElement {
  const save = () => {
    const url = URL.createObjectURL(new Blob([toCsv(columns, rows)], { type: "text/csv;charset=utf-8" }));
    const link = h("a", { href: url, download: fileName });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return h(
    "button",
    { type: "button", class: "quiet needs-script", "data-download": fileName, onclick: save },
    "Download these rows (CSV)",
  );
}
