import { type Child, s } from "../dom.ts";
import { px, textWidth } from "./canvas.ts";

/** A box by its corners, in pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Diagonal lines inside a box as one path: unlike a pattern it needs no id and is saved with the figure. */
export function hatched({ left, right, top, bottom }: Box, step = 7): SVGElement {
  const height = bottom - top;
  const parts: string[] = [];
  for (let start = left - height; start < right; start += step) {
    // From the bottom at `start` upwards to the right, cut off at the sides.
    const x0 = Math.max(start, left);
    const x1 = Math.min(start + height, right);
    if (x1 <= x0) continue;
    parts.push(`M${px(x0)} ${px(bottom - (x0 - start))}L${px(x1)} ${px(bottom - (x1 - start))}`);
  }
  return s("path", { d: parts.join(""), class: "wb-hatch" });
}

/** A small triangle that points out of the drawing: what it ends goes on. */
export function arrowHead(x: number, y: number, to: "left" | "right", size = 6): SVGElement {
  const back = to === "right" ? x - size : x + size;
  return s("path", {
    d: `M${px(x)} ${px(y)}L${px(back)} ${px(y - size)}L${px(back)} ${px(y + size)}Z`,
    class: "wb-arrow",
  });
}

/** Where a text of this length can stand in the middle of `x` without leaving the drawing. */
export function inside(x: number, text: string, width: number): number {
  const half = textWidth(text) / 2;
  return Math.min(Math.max(x, half), Math.max(half, width - half));
}

/** Words on a line of their own each, at most as wide as told. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A small marked line with its words: the key of a chart, drawn where it is read. */
export function key(entries: readonly { mark: Child; text: string }[], width: number, top: number) {
  const SIGN = 32;
  const LINE = 17;
  const GAP = 22;
  let x = 0;
  let y = top;
  let lines = 1;
  const content: Child[] = [];
  for (const { mark, text } of entries) {
    const rows = wrap(text, width - SIGN);
    const wide = SIGN + Math.max(...rows.map((row) => textWidth(row)));
    if (x > 0 && x + wide > width) {
      x = 0;
      y += lines * LINE + 3;
      lines = 1;
    }
    lines = Math.max(lines, rows.length);
    const words = rows.map((row, i) => s("text", { x: SIGN, y: 4 + i * LINE }, row));
    content.push(s("g", { transform: `translate(${px(x)} ${px(y)})` }, mark, words));
    x += wide + GAP;
  }
  return { content, bottom: y + 14 + (lines - 1) * LINE };
}
