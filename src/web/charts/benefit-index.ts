import { scaleLinear } from "d3";
import type { Range } from "../../evaluation/indices/paternalism.ts";
import { type Child, s } from "../dom.ts";
import { shortened } from "./benefit-text.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface IndexRow {
  name: string;
  href: string;
  index: Range | null;
  parts: readonly Range[];
  detail: string;
}

const NARROW = 640;
const THICK = 10;

/** The index of each arrangement and the parts that it is made of; a range where something is unknown. */
export function indexChart(
  rows: readonly IndexRow[],
  parts: readonly string[],
  width: number,
  label: string,
): HTMLElement {
  const points: ExplorePoint[] = [];
  const chart = width < NARROW ? stacked(rows, parts, width, points) : columns(rows, parts, width, points);
  return explorable(chart, points, label, "given");
}

/** A column for the index and one for each part. */
function columns(
  rows: readonly IndexRow[],
  parts: readonly string[],
  width: number,
  points: ExplorePoint[],
): SVGSVGElement {
  const names = Math.min(250, width * 0.25);
  const gap = 22;
  const unit = (width - names - gap * (parts.length + 1)) / (parts.length + 2);
  const place = (column: number) => {
    const from = names + gap + (column === 0 ? 0 : unit * 2 + gap + (column - 1) * (unit + gap));
    return scaleLinear([0, 1], [from, from + (column === 0 ? unit * 2 : unit)]);
  };
  const top = 36;
  const bottom = top + rows.length * 30;
  const scales = [0, ...parts.map((_, i) => i + 1)].map(place);
  return canvas(
    { width, height: bottom + 26 },
    scales.map((x, c) => [
      s(
        "text",
        { x: px(x(0)), y: 14, class: c === 0 ? "strong" : null },
        c === 0 ? "Index" : (parts[c - 1] ?? ""),
      ),
      grid(x, top - 6, bottom),
      s("text", { x: px(x(0)), y: bottom + 18 }, "0"),
      s("text", { x: px(x(1)), y: bottom + 18, "text-anchor": "end" }, "1"),
    ]),
    rows.map((row, i) => {
      const y = top + i * 30 + 12;
      const [x0] = scales;
      if (x0) points.push(pointOf(row, x0, y));
      return [
        s("text", { x: 0, y: y + 4, class: "strong" }, shortened(row.name, names)),
        [row.index, ...row.parts].map((range, c) => {
          const x = scales[c];
          return x ? rangeMark(range, x, y, c === 0) : null;
        }),
      ];
    }),
  );
}

/** Each arrangement a block, its parts below its index. */
function stacked(
  rows: readonly IndexRow[],
  parts: readonly string[],
  width: number,
  points: ExplorePoint[],
): SVGSVGElement {
  const block = 40 + (parts.length + 1) * 22;
  const x = scaleLinear([0, 1], [136, width - 8]);
  const labels = ["Index", ...parts];
  return canvas(
    { width, height: rows.length * block },
    rows.map((row, i) => {
      const top = i * block + 16;
      points.push(pointOf(row, x, top + 22));
      return [
        s("text", { x: 0, y: top, class: "strong" }, shortened(row.name, width)),
        grid(x, top + 10, top + 22 * labels.length + 10),
        [row.index, ...row.parts].map((range, c) => [
          s("text", { x: 0, y: top + 26 + c * 22, class: c === 0 ? "strong" : null }, labels[c] ?? ""),
          rangeMark(range, x, top + 22 + c * 22, c === 0),
        ]),
      ];
    }),
  );
}

const pointOf = (row: IndexRow, x: (v: number) => number, y: number): ExplorePoint => ({
  x: x(row.index ? (row.index.low + row.index.high) / 2 : 0.5),
  y,
  title: row.name,
  detail: row.detail,
  href: row.href,
  radius: 9,
});

const grid = (x: (v: number) => number, y1: number, y2: number): Child =>
  [0, 0.5, 1].map((at) =>
    s("line", { x1: px(x(at)), x2: px(x(at)), y1, y2, class: at === 0.5 ? "index-half" : "grid" }),
  );

/** A known value is a dot; an unknown part a bar between the ends that it may have. */
function rangeMark(range: Range | null, x: (v: number) => number, y: number, main: boolean): Child {
  if (!range) return null;
  const style = main ? "index-main" : "index-part";
  if (range.high - range.low < 0.005)
    return s("circle", { cx: px(x(range.low)), cy: y, r: main ? 6 : 5, class: style });
  return s("rect", {
    x: px(x(range.low)),
    y: y - THICK / 2,
    width: px(x(range.high) - x(range.low)),
    height: THICK,
    rx: 3,
    class: `${style} index-open`,
  });
}
