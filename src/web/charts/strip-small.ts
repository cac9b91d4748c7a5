import { scaleLinear } from "d3";
import type { Status } from "../data/common.ts";
import { type Child, s } from "../dom.ts";
import { canvas, px } from "./canvas.ts";

/** A group in small: its middle (median or share) and spread (middle half or interval). */
export interface SmallRow {
  status: Status;
  spread: { low: number; middle: number; high: number } | null;
  /** "31.7%, n = 7". */
  text: string;
}

const WIDTH = 320;
const TEXT = 118;
const ROW = 22;

/** A small version of a comparison, without an axis: the values stand at the right. Its words are beside it. */
export function smallComparison(rows: readonly SmallRow[], domain: readonly [number, number]): SVGSVGElement {
  const x = scaleLinear([...domain], [7, WIDTH - TEXT - 14]);
  return canvas(
    { width: WIDTH, height: rows.length * ROW },
    rows.map((row, i) => drawRow(row, x, i * ROW + ROW / 2)),
  );
}

function drawRow(row: SmallRow, x: (v: number) => number, y: number): Child {
  return [
    s("line", { x1: 0, x2: WIDTH - TEXT - 7, y1: y, y2: y, class: "grid" }),
    row.spread
      ? [
          s("rect", {
            x: px(x(row.spread.low)),
            width: px(Math.max(1, x(row.spread.high) - x(row.spread.low))),
            y: y - 5,
            height: 10,
            class: `band band-${row.status}`,
          }),
          s("circle", { cx: px(x(row.spread.middle)), cy: y, r: 5, class: `dot fill-${row.status}` }),
        ]
      : null,
    s("text", { x: WIDTH, y: y + 4.5, "text-anchor": "end" }, row.text),
  ];
}
