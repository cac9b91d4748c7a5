import { leftGrid } from "../charts/axes.ts";
import { px, textWidth } from "../charts/canvas.ts";
import { type Child, s } from "../dom.ts";
import { count } from "../format/number.ts";
import { AXIS_LABEL, type Names, pText, shortName, signed } from "./labels.ts";
import type { CurveLayout } from "./layout.ts";
import type { FoundPoint } from "./summary.ts";

export interface DrawingWords {
  unit: string;
  digits: number;
  /** In the unit of the outcome; null where the plan says none. */
  smallest: number | null;
  names: Names;
}

const svg = (layout: CurveLayout, name: string, ...children: Child[]) =>
  s(
    "svg",
    {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      class: name,
      "aria-hidden": "true",
      focusable: "false",
    },
    children,
  );

/** What stands behind the marks: grid, zero, the smallest effect of interest, names of the choices. */
export function behind(layout: CurveLayout, words: DrawingWords): SVGSVGElement {
  const { left, right, y, curve, rows, headings } = layout;
  const ticks = y.ticks(6);
  const narrow = layout.width < 600;
  const letters = narrow ? 20 : 35;
  return svg(
    layout,
    "curve-behind",
    leftGrid(y, left, right, ticks, (v) => signed(v, decimalsOf(ticks))),
    s("text", { x: 0, y: 14 }, `Estimate, ${words.unit}`),
    words.smallest === null
      ? null
      : [words.smallest, -words.smallest].map((value) => smallestLine(layout, value, narrow)),
    s("line", { x1: left, x2: right, y1: px(y(0)), y2: px(y(0)), class: "zero" }),
    s(
      "text",
      { x: right, y: curve.bottom + 20, "text-anchor": "end" },
      narrow
        ? "lowest to highest"
        : `${count(layout.points.length)} specifications, lowest estimate to highest`,
    ),
    headings.map(({ axis, y: at }) => s("text", { x: 0, y: at, class: "strong" }, AXIS_LABEL[axis])),
    rows.map(({ axis, value, y: at, height }) =>
      s(
        "text",
        { x: 0, y: at + height - 1.5, class: axis === "p" ? "strong" : "choice" },
        axis === "p" ? "p ≤ 0.05" : shortName(words.names(axis, value), letters),
      ),
    ),
  );
}

function smallestLine({ left, right, y }: CurveLayout, value: number, narrow: boolean): Child {
  const at = px(y(value));
  const label = narrow ? "smallest of interest" : "smallest effect of interest";
  return [
    s("line", { x1: left, x2: right, y1: at, y2: at, class: "smallest" }),
    s("text", { x: right, y: at - 5, "text-anchor": "end", class: "halo" }, label),
  ];
}

/** What stands before the marks: the specification decided beforehand. */
export function before(layout: CurveLayout, planned: FoundPoint | undefined, words: DrawingWords) {
  const at = planned ? layout.points.indexOf(planned) : -1;
  const cursor = s("g", { class: "cursor", visibility: "hidden" });
  const drawing = svg(
    layout,
    "curve-before",
    planned && at >= 0 ? mark(layout, planned, at, words) : null,
    cursor,
  );
  return { drawing, cursor };
}

function mark(layout: CurveLayout, planned: FoundPoint, at: number, words: DrawingWords): Child {
  const x = px(layout.x(at));
  const y = px(layout.y(planned.estimate));
  const right = x > (layout.left + layout.right) / 2;
  const text = `Decided beforehand: ${signed(planned.estimate, words.digits)}, ${pText(planned.p)}`;
  const wide = textWidth(text, 14);
  // The curve rises: above it there is room on the left of a mark, below it on the right.
  const label = right
    ? { x: Math.max(x - 10, wide), y: y - 16 }
    : { x: Math.min(x + 10, layout.width - wide), y: y + 26 };
  return [
    s("line", { x1: x, x2: x, y1: y + 7, y2: layout.height - 8, class: "planned-line" }),
    s("circle", { cx: x, cy: y, r: 6.5, class: "planned-ring" }),
    s("text", { ...label, "text-anchor": right ? "end" : "start", class: "halo strong" }, text),
  ];
}

/** Shows where the reader is: a line through the choices and a ring on the curve. */
export function moveCursor(cursor: SVGGElement, layout: CurveLayout, at: number | null): void {
  const point = at === null ? undefined : layout.points[at];
  cursor.setAttribute("visibility", point ? "visible" : "hidden");
  if (!point || at === null) return;
  const x = px(layout.x(at));
  const y = px(layout.y(point.estimate));
  cursor.replaceChildren(
    s("line", { x1: x, x2: x, y1: y, y2: layout.height - 8, class: "cursor-line" }),
    s("circle", { cx: x, cy: y, r: 8, class: "cursor-ring" }),
  );
}

const decimalsOf = (ticks: readonly number[]) => {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  return Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
};
