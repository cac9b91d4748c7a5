import type { OverviewData } from "../data/overview.ts";
import { count, inWords, listWords, plural } from "../format/number.ts";

type Numbers = OverviewData["numbers"];

/** How the twinned countries come about: arrangements with a year, and those without. */
export function arrangementsWords(n: Numbers, undatedCountries: number): string {
  const dated = `In ${plural(n.datedArrangements, "arrangement")} with a known year, of ${count(n.arrangements)} on record.`;
  if (n.undatedArrangements === 0) return dated;
  const more = `${inWords(undatedCountries)} more ${undatedCountries === 1 ? "country" : "countries"}`;
  return `${dated} ${n.undatedArrangements === 1 ? "One more arrangement has" : `${inWords(n.undatedArrangements)} more arrangements have`} no known year and add${n.undatedArrangements === 1 ? "s" : ""} ${more}.`;
}

/** What has become of each country's last known plan. */
export function endedWords(n: Numbers): string {
  const named =
    n.laterNamed === 0
      ? ""
      : ` (for ${inWords(n.laterNamed)} of them the funding register names a later plan)`;
  return `Period reaches into 2026 or later. ${count(n.expired)} last plans have ended with no successor in the plan register${named}; for ${count(n.statusUnknown)} the end is unknown.`;
}

export function budgetWords(n: Numbers): string {
  const partly =
    n.budgetPartial === 0 ? "" : ` ${count(n.budgetPartial)} more have one only in part or beside the plan.`;
  return `Plans that a source says are budgeted, costed or paid for.${partly} For ${count(n.plans - n.budgetKnown)} plans nothing was found: unknown, not zero.`;
}

/** Countries that the line of plans misses, wholly or for some years. */
export function missingWords(neverDated: readonly string[], laterDated: OverviewData["laterDated"]): string {
  const never =
    neverDated.length === 0
      ? []
      : [
          `${listWords(neverDated)} ${neverDated.length === 1 ? "is" : "are"} not in the line: no year of a plan is known`,
        ];
  const late = laterDated.map((c) => `${c.name} only from ${c.year}: the year of its first plan is unknown`);
  return [...never, ...late].join("; ");
}
