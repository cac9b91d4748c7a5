import { scaleLinear } from "d3";
import { MIN_GROUP, type Summary } from "../../evaluation/describe.ts";
import type { Status } from "../data/common.ts";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { dodge, nameLanes } from "./strip-layout.ts";

export interface StripPoint {
  value: number;
  name: string;
  detail: string;
  href?: string;
}

/** One group: its dots, its middle half and its median. */
export interface StripRow {
  status: Status;
  name: string;
  /** "96 countries, middle half 19.6% to 36.5%". */
  facts: string;
  /** "median 29.5%". */
  median: string;
  summary: Summary | null;
  points: readonly StripPoint[];
}

export interface StripAxis {
  format: (value: number) => string;
  /** Unit, written at the end of the axis. */
  unit: string;
}

/** More names than this would bury the dots; the others are named on approach and in the table. */
const MOST_NAMES = 12;
const LANE = 16;

interface PlacedRow {
  content: Child;
  points: ExplorePoint[];
  height: number;
}

/** Groups one below the other on a common axis: each unit a dot at its exact value, median and middle half marked. */
export function stripChart(
  rows: readonly StripRow[],
  axis: StripAxis,
  width: number,
  label: string,
): HTMLElement {
  const values = rows.flatMap((r) => r.points.map((p) => p.value));
  const edge = 14;
  const x = scaleLinear([Math.min(...values), Math.max(...values)], [edge, width - edge]).nice(
    width < 520 ? 4 : 8,
  );
  const ticks = x.ticks(width < 520 ? 4 : 8);
  const placed: PlacedRow[] = [];
  let top = 0;
  for (const row of rows) {
    const next = drawRow(row, x, width, top);
    placed.push(next);
    top += next.height;
  }
  const chart = canvas(
    { width, height: top + 42 },
    ticks.map((t) =>
      s("line", {
        x1: px(x(t)),
        x2: px(x(t)),
        y1: 0,
        y2: top,
        class: t === 0 ? "baseline" : "grid",
      }),
    ),
    placed.map((p) => p.content),
    bottomAxis(x, top, ticks, axis.format, axis.unit),
  );
  return explorable(
    chart,
    placed.flatMap((p) => [...p.points].sort((a, b) => a.x - b.x || a.y - b.y)),
    label,
    "given",
  );
}

type Scale = (value: number) => number;

function drawRow(row: StripRow, x: Scale, width: number, top: number): PlacedRow {
  const narrow = width < 520;
  const radius = narrow ? 3.5 : 4.5;
  const head = narrow ? 60 : 44;
  const xs = row.points.map((p) => x(p.value));
  const offsets = dodge(xs, radius);
  const reach = Math.max(14, ...offsets.map(Math.abs)) + radius + 2;
  const middle = top + head + reach;
  const named = row.points.length <= MOST_NAMES;
  const lanes = named
    ? nameLanes(
        row.points.map((p, i) => ({ x: xs[i] ?? 0, name: p.name })),
        width,
      )
    : [];
  const laneCount = lanes.reduce((most, l) => Math.max(most, l.lane + 1), 0);
  const below = middle + reach;
  const at = (i: number) => ({ x: xs[i] ?? 0, y: middle + (offsets[i] ?? 0) });
  return {
    content: [
      header(row, top + 16, narrow),
      row.summary ? spread(row, row.summary, x, middle, reach, width) : null,
      lanes.map((l, i) => nameLabel(row.points[i]?.name ?? "", l, at(i), below, radius)),
      row.points.map((_, i) =>
        s("circle", { cx: px(at(i).x), cy: px(at(i).y), r: radius, class: `dot fill-${row.status}` }),
      ),
    ],
    points: row.points.map((p, i) => ({
      ...at(i),
      title: p.name,
      detail: p.detail,
      radius: radius + 3,
      ...(p.href ? { href: p.href } : {}),
    })),
    height: head + 2 * reach + laneCount * LANE + (narrow ? 18 : 22),
  };
}

function header(row: { status: Status; name: string; facts: string }, y: number, narrow: boolean): Child {
  return s(
    "text",
    { x: 0, y, class: "halo" },
    s("tspan", { class: "group-name" }, row.name),
    narrow ? s("tspan", { x: 0, dy: 16 }, row.facts) : s("tspan", { dx: 10 }, row.facts),
  );
}

/** Middle half as a band, median as a line with its value. One value has neither, a very small group no band. */
function spread(row: StripRow, sum: Summary, x: Scale, middle: number, reach: number, width: number): Child {
  if (sum.n < 2) return null;
  const at = x(sum.median);
  const half = row.median.length * 3.4;
  return [
    sum.n >= MIN_GROUP
      ? s("rect", {
          x: px(x(sum.q1)),
          width: px(Math.max(1, x(sum.q3) - x(sum.q1))),
          y: px(middle - reach),
          height: px(2 * reach),
          class: `band band-${row.status}`,
        })
      : null,
    s("line", {
      x1: px(at),
      x2: px(at),
      y1: px(middle - reach - 5),
      y2: px(middle + reach),
      class: `median stroke-${row.status}`,
    }),
    s(
      "text",
      {
        x: px(Math.min(Math.max(at, half), width - half)),
        y: px(middle - reach - 9),
        "text-anchor": "middle",
        class: "strong halo",
      },
      row.median,
    ),
  ];
}

function nameLabel(
  name: string,
  place: { x: number; lane: number },
  dot: { x: number; y: number },
  below: number,
  radius: number,
): Child {
  const y = below + 13 + place.lane * LANE;
  return [
    s("line", {
      x1: px(dot.x),
      x2: px(dot.x),
      y1: px(dot.y + radius),
      y2: px(y - 11),
      class: "leader",
    }),
    s("text", { x: px(place.x), y: px(y), "text-anchor": "middle", class: "dot-name halo" }, name),
  ];
}
