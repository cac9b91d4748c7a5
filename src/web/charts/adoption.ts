import { area, line, scaleLinear } from "d3";
import type { AdoptionYear, PublishedTotal } from "../data/overview.ts";
import { s } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

/** A partial date as a point on the axis of years: the middle of what is known. */
function yearOf(date: string): number {
  const [year, month] = date.split("-").map(Number);
  return (year ?? 0) + (month ? (month - 0.5) / 12 : 0.5);
}

/** Countries with a plan and countries twinned, year by year, with the totals that others published. */
export function adoptionChart(
  years: readonly AdoptionYear[],
  published: readonly PublishedTotal[],
  width: number,
  label: string,
): HTMLElement {
  const height = width < 520 ? 300 : 360;
  const edge = { top: 28, right: width < 520 ? 24 : 150, bottom: 34, left: 40 };
  const first = years[0]?.year ?? 2005;
  const last = years.at(-1)?.year ?? 2025;
  const most = Math.max(...years.map((y) => y.withPlan), ...published.map((p) => p.value));
  const x = scaleLinear([first, last + 1], [edge.left, width - edge.right]);
  const y = scaleLinear([0, most], [height - edge.bottom, edge.top]).nice(5);
  // A year's count is that of its end, which lies where the next year begins.
  const ends = [...years.map((d) => ({ at: d.year + 1, ...d }))];
  const fill = area<(typeof ends)[number]>()
    .x((d) => px(x(d.at)))
    .y0(y(0))
    .y1((d) => px(y(d.withPlan)));
  const outline = (value: (d: AdoptionYear) => number) =>
    line<(typeof ends)[number]>()
      .x((d) => px(x(d.at)))
      .y((d) => px(y(value(d))))(ends);
  const end = years.at(-1);
  const wide = width >= 520;
  const dots = published.map((p) =>
    s("circle", { cx: px(x(yearOf(p.asOf))), cy: px(y(p.value)), r: 3.5, class: "published" }),
  );
  const points: ExplorePoint[] = [
    ...years.map((d) => ({
      x: x(d.year + 1),
      y: y(d.withPlan),
      title: `End of ${d.year}`,
      detail: `${d.withPlan} countries with a plan on record, ${d.twinned} of them documented as twinned`,
    })),
    ...published.map((p) => ({
      x: x(yearOf(p.asOf)),
      y: y(p.value),
      title: `Published: ${p.value} (${partialDate(p.asOf)})`,
      detail: `${p.source}. This register: ${p.ownLow === p.ownHigh ? p.ownLow : `${p.ownLow} to ${p.ownHigh}`}.`,
    })),
  ];
  const chart = canvas(
    { width, height },
    leftGrid(y, edge.left, width - edge.right, y.ticks(5), String, "countries"),
    s("path", { d: fill(ends) ?? "", class: "area-plan" }),
    s("path", { d: outline((d) => d.withPlan) ?? "", class: "stroke-not_twinned", "stroke-width": 2 }),
    s("path", { d: outline((d) => d.twinned) ?? "", class: "stroke-twinned", "stroke-width": 2.5 }),
    dots,
    bottomAxis(x, height - edge.bottom, x.ticks(width < 520 ? 4 : 8).filter(Number.isInteger), String),
    end && wide
      ? [
          s(
            "text",
            { x: px(x(last + 1)) + 10, y: px(y(end.withPlan)) + 4, class: "text-not_twinned" },
            `${end.withPlan} with a plan`,
          ),
          s(
            "text",
            { x: px(x(last + 1)) + 10, y: px(y(end.twinned)) + 4, class: "text-twinned" },
            `${end.twinned} twinned`,
          ),
        ]
      : null,
    end && !wide
      ? [
          s(
            "text",
            { x: px(x(last)), y: px(y(end.withPlan)) - 8, class: "text-not_twinned", "text-anchor": "end" },
            `${end.withPlan} with a plan`,
          ),
          s(
            "text",
            { x: px(x(last)), y: px(y(end.twinned)) - 8, class: "text-twinned", "text-anchor": "end" },
            `${end.twinned} twinned`,
          ),
        ]
      : null,
  );
  return explorable(chart, points, label);
}
