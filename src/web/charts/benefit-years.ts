import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { markLegend, shortened } from "./benefit-text.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export type Glyph = (x: number, y: number) => Child;

export interface YearMark {
  /** Null: the year is not known, drawn in a column of its own. */
  year: number | null;
  glyph: string;
  title: string;
  detail: string;
}

export interface YearRow {
  name: string;
  /** Year from which the row counts; null is unknown. */
  start: number | null;
  marks: readonly YearMark[];
  href?: string;
}

export interface YearChartSpec {
  rows: readonly YearRow[];
  first: number;
  last: number;
  glyphs: Record<string, { label: string; draw: Glyph }>;
  /** What the upright line of a row means. */
  startWords?: string;
  label: string;
  /** Room for the names of rows in a wide chart. */
  names?: number;
}

const NAMES = 150;
const NARROW = 560;
const UNKNOWN_COLUMN = 84;

/** What happened in which year, a row for each country, with the year from which it counts. */
export function yearRows(spec: YearChartSpec, width: number): HTMLElement {
  const above = width < NARROW;
  const names = spec.names ?? NAMES;
  const left = above ? 8 : names;
  const right = width - (above ? 58 : UNKNOWN_COLUMN);
  const step = above ? 46 : 30;
  const x = scaleLinear([spec.first, spec.last], [left + 8, right - 26]);
  const legend = markLegend(
    [
      ...Object.values(spec.glyphs).map(({ label, draw }) => ({ label, mark: draw })),
      ...(spec.startWords ? [{ label: spec.startWords, mark: startLine(8) }] : []),
    ],
    width,
    14,
  );
  const top = legend.bottom + 30;
  const bottom = top + spec.rows.length * step;
  const points: ExplorePoint[] = [];
  const ticks = x.ticks(above ? 4 : 8).filter(Number.isInteger);
  const chart = canvas(
    { width, height: bottom + 30 },
    legend.content,
    s("text", { x: right, y: top - 12 }, above ? "undated" : "year unknown"),
    s("line", { x1: right - 8, x2: right - 8, y1: top - 24, y2: bottom, class: "unknown-edge" }),
    ticks.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: top - 4, y2: bottom, class: "grid" })),
    spec.rows.map((row, i) => {
      const y = top + i * step + (above ? 30 : step / 2);
      return [
        s(
          "text",
          { x: 0, y: above ? y - 14 : y + 4, class: "strong halo" },
          shortened(row.name, above ? width : names - 10),
        ),
        s("line", { x1: left, x2: right - 8, y1: y, y2: y, class: "life-line" }),
        row.start === null ? null : startLine(11)(px(x(row.start)), y),
        marksOf(spec, row, x, right, y, points),
      ];
    }),
    ticks.map((t) => s("text", { x: px(x(t)), y: bottom + 18, "text-anchor": "middle" }, String(t))),
  );
  return explorable(chart, points, spec.label, "given");
}

const startLine = (reach: number) => (x: number, y: number) =>
  s("line", { x1: x, x2: x, y1: y - reach, y2: y + reach, class: "start-line" });

/** Marks of one year stand side by side. */
function marksOf(
  spec: YearChartSpec,
  row: YearRow,
  x: (year: number) => number,
  right: number,
  y: number,
  points: ExplorePoint[],
): Child {
  const used = new Map<number | null, number>();
  return row.marks.map((mark) => {
    const nth = used.get(mark.year) ?? 0;
    used.set(mark.year, nth + 1);
    const at = (mark.year === null ? right + 10 : x(mark.year)) + nth * 9;
    points.push({
      x: at,
      y,
      title: mark.title,
      detail: mark.detail,
      ...(row.href ? { href: row.href } : {}),
    });
    return spec.glyphs[mark.glyph]?.draw(px(at), y);
  });
}
