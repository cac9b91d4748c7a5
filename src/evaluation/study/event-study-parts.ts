import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import type { Notice, Used } from "../core/result.ts";
import { chiSquare } from "../numeric/distributions.ts";
import { waldTest } from "../twfe/wald.ts";

/** Times before and from treatment on that are shown at most. */
export const EVENT_WINDOW = { before: 10, after: 10 } as const;

export interface EventCoefficient {
  at: number;
  estimate: number | null;
  se: number | null;
  /** Infinity = normal. */
  df: number;
  treated: number;
  reference?: true;
  reason?: string;
}

export interface Wald {
  kind: "F" | "chi_square";
  statistic: number;
  df: number;
  df2: number | null;
  p: number;
}

/** An event study as an estimator gives it, before bands are laid around it. */
export interface EventFit {
  /** By time since treatment, ascending. */
  coefficients: EventCoefficient[];
  /** Of two coefficients with standard errors, by place. */
  covariance(a: number, b: number): number;
  /** Critical value of a uniform band of the estimator's own; null = to be simulated. */
  critical: number | null;
  /** The standard errors, with their degrees of freedom, are made for few treated units. */
  smallSample: boolean;
  /** Joint test that the coefficients at these places are zero; null where their covariance cannot be inverted. */
  wald(places: readonly number[]): Wald | null;
  used: Used;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
}

/** Treated units seen at each time since treatment within the window, ascending by time. */
export function seenAt(panel: Panel): { at: number; units: number[] }[] {
  const found = new Map<number, number[]>();
  for (const i of unitsWhere(panel, (unit) => everTreated(panel, unit))) {
    for (let s = 0; s < panel.t; s++) {
      const at = panel.times[s]! - panel.first[i]!;
      if (!panel.observed[i * panel.t + s] || at < -EVENT_WINDOW.before || at >= EVENT_WINDOW.after) continue;
      found.set(at, [...(found.get(at) ?? []), i]);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([at, units]) => ({ at, units }));
}

/** Every unit is the only one of its date: what varies between such units is not seen. */
export function allAlone(panel: Panel, units: readonly number[]): boolean {
  return units.every((i) => panel.first.filter((date) => date === panel.first[i]).length === 1);
}

export function chiSquareWald(b: readonly number[], v: Float64Array): Wald | null {
  const test = waldTest(b, v, 1);
  if (!test) return null;
  const statistic = test.statistic * b.length;
  return {
    kind: "chi_square",
    statistic,
    df: b.length,
    df2: null,
    p: chiSquare.upper(statistic, b.length),
  };
}

/** @throws EvaluationError */
export function refuseWithoutBefore(): never {
  throw new EvaluationError(
    "No treated unit is observed before its treatment",
    { column: "period" },
    "Choose a longer period or another outcome",
  );
}
