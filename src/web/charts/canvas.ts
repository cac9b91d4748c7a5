import { type Child, s } from "../dom.ts";

export interface Size {
  width: number;
  height: number;
}

/** An SVG whose viewBox is its size, so that it scales where no script can redraw it. Hidden from readers by default: the figure speaks. */
export function canvas({ width, height }: Size, ...children: Child[]): SVGSVGElement {
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", focusable: "false" },
    children,
  );
}

/** Rounds a coordinate: shorter files, and the same bytes on every machine. */
export const px = (value: number) => Math.round(value * 10) / 10;

/** Rough width of a text in pixels, for placing labels without measuring (there is no layout at build time). */
export const textWidth = (text: string, size = 12.5) => text.length * size * 0.54;

/** Diagonal lines for what is unknown; give it an id that is unique on the page. */
export function hatch(id: string): SVGElement {
  return s(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    s("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch-line" }),
  );
}
