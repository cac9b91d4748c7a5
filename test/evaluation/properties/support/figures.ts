import { expect } from "vitest";
import { EvaluationError } from "../../../../src/evaluation/core/errors.ts";

type Maybe = number | null;

/** One number with its uncertainty. */
export interface Figure {
  name: string;
  estimate: Maybe;
  se: Maybe;
  p: Maybe;
  low: Maybe;
  high: Maybe;
}

/** What of a result must follow when its data are changed in a known way. */
export interface Figures {
  figures: Figure[];
  /** Cohorts and other times of the clock of the data. */
  dates: number[];
  /** Shares and test statistics: no change of units may touch them. */
  unitless: Maybe[];
  /** The effect of treatment over all treated cells, where the estimator has one. */
  headline: Maybe;
}

/** Figures, or the words "refused": data an estimator rejects it must reject in every disguise. */
export function figuresOrRefusal(run: () => Figures): Figures | "refused" {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) return "refused";
    throw error;
  }
}

const RELATIVE = 1e-7;
/** Standard errors are roots: what is zero in theory comes out as the root of rounding. */
const ROOT_OF_ROUNDING = 1e-6;

/**
 * Expects that estimates are those of before times `factor`, standard errors times its size, intervals likewise (their
 * ends exchanged where it is negative), p the same, and dates moved by `years`.
 */
export function expectFollows(
  after: Figures | "refused",
  before: Figures | "refused",
  { factor = 1, years = 0 }: { factor?: number; years?: number } = {},
): void {
  if (before === "refused" || after === "refused") {
    expect(after).toBe(before);
    return;
  }
  const size = Math.abs(factor);
  expect(after.figures.map(({ name }) => name)).toEqual(before.figures.map(({ name }) => name));
  expect(after.dates).toEqual(before.dates.map((date) => date + years));
  before.figures.forEach((old, at) => {
    const now = after.figures[at] as Figure;
    close(now.estimate, times(old.estimate, factor), size, `estimate of ${old.name}`);
    if (negligible(old.se, 1) && negligible(now.se, size)) return;
    close(now.se, times(old.se, size), size, `standard error of ${old.name}`);
    close(now.p, old.p, 1, `p of ${old.name}`);
    const [low, high] = factor > 0 ? [old.low, old.high] : [old.high, old.low];
    close(now.low, times(low, factor), size, `lower end of ${old.name}`);
    close(now.high, times(high, factor), size, `upper end of ${old.name}`);
  });
  expect(after.unitless).toHaveLength(before.unitless.length);
  before.unitless.forEach((old, at) => {
    close(after.unitless[at] ?? null, old, 1, `number ${at}`);
  });
}

const times = (value: Maybe, factor: number) => (value === null ? null : value * factor);
const negligible = (se: Maybe, size: number) => se === null || Math.abs(se) < ROOT_OF_ROUNDING * size;

/** @param scale what counts as one in the unit of the values. */
export function close(value: Maybe, target: Maybe, scale: number, what: string): void {
  if (value === null || target === null) {
    expect(value, what).toBe(target);
    return;
  }
  const off = Math.abs(value - target);
  if (off <= RELATIVE * Math.max(scale, Math.abs(target))) return;
  expect(value, what).toBe(target);
}
