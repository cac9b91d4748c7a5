import { scaleLinear } from "d3";
import type { Curve } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { px } from "./canvas.ts";

export interface Frame {
  x: (years: number) => number;
  y: (share: number) => number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  ticks: readonly number[];
  content: Child;
}

const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** Axes of a survival chart: years to the right, the share still without the event upwards. */
export function survivalFrame(width: number, years: number, what: string, clock: string): Frame {
  const [left, right, top] = [46, width - 14, 30];
  const bottom = top + (width < 520 ? 210 : 250);
  const x = scaleLinear([0, Math.max(1, years)], [left, right]);
  const y = scaleLinear([0, 1], [bottom, top]);
  const ticks = x.ticks(width < 520 ? 5 : 9).filter(Number.isInteger);
  return {
    x,
    y,
    left,
    right,
    top,
    bottom,
    ticks,
    content: [
      leftGrid(y, left, right, SHARES, (v) => percent(v), what),
      bottomAxis(x, bottom, ticks, String),
      s("text", { x: right, y: bottom + 36, "text-anchor": "end" }, clock),
    ],
  };
}

/** Steps from all (share 1 at time 0) down: each pair is a time and the share from then on. */
export function stepPath(frame: Frame, steps: readonly (readonly [number, number])[], until: number): string {
  const parts = [`M${px(frame.x(0))} ${px(frame.y(1))}`];
  for (const [time, share] of steps) parts.push(`H${px(frame.x(time))}V${px(frame.y(share))}`);
  parts.push(`H${px(frame.x(until))}`);
  return parts.join("");
}

/** The area between two lines of steps at the same times, as far as both are known. */
export function stepArea(
  frame: Frame,
  steps: readonly { time: number; low: number; high: number }[],
  until: number,
): string {
  if (steps.length === 0) return "";
  const up: string[] = [`M${px(frame.x(0))} ${px(frame.y(1))}`];
  const back: string[] = [];
  let low = 1;
  const at = (share: number) => px(frame.y(share));
  for (const step of steps) {
    const x = px(frame.x(step.time));
    up.push(`H${x}V${at(step.high)}`);
    back.unshift(`H${x}V${at(low)}`);
    low = step.low;
  }
  const end = px(frame.x(until));
  return `${up.join("")}H${end}V${at(low)}${back.join("")}H${px(frame.x(0))}Z`;
}

/** Share without the event at a time. */
export function shareAt(curve: Curve, time: number): number {
  let share = 1;
  for (const [i, at] of curve.time.entries()) if (at <= time) share = curve.survival[i] ?? share;
  return share;
}

/** How many were under observation at a time, or at the next one at which someone left. */
export function atRisk(curve: Curve, time: number): number {
  const at = curve.time.findIndex((t) => t >= Math.max(time, 1));
  return at < 0 ? 0 : (curve.atRisk[at] ?? 0);
}
