import { scaleLog } from "d3";
import type { Ratio } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface RatioRow {
  name: string;
  /** The ratio in words, and what it rests on. */
  facts: readonly [string, string];
  ratio: Ratio | null;
  /** "primary": the analysis that was planned. "wrong": struck out. */
  style: "primary" | "other" | "wrong";
}

const TICKS = [0.125, 0.25, 0.5, 1, 2, 4, 8];

/** Rate ratios with their intervals on a scale on which twice and half are equally far from one. */
export function ratioChart(rows: readonly RatioRow[], width: number, label: string): HTMLElement {
  const known = rows.flatMap(({ ratio }) => (ratio ? [ratio] : []));
  const low = Math.max(0.125, Math.min(0.5, ...known.map((r) => r.low)));
  const high = Math.min(8, Math.max(2, ...known.map((r) => r.high)));
  const x = scaleLog([low * 0.92, high * 1.08], [8, width - 8]).clamp(true);
  const height = width < 520 ? 78 : 54;
  const axisAt = rows.length * height + 6;
  const ticks = TICKS.filter((t) => t >= low * 0.92 && t <= high * 1.08);
  const chart = canvas(
    { width, height: axisAt + 44 },
    rows.map((row, i) => rowOf(row, x, ticks, i * height, height)),
    bottomAxis(
      Object.assign((v: number) => x(v), { ticks: () => [...ticks] }),
      axisAt,
      ticks,
      tickText,
    ),
    s("text", { x: 0, y: axisAt + 38 }, "← renewed later while twinned"),
    s("text", { x: width, y: axisAt + 38, "text-anchor": "end" }, "renewed sooner →"),
  );
  const points = rows.map(
    (row, i): ExplorePoint => ({
      x: x(row.ratio?.ratio ?? 1),
      y: (i + 1) * height - 12,
      title: row.name,
      detail: row.facts.join("; "),
      radius: 10,
    }),
  );
  return explorable(chart, points, label, "given");
}

const tickText = (value: number) => (value < 1 ? `1/${1 / value}` : `${value}×`);

/** Words above, interval below; the grid stays out of the words. */
function rowOf(
  row: RatioRow,
  x: (v: number) => number,
  ticks: readonly number[],
  top: number,
  height: number,
): Child {
  const y = top + height - 12;
  const wrong = row.style === "wrong";
  const narrow = height > 60;
  const [number, counted] = row.facts;
  return [
    s(
      "text",
      { x: 0, y: top + 16 },
      s("tspan", { class: wrong ? "group-name struck" : "group-name" }, row.name),
      wrong ? s("tspan", { dx: 8, class: "wrong-label" }, "wrong on purpose") : null,
      row.style === "primary" ? s("tspan", { dx: 8, class: "strong" }, "as planned") : null,
      s("tspan", narrow ? { x: 0, dy: 16 } : { dx: 10 }, narrow ? number : `${number}; ${counted}`),
      narrow ? s("tspan", { x: 0, dy: 16 }, counted) : null,
    ),
    ticks.map((t) =>
      s("line", {
        x1: px(x(t)),
        x2: px(x(t)),
        y1: y - 12,
        y2: y + 12,
        class: t === 1 ? "one-line" : "grid",
      }),
    ),
    row.ratio ? interval(row, row.ratio, x, y) : null,
  ];
}

function interval(row: RatioRow, { ratio, low, high }: Ratio, x: (v: number) => number, y: number): Child {
  return [
    s("line", {
      x1: px(x(low)),
      x2: px(x(high)),
      y1: y,
      y2: y,
      class: `ratio-interval ratio-${row.style}`,
    }),
    s("circle", {
      cx: px(x(ratio)),
      cy: y,
      r: row.style === "primary" ? 6.5 : 5,
      class: `dot ${row.style === "wrong" ? "fill-undated" : row.style === "primary" ? "fill-twinned" : "ratio-dot"}`,
    }),
  ];
}
