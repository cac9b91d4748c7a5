import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { tickFormat } from "./wb-format.ts";
import { key } from "./wb-marks.ts";

export interface EventPoint {
  at: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  uniformLow: number | null;
  uniformHigh: number | null;
  treated: number;
  reference: boolean;
  detail: string;
}

const TALL = 250;
const BARS = 26;
/** Bands that reach further than this many times the pointwise ones are cut, and shown to go on. */
const MOST = 3;

interface Frame {
  x: (value: number) => number;
  y: (value: number) => number;
  top: number;
  bottom: number;
}

/** Effects by time since treatment: inner band for each time alone, outer band for all at once, units behind each below. */
export function eventChart(
  points: readonly EventPoint[],
  words: { unit: string; format: (value: number) => string; time: (at: number) => string },
  width: number,
  label: string,
): HTMLElement {
  const legend = legendOf(points, width);
  const left = 46;
  const ats = points.map(({ at }) => at);
  const [first, last] = [Math.min(...ats), Math.max(...ats)];
  const x = scaleLinear([first - 0.6, last + 0.6], [left, width - 4]);
  const top = legend.bottom + 34;
  const bottom = top + TALL;
  const y = scaleLinear(domainOf(points), [bottom, top]).nice(5);
  const frame: Frame = { x, y, top, bottom };
  const step = x(1) - x(0);
  const every = Math.max(1, Math.ceil(26 / step));
  const shown = ats.filter((at) => at % every === 0);
  const between = x(-0.5);
  const chart = canvas(
    { width, height: bottom + BARS + 74 },
    legend.content,
    leftGrid(y, left, width, y.ticks(5), tickFormat(y.ticks(5))),
    s("text", { x: 0, y: top - 18 }, words.unit),
    s("line", { x1: px(between), x2: px(between), y1: top - 14, y2: bottom, class: "wb-since" }),
    first < 0 &&
      s("text", { x: px(between - 8), y: top - 6, "text-anchor": "end", class: "halo" }, "← before"),
    s("text", { x: px(between + 8), y: top - 6, class: "halo" }, "from twinning on →"),
    points.map((point) => drawPoint(point, frame, step)),
    bottomAxis(x, bottom, shown, words.time),
    unitBars(points, x, bottom + 34, step, every),
    s("text", { x: px(width), y: bottom + BARS + 68, "text-anchor": "end" }, "years since twinning"),
  );
  const marks = points.flatMap((p): ExplorePoint[] =>
    p.estimate === null
      ? []
      : [{ x: x(p.at), y: y(p.estimate), title: titleOf(p, words.format), detail: p.detail, radius: 8 }],
  );
  return explorable(chart, marks, label);
}

const titleOf = ({ at, estimate, reference }: EventPoint, format: (value: number) => string) => {
  const years = Math.abs(at) === 1 ? "year" : "years";
  const when = at === 0 ? "First twinned year" : `${Math.abs(at)} ${years} ${at < 0 ? "before" : "after"}`;
  return `${when}: ${reference ? "the reference" : format(estimate ?? 0)}`;
};

function legendOf(points: readonly EventPoint[], width: number) {
  const dot = (name: string) => s("circle", { cx: 12, cy: 0, r: 4.5, class: name });
  const entries: { mark: Child; text: string }[] = [
    { mark: dot("wb-before"), text: "before twinning" },
    { mark: dot("wb-after"), text: "from twinning on" },
    {
      mark: s("rect", { x: 8, y: -7, width: 8, height: 14, class: "wb-inner" }),
      text: "95%, each year alone",
    },
    {
      mark: s("rect", { x: 6, y: -7, width: 12, height: 14, class: "wb-outer" }),
      text: "95%, all years at once",
    },
  ];
  if (points.some(({ reference }) => reference))
    entries.push({
      mark: s("rect", { x: 7.5, y: -4.5, width: 9, height: 9, class: "wb-reference" }),
      text: "reference, zero by construction",
    });
  return key(entries, width, 10);
}

function domainOf(points: readonly EventPoint[]): [number, number] {
  const known = (values: (number | null)[]) =>
    values.filter((v): v is number => v !== null && Number.isFinite(v));
  const inner = known(points.flatMap((p) => [p.estimate, p.low, p.high, 0]));
  const outer = known(points.flatMap((p) => [p.uniformLow, p.uniformHigh, 0]));
  const [low, high] = [Math.min(...inner), Math.max(...inner)];
  return [Math.max(Math.min(low, ...outer), MOST * low), Math.min(Math.max(high, ...outer), MOST * high)];
}

function drawPoint(p: EventPoint, { x, y, top, bottom }: Frame, step: number): Child {
  if (p.estimate === null) return null;
  const at = x(p.at);
  const cut = (value: number) => Math.min(Math.max(y(value), top), bottom);
  const band = (low: number | null, high: number | null, wide: number, name: string) =>
    low === null || high === null
      ? null
      : s("rect", {
          x: px(at - wide / 2),
          width: px(wide),
          y: px(cut(high)),
          height: px(Math.max(1, cut(low) - cut(high))),
          class: name,
        });
  // Without room between them the bars run together as bands, without outlines.
  const thin = step < 16 ? " wb-thin" : "";
  const broad = thin ? step : Math.min(14, step * 0.72);
  const half = Math.min(4.5, step * 0.42);
  return [
    band(p.uniformLow, p.uniformHigh, broad, `wb-outer${thin}`),
    p.uniformHigh !== null && y(p.uniformHigh) < top ? goesOn(at, top, -1) : null,
    p.uniformLow !== null && y(p.uniformLow) > bottom ? goesOn(at, bottom, 1) : null,
    band(p.low, p.high, thin ? step : Math.min(8, step * 0.5), `wb-inner${thin}`),
    p.reference
      ? s("rect", {
          x: px(at - half),
          y: px(y(0) - half),
          width: px(2 * half),
          height: px(2 * half),
          class: "wb-reference",
        })
      : s("circle", {
          cx: px(at),
          cy: px(y(p.estimate)),
          r: px(half),
          class: p.at < 0 ? "wb-before" : "wb-after",
        }),
  ];
}

/** A band that is cut here and goes on. */
const goesOn = (x: number, y: number, way: 1 | -1) =>
  s("path", {
    d: `M${px(x - 4)} ${px(y)}L${px(x + 4)} ${px(y)}L${px(x)} ${px(y + 6 * way)}Z`,
    class: "wb-go-on",
  });

/** How many treated units stand behind each time: few of them carry the far ends. */
function unitBars(
  points: readonly EventPoint[],
  x: (v: number) => number,
  top: number,
  step: number,
  every: number,
): Child {
  const most = Math.max(1, ...points.map(({ treated }) => treated));
  const base = top + BARS;
  return [
    points.map(({ at, treated }) => {
      const tall = (BARS * treated) / most;
      return s("rect", {
        x: px(x(at) - step * 0.36),
        width: px(step * 0.72),
        y: px(base - tall),
        height: px(tall),
        class: "wb-units",
      });
    }),
    points
      .filter(({ at }) => at % every === 0)
      .map(({ at, treated }) =>
        s("text", { x: px(x(at)), y: base + 15, "text-anchor": "middle" }, String(treated)),
      ),
    s("text", { x: 0, y: base + 34 }, "countries behind each year"),
  ];
}
