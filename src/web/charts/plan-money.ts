import { scaleLog } from "d3";
import { type Basis, type Lane, usdOf } from "../../funding/lanes.ts";
import type { MoneyFigure, PlanStatus } from "../../funding/types.ts";
import { type Child, s } from "../dom.ts";
import { countryLink } from "../site-link.ts";
import {
  figureDetail,
  figureName,
  LANE_LABEL,
  LANE_TEXT,
  laneUnknown,
  statedAmount,
  usdWords,
  years,
} from "../text/funding-words.ts";
import { canvas, hatch, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface PlanMoneyView {
  lanes: readonly Lane[];
  basis: Basis;
  baseYear: number;
  /** Smallest and largest amount on record, so that dots stay where they are when the choice changes. */
  extent: readonly [number, number];
  status: (figure: MoneyFigure) => PlanStatus | null;
}

const SHORT = new Map([
  [1e4, "10 thousand"],
  [1e5, "100 thousand"],
  [1e6, "1 million"],
  [1e7, "10 million"],
  [1e8, "100 million"],
  [1e9, "1 billion"],
]);

/** Dots on one logarithmic scale of dollars, in lanes that are never added; what is unknown stands hatched below. */
export function planMoneyChart(view: PlanMoneyView, width: number, label: string): HTMLElement {
  const wide = width >= 880;
  const edge = wide ? { left: 256, right: 394 } : { left: 4, right: 14 };
  const x = scaleLog([view.extent[0] / 1.6, view.extent[1] * 1.6], [edge.left, width - edge.right]);
  const step = wide ? 27 : 62;
  const dotAt = wide ? 13 : 44;
  const points: ExplorePoint[] = [];
  const body: Child[] = [];
  let y = 44;
  const top = y - 14;
  for (const lane of view.lanes) {
    y += 26;
    body.push(laneHead(lane, y, wide));
    y += wide ? 14 : 32;
    for (const figure of lane.figures) {
      body.push(row({ figure, view, x, edge, width, wide, y }));
      points.push(pointOf(figure, view, x, edge.left, y + dotAt));
      y += step;
    }
    if (lane.id !== "country") {
      body.push(unknownRow(lane, y + 4, edge, width, wide));
      points.push({
        x: edge.left + 20,
        y: y + 15,
        title: `${LANE_LABEL[lane.id]}: unknown`,
        detail: `${laneUnknown(lane)}. Unknown is not zero.`,
      });
      y += wide ? 34 : 46;
    } else y += 10;
  }
  const ticks = [...SHORT.keys()].filter((t) => t >= (x.domain()[0] ?? 0) && t <= (x.domain()[1] ?? 0));
  const shown = wide ? ticks : ticks.filter((_, i) => i % 2 === (ticks.length - 1) % 2);
  const chart = canvas(
    { width, height: y + 8 },
    s("defs", {}, hatch("plan-money-hatch")),
    s("text", { x: edge.left, y: 12 }, unitWords(view)),
    ticks.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: top + 4, y2: y, class: "grid" })),
    shown.map((t) => s("text", { x: px(x(t)), y: top, "text-anchor": "middle" }, SHORT.get(t))),
    body,
  );
  return explorable(chart, points, label);
}

const unitWords = ({ basis, baseYear }: PlanMoneyView) =>
  basis === "constant"
    ? `US dollars in prices of ${baseYear}, logarithmic scale`
    : "Current US dollars of each figure’s year, logarithmic scale";

function laneHead(lane: Lane, y: number, wide: boolean): Child {
  const label = LANE_LABEL[lane.id];
  return [
    s("text", { x: 0, y, class: "strong" }, label),
    s(
      "text",
      wide ? { x: textWidth(label, 14) + 12, y } : { x: 0, y: y + 18, class: "fine" },
      LANE_TEXT[lane.id],
    ),
  ];
}

interface RowSpec {
  figure: MoneyFigure;
  view: PlanMoneyView;
  x: (value: number) => number;
  edge: { left: number; right: number };
  width: number;
  wide: boolean;
  y: number;
}

function row({ figure, view, x, edge, width, wide, y }: RowSpec): Child {
  const usd = usdOf(figure, view.basis);
  const at = y + (wide ? 13 : 44);
  const name = `${figureName(figure)}${figure.stage === "spent" && figure.scope !== "plan" ? " (spent)" : ""}`;
  const stated = `${statedAmount({ ...figure, perYear: figure.perYear === true })}, ${years(figure.period)}`;
  return [
    s("line", { x1: edge.left, x2: width - edge.right, y1: at, y2: at, class: "guide" }),
    wide
      ? [
          s("text", { x: 0, y: at + 4, class: "name" }, name),
          s(
            "text",
            { x: width - 246, y: at + 4, "text-anchor": "end", class: "strong" },
            usdShort(figure, view),
          ),
          s("text", { x: width, y: at + 4, "text-anchor": "end", class: "fine" }, stated),
        ]
      : [
          s("text", { x: 0, y: y + 13, class: "name" }, name),
          s("text", { x: width, y: y + 13, "text-anchor": "end", class: "strong" }, usdShort(figure, view)),
          s("text", { x: width, y: y + 30, "text-anchor": "end", class: "fine" }, stated),
        ],
    usd === null
      ? s("text", { x: edge.left + 4, y: at + 4, class: "fine" }, "dollars unknown")
      : mark(figure, px(x(usd)), at, view.status(figure)),
  ];
}

/** Without "a year", which stands beside it in the amount as stated. */
const usdShort = (figure: MoneyFigure, { basis }: PlanMoneyView) =>
  usdWords({ ...figure, perYear: false }, basis);

/** A circle for a total; a diamond where the amount is a year's, or might be. */
function mark(figure: MoneyFigure, x: number, y: number, status: PlanStatus | null): Child {
  const fill = `fill-${status === null ? "none" : status === "later" ? "not_twinned" : status}`;
  return figure.perYear === false
    ? s("circle", { cx: x, cy: y, r: 5.5, class: fill })
    : s("path", { d: `M${x},${y - 7}L${x + 7},${y}L${x},${y + 7}L${x - 7},${y}Z`, class: fill });
}

function pointOf(
  figure: MoneyFigure,
  view: PlanMoneyView,
  x: (value: number) => number,
  left: number,
  y: number,
): ExplorePoint {
  const usd = usdOf(figure, view.basis);
  return {
    x: usd === null ? left + 8 : x(usd),
    y,
    title: `${figureName(figure)}: ${LANE_LABEL[figure.scope === "plan" ? figure.stage : figure.scope].toLowerCase()}`,
    detail: figureDetail(figure, view.basis, view.baseYear),
    href: countryLink(figure.iso3),
    radius: 10,
  };
}

function unknownRow(
  lane: Lane,
  y: number,
  edge: { left: number; right: number },
  width: number,
  wide: boolean,
): Child {
  return [
    s("rect", {
      x: edge.left,
      y,
      width: Math.max(0, width - edge.left - edge.right),
      height: 14,
      fill: "url(#plan-money-hatch)",
      class: "unknown-strip",
    }),
    wide
      ? [
          s("text", { x: 0, y: y + 11 }, "Unknown"),
          s("text", { x: width, y: y + 11, "text-anchor": "end" }, laneUnknown({ ...lane, unseen: 0 })),
        ]
      : s("text", { x: 0, y: y + 30 }, laneUnknown({ ...lane, unseen: 0 })),
  ];
}
