import { type Child, s } from "../dom.ts";
import { px, textWidth } from "./canvas.ts";

/** A text broken into lines of at most so many pixels, by rough width: there is no layout at build time. */
export function wrapped(text: string, width: number, size?: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text cut to one line, with an ellipsis where something is missing. */
export function shortened(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const fits = Math.max(1, Math.floor((width / textWidth(text)) * text.length) - 1);
  return `${text.slice(0, fits).trimEnd()}…`;
}

/** What a mark means, in a row that breaks; gives the height it needs. */
export function markLegend(
  items: readonly { label: string; mark: (x: number, y: number) => Child }[],
  width: number,
  top: number,
): { content: Child; bottom: number } {
  const content: Child[] = [];
  let x = 0;
  let y = top;
  for (const { label, mark } of items) {
    const needs = 20 + textWidth(label) + 18;
    if (x > 0 && x + needs > width) {
      x = 0;
      y += 22;
    }
    content.push(mark(x + 7, y - 4), s("text", { x: px(x + 20), y }, label));
    x += needs;
  }
  return { content, bottom: y + 10 };
}
