import { line, scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { tickFormat } from "./wb-format.ts";
import { inside } from "./wb-marks.ts";

export interface PowerPoint {
  effect: number;
  /** From 0 to 1. */
  power: number;
  detail: string;
}

export interface PowerSpec {
  points: readonly PowerPoint[];
  /** Points lie close enough to be joined. */
  joined: boolean;
  /** Chance that counts as enough, from 0 to 1. */
  enough: number;
  detectable: readonly number[];
  /** Signed, on the side that is better. */
  smallest: number | null;
  format: (value: number) => string;
  unit: string;
}

const TALL = 240;

/** How often an effect of each size would be found. */
export function powerChart(spec: PowerSpec, width: number, label: string): HTMLElement {
  const { points, joined, enough, detectable, smallest, format, unit } = spec;
  const left = 46;
  const top = 54;
  const bottom = top + TALL;
  const effects = [
    0,
    ...points.map(({ effect }) => effect),
    ...detectable,
    ...(smallest === null ? [] : [smallest]),
  ];
  const room = (Math.max(...effects) - Math.min(...effects) || 1) * 0.04;
  const x = scaleLinear([Math.min(...effects) - room, Math.max(...effects) + room], [left, width - 6]);
  const y = scaleLinear([0, 1], [bottom, top]);
  const ticks = x.ticks(width < 520 ? 5 : 9);
  const path = line<PowerPoint>()
    .x((p) => px(x(p.effect)))
    .y((p) => px(y(p.power)));
  const sorted = [...points].sort((a, b) => a.effect - b.effect);
  const upright = (value: number, name: string, words: string, lane: number): Child => [
    s("line", { x1: px(x(value)), x2: px(x(value)), y1: top - 6 - 17 * (1 - lane), y2: bottom, class: name }),
    s(
      "text",
      {
        x: px(inside(x(value), words, width)),
        y: top - 28 + 17 * lane,
        "text-anchor": "middle",
        class: name === "wb-wanted" ? "wb-wanted-text halo" : "text-twinned halo",
      },
      words,
    ),
  ];
  const chart = canvas(
    { width, height: bottom + 44 },
    leftGrid(y, left, width, [0, 0.2, 0.4, 0.6, 0.8, 1], (v) => `${Math.round(v * 100)}%`),
    s("line", { x1: left, x2: width, y1: px(y(enough)), y2: px(y(enough)), class: "wb-enough" }),
    s(
      "text",
      {
        x: px(inside(x(0), "found in 80 of 100 cases: enough", width)),
        y: px(y(enough)) - 6,
        "text-anchor": "middle",
        class: "halo",
      },
      `found in ${Math.round(enough * 100)} of 100 cases: enough`,
    ),
    joined ? s("path", { d: path(sorted) ?? "", class: "wb-own" }) : null,
    smallest === null ? null : upright(smallest, "wb-wanted", `would matter: ${format(smallest)}`, 0),
    detectable.map((value) => upright(value, "wb-line-full", `${format(value)}`, 1)),
    sorted.map((p) =>
      s("circle", { cx: px(x(p.effect)), cy: px(y(p.power)), r: joined ? 3 : 5, class: "wb-after" }),
    ),
    bottomAxis(x, bottom, ticks, tickFormat(ticks)),
    s("text", { x: width, y: bottom + 38, "text-anchor": "end" }, `true effect, ${unit}`),
  );
  const marks = sorted.map(
    (p): ExplorePoint => ({
      x: x(p.effect),
      y: y(p.power),
      title: `Effect ${format(p.effect)}`,
      detail: p.detail,
      radius: 7,
    }),
  );
  return explorable(chart, marks, label);
}
