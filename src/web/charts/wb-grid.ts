import { type Child, s } from "../dom.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { hatched, inside, key } from "./wb-marks.ts";

export interface GridCell {
  column: number;
  value: number | null;
  /** From treatment on. */
  after: boolean;
  detail: string;
}

export interface GridRow {
  name: string;
  /** A single unit stands behind the whole row. */
  lone: boolean;
  cells: readonly GridCell[];
}

const TALL = 34;
const STEPS = 4;

/**
 * Rows by time: colour says how far above or below zero. Before treatment cells are small, from treatment on they fill
 * their place; hatching marks rows of one unit.
 */
export function effectGrid(
  rows: readonly GridRow[],
  times: readonly number[],
  words: { format: (value: number) => string; better: "higher" | "lower" },
  width: number,
  label: string,
): HTMLElement {
  const left = Math.max(...rows.map(({ name }) => textWidth(name))) + 14;
  const step = (width - left) / Math.max(1, times.length);
  const most = Math.max(0, ...rows.flatMap(({ cells }) => cells.map(({ value }) => Math.abs(value ?? 0))));
  const legend = legendOf(rows, most, words, width);
  const top = legend.bottom + 8;
  const at = new Map(times.map((time, k) => [time, left + k * step]));
  const points: ExplorePoint[] = [];
  const content = rows.map((row, r) => {
    const y = top + r * (TALL + 6);
    return [
      s("text", { x: 0, y: y + TALL / 2 + 4, class: row.lone ? "" : "strong" }, row.name),
      row.cells.map((cell) => {
        const x = at.get(cell.column);
        if (x === undefined) return null;
        points.push({
          x: x + step / 2,
          y: y + TALL / 2,
          title: `${row.name}, ${cell.column}: ${cell.value === null ? "not shown" : words.format(cell.value)}`,
          detail: cell.detail,
          radius: Math.max(8, step / 2),
        });
        return drawCell(cell, { x, y, step, most, lone: row.lone });
      }),
    ];
  });
  const bottom = top + rows.length * (TALL + 6);
  const every = Math.max(1, Math.ceil(40 / step));
  const chart = canvas(
    { width, height: bottom + 22 },
    legend.content,
    content,
    times.map((time, k) =>
      k % every === 0
        ? s(
            "text",
            {
              x: px(inside(left + (k + 0.5) * step, `${time}0`, width)),
              y: bottom + 14,
              "text-anchor": "middle",
            },
            String(time),
          )
        : null,
    ),
  );
  return explorable(chart, points, label, "given");
}

/** −4 … +4, by equal steps of the largest size. */
function shade(value: number, most: number): string {
  if (most === 0 || value === 0) return "wb-shade-0";
  const level = Math.min(STEPS, Math.max(1, Math.ceil((Math.abs(value) / most) * STEPS)));
  return `wb-shade-${value < 0 ? "down" : "up"}-${level}`;
}

function drawCell(
  cell: GridCell,
  { x, y, step, most, lone }: { x: number; y: number; step: number; most: number; lone: boolean },
): Child {
  const inset = cell.after ? 0.75 : Math.min(5, step * 0.22);
  const side = cell.after ? 0 : 8;
  const box = { left: x + inset, right: x + step - inset, top: y + side, bottom: y + TALL - side };
  const shape = {
    x: px(box.left),
    y: px(box.top),
    width: px(box.right - box.left),
    height: px(box.bottom - box.top),
  };
  if (cell.value === null) return s("rect", { ...shape, class: "wb-cell-empty" });
  return [
    s("rect", { ...shape, class: `wb-cell ${shade(cell.value, most)}` }),
    lone ? hatched(box, 6) : null,
  ];
}

function legendOf(
  rows: readonly GridRow[],
  most: number,
  { format }: { format: (v: number) => string },
  width: number,
) {
  const swatches = (way: "down" | "up") =>
    [1, 2, 3, 4].map((level) =>
      s("rect", { x: (level - 1) * 7, y: -7, width: 7, height: 14, class: `wb-shade-${way}-${level}` }),
    );
  const entries: { mark: Child; text: string }[] = [
    { mark: swatches("down"), text: `below zero, to ${format(-most)}` },
    { mark: swatches("up"), text: `above, to ${format(most)}` },
    {
      mark: s("rect", { x: 6, y: -5, width: 12, height: 10, class: "wb-shade-up-2" }),
      text: "small: before twinning",
    },
  ];
  if (rows.some(({ lone }) => lone))
    entries.push({
      mark: [
        s("rect", { x: 0, y: -7, width: 26, height: 14, class: "wb-cell-empty" }),
        hatched({ left: 0, right: 26, top: -7, bottom: 7 }, 6),
      ],
      text: "hatched: one country alone",
    });
  return key(entries, width, 10);
}
