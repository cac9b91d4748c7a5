import type { Status } from "../data/common.ts";
import type { PlanYears } from "../data/countries.ts";
import type { Arrangement, YearValue } from "../data/country.ts";

/** Part of a bar in one state of twinning; years as numbers, 2009 being the start of that year. */
export interface Piece {
  from: number;
  to: number;
  status: Status;
}

export interface Span {
  pieces: Piece[];
  /** No known start or end: drawn without a cap on that side. */
  openStart: boolean;
  openEnd: boolean;
}

export interface Twinning {
  status: Status;
  since: number | null;
}

/** Length that is drawn, in years, where the end or start is unknown. */
export const OPEN_YEARS = 2;

/** The bar of a plan, cut where twinning begins; null where no year is known. */
export function planSpan(plan: PlanYears, twinning: Twinning): Span | null {
  const start = plan.start ?? plan.adopted;
  if (start === null) return plan.end === null ? null : openLeft(plan.end, twinning);
  const openEnd = plan.end === null;
  const to = plan.end === null ? start + OPEN_YEARS : plan.end + 1;
  return { pieces: cut(start, to, twinning), openStart: false, openEnd };
}

const openLeft = (end: number, twinning: Twinning): Span => ({
  pieces: cut(end + 1 - OPEN_YEARS, end + 1, twinning),
  openStart: true,
  openEnd: false,
});

function cut(from: number, to: number, { status, since }: Twinning): Piece[] {
  if (status !== "twinned" || since === null || since <= from) return [{ from, to, status }];
  if (since >= to) return [{ from, to, status: "not_twinned" }];
  return [
    { from, to: since, status: "not_twinned" },
    { from: since, to, status: "twinned" },
  ];
}

/** The bar of an arrangement; null where no year is known. */
export function arrangementSpan(a: Arrangement): Span | null {
  const status: Status =
    a.counts === "dated" ? "twinned" : a.counts === "undated" ? "undated" : "not_twinned";
  const start = a.joined ?? a.start ?? a.announced;
  const end = a.left ?? a.end;
  if (start === null && end === null) return null;
  if (start === null && end !== null)
    return { pieces: [{ from: end + 1 - OPEN_YEARS, to: end + 1, status }], openStart: true, openEnd: false };
  const from = start ?? 0;
  const to = end === null ? from + OPEN_YEARS : Math.max(end, from) + 1;
  return { pieces: [{ from, to, status }], openStart: false, openEnd: end === null };
}

/** A partial date as a number of years: the middle of what is known. */
export function yearPoint(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  if (!month) return (year ?? 0) + 0.5;
  return (year ?? 0) + (month - 1 + (day ? day / 31 : 0.5)) / 12;
}

/** First and last year that the axis must show: 2000 to 2030, or more. */
export function yearsShown(
  plans: readonly PlanYears[],
  arrangements: readonly Arrangement[],
): [number, number] {
  const spans = [
    ...plans.map((p) => planSpan(p, { status: "not_twinned", since: null })),
    ...arrangements.map(arrangementSpan),
  ];
  const pieces = spans.flatMap((s) => s?.pieces ?? []);
  return [
    Math.min(2000, ...pieces.map((p) => p.from), ...plans.flatMap((p) => p.adopted ?? [])),
    Math.max(2030, ...pieces.map((p) => p.to)),
  ];
}

/** Runs of neighbouring years with a value: a line never crosses a missing year. */
export function runs(
  series: readonly YearValue[],
  of: (y: YearValue) => number | null,
): [number, number][][] {
  const out: [number, number][][] = [];
  let previous: number | null = null;
  for (const item of series) {
    const value = of(item);
    if (value === null) continue;
    const run = out.at(-1);
    if (run && previous === item.year - 1) run.push([item.year, value]);
    else out.push([[item.year, value]]);
    previous = item.year;
  }
  return out;
}

/** A text cut to a width in pixels. */
export function cutText(text: string, width: number, size = 12.5): string {
  const most = Math.floor(width / (size * 0.54));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
