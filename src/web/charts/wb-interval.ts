import { scaleLinear, scaleLog } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { digitsFor, fixed, rangeWords, signed, tickFormat } from "./wb-format.ts";
import { arrowHead, hatched, inside } from "./wb-marks.ts";

export interface IntervalRow {
  label: string;
  /** Null: not known; the row then says so. */
  estimate: number | null;
  /** Null with an estimate: without bound on that side. */
  low: number | null;
  high: number | null;
  kind: "permutation" | "conley_taber";
}

export interface IntervalOptions {
  width: number;
  /** Of the effect, written at the axis. */
  unit: string;
  /** Smallest effect found with enough power; with a log scale a ratio. Null: not known. */
  detectable: number | null;
  /** Smallest effect that would matter; with a log scale a ratio. */
  smallest: number | null;
  better: "higher" | "lower";
  /** "log" for hazard ratios: no effect is 1. */
  scale?: "linear" | "log";
  digits?: number;
  /** What the drawing shows, for readers who cannot see it. */
  label: string;
}

interface Frame {
  x: (value: number) => number;
  width: number;
  /** No effect. */
  none: number;
  format: (value: number) => string;
  narrow: boolean;
}

const EDGE = 16;
const ROW = 58;

/**
 * First what these data could not show (the hatched range) and what would matter, then the estimates with their
 * intervals. Ends without bound leave the drawing as arrows, with words.
 */
export function intervalChart(rows: readonly IntervalRow[], options: IntervalOptions): SVGSVGElement {
  const { width, detectable, smallest, better, scale = "linear", unit, label } = options;
  const log = scale === "log";
  const none = log ? 1 : 0;
  const blind = blindRange(detectable, log);
  const wanted = smallest === null ? null : wantedEffect(smallest, better, log);
  const known = rows.flatMap((r) => [r.estimate, r.low, r.high]);
  const values = [none, ...(blind ?? []), wanted, ...known].filter(
    (v): v is number => v !== null && Number.isFinite(v) && (!log || v > 0),
  );
  const x = scaleOf(values, log, width);
  const digits = options.digits ?? (log ? 2 : digitsFor(Math.max(...values.map(Math.abs)) / 2));
  const format = (value: number) => (log ? fixed(value, digits) : signed(value, digits));
  const frame: Frame = { x, width, none, format, narrow: width < 520 };
  const head = 44;
  const bottom = head + rows.length * ROW + 6;
  const ticks = ticksOf(x, log, width);
  const tick = log ? String : tickFormat(ticks);
  const chart = canvas(
    { width, height: bottom + 58 },
    blind ? blindBand(blind, frame, { top: head - 18, bottom }) : noBand(frame),
    ticks.map((t) =>
      s("line", { x1: px(x(t)), x2: px(x(t)), y1: bottom, y2: bottom + 5, class: "baseline" }),
    ),
    s("line", { x1: px(x(none)), x2: px(x(none)), y1: head - 18, y2: bottom + 5, class: "wb-none" }),
    s("line", { x1: 0, x2: width, y1: bottom, y2: bottom, class: "baseline" }),
    wanted === null ? null : wantedLine(wanted, frame, { top: head - 18, bottom }),
    rows.map((row, i) => drawRow(row, head + i * ROW, frame)),
    bottomAxis(x, bottom + 2, ticks, tick),
    directions(frame, better, unit, bottom + 40),
  );
  chart.removeAttribute("aria-hidden");
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return chart;
}

function blindRange(detectable: number | null, log: boolean): [number, number] | null {
  if (detectable === null || !Number.isFinite(detectable)) return null;
  if (!log) return [-Math.abs(detectable), Math.abs(detectable)];
  const ratio = Math.max(detectable, 1 / detectable);
  return [1 / ratio, ratio];
}

/** The smallest effect that would matter, on the side that is better. */
function wantedEffect(smallest: number, better: "higher" | "lower", log: boolean): number {
  const size = log ? Math.max(smallest, 1 / smallest) : Math.abs(smallest);
  if (better === "higher") return size;
  return log ? 1 / size : -size;
}

function scaleOf(values: readonly number[], log: boolean, width: number) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const range: [number, number] = [EDGE, width - EDGE];
  if (log) {
    const room = Math.max(1.25, (high / low) ** 0.08);
    return scaleLog([low / room, high * room], range);
  }
  const room = (high - low || 1) * 0.08;
  return scaleLinear([low - room, high + room], range);
}

const RATIOS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

function ticksOf(x: ReturnType<typeof scaleOf>, log: boolean, width: number): number[] {
  if (!log) return x.ticks(width < 520 ? 4 : 8);
  const [low = 0, high = 1] = x.domain();
  return RATIOS.filter((value) => value >= low && value <= high);
}

function blindBand(
  [low, high]: [number, number],
  { x, width, narrow, format }: Frame,
  { top, bottom }: { top: number; bottom: number },
): Child {
  const left = x(low);
  const right = x(high);
  const words = narrow ? "Too small to be found" : "Effects too small for these data to find";
  const range = `${format(low)} to ${format(high)}`;
  const text = textWidth(`${words}: ${range}`) < width ? `${words}: ${range}` : words;
  return [
    s("rect", { x: px(left), y: top, width: px(right - left), height: bottom - top, class: "wb-blind" }),
    hatched({ left, right, top, bottom }),
    [left, right].map((at) =>
      s("line", { x1: px(at), x2: px(at), y1: top, y2: bottom, class: "wb-blind-edge" }),
    ),
    s(
      "text",
      {
        x: px(inside((left + right) / 2, text, width)),
        y: top - 10,
        "text-anchor": "middle",
        class: "strong",
      },
      text,
    ),
  ];
}

const noBand = ({ width }: Frame): Child =>
  s(
    "text",
    { x: width / 2, y: 16, "text-anchor": "middle", class: "strong" },
    "How large an effect could be found: not known",
  );

function wantedLine(
  wanted: number,
  { x, width, format, narrow }: Frame,
  { top, bottom }: { top: number; bottom: number },
): Child {
  const at = x(wanted);
  const text = `${narrow ? "Would matter" : "Smallest effect that would matter"}: ${format(wanted)}`;
  const end = at > width / 2;
  const from = Math.max(0, Math.min(width, at + (end ? -7 : 7)));
  return [
    s("line", { x1: px(at), x2: px(at), y1: top, y2: bottom + 5, class: "wb-wanted" }),
    s("path", {
      d: `M${px(at - 5)} ${top - 2}L${px(at + 5)} ${top - 2}L${px(at)} ${top + 6}Z`,
      class: "wb-wanted-mark",
    }),
    s(
      "text",
      { x: px(from), y: top + 13, "text-anchor": end ? "end" : "start", class: "halo wb-wanted-text" },
      text,
    ),
  ];
}

function drawRow(row: IntervalRow, top: number, frame: Frame): Child {
  const { x, width, format, narrow } = frame;
  const text = top + 22;
  const y = top + 42;
  if (row.estimate === null) {
    return s(
      "text",
      { x: 0, y: text, class: "halo" },
      `${row.label}: ${narrow ? "" : "not shown, because it "}could not be found`,
    );
  }
  const from = row.low === null ? 0 : x(row.low);
  const to = row.high === null ? width : x(row.high);
  const range = rangeWords(row.low, row.high, format);
  const at = inside((from + to) / 2, `${row.label}: ${format(row.estimate)} (${range})`, width);
  return [
    s("line", { x1: px(from), x2: px(to), y1: y, y2: y, class: `wb-range wb-range-${row.kind}` }),
    row.low === null ? arrowHead(0, y, "left") : cap(from, y),
    row.high === null ? arrowHead(width, y, "right") : cap(to, y),
    s("circle", { cx: px(x(row.estimate)), cy: y, r: 6.5, class: `wb-estimate wb-estimate-${row.kind}` }),
    s(
      "text",
      { x: px(at), y: text, "text-anchor": "middle", class: "halo" },
      `${row.label}: `,
      s("tspan", { class: "strong" }, format(row.estimate)),
      ` (${range})`,
    ),
  ];
}

const cap = (x: number, y: number): SVGElement =>
  s("line", { x1: px(x), x2: px(x), y1: y - 7, y2: y + 7, class: "wb-cap" });

/** Which side is better, in words at the ends of the axis. */
function directions({ width, narrow }: Frame, better: "higher" | "lower", unit: string, y: number): Child {
  const [left, right] = better === "higher" ? ["worse", "better"] : ["better", "worse"];
  return [
    s("text", { x: 0, y, class: "wb-direction" }, `← ${left}`),
    s(
      "text",
      { x: width / 2, y, "text-anchor": "middle" },
      narrow && textWidth(unit) > width - 130 ? "" : unit,
    ),
    s("text", { x: width, y, "text-anchor": "end", class: "wb-direction" }, `${right} →`),
  ];
}
