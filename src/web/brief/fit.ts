import { h } from "../dom.ts";

/** Steps of type, from the largest down; the sheet's style sheet knows them by name. */
const SIZES = ["largest", "large", "medium", "small", "least"] as const;

/** What A4 and US Letter both hold between the margins of the print style sheet, in millimetres. */
const PAPER = { width: 184, height: 257 };
/** CSS pixels in a millimetre. */
const PX = 96 / 25.4;

/** Steps the type down until the sheet fits one page of A4 and of US Letter alike. Only in a browser. */
export function fitToPage(sheet: HTMLElement): void {
  if (typeof window === "undefined") return;
  for (const size of SIZES) {
    sheet.dataset.size = size;
    if (printedHeight(sheet) <= PAPER.height * PX) return;
  }
}

/** Height of the sheet at the width of the paper, whatever the width of the window. */
function printedHeight(sheet: HTMLElement): number {
  const copy = sheet.cloneNode(true) as HTMLElement;
  const frame = h(
    "div",
    { class: "sheet-measure", "aria-hidden": "true", style: `width: ${PAPER.width}mm` },
    copy,
  );
  document.body.append(frame);
  const { height } = copy.getBoundingClientRect();
  frame.remove();
  return height;
}

/** Keeps it fitting: once the fonts are there, and just before it is printed. */
export function keepFitting(sheet: HTMLElement): void {
  if (typeof window === "undefined") return;
  const fit = () => fitToPage(sheet);
  requestAnimationFrame(fit);
  void document.fonts?.ready.then(fit);
  window.addEventListener("beforeprint", fit);
}
