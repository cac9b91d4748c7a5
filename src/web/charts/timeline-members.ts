import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { shortened } from "./timeline.ts";

export interface MemberPlan {
  label: string;
  adopted: number | null;
  from: number | null;
  to: number | null;
}

export interface MemberRow {
  name: string;
  href: string;
  plans: MemberPlan[];
}

const ROW = 34;
const TOP = 34;

/** Members' plans in time, beside the years of the arrangement. */
export function membersTimeline(
  rows: readonly MemberRow[],
  band: { start: number | null; end: number | null; documented: number | null },
  span: readonly [number, number],
  width: number,
  label: string,
): HTMLElement {
  const names = width < 520 ? 104 : 190;
  const height = TOP + rows.length * ROW + 30;
  const x = scaleLinear([span[0], span[1] + 1.6], [names, width - 8]);
  const y = (i: number) => TOP + i * ROW + ROW / 2;
  const years = x.ticks(width < 520 ? 4 : 8).filter((t) => Number.isInteger(t) && t <= span[1]);
  const points: ExplorePoint[] = rows.flatMap((r, i) =>
    r.plans.flatMap((p) => {
      const at = p.adopted ?? p.from;
      return at === null
        ? []
        : [{ x: x(at + 0.5), y: y(i), title: `${r.name}: ${p.label}`, detail: planWords(p), href: r.href }];
    }),
  );
  const bottom = height - 28;
  const chart = canvas(
    { width, height },
    bandOf(band, x, bottom),
    years.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: TOP, y2: bottom, class: "grid" })),
    rows.map((r, i) => [
      s("text", { x: 0, y: y(i) + 4 }, shortened(r.name, names - 12)),
      r.plans.length === 0
        ? s("text", { x: px(x(span[0]) + 4), y: y(i) + 4, class: "faint" }, "no plan on record")
        : r.plans.map((p) => planMark(p, x, y(i))),
    ]),
    bottomAxis(x, bottom, years, String),
  );
  return explorable(chart, points, label, "given");
}

type X = (year: number) => number;

function bandOf(
  band: { start: number | null; end: number | null; documented: number | null },
  x: X,
  bottom: number,
): Child {
  if (band.start === null) return null;
  const right = band.end ?? band.documented ?? band.start;
  const middle = (x(band.start) + x(right + 1)) / 2;
  const words = band.end === null ? "Arrangement, end unknown" : "Arrangement";
  return [
    s("rect", {
      x: px(x(band.start)),
      y: TOP - 6,
      width: px(x(right + 1) - x(band.start)),
      height: bottom - TOP + 6,
      class: "arrangement-band",
    }),
    band.end === null
      ? s("line", {
          x1: px(x(right + 1)),
          x2: px(x(right + 1)),
          y1: TOP - 6,
          y2: bottom,
          class: "open-edge",
        })
      : null,
    s(
      "text",
      { x: px(Math.max(middle, x(band.start))), y: TOP - 14, "text-anchor": "middle", class: "strong" },
      words,
    ),
  ];
}

function planMark(p: MemberPlan, x: X, y: number): Child {
  const from = p.from ?? p.adopted;
  const at = p.adopted ?? p.from;
  return [
    from !== null && p.to !== null
      ? s("rect", {
          x: px(x(from)),
          y: y - 3.5,
          width: px(x(p.to + 1) - x(from)),
          height: 7,
          class: "plan-period",
        })
      : from !== null
        ? s("line", { x1: px(x(from)), x2: px(x(from + 1.6)), y1: y, y2: y, class: "open other" })
        : null,
    at === null
      ? null
      : s("circle", {
          cx: px(x(at + 0.5)),
          cy: y,
          r: 5,
          class: p.adopted === null ? "plan-year unsure" : "plan-year",
        }),
  ];
}

/** "Adopted 2009, period 2009–2013." Unknown parts are said. */
export function planWords(p: MemberPlan): string {
  const adopted = p.adopted === null ? "Year of adoption unknown" : `Adopted ${p.adopted}`;
  const period =
    p.from === null && p.to === null
      ? "period unknown"
      : `period ${p.from ?? "unknown"}–${p.to ?? "unknown"}`;
  return `${adopted}, ${period}.`;
}
