import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { notice, type ResultBase } from "../core/result.ts";
import { statisticAt } from "../permutation/null-distribution.ts";
import { evaluatorFor } from "../permutation/permutation-test.ts";
import { planAssignments } from "../permutation/plan.ts";
import { type DrawOptions, referenceDraws } from "../permutation/reference-draws.ts";
import { adjustP } from "./adjust.ts";
import { romanoWolf } from "./romano-wolf.ts";

export interface OutcomesOptions extends DrawOptions {
  strata?: boolean;
  /** Names of covariates; they must be in each panel. Default: none. */
  covariates?: readonly string[];
}

export interface OutcomesResult extends ResultBase {
  outcomes: {
    name: string;
    estimate: number;
    /** β over its CR0 standard error: outcomes on different scales become comparable. */
    statistic: number;
    /** Of this outcome alone. */
    p: number;
    /** Romano–Wolf step-down and single-step. */
    romanoWolf: number;
    singleStep: number;
    holm: number;
  }[];
  exact: boolean;
  draws: number;
}

/**
 * Several outcomes of the same units, tested by the same reassignments of the treatment dates, so that the correlation
 * between outcomes is kept: Romano–Wolf from permutations of the studentised statistic.
 * @throws EvaluationError when the panels differ in units or dates.
 */
export function permuteOutcomes(
  panels: Readonly<Record<string, Panel>>,
  options: OutcomesOptions = {},
): OutcomesResult {
  const names = Object.keys(panels);
  const first = panels[names[0] ?? ""];
  if (!first) {
    throw new EvaluationError("There are no outcomes to test", {}, "Give at least one panel");
  }
  for (const name of names) checkSame(first, panels[name]!, name);
  const { covariates = [] } = options;
  const plan = planAssignments(first, options);
  const reference = referenceDraws(plan, options);
  const k = names.length;
  const evaluators = names.map((name) => evaluatorFor(panels[name]!, plan, "t", covariates));
  const row = new Float64Array(5);
  const observed = evaluators.map((evaluator) => {
    evaluator.evaluate(plan.treated, row);
    return { estimate: row[0]!, t: statisticAt(row, 0, "t") };
  });
  const draws = new Float64Array(reference.count * k);
  let at = 0;
  reference.visit((assigned) => {
    for (const evaluator of evaluators) {
      evaluator.evaluate(assigned, row);
      draws[at++] = statisticAt(row, 0, "t");
    }
  });
  const t = observed.map((entry) => entry.t);
  const joint = romanoWolf(t, draws, reference.exact);
  const holm = adjustP(joint.raw, "holm");
  const warnings = [...first.notices, ...plan.notices];
  const undefinedDraws = draws.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  if (undefinedDraws > 0) {
    const words = `${undefinedDraws} statistics of reassigned dates are undefined; they count as if they spoke against an effect`;
    warnings.push(notice("undefined_draws", words, { count: undefinedDraws }));
  }
  return {
    call: {
      method: "permuteOutcomes",
      options: {
        outcomes: names,
        covariates: [...covariates],
        strata: options.strata ?? first.strata !== null,
        exact: reference.exact,
        draws: reference.count,
      },
    },
    used: usedOf(first),
    dropped: first.dropped,
    warnings,
    outcomes: names.map((name, j) => ({
      name,
      estimate: observed[j]!.estimate,
      statistic: t[j]!,
      p: joint.raw[j]!,
      romanoWolf: joint.p[j]!,
      singleStep: joint.singleStep[j]!,
      holm: holm[j]!,
    })),
    exact: reference.exact,
    draws: reference.count,
  };
}

function checkSame(first: Panel, other: Panel, name: string): void {
  const same =
    other.n === first.n &&
    other.units.every((unit, i) => unit === first.units[i] && other.first[i] === first.first[i]);
  if (same) return;
  throw new EvaluationError(
    `Outcome ${name} has other units or dates of treatment than the first outcome`,
    { column: name },
    "Make all panels from the same units, with gaps where an outcome is not known",
  );
}
