import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Control } from "./types.ts";

/** Which times and units take part, and which cohorts an effect is asked for. */
export interface Plan {
  times: number[];
  /** Cohorts with an effect, ascending. */
  groups: number[];
  /** Unit (or row) takes part: it was not treated from the first time on. */
  keep: (first: number) => boolean;
  /** First treated time as the estimator sees it: Infinity also where treatment comes after the last time. */
  firstOf: (first: number) => number;
  dropped: Notice[];
  warnings: Notice[];
}

/**
 * @param first first treated time of each unit, Infinity = never. @param times ascending.
 * @throws EvaluationError when no cohort can be compared.
 */
export function planCohorts(
  first: Float64Array,
  times: readonly number[],
  control: Control,
  anticipation: number,
): Plan {
  const horizon = times[times.length - 1]! + anticipation;
  const firstOf = (value: number) => (value > horizon ? Number.POSITIVE_INFINITY : value);
  const start = times[0]! + anticipation;
  const keep = (value: number) => value > start;
  const counts = new Map<number, number>();
  for (const value of first) counts.set(firstOf(value), (counts.get(firstOf(value)) ?? 0) + 1);
  const dropped: Notice[] = [];
  const early = [...counts].filter(([value]) => !keep(value));
  if (early.length > 0) {
    const count = early.reduce((total, [, units]) => total + units, 0);
    const words = `${count} units left out: treated from the first time on${anticipation > 0 ? ", anticipation included" : ""}`;
    dropped.push(
      notice("always_treated", words, { count, items: early.map(([value]) => value).sort(byValue) }),
    );
  }
  const cohorts = [...counts.keys()].filter((value) => keep(value) && Number.isFinite(value)).sort(byValue);
  if (cohorts.length === 0) throw nobodyTreated();
  const plan: Plan = { times: [...times], groups: cohorts, keep, firstOf, dropped, warnings: [] };
  return counts.has(Number.POSITIVE_INFINITY) ? plan : withoutNever(plan, control, anticipation);
}

/** Without never-treated units the last cohort stands for comparison, up to its own treatment. */
function withoutNever(plan: Plan, control: Control, anticipation: number): Plan {
  if (control === "never") {
    throw new EvaluationError(
      "No unit is never treated",
      { column: "firstTreated" },
      'Compare with units not treated yet: control: "not_yet"',
    );
  }
  const last = plan.groups[plan.groups.length - 1]!;
  const times = plan.times.filter((time) => time < last - anticipation);
  const cut = plan.times.filter((time) => time >= last - anticipation);
  const groups = plan.groups
    .slice(0, -1)
    .filter((group) => times.some((time) => time < group - anticipation));
  if (groups.length === 0) throw nobodyTreated();
  const words = `${cut.length} times left out: from ${cut[0]} on every unit is treated`;
  const dropped = notice("times_without_controls", words, { count: cut.length, items: cut });
  const warning = notice(
    "no_never_treated",
    `No unit is never treated; the last cohort (${last}) stands for comparison only and has no effect of its own`,
    { items: [last] },
  );
  return {
    ...plan,
    times,
    groups,
    dropped: [...plan.dropped, dropped],
    warnings: [...plan.warnings, warning],
  };
}

function nobodyTreated(): EvaluationError {
  return new EvaluationError(
    "No cohort is treated after the first time with another one to compare it with",
    { column: "firstTreated" },
    "Give a panel in which some units become treated within it and others later or never",
  );
}

const byValue = (a: number, b: number) => a - b;
