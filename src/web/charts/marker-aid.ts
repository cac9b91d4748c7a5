import { type ScaleLinear, scaleLinear } from "d3";
import type { MarkerFigure, MarkerPanel } from "../../funding/marker.ts";
import { type Child, s } from "../dom.ts";
import { fixed } from "../format/number.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export const valueWords = (f: MarkerFigure): string =>
  f.measure === "share"
    ? `${f.upperBound ? "less than " : ""}${fixed(f.value, f.value % 1 === 0 ? 0 : 1)}%`
    : `USD ${fixed(f.value / 1000, 1)} billion`;

export const spanWords = (f: { from: number; to: number }) =>
  f.from === f.to ? String(f.from) : `${f.from}–${f.to}`;

/** "constant" where the source says so, else "unstated": the two are drawn apart and never joined. */
export const basisOf = (f: MarkerFigure) => (f.priceBasis.startsWith("constant") ? "constant" : "unstated");

interface Place {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Small panels on common axes. A two-year mean is a bar as long as its years; nothing is joined from one to the next. */
export function markerChart(
  panels: readonly (MarkerPanel & { title: string })[],
  measure: "amount" | "share",
  width: number,
  label: string,
): HTMLElement {
  const columns = width >= 760 ? Math.min(3, panels.length) : width >= 520 ? Math.min(2, panels.length) : 1;
  const gap = 28;
  const cell = (width - gap * (columns - 1)) / columns;
  const high = columns === 1 ? 170 : 210;
  const all = panels.flatMap((p) => p.figures);
  const first = Math.min(...all.map((f) => f.from));
  const last = Math.max(...all.map((f) => f.to)) + 1;
  const most = Math.max(...all.map((f) => f.value));
  const points: ExplorePoint[] = [];
  const body = panels.map((panel, i) => {
    const left = (i % columns) * (cell + gap);
    const top = Math.floor(i / columns) * (high + 40);
    const x = scaleLinear([first, last], [left + 34, left + cell - 6]);
    const y = scaleLinear([0, most * 1.12], [top + high - 22, top + 34]);
    for (const f of panel.figures)
      points.push({
        x: x((f.from + f.to + 1) / 2),
        y: y(f.value),
        title: `${spanWords(f)}: ${valueWords(f)}`,
        detail: `${panel.title}. ${detail(f, measure)}`,
      });
    return drawPanel(panel, { x, y, left, top, width: cell, height: high }, measure);
  });
  const rows = Math.ceil(panels.length / columns);
  return explorable(canvas({ width, height: rows * (high + 40) }, body), points, label);
}

function detail(f: MarkerFigure, measure: "amount" | "share"): string {
  const mean = f.from === f.to ? "A single year" : "Mean of the years";
  if (measure === "share") return `${mean}${f.note ? `; ${f.note}` : ""}.`;
  const prices = basisOf(f) === "constant" ? `in ${f.priceBasis}` : "price basis not stated";
  return `${mean}, ${prices}${f.note && f.note !== "average per year" ? `; ${f.note}` : ""}.`;
}

function drawPanel(panel: MarkerPanel & { title: string }, place: Place, measure: "amount" | "share"): Child {
  const { x, y, left, top, width } = place;
  const ticks = y.ticks(3);
  const [start = 0, end = 0] = x.domain();
  const years = [Math.ceil(start / 10) * 10, 2010, 2020].filter(
    (v, i, list) => v >= start && v <= end && list.indexOf(v) === i,
  );
  return [
    s("text", { x: left, y: top + 14, class: "strong" }, panel.title),
    ticks.map((t) => [
      s("line", {
        x1: left + 34,
        x2: left + width,
        y1: px(y(t)),
        y2: px(y(t)),
        class: t === 0 ? "baseline" : "grid",
      }),
      s("text", { x: left + 28, y: px(y(t)) + 4, "text-anchor": "end" }, tick(t, measure)),
    ]),
    years.map((year) => [
      s("line", { x1: px(x(year)), x2: px(x(year)), y1: px(y(0)), y2: px(y(0)) + 5, class: "baseline" }),
      s("text", { x: px(x(year)), y: px(y(0)) + 19, "text-anchor": "middle" }, year),
    ]),
    panel.figures.map((f, i) => [spanMark(f, place), valueLabel(f, i, panel.figures, place)]),
  ];
}

const tick = (value: number, measure: "amount" | "share") =>
  measure === "share" ? `${value}%` : fixed(value / 1000, 0);

/** The bar of a figure: full where prices are constant, open where the source does not say. */
function spanMark(f: MarkerFigure, { x, y }: Place): Child {
  const from = x(f.from);
  const to = x(f.to + 1);
  return [
    s("rect", {
      x: px(from),
      y: px(y(f.value) - 4),
      width: px(Math.max(4, to - from)),
      height: 8,
      class: `span-${basisOf(f)}`,
    }),
    f.upperBound
      ? s("path", {
          d: `M${px((from + to) / 2)},${px(y(f.value) + 4)}v14m-4,-5l4,5l4,-5`,
          class: "span-bound",
        })
      : null,
  ];
}

/** Labels of neighbours that would touch stand above and below in turn. */
function valueLabel(f: MarkerFigure, i: number, figures: readonly MarkerFigure[], { x, y }: Place): Child {
  const middle = (x(f.from) + x(f.to + 1)) / 2;
  const before = figures[i - 1];
  const close = before && middle - (x(before.from) + x(before.to + 1)) / 2 < 30;
  const below = close && i % 2 === 1;
  const text =
    f.measure === "share" ? `${f.upperBound ? "<" : ""}${fixed(f.value, 0)}%` : fixed(f.value / 1000, 1);
  return s(
    "text",
    { x: px(middle), y: px(y(f.value) + (below ? 19 : -9)), "text-anchor": "middle", class: "value" },
    text,
  );
}
