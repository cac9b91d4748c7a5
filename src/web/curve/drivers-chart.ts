import { extent, scaleLinear } from "d3";
import type { Driver } from "../../evaluation/study/drivers.ts";
import { canvas, px } from "../charts/canvas.ts";
import { type Child, s } from "../dom.ts";
import { count, percent } from "../format/number.ts";
import { AXIS_LABEL, shortName, signed } from "./labels.ts";
import type { CurveWords } from "./words.ts";

const ROW = 20;
const HEADING = 40;
const BAR = 120;

/** For each choice a bar of what it accounts for, and below it the median estimate with each of its values. */
export function driversChart(drivers: readonly Driver[], width: number, words: CurveWords): SVGSVGElement {
  const narrow = width < 600;
  const left = narrow ? 150 : 250;
  const right = width - (narrow ? 52 : 190);
  const medians = drivers.flatMap(({ values }) => values.flatMap(({ median }) => median ?? []));
  const [low = -1, high = 1] = extent([0, ...medians]);
  const x = scaleLinear(low === high ? [-1, 1] : [low, high], [left, Math.max(left + 20, right)]);
  let y = 0;
  const parts = drivers.map(({ axis, explained, values }) => {
    const top = y;
    const first = top + HEADING;
    y = first + values.length * ROW;
    const heading = explained === null ? "–" : percent(explained);
    return [
      s("text", { x: 0, y: top + 26, class: "strong" }, AXIS_LABEL[axis]),
      s("rect", { x: left, y: top + 15, width: narrow ? 70 : BAR, height: 13, class: "bar-ground" }),
      s("rect", {
        x: left,
        y: top + 15,
        width: px((explained ?? 0) * (narrow ? 70 : BAR)),
        height: 13,
        class: "bar",
      }),
      s("text", { x: left + (narrow ? 78 : BAR + 8), y: top + 26, class: "strong" }, heading),
      s("line", { x1: px(x(0)), x2: px(x(0)), y1: first - 4, y2: y - 2, class: "baseline" }),
      values.map((value, k) => row(axis, value, first + k * ROW)),
    ];
  });

  function row(axis: Driver["axis"], value: Driver["values"][number], at: number): Child {
    const mid = at + ROW / 2;
    const name = words.names(axis, value.value);
    const shown = shortName(name, narrow ? 23 : 38);
    return [
      s("text", { x: 0, y: mid + 4 }, shown),
      value.median === null
        ? s("text", { x: left, y: mid + 4 }, "identifies no effect")
        : [
            s("circle", { cx: px(x(value.median)), cy: mid, r: 4.5, class: "driver-dot" }),
            numbers(value, mid + 4),
          ],
    ];
  }
  /** Median, and on a wide page how many have an effect and how many of them reject. */
  function numbers({ median, found, rejecting }: Driver["values"][number], at: number): Child {
    const text = (x: number, words: string) => s("text", { x, y: at, "text-anchor": "end" }, words);
    const shown = signed(median ?? 0, words.digits);
    if (narrow) return text(width, shown);
    return [
      text(width - 120, shown),
      text(width - 60, count(found)),
      text(width, percent(rejecting ?? 0, 1)),
    ];
  }
  const head = (x: number, words: string) => s("text", { x, y: 26, "text-anchor": "end" }, words);
  const heads = narrow
    ? head(width, "median")
    : [head(width - 120, "median"), head(width - 60, "found"), head(width, "p ≤ 0.05")];
  return canvas({ width, height: y + 6 }, parts, heads);
}
