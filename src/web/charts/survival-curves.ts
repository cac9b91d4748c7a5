import type { Curve } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { atRisk, type Frame, stepArea, stepPath, survivalFrame } from "./survival-frame.ts";

export interface CurveGroup {
  status: "twinned" | "not_twinned";
  name: string;
  curve: Curve;
}

export interface CurveWords {
  /** Above the vertical axis. */
  what: string;
  /** Under the horizontal axis. */
  clock: string;
  /** What the event is called: "renewed". */
  event: string;
  label: string;
  /** Across the chart, where it must not be taken for a finding. */
  wrong?: string;
}

const ROW = 20;

/** Survival curves with their intervals, and below the axis how many were at risk. */
export function survivalCurves(groups: readonly CurveGroup[], width: number, words: CurveWords): HTMLElement {
  const years = Math.max(...groups.map(({ curve }) => curve.time.at(-1) ?? 0));
  const frame = survivalFrame(width, years, words.what, words.clock);
  const riskTop = frame.bottom + 62;
  const height = riskTop + groups.length * ROW * 2 + 6;
  const chart = canvas(
    { width, height },
    frame.content,
    words.wrong ? stamped(frame, words.wrong) : null,
    groups.map((group) => band(frame, group)),
    groups.map((group) => lineOf(frame, group, words.wrong !== undefined)),
    s("text", { x: 0, y: riskTop - 6, class: "strong" }, "At risk"),
    groups.map((group, i) => riskRow(frame, group, riskTop + i * ROW * 2 + 14)),
  );
  return explorable(
    chart,
    groups.flatMap((group) => pointsOf(frame, group, words.event)),
    words.label,
    "given",
  );
}

const last = ({ curve }: CurveGroup) => curve.time.at(-1) ?? 0;

const stepsOf = ({ curve }: CurveGroup) =>
  curve.time.map((time, i): [number, number] => [time, curve.survival[i] ?? 0]);

function band(frame: Frame, group: CurveGroup): Child {
  const { curve } = group;
  const known = curve.time.flatMap((time, i) => {
    const [low, high] = [curve.low[i], curve.high[i]];
    return typeof low === "number" && typeof high === "number" ? [{ time, low, high }] : [];
  });
  return s("path", { d: stepArea(frame, known, last(group)), class: `survival-band band-${group.status}` });
}

function lineOf(frame: Frame, group: CurveGroup, wrong: boolean): Child {
  const { curve, status } = group;
  return [
    s("path", {
      d: stepPath(frame, stepsOf(group), last(group)),
      class: `survival-line stroke-${status}${wrong ? " wrong-line" : ""}`,
    }),
    status === "twinned"
      ? curve.time.map((time, i) =>
          (curve.events[i] ?? 0) > 0
            ? s("circle", {
                cx: px(frame.x(time)),
                cy: px(frame.y(curve.survival[i] ?? 0)),
                r: 4,
                class: wrong ? "dot fill-undated" : "dot fill-twinned",
              })
            : null,
        )
      : null,
  ];
}

function stamped(frame: Frame, text: string): Child {
  const { right, top } = frame;
  return [
    s("rect", { x: right - 136, y: top - 27, width: 136, height: 24, class: "wrong-box" }),
    s("text", { x: right - 68, y: top - 11, "text-anchor": "middle", class: "wrong-label" }, text),
  ];
}

function riskRow(frame: Frame, group: CurveGroup, y: number): Child {
  return [
    s("line", {
      x1: 0,
      x2: 18,
      y1: y - 4,
      y2: y - 4,
      class: `survival-line stroke-${group.status}`,
    }),
    group.status === "twinned" ? s("circle", { cx: 9, cy: y - 4, r: 4, class: "dot fill-twinned" }) : null,
    s("text", { x: 24, y, class: `text-${group.status}` }, group.name),
    frame.ticks.map((tick) =>
      s(
        "text",
        { x: px(frame.x(tick)), y: y + ROW - 3, "text-anchor": "middle" },
        String(atRisk(group.curve, tick)),
      ),
    ),
  ];
}

function pointsOf(frame: Frame, group: CurveGroup, event: string): ExplorePoint[] {
  const { curve, name } = group;
  return curve.time.map((time, i) => {
    const [low, high] = [curve.low[i], curve.high[i]];
    const interval =
      typeof low === "number" && typeof high === "number"
        ? ` (interval ${percent(low)} to ${percent(high)})`
        : " (no interval)";
    return {
      x: frame.x(time),
      y: frame.y(curve.survival[i] ?? 0),
      title: `${name}, ${time} ${time === 1 ? "year" : "years"}`,
      detail: `${curve.events[i]} of ${curve.atRisk[i]} at risk ${event}; ${percent(curve.survival[i] ?? 0)} not yet${interval}`,
    };
  });
}
