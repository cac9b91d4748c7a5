import { scaleLinear } from "d3";
import type { Reconciled } from "../data/sources.ts";
import { type Child, s } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { distance, metricWords, ownWords, VERDICT } from "../text/sources-words.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

const ROW = 21;

/** Rows that a scale of counts can hold: those that the register counts too, and no percentages. */
export const drawable = (rows: readonly Reconciled[]) =>
  rows.filter((r) => r.verdict !== "not_comparable" && r.unit !== "percent" && r.ownLow !== null);

/** One row a published total: the register's own range as a bar, the published number as a mark on it. */
export function reconciliationChart(rows: readonly Reconciled[], width: number, label: string): HTMLElement {
  const narrow = width < 620;
  const step = narrow ? 34 : ROW;
  const edge = { top: 30, right: narrow ? 16 : 60, bottom: 30, left: narrow ? 4 : 330 };
  const height = edge.top + rows.length * step + edge.bottom;
  const most = Math.max(10, ...rows.map((r) => Math.max(r.published, r.ownHigh ?? 0)));
  const x = scaleLinear([0, most], [edge.left + (narrow ? 6 : 0), width - edge.right]).nice(5);
  const yOf = (i: number) => edge.top + i * step + (narrow ? 22 : ROW / 2);
  const ticks = x.ticks(narrow ? 4 : 6);
  const axis = (y: number) =>
    ticks.map((t) => s("text", { x: px(x(t)), y, "text-anchor": "middle" }, String(t)));
  const points: ExplorePoint[] = rows.map((r, i) => ({
    x: x(r.published),
    y: yOf(i),
    title: `${partialDate(r.asOf)}: ${r.published} ${metricWords(r.metric)}`,
    detail: `This register: ${ownWords(r)} (${VERDICT[r.verdict]}).${r.explanation ? ` ${r.explanation}.` : ""}`,
  }));
  const chart = canvas(
    { width, height },
    ticks.map((t) =>
      s("line", {
        x1: px(x(t)),
        x2: px(x(t)),
        y1: edge.top - 6,
        y2: height - edge.bottom,
        class: t === 0 ? "baseline" : "grid",
      }),
    ),
    axis(edge.top - 14),
    axis(height - edge.bottom + 18),
    rows.map((r, i) => totalRow(r, yOf(i), x, { narrow, left: edge.left })),
  );
  return explorable(chart, points, label);
}

function totalRow(
  r: Reconciled,
  y: number,
  x: (value: number) => number,
  place: { narrow: boolean; left: number },
): Child {
  const gap = distance(r) ?? 0;
  const agrees = r.verdict === "equal";
  const off = agrees || gap === 0 ? "" : gap > 0 ? `+${gap}` : `−${-gap}`;
  const label = `${partialDate(r.asOf)}, ${metricWords(r.metric)}`;
  const [low, high] = [x(r.ownLow ?? 0), x(r.ownHigh ?? 0)];
  return [
    s(
      "text",
      place.narrow
        ? { x: 0, y: px(y) - 9, class: "small-label" }
        : { x: place.left - 14, y: px(y) + 4, "text-anchor": "end" },
      label,
    ),
    s("line", {
      x1: px(low) - 3,
      x2: px(high) + 3,
      y1: px(y),
      y2: px(y),
      class: "own-range",
    }),
    s("circle", {
      cx: px(x(r.published)),
      cy: px(y),
      r: 4.5,
      class: agrees ? "total inside" : "total outside",
    }),
    off
      ? s(
          "text",
          {
            x: px(x(r.published)) + (gap > 0 ? 9 : -9),
            y: px(y) + 4,
            "text-anchor": gap > 0 ? "start" : "end",
            class: "strong",
          },
          off,
        )
      : null,
  ];
}
