import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice } from "../core/result.ts";

/** Each observation's time is known to lie in (left, right]; left = right: exactly there; right = Infinity: later than left. */
export interface TurnbullInput {
  left: ArrayLike<number>;
  right: ArrayLike<number>;
}

export interface TurnbullOptions {
  /** Bound on how much likelier, per observation on the log scale, any other distribution can be. Default 1e-9. */
  tolerance?: number;
  /** Default 200,000. */
  maxIterations?: number;
}

/** A span to which the data give mass. Where in it the mass lies they cannot tell. */
export interface TurnbullInterval {
  /** Excluded, unless it equals `right`. */
  left: number;
  /** Included; Infinity where the mass lies after the last time known. */
  right: number;
  mass: number;
  /** Share still without the event after `right`. */
  survival: number;
}

export interface TurnbullResult {
  n: number;
  exact: number;
  interval: number;
  rightCensored: number;
  intervals: readonly TurnbullInterval[];
  loglik: number;
  iterations: number;
  converged: boolean;
  /** Reached value of the bound that `tolerance` is about. */
  gap: number;
  warnings: readonly Notice[];
}

/** Masses below this are of the algorithm, not of the data. */
const NEGLIGIBLE = 1e-7;

/**
 * Distribution of a time of which only intervals are known: the nonparametric maximum-likelihood estimate (Turnbull 1976),
 * by self-consistency over the innermost intervals. It stops on the gradient's bound of the log likelihood (Gentleman and
 * Geyer 1994), so that a slow step is not taken for the maximum. Without interval-censored times it equals Kaplan–Meier.
 * Assumes that what left a time unknown says nothing about it. @throws EvaluationError.
 */
export function turnbull({ left, right }: TurnbullInput, options: TurnbullOptions = {}): TurnbullResult {
  const tolerance = options.tolerance ?? 1e-9;
  const maxIterations = options.maxIterations ?? 200_000;
  const n = left.length;
  check(left, right);
  const spans = innermost(left, right);
  const reach = Array.from({ length: n }, (_, i) => reachOf(left[i]!, right[i]!, spans));
  let mass = new Float64Array(spans.length).fill(1 / spans.length);
  let gap = Number.POSITIVE_INFINITY;
  let iterations = 0;
  while (iterations < maxIterations) {
    const gradient = gradientAt(mass, reach);
    gap = gradient.reduce((most, value) => Math.max(most, value), 0) - 1;
    if (gap <= tolerance) break;
    mass = mass.map((value, j) => value * gradient[j]!);
    iterations++;
  }
  const converged = gap <= tolerance;
  const words = `The estimate had not settled after ${iterations} steps: other distributions may be likelier by up to ${gap.toExponential(1)} per observation`;
  const kinds = Array.from({ length: n }, (_, i) => kindOf(left[i]!, right[i]!));
  return {
    n,
    exact: kinds.filter((kind) => kind === "exact").length,
    interval: kinds.filter((kind) => kind === "interval").length,
    rightCensored: kinds.filter((kind) => kind === "right").length,
    intervals: described(spans, mass),
    loglik: reach.reduce((sum, [from, to]) => sum + Math.log(total(mass, from, to)), 0),
    iterations,
    converged,
    gap,
    warnings: converged ? [] : [notice("no_convergence", words, { count: iterations })],
  };
}

function check(left: ArrayLike<number>, right: ArrayLike<number>): void {
  if (left.length === 0)
    throw new EvaluationError("There is no observation", {}, "Give at least one interval");
  if (left.length !== right.length)
    throw new EvaluationError(
      `left has ${left.length} entries, right ${right.length}`,
      { column: "right" },
      "Give both ends of every interval, Infinity where the right one is open",
    );
  for (let i = 0; i < left.length; i++) {
    if (Number.isFinite(left[i]) && right[i]! >= left[i]!) continue;
    throw new EvaluationError(
      `The interval from ${left[i]} to ${right[i]} is none`,
      { column: "left", row: i + 1 },
      "Let left be a number no greater than right",
    );
  }
}

const kindOf = (left: number, right: number) =>
  left === right ? "exact" : right === Number.POSITIVE_INFINITY ? "right" : "interval";

interface Span {
  left: number;
  right: number;
}

/** At one time, what begins there and includes it comes first, then what ends there, then what begins just after. */
const CLOSED_LEFT = 0;
const RIGHT = 1;
const OPEN_LEFT = 2;

/** Where a left end is directly followed by a right end: only there can the maximum have mass. */
function innermost(left: ArrayLike<number>, right: ArrayLike<number>): Span[] {
  const ends: { at: number; order: number }[] = [];
  for (let i = 0; i < left.length; i++) {
    ends.push({ at: left[i]!, order: left[i] === right[i] ? CLOSED_LEFT : OPEN_LEFT });
    ends.push({ at: right[i]!, order: RIGHT });
  }
  ends.sort((a, b) => (a.at === b.at ? a.order - b.order : a.at - b.at));
  return ends.flatMap((end, k) => {
    const before = ends[k - 1];
    return before && end.order === RIGHT && before.order !== RIGHT
      ? [{ left: before.at, right: end.at }]
      : [];
  });
}

/** First and last span inside an observation's interval: they lie side by side. */
function reachOf(left: number, right: number, spans: readonly Span[]): readonly [number, number] {
  const inside = (span: Span) => {
    if (left === right) return span.left === left && span.right === right;
    const begins = span.left === span.right ? span.left > left : span.left >= left;
    return begins && span.right <= right;
  };
  return [spans.findIndex(inside), spans.findLastIndex(inside)];
}

function total(mass: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let j = from; j <= to; j++) sum += mass[j]!;
  return sum;
}

/** Average over observations of 1/P(interval) where the span lies in it: 1 at the maximum, below 1 where mass is 0. */
function gradientAt(mass: Float64Array, reach: readonly (readonly [number, number])[]): Float64Array {
  const out = new Float64Array(mass.length);
  for (const [from, to] of reach) {
    const share = 1 / (total(mass, from, to) * reach.length);
    for (let j = from; j <= to; j++) out[j]! += share;
  }
  return out;
}

function described(spans: readonly Span[], mass: Float64Array): TurnbullInterval[] {
  const kept = spans.flatMap((span, j) => (mass[j]! > NEGLIGIBLE ? [{ ...span, mass: mass[j]! }] : []));
  const all = kept.reduce((sum, span) => sum + span.mass, 0);
  let gone = 0;
  return kept.map((span) => {
    gone += span.mass / all;
    return { ...span, mass: span.mass / all, survival: Math.max(0, 1 - gone) };
  });
}
