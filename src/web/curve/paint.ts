import type { CurveLayout, LayoutRow } from "./layout.ts";
import { rejects } from "./summary.ts";

/** Colours of the canvas, as the style sheet has them at this moment. */
export interface Ink {
  point: string;
  reject: string;
  tick: string;
  row: string;
}

/** What the style sheet says for an element; by day where `light`, whatever the reader's scheme. */
export function inkOf(element: Element, light: boolean): Ink {
  const root = document.documentElement;
  const borrowed = light && !root.hasAttribute("data-light");
  // Read and put back before anything is painted.
  if (borrowed) root.setAttribute("data-light", "");
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const ink = {
    point: read("--control"),
    reject: read("--link"),
    tick: read("--ink-2"),
    row: read("--wash"),
  };
  if (borrowed) root.removeAttribute("data-light");
  return ink;
}

/** Work that is done in bits: each `next` is a small one. */
export type Bits = Generator<void, void, void>;

/** Specifications or columns painted between two looks at the clock. */
const BIT = 250;

/** Paints the estimates and the ticks. Lines, names and numbers are the drawing's around it. */
export function* paintCurve(context: CanvasRenderingContext2D, layout: CurveLayout, ink: Ink): Bits {
  context.clearRect(0, 0, layout.width, layout.height);
  yield* paintPoints(context, layout, ink);
  for (const row of layout.rows) {
    yield* row.axis === "p"
      ? paintRow(context, layout, row, { ground: ink.row, tick: ink.reject, faintest: 0.5, thinnest: 1.5 })
      : paintRow(context, layout, row, { ground: ink.row, tick: ink.tick, faintest: 0.12, thinnest: 0.75 });
  }
  context.globalAlpha = 1;
}

interface RowLook {
  ground: string;
  tick: string;
  /** Of a column in which hardly any specification uses the value: a rejecting one stays visible among many others. */
  faintest: number;
  thinnest: number;
}

function* paintRow(
  context: CanvasRenderingContext2D,
  { left, right, columns }: CurveLayout,
  { y, height, shares }: LayoutRow,
  { ground, tick, faintest, thinnest }: RowLook,
): Bits {
  const step = (right - left) / columns;
  const wide = Math.max(thinnest, step - (step > 3 ? 1 : 0));
  context.globalAlpha = 1;
  context.fillStyle = ground;
  context.fillRect(left, y, right - left, height);
  context.fillStyle = tick;
  for (const [c, share] of shares.entries()) {
    if (c % BIT === BIT - 1) yield;
    if (share === 0) continue;
    context.globalAlpha = faintest + (1 - faintest) * share;
    context.fillRect(left + c * step, y, wide, height);
  }
  yield;
}

function* paintPoints(context: CanvasRenderingContext2D, layout: CurveLayout, ink: Ink): Bits {
  const { points, x, y } = layout;
  const big = points.length < 150 ? 2.6 : 1.5;
  context.globalAlpha = 1;
  context.fillStyle = ink.point;
  for (const [at, point] of points.entries()) {
    if (at % BIT === BIT - 1) yield;
    if (!rejects(point)) context.fillRect(x(at) - big, y(point.estimate) - big, 2 * big, 2 * big);
  }
  context.fillStyle = ink.reject;
  for (const [at, point] of points.entries()) {
    if (at % BIT === BIT - 1) yield;
    if (rejects(point)) diamond(context, x(at), y(point.estimate), big + 3);
  }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.beginPath();
  context.moveTo(x, y - r);
  context.lineTo(x + r, y);
  context.lineTo(x, y + r);
  context.lineTo(x - r, y);
  context.closePath();
  context.fill();
}
