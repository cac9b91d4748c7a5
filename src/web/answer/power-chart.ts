import { line, scaleLinear } from "d3";
import { bottomAxis, leftGrid } from "../charts/axes.ts";
import { canvas, px } from "../charts/canvas.ts";
import type { Needed } from "../data/answer.ts";
import { s } from "../dom.ts";
import { percent } from "../format/number.ts";

export interface PowerChartOptions {
  width: number;
  /** In the unit of the outcome. */
  smallest: number;
  /** Chance of finding an effect that counts as enough. */
  power: number;
  unit: string;
  size: (value: number) => string;
}

/** Chance of finding an effect by its size, with what would matter and what can be found today. */
export function powerChart(needed: Needed, options: PowerChartOptions): SVGSVGElement {
  const { smallest, power, unit, size } = options;
  const width = Math.min(options.width, 560);
  const height = 300;
  const top = 46;
  const bottom = height - 46;
  const left = 48;
  const right = width - 12;
  const x = scaleLinear([0, Math.max(...needed.curve.map(({ effect }) => effect))], [left, right]);
  const y = scaleLinear([0, 1], [bottom, top]);
  const path = line<Needed["curve"][number]>(
    (d) => px(x(d.effect)),
    (d) => px(y(d.power)),
  )([...needed.curve]);
  const there = needed.detectable;
  return canvas(
    { width, height },
    there === null
      ? null
      : s("rect", { x: left, y: top, width: px(x(there) - left), height: bottom - top, class: "wb-blind" }),
    leftGrid(y, left, right, [0, 0.2, 0.4, 0.6, 0.8, 1], (v) => percent(v), "Chance of finding it"),
    s("line", { x1: left, x2: right, y1: px(y(power)), y2: px(y(power)), class: "power-enough" }),
    s("line", { x1: px(x(smallest)), x2: px(x(smallest)), y1: top, y2: bottom, class: "wb-wanted" }),
    s(
      "text",
      { x: px(x(smallest) - 6), y: bottom - 8, "text-anchor": "end", class: "halo wb-wanted-text" },
      `Would matter: ${size(smallest)}`,
    ),
    path ? s("path", { d: path, class: "power-line" }) : null,
    there === null
      ? null
      : [
          s("circle", { cx: px(x(there)), cy: px(y(power)), r: 5.5, class: "power-point" }),
          s(
            "text",
            { x: px(x(there) + 10), y: px(y(power) + 20), class: "strong halo" },
            `${percent(power)} at ${size(there)}`,
          ),
        ],
    bottomAxis(x, bottom, x.ticks(5), (v) => size(v), `Effect, ${unit}`),
  );
}
