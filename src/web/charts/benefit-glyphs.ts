import { s } from "../dom.ts";
import type { Glyph } from "./benefit-years.ts";
import { px } from "./canvas.ts";

export const disc =
  (style: string, r = 5): Glyph =>
  (x, y) =>
    s("circle", { cx: px(x), cy: px(y), r, class: style });

/** A closed shape around a point, corners relative to it. */
const shape =
  (style: string, ...corners: [number, number][]): Glyph =>
  (x, y) =>
    s("path", { d: `M${corners.map(([dx, dy]) => `${px(x + dx)} ${px(y + dy)}`).join("L")}Z`, class: style });

export const outwardMark = shape("look-mark", [-5, -6], [7, 0], [-5, 6]);
export const inwardMark = shape("look-mark", [-5, -5], [5, -5], [5, 5], [-5, 5]);
export const bothMark = shape("look-mark", [0, -7], [7, 0], [0, 7], [-7, 0]);
export const conflictMark = shape("look-conflict", [0, -7], [7, 0], [0, 7], [-7, 0]);
export const unreadMark = disc("look-unknown", 3.5);
