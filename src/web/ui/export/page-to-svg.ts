import { s } from "../../dom.ts";
import { standingAlone } from "./svg-clone.ts";

/** Where the copy's own zero lies on the page. */
export interface Origin {
  x: number;
  y: number;
}

const SKIPPED = "button, details, form, .sr-only, .readout, .needs-script, [hidden]";

/** What stands in a part of the page, as elements of an SVG: drawings copied, text and lines redrawn where they are. */
export function drawnOver(part: Element, origin: Origin): SVGElement[] {
  if (part.matches(SKIPPED)) return [];
  const style = getComputedStyle(part);
  if (style.display === "none" || style.visibility === "hidden") return [];
  const box = part.getBoundingClientRect();
  const at = { x: box.left - origin.x, y: box.top - origin.y, width: box.width, height: box.height };
  if (part instanceof SVGSVGElement) {
    const copy = standingAlone(part);
    for (const [name, value] of Object.entries(at)) copy.setAttribute(name, String(value));
    return [copy];
  }
  if (part instanceof HTMLCanvasElement) return [s("image", { ...at, href: part.toDataURL("image/png") })];
  const out: SVGElement[] = [...ground(style, at), ...edges(style, at)];
  for (const child of part.childNodes) {
    if (child instanceof Element) out.push(...drawnOver(child, origin));
    else if (child instanceof Text) out.push(...linesOf(child, style, origin));
  }
  return out;
}

type At = { x: number; y: number; width: number; height: number };

function ground(style: CSSStyleDeclaration, at: At): SVGElement[] {
  const colour = style.backgroundColor;
  return /^(transparent|rgba\(.*, 0\))$/.test(colour) ? [] : [s("rect", { ...at, fill: colour })];
}

function edges(style: CSSStyleDeclaration, { x, y, width, height }: At): SVGElement[] {
  const [right, bottom] = [x + width, y + height];
  const sides = {
    top: [x, y, right, y],
    right: [right, y, right, bottom],
    bottom: [x, bottom, right, bottom],
    left: [x, y, x, bottom],
  } as const;
  return Object.entries(sides).flatMap(([side, [x1, y1, x2, y2]]) => {
    const strength = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
    if (!(strength > 0) || style.getPropertyValue(`border-${side}-style`) === "none") return [];
    const stroke = style.getPropertyValue(`border-${side}-color`);
    return [s("line", { x1, y1, x2, y2, stroke, "stroke-width": strength })];
  });
}

/** The lines into which the browser has broken a text. */
function linesOf(text: Text, style: CSSStyleDeclaration, origin: Origin): SVGElement[] {
  const lines: { words: string; left: number; top: number }[] = [];
  for (const { index, 0: word } of text.data.matchAll(/\S+\s*/g)) {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - box.top) < 2) line.words += word.replace(/\s+/g, " ");
    else lines.push({ words: word.replace(/\s+/g, " "), left: box.left, top: box.top });
  }
  const rise = ascentOf(style);
  return lines.map(({ words, left, top }) =>
    s(
      "text",
      {
        x: left - origin.x,
        y: top - origin.y + rise,
        fill: style.color,
        "font-family": style.fontFamily,
        "font-size": style.fontSize,
        "font-weight": style.fontWeight,
        "font-style": style.fontStyle,
      },
      style.textTransform === "uppercase" ? words.trimEnd().toUpperCase() : words.trimEnd(),
    ),
  );
}

let ruler: CanvasRenderingContext2D | null = null;

/** From the top of a line's box to its baseline, in pixels. */
function ascentOf(style: CSSStyleDeclaration): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return Number.parseFloat(style.fontSize);
  ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return ruler.measureText("x").fontBoundingBoxAscent;
}
