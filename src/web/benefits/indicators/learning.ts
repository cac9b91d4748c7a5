import type { BenefitActivity, BenefitsData } from "../../data/benefits.ts";
import { partnershipLink } from "../../site-link.ts";
import type { Indicator } from "../indicator.ts";
import type { Scope } from "../scope.ts";

export const THEME_LABEL: Record<string, string> = {
  gender_training_police_military: "Gender training of police and military",
  gender_mainstreaming: "Gender mainstreaming",
  monitoring_evaluation: "Monitoring and evaluation",
  participation: "Participation",
  protection: "Protection",
  other: "No theme named, or another: unknown",
};

/** Themes that the page of 2012 hopes for and the register codes. */
const HOPED = new Set(["gender_training_police_military", "gender_mainstreaming"]);

/** Activities of the arrangements that count. */
export function countingActivities(data: BenefitsData, scope: Scope): BenefitActivity[] {
  const own = new Set(scope.counting.map(({ arrangement }) => arrangement.id));
  return data.activities.filter((a) => own.has(a.arrangement));
}

export function learningIndicators(data: BenefitsData, scope: Scope): Indicator[] {
  const activities = countingActivities(data, scope);
  const unit = (a: BenefitActivity) => ({
    name: `${a.id}: ${a.what}`,
    href: partnershipLink(a.arrangement),
  });
  return [
    {
      id: "learning-theme",
      statement: "The activity is on gender training of police and military, or on mainstreaming",
      unit: "activity",
      definition:
        "Theme that the source names, as coded in the register; adoptions of linked plans are not activities. Where the source names no theme, or one outside the list, the answer is unknown: the code does not tell these two apart.",
      units: activities.map((a) => ({
        ...unit(a),
        answer: a.theme === "other" ? "unknown" : HOPED.has(a.theme) ? "yes" : "no",
        why: THEME_LABEL[a.theme] ?? a.theme,
      })),
      decides: true,
    },
    {
      id: "learning-conduct",
      statement: "The activity is on the conduct of peacekeepers",
      unit: "activity",
      definition:
        "The register has no code for this theme, so it is unknown for every activity. It could be told from the agendas of the activities.",
      units: activities.map((a) => ({ ...unit(a), answer: "unknown", why: "no such code in the register" })),
      decides: true,
    },
  ];
}
