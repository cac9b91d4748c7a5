import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import type { CohortColumn } from "../regression/panel-model.ts";

export interface Window {
  /** Relative times that have no coefficient. */
  reference: readonly number[];
  min: number;
  max: number;
  /** Pool what lies beyond min and max into the end coefficients (else those cells are left out). */
  bins: boolean;
}

/** Relative times with a coefficient, ascending, and how many units inform each. */
export interface RelativeTimes {
  times: number[];
  units: number[];
  /** Cells outside the window that are left out. */
  outside: number;
}

/** Time since the first treatment, pooled at the ends; null for never treated and for cells outside. */
export function relativeTime(first: number, time: number, window: Window): number | null {
  if (!Number.isFinite(first)) return null;
  const raw = time - first;
  if (window.bins) return Math.min(window.max, Math.max(window.min, raw));
  return raw < window.min || raw > window.max ? null : raw;
}

export function relativeTimes(panel: Panel, window: Window): RelativeTimes {
  const units = new Map<number, number>();
  let outside = 0;
  const add = (first: number, count: number, seen: (s: number) => boolean) => {
    const here = new Set<number>();
    for (let s = 0; s < panel.t; s++) {
      if (!seen(s)) continue;
      const relative = relativeTime(first, panel.times[s]!, window);
      if (relative === null) outside += count;
      else here.add(relative);
    }
    for (const relative of here) units.set(relative, (units.get(relative) ?? 0) + count);
  };
  if (panel.balanced) {
    for (const [first, count] of cohortSizes(panel)) add(first, count, () => true);
  } else {
    for (let i = 0; i < panel.n; i++) {
      if (Number.isFinite(panel.first[i]!))
        add(panel.first[i]!, 1, (s) => panel.observed[i * panel.t + s] === 1);
    }
  }
  for (const one of window.reference) if (!units.has(one)) throw unknownReference(one, units);
  const times = [...units.keys()].filter((e) => !window.reference.includes(e)).sort((a, b) => a - b);
  return { times, units: times.map((e) => units.get(e) as number), outside };
}

/** Units of each finite first treated time. */
function cohortSizes(panel: Panel): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const first of panel.first) {
    if (Number.isFinite(first)) sizes.set(first, (sizes.get(first) ?? 0) + 1);
  }
  return sizes;
}

function unknownReference(one: number, units: Map<number, number>): EvaluationError {
  const seen = [...units.keys()].sort((a, b) => a - b);
  return new EvaluationError(
    `No treated unit is observed at relative time ${one}, the reference`,
    { column: "reference", value: String(one) },
    seen.length === 0
      ? "The panel has no treated unit"
      : `Choose one from ${seen[0]} to ${seen[seen.length - 1]}`,
  );
}

/** Indicator columns in a given order: of collinear ones the later are left out. */
export function relativeColumns(times: readonly number[], window: Window): CohortColumn[] {
  return times.map((e) => ({
    name: String(e),
    value: (first, time) => (relativeTime(first, time, window) === e ? 1 : 0),
  }));
}

/** The panel without cells of treated units outside the window. */
export function withinWindow(panel: Panel, window: Window): Panel {
  const observed = panel.observed.slice();
  let observations = panel.observations;
  for (let i = 0; i < panel.n; i++) {
    if (!Number.isFinite(panel.first[i]!)) continue;
    for (let s = 0; s < panel.t; s++) {
      const cell = i * panel.t + s;
      if (!observed[cell] || relativeTime(panel.first[i]!, panel.times[s]!, window) !== null) continue;
      observed[cell] = 0;
      observations--;
    }
  }
  return { ...panel, observed, observations, balanced: false };
}
