import type { Curve, DurationResult } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { canvas, hatch, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { atRisk, type Frame, shareAt, stepArea, stepPath, survivalFrame } from "./survival-frame.ts";

const NAMES = {
  shortest: "If every unknown end was the last trace",
  between: "Unknown ends left open in between (Turnbull)",
  longest: "If none of unknown end has ended",
} as const;

const ROW = 20;

/** How long arrangements last, under both extreme suppositions on unknown ends and with the ends left unknown. */
export function durationChart(
  result: DurationResult,
  shortest: Curve,
  longest: Curve,
  width: number,
  label: string,
): HTMLElement {
  const until = Math.max(shortest.time.at(-1) ?? 1, longest.time.at(-1) ?? 1);
  const frame = survivalFrame(
    width,
    until,
    "still going on",
    "calendar years since the first documented one",
  );
  const keyTop = frame.bottom + 60;
  const steps = Array.from({ length: until }, (_, i) => i + 1).map((time) => {
    const shares = [shareAt(shortest, time), shareAt(longest, time)];
    return { time, low: Math.min(...shares), high: Math.max(...shares) };
  });
  const spans = result.between.flatMap((one) => (one.right === null ? [] : [{ ...one, right: one.right }]));
  const chart = canvas(
    { width, height: keyTop + 3 * ROW + 2 * ROW + 10 },
    s("defs", {}, hatch("duration-hatch")),
    s("path", { d: stepArea(frame, steps, until), class: "duration-area" }),
    frame.content,
    curveLine(frame, shortest, until, "duration-shortest"),
    curveLine(frame, longest, until, "duration-longest"),
    spans.map((span) => undetermined(frame, span)),
    s("path", {
      d: stepPath(
        frame,
        spans.map(({ right, survival }) => [right, survival] as const),
        until,
      ),
      class: "survival-line duration-between",
    }),
    key(keyTop),
    riskRow(frame, longest, keyTop + 3 * ROW + 8),
  );
  return explorable(chart, points(frame, steps, result), label, "given");
}

function curveLine(frame: Frame, curve: Curve, until: number, style: string): Child {
  const steps = curve.time.map((time, i): [number, number] => [time, curve.survival[i] ?? 0]);
  return s("path", { d: stepPath(frame, steps, until), class: `survival-line ${style}` });
}

/** Where within a span the share falls, the data cannot say. */
function undetermined(
  frame: Frame,
  span: { left: number; right: number; mass: number; survival: number },
): Child {
  if (span.left === span.right) return null;
  const [x1, x2] = [frame.x(span.left), frame.x(span.right)];
  const [y1, y2] = [frame.y(span.survival + span.mass), frame.y(span.survival)];
  return s("rect", {
    x: px(x1),
    y: px(y1),
    width: px(x2 - x1),
    height: px(y2 - y1),
    fill: "url(#duration-hatch)",
  });
}

function key(top: number): Child {
  return (["longest", "between", "shortest"] as const).map((name, i) => [
    s("line", {
      x1: 0,
      x2: 26,
      y1: top + i * ROW,
      y2: top + i * ROW,
      class: `survival-line duration-${name}`,
    }),
    s("text", { x: 34, y: top + i * ROW + 4 }, NAMES[name]),
  ]);
}

function riskRow(frame: Frame, curve: Curve, y: number): Child {
  return [
    s("text", { x: 0, y: y + 4, class: "strong" }, "Under observation, if none of unknown end has ended"),
    frame.ticks.map((tick) =>
      s(
        "text",
        { x: px(frame.x(tick)), y: y + ROW + 4, "text-anchor": "middle" },
        String(atRisk(curve, tick)),
      ),
    ),
  ];
}

function points(
  frame: Frame,
  steps: readonly { time: number; low: number; high: number }[],
  result: DurationResult,
): ExplorePoint[] {
  return steps.map(({ time, low, high }) => {
    const inside = result.between.filter(({ right }) => right !== null && right <= time).at(-1);
    const share = inside ? inside.survival : 1;
    return {
      x: frame.x(time),
      y: frame.y(share),
      title: `More than ${time} calendar ${time === 1 ? "year" : "years"}`,
      detail: `${percent(low)} to ${percent(high)}, by what is supposed of unknown ends; Turnbull ${percent(share)}`,
    };
  });
}
