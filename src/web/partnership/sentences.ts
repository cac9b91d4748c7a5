import type { Asymmetry, MemberDetail } from "../data/partnership.ts";
import { capital, count, fixed, inWords, listWords, plural } from "../format/number.ts";

export type AdoptionOrder = "before" | "same" | "after" | "none" | "unknown";

/** Where a member's first known plan stands beside the first documented year. */
export function adoptionOrder(m: Pick<MemberDetail, "plans">, start: number): AdoptionOrder {
  if (m.plans.length === 0) return "none";
  const years = m.plans.flatMap((p) => (p.adopted === null ? [] : [p.adopted]));
  if (years.length === 0) return "unknown";
  const first = Math.min(...years);
  // A plan without a year may be earlier than the first dated one.
  if (first > start && years.length < m.plans.length) return "unknown";
  return first < start ? "before" : first === start ? "same" : "after";
}

/** Order in time and nothing more: when members first adopted a plan, seen from the first documented year. */
export function adoptionSentence(
  members: readonly Pick<MemberDetail, "plans" | "name">[],
  start: number | null,
): string {
  if (members.length === 0) return "No member is known by name";
  if (start === null)
    return "No first year of the arrangement is known, so its members’ plans cannot be placed before or after it";
  const groups = (order: AdoptionOrder) =>
    members.filter((m) => adoptionOrder(m, start) === order).map((m) => m.name);
  const say = (order: AdoptionOrder, words: (subject: string) => string) => {
    const names = groups(order);
    if (names.length === 0) return [];
    return [words(names.length <= 3 ? listWords(names) : `${inWords(names.length)} members`)];
  };
  const parts = [
    ...say("before", (who) => `${who} had adopted a plan before ${start}`),
    ...say("same", (who) => `${who} adopted a first plan in ${start}`),
    ...say("after", (who) => `${who} adopted a first plan later`),
    ...say("none", (who) => `no plan is on record for ${who}`),
    ...say("unknown", (who) => `for ${who} the order is unknown`),
  ];
  return capital(parts.join("; "));
}

const GROUPS: Record<string, string> = {
  L: "low income",
  LM: "lower middle income",
  UM: "upper middle income",
  H: "high income",
};

/** "high income (2010)": World Bank group and its year. */
export const incomeWords = (income: MemberDetail["income"]) =>
  income === null ? null : `${capital(GROUPS[income.group] ?? income.group)} (${income.year})`;

/** How far apart the sides were in income, or why that cannot be said. */
export function ratioSentence(a: Asymmetry, start: number | null): string {
  const { supportingGdp: giving, supportedGdp: receiving } = a;
  if (giving.of === 0 && receiving.of === 0)
    return "No member is coded as supporting or supported, so there are no two sides to compare by income.";
  if (giving.of === 0 || receiving.of === 0)
    return `Only a ${giving.of > 0 ? "supporting" : "supported"} side is on record, so there is no ratio of incomes.`;
  if (start === null) return "No first year is known, so incomes at the start cannot be compared.";
  if (a.gdpRatio === null || giving.median === null || receiving.median === null)
    return `GDP per person around ${start} is not known for the ${giving.median === null ? "supporting" : "supported"} side, so there is no ratio.`;
  const known =
    giving.known === giving.of && receiving.known === receiving.of
      ? ""
      : ` Known for ${giving.known} of ${giving.of} supporting and ${receiving.known} of ${receiving.of} supported members.`;
  return `GDP per person of the supporting side was ${times(a.gdpRatio)} that of the supported side in ${start} or the nearest earlier year (medians of USD ${count(giving.median)} and USD ${count(receiving.median)}, constant 2015 prices).${known} A gap in income does not tell who decided what.`;
}

const times = (ratio: number) => (ratio >= 10 ? `${count(ratio)} times` : `${fixed(ratio, 1)} times`);

/** Who hosted and who paid for the activities, with what is not known. */
export function weightSentence(a: Asymmetry): string {
  if (a.activities === 0) return "No activity is on record, so nothing can be said of who hosted or paid.";
  return `${capital(plural(a.activities, "activity", "activities"))} on record, adoptions of linked plans left aside. ${capital(sides(a.hosted, "hosted"))}. ${capital(sides(a.funded, "paid"))}.`;
}

/** "paid by a peer country: six; payer not named: two". */
function sides(n: Asymmetry["hosted"], did: "hosted" | "paid"): string {
  const words: [number, string][] = [
    [n.supporting, `${did} by the supporting side`],
    [n.supported, `${did} by the supported side`],
    [n.peer, `${did} by a peer country`],
    [n.third, `${did} by others`],
    [n.unknown, did === "hosted" ? "host not named" : "payer not named"],
  ];
  return words.flatMap(([k, who]) => (k > 0 ? [`${who}: ${inWords(k)}`] : [])).join("; ");
}

/** Where the first documented year comes from. */
export function basisWords(basis: string): string {
  const words: Record<string, string> = {
    start: "start as stated, or first documented where the note says so",
    announced: "year of the announcement; no start is stated",
    activity: "first dated activity; no start is stated",
    linked_adoption: "only the adoption of a linked plan is dated; no start is stated",
    none: "no year is known",
  };
  return Object.hasOwn(words, basis) ? (words[basis] as string) : basis.replaceAll("_", " ");
}
