import { makeSpells } from "../core/spells.ts";
import { kaplanMeier, type SurvivalCurve } from "./kaplan-meier.ts";
import { type TurnbullResult, turnbull } from "./turnbull.ts";

/** A duration in whole units, of which the end may be unknown. */
export type Duration =
  | { state: "ended"; duration: number }
  | { state: "ongoing"; seen: number }
  /** Lasted at least `least`; whatever the end, it lies no later than `most` or has not come. */
  | { state: "unknown"; least: number; most: number };

export interface UnknownEnds {
  /** Every unknown end lies at the last trace. */
  shortest: SurvivalCurve;
  /** Nothing of unknown end has ended. */
  longest: SurvivalCurve;
  /** Every unknown end lies somewhere from the last trace to the last moment looked at. */
  between: TurnbullResult;
}

/**
 * Survival of durations where some ends are unknown, under the two extreme suppositions (Kaplan–Meier 1958) and by the
 * nonparametric maximum likelihood over all ends in between (Turnbull 1976). Ongoing = right-censored. The extremes are
 * of the suppositions, not of the curve: an early end makes the long tail rest on fewer, so the three may cross.
 * @throws EvaluationError where there is none.
 */
export function unknownEnds(durations: readonly Duration[], level = 0.95): UnknownEnds {
  const curve = (stop: (one: Duration) => number, event: (one: Duration) => boolean) =>
    kaplanMeier(makeSpells({ stop: durations.map(stop), event: durations.map(event) }), { level })
      .curves[0] as SurvivalCurve;
  return {
    shortest: curve(
      (one) => (one.state === "ended" ? one.duration : one.state === "ongoing" ? one.seen : one.least),
      ({ state }) => state !== "ongoing",
    ),
    longest: curve(
      (one) => (one.state === "ended" ? one.duration : one.state === "ongoing" ? one.seen : one.most),
      ({ state }) => state === "ended",
    ),
    between: turnbull({ left: durations.map(leftOf), right: durations.map(rightOf) }),
  };
}

/** In whole units, "at least 3" is "later than 2". */
const leftOf = (one: Duration) =>
  one.state === "ended" ? one.duration : one.state === "ongoing" ? one.seen : one.least - 1;

const rightOf = (one: Duration) =>
  one.state === "ended" ? one.duration : one.state === "ongoing" ? Number.POSITIVE_INFINITY : one.most;
