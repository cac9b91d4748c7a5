import { scaleLinear } from "d3";
import type { Cooperation, Order } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface CooperationGroup {
  order: Order;
  title: string;
  countries: readonly (Cooperation & { since: number })[];
}

const ROW = 22;
const HEAD = 34;
const MINUS = "−";

/** Each country's plans on a clock that starts with its first documented cooperation. */
export function cooperationChart(
  groups: readonly CooperationGroup[],
  lastYear: number,
  width: number,
  label: string,
  detail: (one: Cooperation) => string,
  link: (iso3: string) => string,
): HTMLElement {
  const all = groups.flatMap(({ countries }) => countries);
  const left = width < 520 ? 108 : 190;
  const offsets = all.flatMap(({ plans, since }) => [...plans, lastYear].map((year) => year - since));
  const x = scaleLinear([Math.min(-1, ...offsets), Math.max(1, ...offsets)], [left + 8, width - 22]);
  const rows: Child[] = [];
  const points: ExplorePoint[] = [];
  let y = 26;
  for (const group of groups) {
    rows.push(s("text", { x: 0, y: y + 14, class: "group-name halo" }, group.title));
    y += HEAD;
    for (const one of group.countries) {
      rows.push(rowOf(one, lastYear, x, left, y));
      points.push(...pointsOf(one, lastYear, x, y, detail(one), link(one.iso3)));
      y += ROW;
    }
    y += 8;
  }
  const ticks = x.ticks(width < 520 ? 5 : 9).filter(Number.isInteger);
  const chart = canvas(
    { width, height: y + 44 },
    ticks.map((t) =>
      s("line", { x1: px(x(t)), x2: px(x(t)), y1: 20, y2: y, class: t === 0 ? "one-line" : "grid" }),
    ),
    s(
      "text",
      { x: px(x(0)), y: 12, "text-anchor": "middle", class: "strong" },
      "first documented cooperation",
    ),
    rows,
    bottomAxis(x, y, ticks, (t) => (t < 0 ? `${MINUS}${-t}` : t > 0 ? `+${t}` : "0")),
    s("text", { x: width, y: y + 38, "text-anchor": "end" }, "years from the first documented cooperation"),
  );
  return explorable(chart, points, label, "given");
}

function rowOf(
  one: Cooperation & { since: number },
  lastYear: number,
  x: (v: number) => number,
  left: number,
  y: number,
): Child {
  const at = (year: number) => px(x(year - one.since));
  const [first] = one.plans;
  const from = Math.min(first ?? one.since, one.since);
  const waiting = first === undefined ? lastYear : Math.max(first, one.since);
  return [
    s("text", { x: 0, y: y + 4 }, shorten(one.name, left)),
    s("line", { x1: at(from), x2: at(lastYear), y1: y, y2: y, class: "life-line" }),
    waiting > one.since
      ? s("line", { x1: at(one.since), x2: at(waiting), y1: y, y2: y, class: "wait-line" })
      : null,
    first === undefined
      ? s("path", { d: arrow(x(lastYear - one.since), y), class: "wait-arrow" })
      : one.plans.map((year, i) =>
          s("circle", {
            cx: at(year),
            cy: y,
            r: i === 0 ? 5.5 : 4,
            class: i === 0 ? "dot fill-twinned" : "dot later-plan",
          }),
        ),
  ];
}

const shorten = (name: string, width: number) => {
  const most = Math.floor(width / 7);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
};

const arrow = (x: number, y: number) => `M${px(x)} ${y - 5}L${px(x + 8)} ${y}L${px(x)} ${y + 5}Z`;

function pointsOf(
  one: Cooperation & { since: number },
  lastYear: number,
  x: (v: number) => number,
  y: number,
  detail: string,
  href: string,
): ExplorePoint[] {
  const years = one.plans.length > 0 ? one.plans : [lastYear];
  return years.map((year, i) => ({
    x: x(year - one.since),
    y,
    title:
      one.plans.length > 0 ? `${one.name}: plan ${i + 1}, ${year}` : `${one.name}: no plan by ${lastYear}`,
    detail,
    href,
  }));
}
