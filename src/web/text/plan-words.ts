import type { LatestStatus, PlanYears } from "../data/countries.ts";
import { inWords } from "../format/number.ts";

const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");

/** "first" … "tenth", then "11th plan" style numbers. */
export const ordinal = (n: number) => ORDINALS[n - 1] ?? `${n}th`;

/** A plan's years as far as they are known: "2009–2013", "from 2016, end unknown", "adopted 2021, period unknown". */
export function periodWords({ adopted, start, end }: PlanYears): string {
  if (start !== null && end !== null) return start === end ? String(start) : `${start}–${end}`;
  if (start !== null) return `from ${start}, end unknown`;
  if (end !== null) return `to ${end}, start unknown`;
  return adopted === null ? "years unknown" : `adopted ${adopted}, period unknown`;
}

/** Caveat on a cost whose years lie outside those of the plan it is tied to. */
export const otherYearsWords = (costYears: string, plan: PlanYears) =>
  `The cost covers ${costYears.replaceAll("-", "–")}, the plan register has plan ${plan.sequence} in ${periodWords(plan)}: the registers may number plans differently.`;

/** Year of the first plan; a later generation that is the earliest one found does not give it. */
export const firstAdopted = (plans: readonly PlanYears[]): number | null =>
  plans[0]?.sequence === 1 ? plans[0].adopted : null;

/** State of a country's latest plan in a few words, for lists. */
export function latestWords(latest: LatestStatus): string {
  if (latest === "none") return "no plan found";
  if (latest === "current") return "still running";
  if (latest === "expired") return "ended, no later plan found";
  return "whether it still runs is unknown";
}

/** The time between a plan's end and the next one's adoption, or that it cannot be known. */
export function gapWords(plan: PlanYears, next: PlanYears): string {
  const which = ordinal(next.sequence);
  if (plan.end === null || next.adopted === null) return `how closely the ${which} plan followed is unknown`;
  const years = next.adopted - plan.end;
  if (years === 0)
    return `the ${which} plan was adopted in the year in which the ${ordinal(plan.sequence)} ended`;
  const span = Math.abs(years) === 1 ? "one year" : `${inWords(Math.abs(years))} years`;
  return years > 0
    ? `the ${which} plan was adopted ${span} after the ${ordinal(plan.sequence)} one’s last year`
    : `the ${which} plan was adopted ${span} before the ${ordinal(plan.sequence)} one’s last year`;
}
