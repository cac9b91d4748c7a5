import { type Child, s } from "../dom.ts";
import { px } from "./canvas.ts";

interface Scale {
  (value: number): number;
  ticks(count?: number): number[];
}

/** Years or numbers along the bottom, with the unit under the last tick's side. */
export function bottomAxis(
  x: Scale,
  y: number,
  ticks: readonly number[],
  format: (v: number) => string,
  label?: string,
): Child {
  return [
    ticks.map((t) => s("text", { x: px(x(t)), y: y + 18, "text-anchor": "middle" }, format(t))),
    label ? s("text", { x: px(x(ticks.at(-1) ?? 0)), y: y + 36, "text-anchor": "end" }, label) : null,
  ];
}

/** Horizontal grid lines with their values at the left edge; the unit stands above the top one. */
export function leftGrid(
  y: Scale,
  from: number,
  to: number,
  ticks: readonly number[],
  format: (v: number) => string,
  label?: string,
): Child {
  const top = Math.min(...ticks.map((t) => y(t)));
  return [
    ticks.map((t) => [
      s("line", { x1: from, x2: to, y1: px(y(t)), y2: px(y(t)), class: t === 0 ? "baseline" : "grid" }),
      s("text", { x: from - 8, y: px(y(t)) + 4, "text-anchor": "end" }, format(t)),
    ]),
    label ? s("text", { x: from, y: top - 10, "text-anchor": "start" }, label) : null,
  ];
}
