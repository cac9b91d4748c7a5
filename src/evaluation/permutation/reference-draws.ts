import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { AssignmentPlan } from "./plan.ts";
import { type Visit, visitAll, visitRandom } from "./visit.ts";

/** How many assignments are looked at. */
export interface DrawOptions {
  /** Random assignments where not all are enumerated. Default 9999. */
  draws?: number;
  /** Needed unless all assignments are enumerated. */
  random?: Random;
  /** "auto" (default): all assignments when there are no more than `limit`; true: always; false: never. */
  exact?: "auto" | boolean;
  /** Default 200,000. */
  limit?: number;
}

export interface ReferenceDraws {
  exact: boolean;
  /** Assignments visited: all of them, or the number of draws. */
  count: number;
  /** What p is a share of: `count` when exact, the draws and the observed assignment when not. */
  total: number;
  visit(each: Visit): void;
}

const MOST = 20_000_000;

/** @throws EvaluationError for draws that are no positive whole number, a missing generator, or too many to enumerate. */
export function referenceDraws(plan: AssignmentPlan, options: DrawOptions): ReferenceDraws {
  const { draws = 9999, random, exact = "auto", limit = 200_000 } = options;
  if (exact === true && plan.distinct > MOST) {
    throw new EvaluationError(
      `There are ${plan.distinct} assignments, too many to go through`,
      {},
      "Draw random assignments instead",
    );
  }
  if (exact === true || (exact === "auto" && plan.distinct <= limit)) {
    const count = plan.distinct;
    return { exact: true, count, total: count, visit: (each) => visitAll(plan, each) };
  }
  if (!(Number.isInteger(draws) && draws > 0)) {
    throw new EvaluationError(
      "The number of draws must be a positive whole number",
      { value: String(draws) },
      "Use 9999",
    );
  }
  if (!random) {
    throw new EvaluationError(
      "Random assignments need a seeded generator",
      { column: "random" },
      "Pass random: seeded(1)",
    );
  }
  return {
    exact: false,
    count: draws,
    total: draws + 1,
    visit: (each) => visitRandom(plan, draws, random, each),
  };
}
