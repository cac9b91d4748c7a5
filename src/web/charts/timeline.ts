import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

/** One arrangement on the axis of years. */
export interface TimelineRow {
  id: string;
  name: string;
  /** First documented year; null puts the row into the group of unknown starts. */
  start: number | null;
  /** Known end; null is drawn open. */
  end: number | null;
  /** Latest year in which it is documented: as far as the solid bar of an open row reaches. */
  documented: number | null;
  /** Years of dated activities. */
  ticks: number[];
  counting: boolean;
  detail: string;
  href: string;
}

const HEADING = 30;
const STUB = 0.9;

/** Rows with a known first year in its order, then those without one as a group of their own. */
export function timelineChart(
  rows: readonly TimelineRow[],
  span: readonly [number, number],
  width: number,
  label: string,
): HTMLElement {
  const narrow = width < 620;
  const names = narrow ? 0 : Math.min(330, width * 0.34);
  const rowHeight = narrow ? 38 : 22;
  const dated = rows.filter((r) => r.start !== null);
  const undated = rows.filter((r) => r.start === null);
  const top = 26;
  const gap = undated.length > 0 && dated.length > 0 ? HEADING : undated.length > 0 ? HEADING - 8 : 0;
  const height = top + rows.length * rowHeight + gap + 30;
  // A year is a stretch, not a point: the axis ends one year after the last.
  const x = scaleLinear([span[0], span[1] + 1 + STUB], [names + 8, width - 8]);
  const yOf = (i: number) =>
    top + i * rowHeight + (i >= dated.length ? gap : 0) + (narrow ? 26 : rowHeight / 2);
  const years = x.ticks(narrow ? 4 : 8).filter((t) => Number.isInteger(t) && t <= span[1]);
  const all = [...dated, ...undated];
  const points: ExplorePoint[] = all.map((r, i) => ({
    x: x((r.start ?? r.end ?? span[0]) + 0.5),
    y: yOf(i),
    title: r.name,
    detail: r.detail,
    href: r.href,
    radius: 7,
  }));
  const chart = canvas(
    { width, height },
    years.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: top - 4, y2: height - 28, class: "grid" })),
    years.map((t) => s("text", { x: px(x(t)), y: top - 12, "text-anchor": "middle" }, String(t))),
    all.map((r, i) => [
      nameOf(r, yOf(i), names, narrow, width),
      bar(r, x, yOf(i), span[0]),
      ticks(r, x, yOf(i)),
    ]),
    undated.length > 0
      ? s(
          "text",
          { x: 0, y: top + dated.length * rowHeight + gap - 12, class: "strong" },
          `First year unknown: ${undated.length}`,
        )
      : null,
    bottomAxis(x, height - 28, years, String),
  );
  return explorable(chart, points, label, "given");
}

type X = (year: number) => number;

function bar(r: TimelineRow, x: X, y: number, x0: number): Child {
  const tone = r.counting ? "counting" : "other";
  const left = r.start ?? r.end;
  if (left === null) return s("text", { x: px(x(x0)), y: y + 4, class: "faint" }, "no year known");
  if (r.start === null) {
    // Only the end is known: an open line that runs into it.
    return [
      s("line", { x1: px(x(left - 1.4)), x2: px(x(left + 1)), y1: y, y2: y, class: `open ${tone}` }),
      s("line", { x1: px(x(left + 1)), x2: px(x(left + 1)), y1: y - 5, y2: y + 5, class: `cap ${tone}` }),
    ];
  }
  const right = r.end ?? Math.max(r.documented ?? left, left);
  return [
    s("rect", {
      x: px(x(left)),
      y: y - 4,
      width: px(x(right + 1) - x(left)),
      height: 8,
      class: `span ${tone}`,
    }),
    r.end === null
      ? s("line", { x1: px(x(right + 1)), x2: px(x(right + 1 + STUB)), y1: y, y2: y, class: `open ${tone}` })
      : null,
  ];
}

const ticks = (r: TimelineRow, x: X, y: number): Child =>
  [...new Set(r.ticks)].map((year) =>
    s("line", { x1: px(x(year + 0.5)), x2: px(x(year + 0.5)), y1: y - 7, y2: y + 7, class: "tick" }),
  );

function nameOf(r: TimelineRow, y: number, names: number, narrow: boolean, width: number): SVGElement {
  const room = narrow ? width : names - 12;
  const text = shortened(r.name, room);
  return s(
    "text",
    narrow
      ? { x: 0, y: y - 11, class: r.counting ? "strong" : null }
      : { x: 0, y: y + 4, class: r.counting ? "strong" : null },
    text,
  );
}

/** Cuts a name at a word's end so that it fits; the whole name is in the readout and the table. */
export function shortened(name: string, room: number): string {
  if (textWidth(name) <= room) return name;
  const words = name.split(" ");
  while (words.length > 1 && textWidth(`${words.join(" ")}…`) > room) words.pop();
  return `${words.join(" ").replace(/[\s,;:(–-]+$/, "")}…`;
}
