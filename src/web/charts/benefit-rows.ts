import { scaleLinear, scaleLog } from "d3";
import type { Spread } from "../../evaluation/indices/spread.ts";
import { type Child, s } from "../dom.ts";
import { markLegend, shortened } from "./benefit-text.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface SpreadRow {
  name: string;
  detail: string;
  href?: string;
  /** An earlier value, joined to the later one by a line. */
  from: number | null;
  to: number | null;
  /** What it is compared with; null is unknown. */
  others: Spread | null;
}

export interface SpreadChartSpec {
  rows: readonly SpreadRow[];
  log: boolean;
  ticks: readonly number[];
  format: (value: number) => string;
  /** Under the axis. */
  axis: string;
  words: { from?: string; to: string; others: string };
  label: string;
}

/** More rows than this are drawn thin and without names. */
const NAMED = 30;
const NAMES = 210;
/** Below this width names stand above their rows. */
const NARROW = 560;

/** One value a row, beside where most of those lie that it is compared with. */
export function spreadChart(spec: SpreadChartSpec, width: number): HTMLElement {
  const { rows } = spec;
  const named = rows.length <= NAMED;
  const above = named && width < NARROW;
  const left = named && !above ? NAMES : 8;
  const step = named ? (above ? 42 : 28) : 9;
  const values = [...rows.flatMap((r) => [r.from, r.to, r.others?.p10, r.others?.p90]), ...spec.ticks].filter(
    (v): v is number => typeof v === "number",
  );
  const domain = [Math.min(...values), Math.max(...values)];
  const x = (spec.log ? scaleLog() : scaleLinear()).domain(domain).range([left + 6, width - 10]);
  const legend = markLegend(legendOf(spec), width, 14);
  const top = legend.bottom + 18;
  const bottom = top + rows.length * step;
  const points: ExplorePoint[] = [];
  const drawn = rows.map((row, i) => {
    const y = top + i * step + (above ? 26 : step / 2);
    const at = row.to ?? row.from;
    points.push({
      x: at === null ? left + 10 : x(at),
      y,
      title: row.name,
      detail: row.detail,
      ...(row.href ? { href: row.href } : {}),
    });
    return [nameText(row, named, above, above ? width : NAMES - 12, y), marks(row, x, y, named, left)];
  });
  const chart = canvas(
    { width, height: bottom + 52 },
    legend.content,
    spec.ticks.map((tick) => [
      s("line", { x1: px(x(tick)), x2: px(x(tick)), y1: top, y2: bottom, class: "grid" }),
      s("text", { x: px(x(tick)), y: bottom + 18, "text-anchor": "middle" }, spec.format(tick)),
    ]),
    drawn,
    s("text", { x: width, y: bottom + 38, "text-anchor": "end" }, spec.axis),
  );
  return explorable(chart, points, spec.label, "given");
}

function nameText(row: SpreadRow, named: boolean, above: boolean, room: number, y: number): Child {
  if (!named) return null;
  return s("text", { x: 0, y: above ? y - 13 : y + 4, class: "strong" }, shortened(row.name, room));
}

function marks(row: SpreadRow, x: (v: number) => number, y: number, named: boolean, left: number): Child {
  const tall = named ? 14 : 7;
  const radius = named ? 5 : 3;
  const { others, from, to } = row;
  const box = (a: number, b: number, style: string) =>
    s("rect", { x: px(x(a)), y: px(y - tall / 2), width: px(x(b) - x(a)), height: tall, class: style });
  return [
    others && [
      box(others.p10, others.p90, "spread-most"),
      box(others.q1, others.q3, "spread-half"),
      s("line", {
        x1: px(x(others.median)),
        x2: px(x(others.median)),
        y1: px(y - tall / 2 - 2),
        y2: px(y + tall / 2 + 2),
        class: "spread-median",
      }),
    ],
    from !== null && to !== null
      ? s("line", { x1: px(x(from)), x2: px(x(to)), y1: px(y), y2: px(y), class: "spread-change" })
      : null,
    from === null ? null : startTick(px(x(from)), y, radius),
    to === null ? null : s("circle", { cx: px(x(to)), cy: px(y), r: radius, class: "fill-twinned" }),
    from === null && to === null && named ? s("text", { x: left + 10, y: y + 4 }, "unknown") : null,
  ];
}

/** Upright, so that it never passes for a country whose year is unknown, which is drawn as an outline. */
const startTick = (x: number, y: number, reach = 5) =>
  s("line", { x1: x, x2: x, y1: px(y - reach - 1), y2: px(y + reach + 1), class: "spread-from" });

const dot = (style: string) => (x: number, y: number) => s("circle", { cx: x, cy: y, r: 5, class: style });

function legendOf({ words }: SpreadChartSpec) {
  const band = (x: number, y: number) => [
    s("rect", { x: x - 7, y: y - 6, width: 16, height: 12, class: "spread-most" }),
    s("rect", { x: x - 4, y: y - 6, width: 9, height: 12, class: "spread-half" }),
    s("line", { x1: x, x2: x, y1: y - 8, y2: y + 8, class: "spread-median" }),
  ];
  return [
    ...(words.from ? [{ label: words.from, mark: (x: number, y: number) => startTick(x, y) }] : []),
    { label: words.to, mark: dot("fill-twinned") },
    { label: words.others, mark: band },
  ];
}
