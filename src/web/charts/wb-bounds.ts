import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { tickFormat } from "./wb-format.ts";

export interface BoundBar {
  label: string;
  low: number | null;
  high: number | null;
  /** Reaches the end of what was tried, and may go on. */
  open: boolean;
  /** Under the assumption itself. */
  original?: boolean;
}

export interface BoundPanel {
  title: string;
  axis: string;
  bars: readonly BoundBar[];
  /** "The interval takes in zero from 0.5 on"; drawn above. */
  breakdown: string;
}

const TALL = 220;

/** Intervals that widen with what is allowed to go wrong; two drawings on one scale of effects. */
export function boundPanels(panels: readonly BoundPanel[], unit: string, width: number): SVGSVGElement {
  const side = width >= 620;
  const gap = 64;
  const each = side ? (width - gap * (panels.length - 1)) / panels.length : width;
  const y0 = domainOf(panels);
  const high = TALL + 112;
  return canvas(
    { width, height: side ? high : high * panels.length },
    panels.map((panel, i) => {
      const at = side ? { x: i * (each + gap), y: 0 } : { x: 0, y: i * high };
      return s("g", { transform: `translate(${px(at.x)} ${px(at.y)})` }, drawPanel(panel, y0, unit, each));
    }),
  );
}

function domainOf(panels: readonly BoundPanel[]): [number, number] {
  const closed = panels.flatMap(({ bars }) =>
    bars.filter(({ open }) => !open).flatMap(({ low, high }) => [low, high]),
  );
  const known = [0, ...closed.filter((v) => v !== null)];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = (high - low || 1) * 0.35;
  return [low - room, high + room];
}

function drawPanel(panel: BoundPanel, domain: [number, number], unit: string, width: number): Child {
  const top = 62;
  const bottom = top + TALL;
  const left = 48;
  const y = scaleLinear(domain, [bottom, top]);
  const step = (width - left) / panel.bars.length;
  const ticks = y.ticks(5);
  return [
    s("text", { x: 0, y: 12, class: "group-name" }, panel.title),
    s("text", { x: 0, y: 31, class: "text-twinned" }, panel.breakdown),
    s("text", { x: 0, y: 52 }, unit),
    leftGrid(y, left, width, ticks, tickFormat(ticks)),
    panel.bars.map((bar, i) => {
      const x = left + (i + 0.5) * step;
      return [
        drawBar(bar, x, y, top, bottom),
        s(
          "text",
          { x: px(x), y: bottom + 20, "text-anchor": "middle", class: bar.original ? "strong" : null },
          bar.label,
        ),
      ];
    }),
    s("text", { x: width, y: bottom + 40, "text-anchor": "end" }, panel.axis),
  ];
}

function drawBar(bar: BoundBar, x: number, y: (v: number) => number, top: number, bottom: number): Child {
  if (bar.low === null || bar.high === null)
    return s("text", { x: px(x), y: px(y(0)) - 8, "text-anchor": "middle" }, "none");
  const from = Math.min(y(bar.low), bottom);
  const to = Math.max(y(bar.high), top);
  const name = bar.original ? "wb-range wb-range-original" : "wb-range";
  const end = (at: number, way: 1 | -1, goes: boolean) =>
    goes
      ? s("path", {
          d: `M${px(x)} ${px(at)}l-6 ${-7 * way}h12Z`,
          class: bar.original ? "wb-arrow wb-arrow-original" : "wb-arrow",
        })
      : s("line", {
          x1: px(x - 7),
          x2: px(x + 7),
          y1: px(at),
          y2: px(at),
          class: bar.original ? "wb-cap wb-cap-original" : "wb-cap",
        });
  return [
    s("line", { x1: px(x), x2: px(x), y1: px(from), y2: px(to), class: name }),
    end(from, 1, bar.open || y(bar.low) > bottom),
    end(to, -1, bar.open || y(bar.high) < top),
  ];
}
