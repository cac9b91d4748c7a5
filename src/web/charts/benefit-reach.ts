import { area, line, scaleLinear } from "d3";
import type { Spread } from "../../evaluation/indices/spread.ts";
import { s } from "../dom.ts";
import { leftGrid } from "./axes.ts";
import { markLegend } from "./benefit-text.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface ReachLine {
  name: string;
  since: number | null;
  values: readonly number[];
}

const HEIGHT = 260;
const LEFT = 34;

/** Countries within reach by year: a line for each twinned country, and where most of the others lie. */
export function reachChart(
  years: readonly number[],
  lines: readonly ReachLine[],
  others: readonly Spread[],
  width: number,
  label: string,
): HTMLElement {
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const top = Math.max(5, ...lines.flatMap((l) => l.values), ...others.map((o) => o.p90));
  const legend = markLegend(LEGEND, width, 14);
  const start = legend.bottom + 34;
  const x = scaleLinear([first, last], [LEFT + 6, width - 8]);
  const y = scaleLinear([0, top], [start + HEIGHT, start]).nice(4);
  const at = (i: number) => x(years[i] ?? first);
  const path = line<number>(
    (_, i) => at(i),
    (v) => y(v),
  ).digits(1);
  const band = area<Spread>(
    (_, i) => at(i),
    (o) => y(o.q1),
    (o) => y(o.q3),
  ).digits(1);
  const points: ExplorePoint[] = lines.flatMap(({ name, since, values }) => {
    const end = values.at(-1) ?? 0;
    const i = since === null ? -1 : years.indexOf(since);
    const then =
      i < 0
        ? []
        : [
            mark(
              name,
              at(i),
              y(values[i] ?? 0),
              `${values[i]} countries in ${since}, its first year as twinned`,
            ),
          ];
    return [...then, mark(name, at(years.length - 1), y(end), `${end} countries in ${last}`)];
  });
  const ticks = x.ticks(width < 520 ? 4 : 8).filter(Number.isInteger);
  const chart = canvas(
    { width, height: start + HEIGHT + 30 },
    legend.content,
    leftGrid(y, LEFT, width, y.ticks(4), String, "countries within two steps"),
    s("path", { d: band([...others]) ?? "", class: "reach-band" }),
    s("path", { d: path(others.map((o) => o.median)) ?? "", class: "reach-median" }),
    lines.map(({ values }) => s("path", { d: path([...values]) ?? "", class: "reach-line" })),
    points
      .filter((p) => p.detail.endsWith("as twinned"))
      .map((p) => s("circle", { cx: px(p.x), cy: px(p.y), r: 4.5, class: "fill-twinned dot" })),
    ticks.map((t) => s("text", { x: px(x(t)), y: start + HEIGHT + 20, "text-anchor": "middle" }, String(t))),
  );
  return explorable(chart, points, label, "given");
}

const mark = (title: string, x: number, y: number, detail: string): ExplorePoint => ({ x, y, title, detail });

const LEGEND = [
  {
    label: "a twinned country",
    mark: (x: number, y: number) => s("line", { x1: x - 7, x2: x + 9, y1: y, y2: y, class: "reach-line" }),
  },
  {
    label: "its first year as twinned",
    mark: (x: number, y: number) => s("circle", { cx: x, cy: y, r: 4.5, class: "fill-twinned" }),
  },
  {
    label: "other countries with a plan: middle half and median",
    mark: (x: number, y: number) => [
      s("rect", { x: x - 7, y: y - 6, width: 16, height: 12, class: "reach-band" }),
      s("line", { x1: x - 7, x2: x + 9, y1: y, y2: y, class: "reach-median" }),
    ],
  },
];
