import type { Status } from "../data/common.ts";
import { type Child, s } from "../dom.ts";
import { px } from "./canvas.ts";
import type { ExplorePoint } from "./explore.ts";

export interface Dot {
  name: string;
  detail: string;
  href?: string;
  /** Drawn as a diamond: twinned after adoption. */
  later: boolean;
}

/** The units of one group that gave one answer. */
export interface DotCell {
  answer: "yes" | "no" | "unknown";
  dots: readonly Dot[];
  /** Instead of the answer with its count: "3 unknown, 2 not due". */
  label?: string;
}

interface DotRow {
  status: Status;
  name: string;
  cells: readonly DotCell[];
}

const ANSWERS = { yes: "Yes", no: "No", unknown: "Unknown" } as const;
const STEP = 13;
const RADIUS = 4.5;

/** Every unit as a dot, in a column for each answer, so that the place says the answer and not the colour. */
export function dotMatrix(
  rows: readonly DotRow[],
  width: number,
  top: number,
): { content: Child; points: ExplorePoint[]; bottom: number } {
  const columns = Object.keys(ANSWERS) as DotCell["answer"][];
  const gap = width < 520 ? 14 : 32;
  const columnWidth = (width - gap * (columns.length - 1)) / columns.length;
  const perLine = Math.max(1, Math.floor(columnWidth / STEP));
  const content: Child[] = [];
  const points: ExplorePoint[] = [];
  let y = top;
  for (const row of rows) {
    content.push(s("text", { x: 0, y }, s("tspan", { class: "group-name" }, row.name)));
    let lines = 1;
    columns.forEach((answer, c) => {
      const cell = row.cells.find((one) => one.answer === answer);
      const dots = cell?.dots ?? [];
      const left = c * (columnWidth + gap);
      content.push(s("text", { x: px(left), y: y + 19 }, cell?.label ?? `${ANSWERS[answer]} ${dots.length}`));
      dots.forEach((dot, i) => {
        const cx = left + RADIUS + 1 + (i % perLine) * STEP;
        const cy = y + 34 + Math.floor(i / perLine) * STEP;
        content.push(mark(dot, cx, cy, answer === "unknown" ? "unknown" : row.status));
        const { name: title, detail, href } = dot;
        points.push({ x: cx, y: cy, title, detail, radius: RADIUS + 2.5, ...(href ? { href } : {}) });
      });
      lines = Math.max(lines, Math.ceil(dots.length / perLine));
    });
    y += 34 + lines * STEP + 24;
  }
  return { content, points, bottom: y - 20 };
}

function mark(dot: Dot, x: number, y: number, style: Status | "unknown"): SVGElement {
  if (!dot.later)
    return s("circle", {
      cx: px(x),
      cy: px(y),
      r: style === "unknown" ? 3.25 : RADIUS,
      class: `dot fill-${style}`,
    });
  const r = RADIUS + 1;
  return s("path", {
    d: `M${px(x)} ${px(y - r)}L${px(x + r)} ${px(y)}L${px(x)} ${px(y + r)}L${px(x - r)} ${px(y)}Z`,
    class: `dot fill-${style}`,
  });
}
