import { scaleLinear } from "d3";
import type { Share } from "../../evaluation/describe.ts";
import type { Status } from "../data/common.ts";
import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { type DotCell, dotMatrix } from "./share-dots.ts";

/** One group: its share with the interval, and every unit as a dot. */
export interface ShareRow {
  status: Status;
  name: string;
  /** "10 of 10 known, interval 72% to 100%". */
  facts: string;
  share: Share | null;
  cells: readonly DotCell[];
}

/** Shares with 95 per cent intervals on one axis from 0 to 100%; below, each unit by its answer. */
export function shareChart(rows: readonly ShareRow[], width: number, label: string): HTMLElement {
  const narrow = width < 520;
  const edge = 18;
  const x = scaleLinear([0, 1], [edge, width - edge]);
  const rowHeight = narrow ? 66 : 52;
  const axisAt = rows.length * rowHeight + 4;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const dots = dotMatrix(rows, width, axisAt + 52);
  const chart = canvas(
    { width, height: dots.bottom },
    ticks.map((t) =>
      s("line", { x1: px(x(t)), x2: px(x(t)), y1: 0, y2: axisAt, class: t === 0 ? "baseline" : "grid" }),
    ),
    rows.map((row, i) => interval(row, x, i * rowHeight, rowHeight, narrow)),
    bottomAxis(x, axisAt, ticks, (t) => percent(t)),
    dots.content,
  );
  const points: ExplorePoint[] = rows.flatMap((row, i) =>
    row.share
      ? [
          {
            x: x(row.share.share),
            y: (i + 1) * rowHeight - 14,
            title: row.name,
            detail: row.facts,
            radius: 10,
          },
        ]
      : [],
  );
  return explorable(chart, [...points, ...dots.points], label, "given");
}

function interval(
  row: ShareRow,
  x: (v: number) => number,
  top: number,
  height: number,
  narrow: boolean,
): Child {
  const y = top + height - 14;
  const facts = row.share ? `${percent(row.share.share)} ${row.facts}` : row.facts;
  return [
    s(
      "text",
      { x: 0, y: top + 16, class: "halo" },
      s("tspan", { class: "group-name" }, row.name),
      narrow ? s("tspan", { x: 0, dy: 16 }, facts) : s("tspan", { dx: 10 }, facts),
    ),
    row.share
      ? [
          s("rect", {
            x: px(x(row.share.low)),
            width: px(x(row.share.high) - x(row.share.low)),
            y: y - 5,
            height: 10,
            class: `band band-${row.status}`,
          }),
          s("circle", { cx: px(x(row.share.share)), cy: y, r: 6, class: `dot fill-${row.status}` }),
        ]
      : null,
  ];
}
