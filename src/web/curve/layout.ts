import { extent, type ScaleLinear, scaleLinear } from "d3";
import { CURVE_AXES, type CurveAxis, valueOn } from "../../evaluation/study/drivers.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import { type FoundPoint, rejects } from "./summary.ts";

/** Height of the curve itself, in pixels. */
const CURVE_HEIGHT = 270;
const TOP = 26;
const ROW = 15;
const HEADING = 24;

/** One row of the choices below the curve. */
export interface LayoutRow {
  axis: CurveAxis | "p";
  value: string;
  /** Top of the row's ticks. */
  y: number;
  height: number;
  /** For each column, the share of its specifications that use the value, from 0 to 1. */
  shares: Float32Array;
}

export interface CurveLayout {
  width: number;
  height: number;
  /** Where the plot begins and ends. */
  left: number;
  right: number;
  points: readonly FoundPoint[];
  x: (at: number) => number;
  /** Index of the specification at a place, within bounds. */
  at: (x: number) => number;
  y: ScaleLinear<number, number>;
  curve: { top: number; bottom: number };
  headings: readonly { axis: CurveAxis; y: number }[];
  rows: readonly LayoutRow[];
  /** Columns of ticks: one a specification, or as many as there are pixels. */
  columns: number;
}

/** Room for the names of the choices. */
const labelWidth = (width: number) => (width < 600 ? 124 : 222);

/** Where everything stands: the sorted estimates above, one row for each value that some specification uses below. */
export function curveLayout(
  points: readonly FoundPoint[],
  specifications: readonly Specification[],
  width: number,
  smallest: number | null,
): CurveLayout {
  const left = labelWidth(width);
  const right = Math.max(left + 40, width - 12);
  const n = points.length;
  const columns = Math.max(1, Math.min(n, Math.floor(right - left)));
  const step = (right - left) / Math.max(1, n);
  const values = [0, ...(smallest === null ? [] : [-smallest, smallest])];
  const [low = -1, high = 1] = extent([...values, points[0]?.estimate ?? 0, points.at(-1)?.estimate ?? 0]);
  const bottom = TOP + CURVE_HEIGHT;
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [bottom - 8, TOP + 8]);
  const { rows, headings, end } = rowsOf(points, specifications, columns, bottom + 34);
  return {
    width,
    height: end + 8,
    left,
    right,
    points,
    x: (at) => left + (at + 0.5) * step,
    at: (x) => Math.max(0, Math.min(n - 1, Math.floor((x - left) / step))),
    y,
    curve: { top: TOP, bottom },
    headings,
    rows,
    columns,
  };
}

function rowsOf(
  points: readonly FoundPoint[],
  specifications: readonly Specification[],
  columns: number,
  start: number,
) {
  const rows: LayoutRow[] = [];
  const headings: { axis: CurveAxis; y: number }[] = [];
  const shares = sharesOf(points, columns);
  let y = start;
  const add = (axis: LayoutRow["axis"], value: string) => {
    const own = shares.get(`${axis}|${value}`) ?? new Float32Array(columns);
    rows.push({ axis, value, y, height: ROW - 3, shares: own });
    y += ROW;
  };
  add("p", "rejects");
  for (const [axis, values] of valuesByAxis(specifications)) {
    headings.push({ axis, y: y + HEADING - 6 });
    y += HEADING;
    for (const value of values) add(axis, value);
  }
  return { rows, headings, end: y };
}

const AXES_OF = new WeakMap<readonly Specification[], ReadonlyMap<CurveAxis, ReadonlySet<string>>>();
const KEYS_OF = new WeakMap<Specification, readonly string[]>();

/** The values that some specification uses; found once for a list, as it is drawn again and again. */
function valuesByAxis(specifications: readonly Specification[]) {
  const known = AXES_OF.get(specifications);
  if (known) return known;
  const found = new Map(
    CURVE_AXES.map((axis) => [axis, new Set(specifications.map((one) => valueOn(axis, one)))]),
  );
  AXES_OF.set(specifications, found);
  return found;
}

/** The rows in which a specification ticks; found once. */
function keysOf(specification: Specification): readonly string[] {
  const known = KEYS_OF.get(specification);
  if (known) return known;
  const keys = CURVE_AXES.map((axis) => `${axis}|${valueOn(axis, specification)}`);
  KEYS_OF.set(specification, keys);
  return keys;
}

/** Share of each column's specifications that use each value. */
function sharesOf(points: readonly FoundPoint[], columns: number): Map<string, Float32Array> {
  const out = new Map<string, Float32Array>();
  const total = new Float32Array(columns);
  const tick = (key: string, column: number) => {
    let row = out.get(key);
    if (!row) {
      row = new Float32Array(columns);
      out.set(key, row);
    }
    row[column] = (row[column] ?? 0) + 1;
  };
  points.forEach((point, at) => {
    const column = Math.min(columns - 1, Math.floor((at * columns) / points.length));
    total[column] = (total[column] ?? 0) + 1;
    if (rejects(point)) tick("p|rejects", column);
    for (const key of keysOf(point.specification)) tick(key, column);
  });
  for (const row of out.values())
    for (let c = 0; c < columns; c++) row[c] = (row[c] ?? 0) / Math.max(1, total[c] ?? 1);
  return out;
}
