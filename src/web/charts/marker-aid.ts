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

/** Room for the values of the axis, and for the label after the last bar. */
const AXIS = 40;
const LABEL = 34;

/** As many panels in a row as fit without leaving one alone. */
function columnsFor(panels: number, width: number): number {
  if (width < 520) return 1;
  if (width < 760) return Math.min(2, panels);
  return panels === 4 ? 2 : Math.min(3, panels);
}

/** Small panels on common axes. A two-year mean is a bar as long as its years; nothing is joined from one to the next. */
export function markerChart(
  panels: readonly (MarkerPanel & { title: string })[],
  measure: "amount" | "share",
  width: number,
  label: string,
): HTMLElement {
  const columns = columnsFor(panels.length, width);
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
    const x = scaleLinear([first, last], [left + AXIS, left + cell - LABEL]);
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
  const years = [2005, 2010, 2015, 2020].filter((v) => v >= start && v <= end);
  return [
    s("text", { x: left, y: top + 14, class: "strong" }, panel.title),
    ticks.map((t) => [
      s("line", {
        x1: left + AXIS,
        x2: left + width,
        y1: px(y(t)),
        y2: px(y(t)),
        class: t === 0 ? "baseline" : "grid",
      }),
      s(
        "text",
        { x: left + AXIS - 6, y: px(y(t)) + 4, "text-anchor": "end" },
        tick(t, measure, t === ticks.at(-1)),
      ),
    ]),
    years.map((year) => [
      s("line", { x1: px(x(year)), x2: px(x(year)), y1: px(y(0)), y2: px(y(0)) + 5, class: "baseline" }),
      s("text", { x: px(x(year)), y: px(y(0)) + 19, "text-anchor": "middle" }, year),
    ]),
    panel.figures.map((f, i) => [spanMark(f, place), valueLabel(f, i, panel.figures, place)]),
  ];
}

const tick = (value: number, measure: "amount" | "share", last: boolean) =>
  measure === "share" ? `${value}%` : `${fixed(value / 1000, 0)}${last ? " bn" : ""}`;

/** The bar of a figure: open where it is money whose prices the source does not state. */
function spanMark(f: MarkerFigure, { x, y }: Place): Child {
  const from = x(f.from);
  const to = x(f.to + 1);
  return [
    s("rect", {
      x: px(from),
      y: px(y(f.value) - 4),
      width: px(Math.max(4, to - from)),
      height: 8,
      class: f.measure === "share" ? "span-constant" : `span-${basisOf(f)}`,
    }),
    f.upperBound
      ? s("path", {
          d: `M${px((from + to) / 2)},${px(y(f.value) + 4)}v14m-4,-5l4,5l4,-5`,
          class: "span-bound",
        })
      : null,
  ];
}

/** The last bar has its label at its right; a bar below a close neighbour has it underneath. */
function valueLabel(f: MarkerFigure, i: number, figures: readonly MarkerFigure[], { x, y }: Place): Child {
  const middle = (g: MarkerFigure) => (x(g.from) + x(g.to + 1)) / 2;
  const text =
    f.measure === "share" ? `${f.upperBound ? "<" : ""}${fixed(f.value, 0)}%` : fixed(f.value / 1000, 1);
  if (i === figures.length - 1)
    return s("text", { x: px(x(f.to + 1)) + 5, y: px(y(f.value)) + 4, class: "value" }, text);
  const below = [figures[i - 1], figures[i + 1]].some(
    (g) => g && Math.abs(middle(g) - middle(f)) < 34 && g.value > f.value,
  );
  return s(
    "text",
    { x: px(middle(f)), y: px(y(f.value) + (below ? 19 : -9)), "text-anchor": "middle", class: "value" },
    text,
  );
}
