import type { GapPlan, MethodsData } from "../data/methods.ts";
import { inWords, listWords } from "../format/number.ts";

/** What must not be concluded: the tempting sentence, and why it does not follow. */
export interface Limit {
  claim: string;
  why: string;
}

const ORDINAL = ["", "first", "second", "third", "fourth", "fifth", "sixth"];

/**
 * "one", with the doubt where the period of the cost is not that of the plan in the plan register: then the figure may
 * belong to another plan.
 */
export function gapWords(gaps: readonly GapPlan[]): string {
  if (gaps.length === 0) return "none";
  const doubts = gaps
    .filter((g) => g.costPeriod !== null && g.planPeriod !== null && g.costPeriod !== g.planPeriod)
    .map(
      (g) =>
        `the cost for ${g.country} covers ${g.costPeriod}, the plan register’s ${ORDINAL[g.sequence] ?? g.sequence} plan ${g.planPeriod}`,
    );
  if (doubts.length === 0) return inWords(gaps.length);
  const which = gaps.length === 1 ? "if the figure belongs" : "if the figures belong";
  return `${inWords(gaps.length)}, ${which} to ${gaps.length === 1 ? "that plan" : "those plans"} (${listWords(doubts)})`;
}

export function limits(data: MethodsData): Limit[] {
  const { facts, window } = data;
  return [
    {
      claim: "“Twinning works”, or “twinning does not work”.",
      why: "The site shows associations. Countries that twin chose each other, are few, and differ in income, age of plan and much else. No source that was found measures the effect of twinning on implementation.",
    },
    {
      claim: "“The difference is statistically significant.”",
      why: "Not with the usual tools: with so few twinned countries they sound the alarm far too often. The table below has the numbers.",
    },
    {
      claim: "“Twinned plans last longer, so twinning keeps plans alive.”",
      why: "A plan must last long enough to be twinned at all. Counting that waiting time as twinned makes twinning look good by itself: in a simulation in which it does nothing (hazard ratio 1.00), the naive comparison gives 0.52. Spells are therefore split at the year of twinning.",
    },
    {
      claim: "“The plan ran out.”",
      why: `No later plan found is not the same as no later plan. Status was worked out by rule for the start of ${window.last + 1}.`,
    },
    {
      claim: "“Aid with the gender marker pays for the plan.”",
      why: "Marker aid is all aid with an equality aim, to any sector. It is never set against a plan’s cost here.",
    },
    {
      claim: "“The gap is the cost less the aid.”",
      why: `A gap needs a cost and money for the same plan, period and basis. Of ${facts.plans} plans, that holds for ${gapWords(facts.gaps)}; for the others the reason is given.`,
    },
    {
      claim: "“The index rose between two reports.”",
      why: "Editions of the WPS Index and vintages of the Gender Inequality Index are worked out anew each time and cover other countries. Only values of one edition are compared.",
    },
    {
      claim: "“Women in parliament show that the plan is carried out.”",
      why: "National outcomes move for many reasons, elections and quotas first. They describe the country, not the plan.",
    },
    {
      claim: "“Not listed means not twinned.”",
      why: "The register is a find, not a census. “Not twinned” means that no arrangement was found that fits the definition.",
    },
    {
      claim: "“Under this definition it shows.”",
      why: "A definition chosen after seeing the result proves nothing. Say which one you used, and look at the others.",
    },
  ];
}
