import { s } from "../../dom.ts";
import { saveFile } from "../download.ts";
import { lettersOf } from "./fonts.ts";
import { drawnOver } from "./page-to-svg.ts";

const MARGIN = 20;
const LINE = 16;
/** Pixels of the picture for one of the page: sharp in print. */
const SCALE = 2;
const PARTS =
  ":scope > figcaption, :scope > .canvas, :scope > .legend, :scope > .numbers, :scope > .chart-note, :scope > .chart-foot";

interface Picture {
  svg: string;
  width: number;
  height: number;
}

/**
 * A figure as a drawing of its own, always in light colours: title, unit, chart, caveat, source, and where it comes
 * from. It needs no other file.
 */
export async function pictureOf(figure: HTMLElement, address: string): Promise<Picture> {
  const root = document.documentElement;
  // Nothing is painted in between, so that readers in the dark see no flash.
  root.setAttribute("data-light", "");
  let drawn: { elements: SVGElement[]; width: number; height: number };
  try {
    drawn = drawnLight(figure, address);
  } finally {
    root.removeAttribute("data-light");
  }
  const { elements, width, height } = drawn;
  const picture = s("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  });
  picture.append(s("rect", { width, height, fill: "#ffffff" }), ...elements);
  const style = s("style", {}, await lettersOf(new XMLSerializer().serializeToString(picture)));
  picture.prepend(style);
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

function drawnLight(figure: HTMLElement, address: string) {
  const box = figure.getBoundingClientRect();
  const origin = { x: box.left - MARGIN, y: box.top - MARGIN };
  const parts = [...figure.querySelectorAll(PARTS)];
  const bottom = Math.max(...parts.map((part) => part.getBoundingClientRect().bottom)) - origin.y;
  const width = Math.ceil(box.width) + 2 * MARGIN;
  const elements = parts.flatMap((part) => drawnOver(part, origin));
  const style = getComputedStyle(figure);
  const lines = broken(`Twinning of WPS national action plans. ${address}`, Math.floor(width / 6.5));
  const from = lines.map((line, i) =>
    s(
      "text",
      {
        x: MARGIN,
        y: bottom + LINE * (i + 1),
        fill: "#5f6e79",
        "font-size": 11,
        "font-family": style.fontFamily,
      },
      line,
    ),
  );
  return {
    elements: [...elements, ...from],
    width,
    height: Math.ceil(bottom + LINE * lines.length + MARGIN),
  };
}

/** Text in lines of at most so many letters; an address is cut where it must be. */
function broken(text: string, letters: number): string[] {
  return text.match(new RegExp(`.{1,${Math.max(20, letters)}}`, "g")) ?? [];
}

/** Saves a figure as an SVG or PNG file named after it. */
export async function savePicture(figure: HTMLElement, kind: "svg" | "png"): Promise<void> {
  const picture = await pictureOf(figure, window.location.href);
  const name = `${figure.id || "figure"}.${kind}`;
  if (kind === "svg") saveFile(name, picture.svg, "image/svg+xml");
  else saveFile(name, await rasterised(picture), "image/png");
}

async function rasterised({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error("The picture is too large to be made")),
    ),
  );
}
