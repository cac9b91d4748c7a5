import { scaleLinear, scaleLog } from "d3";
import { canvas, px, textWidth } from "../charts/canvas.ts";
import { arrowHead, hatched, inside } from "../charts/wb-marks.ts";
import { type Child, s } from "../dom.ts";

export interface SmallInterval {
  estimate: number | null;
  /** Null with an estimate: without bound on that side. */
  low: number | null;
  high: number | null;
  detectable: number | null;
  smallest: number | null;
  better: "higher" | "lower";
  /** A ratio: no effect is 1, on a scale of logarithms. */
  ratio: boolean;
  format: (value: number) => string;
  /** The interval in words. */
  range: string;
}

const WIDTH = 310;
const HEIGHT = 78;
const TOP = 16;
const BOTTOM = 44;

/** The same drawing as on the answer's page, on a stamp: first the range too small to be found, then the estimate. */
export function smallInterval(one: SmallInterval): SVGSVGElement {
  const { estimate, low, high, detectable, smallest, better, ratio, format } = one;
  const none = ratio ? 1 : 0;
  const mirror = (value: number) => (ratio ? 1 / value : -value);
  const wanted = smallest === null ? null : better === "higher" ? smallest : mirror(smallest);
  const blind = detectable === null ? null : ([mirror(detectable), detectable] as const);
  const values = [none, wanted, estimate, low, high, ...(blind ?? [])].filter((v): v is number => v !== null);
  const x = scaleOf(values, ratio);
  const y = (TOP + BOTTOM) / 2;
  const from = low === null ? 0 : x(low);
  const to = high === null ? WIDTH : x(high);
  const [left, right] = better === "higher" || ratio ? ["worse", "better"] : ["better", "worse"];
  return canvas(
    { width: WIDTH, height: HEIGHT },
    blind ? band(x(blind[0]), x(blind[1])) : null,
    s("line", { x1: px(x(none)), x2: px(x(none)), y1: TOP - 3, y2: BOTTOM + 3, class: "wb-none" }),
    s("text", { x: px(x(none)), y: 11, "text-anchor": "middle" }, String(none)),
    wanted === null ? null : wantedMark(x(wanted), `matters: ${format(wanted)}`),
    estimate === null
      ? null
      : [
          s("line", { x1: px(from), x2: px(to), y1: y, y2: y, class: "wb-range" }),
          low === null ? arrowHead(0, y, "left") : null,
          high === null ? arrowHead(WIDTH, y, "right") : null,
          s("circle", { cx: px(x(estimate)), cy: y, r: 5, class: "wb-estimate" }),
          centred((from + to) / 2, BOTTOM + 15, `${format(estimate)} (${one.range})`, "strong"),
        ],
    s("text", { x: 0, y: BOTTOM + 15 }, left),
    s("text", { x: WIDTH, y: BOTTOM + 15, "text-anchor": "end" }, right),
    blind
      ? centred(WIDTH / 2, BOTTOM + 30, `too small to be found: ${format(blind[0])} to ${format(blind[1])}`)
      : centred(WIDTH / 2, BOTTOM + 30, "what could be found is not known"),
  );
}

function scaleOf(values: readonly number[], ratio: boolean): (value: number) => number {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const range: [number, number] = [10, WIDTH - 10];
  if (ratio) return scaleLog([low, high === low ? low * 2 : high], range);
  return scaleLinear([low, high === low ? low + 1 : high], range);
}

const band = (left: number, right: number): Child => [
  s("rect", { x: px(left), y: TOP, width: px(right - left), height: BOTTOM - TOP, class: "wb-blind" }),
  hatched({ left, right, top: TOP, bottom: BOTTOM }, 5),
  [left, right].map((at) =>
    s("line", { x1: px(at), x2: px(at), y1: TOP, y2: BOTTOM, class: "wb-blind-edge" }),
  ),
];

function wantedMark(at: number, text: string): Child {
  const fits = at + textWidth(text) < WIDTH;
  return [
    s("line", { x1: px(at), x2: px(at), y1: TOP - 3, y2: BOTTOM + 3, class: "wb-wanted" }),
    s(
      "text",
      {
        x: px(fits ? at - 3 : at + 3),
        y: 11,
        "text-anchor": fits ? "start" : "end",
        class: "wb-wanted-text",
      },
      text,
    ),
  ];
}

const centred = (x: number, y: number, text: string, style?: string): SVGElement =>
  s("text", { x: px(inside(x, text, WIDTH)), y, "text-anchor": "middle", class: style }, text);
