import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { tickFormat } from "./wb-format.ts";
import { key } from "./wb-marks.ts";

export type ScatterShape = "circle" | "square" | "cross";

export interface ScatterPoint {
  /** Share from 0 to 1. */
  weight: number;
  estimate: number;
  shape: ScatterShape;
  title: string;
  detail: string;
}

const TALL = 260;

/** Weight against estimate; the shape says the kind. The level line is the weighted mean. */
export function weightScatter(
  points: readonly ScatterPoint[],
  spec: {
    mean: number;
    meanLabel: string;
    kinds: readonly { shape: ScatterShape; text: string }[];
    unit: string;
    format: (v: number) => string;
  },
  width: number,
  label: string,
): HTMLElement {
  const legend = key(
    spec.kinds.map(({ shape, text }) => ({ mark: mark(shape, 12, 0), text })),
    width,
    10,
  );
  const left = 50;
  const top = legend.bottom + 30;
  const bottom = top + TALL;
  const x = scaleLinear([0, Math.max(...points.map(({ weight }) => weight)) * 1.06], [left + 8, width - 10]);
  const estimates = points.map(({ estimate }) => estimate);
  const y = scaleLinear(
    [Math.min(0, spec.mean, ...estimates), Math.max(0, spec.mean, ...estimates)],
    [bottom, top],
  ).nice(5);
  const ticks = x.ticks(width < 520 ? 4 : 8);
  const words = spec.meanLabel;
  const chart = canvas(
    { width, height: bottom + 44 },
    legend.content,
    leftGrid(y, left, width, y.ticks(5), tickFormat(y.ticks(5))),
    s("text", { x: 0, y: top - 14 }, spec.unit),
    s("line", { x1: left, x2: width, y1: px(y(spec.mean)), y2: px(y(spec.mean)), class: "wb-line-full" }),
    s("text", { x: width, y: px(y(spec.mean)) - 7, "text-anchor": "end", class: "text-twinned halo" }, words),
    points.map((p) => mark(p.shape, x(p.weight), y(p.estimate))),
    bottomAxis(x, bottom, ticks, (t) => `${Math.round(t * 1000) / 10}%`),
    s("text", { x: width, y: bottom + 38, "text-anchor": "end" }, "share of the two-way estimate"),
  );
  const marks = points.map(
    (p): ExplorePoint => ({ x: x(p.weight), y: y(p.estimate), title: p.title, detail: p.detail, radius: 9 }),
  );
  return explorable(chart, marks, label);
}

function mark(shape: ScatterShape, x: number, y: number): Child {
  if (shape === "circle") return s("circle", { cx: px(x), cy: px(y), r: 5.5, class: "wb-kind-circle" });
  if (shape === "square")
    return s("rect", { x: px(x - 5), y: px(y - 5), width: 10, height: 10, class: "wb-kind-square" });
  return s("path", { d: `M${px(x - 5)} ${px(y - 5)}l10 10m0 -10l-10 10`, class: "wb-kind-cross" });
}
