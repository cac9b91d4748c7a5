import { STATUS_LABEL } from "../data/common.ts";
import type { Arrangement, CountryData, PlanRecord } from "../data/country.ts";
import { capital, inWords, listWords } from "../format/number.ts";
import { gapWords, ordinal, periodWords } from "./plan-words.ts";

const ROLES: Record<string, string> = {
  supporting: "the supporting side",
  supported: "the supported side",
  peer: "a peer",
  facilitator: "a host or chair",
};
export const roleWords = (roles: readonly string[]) => listWords(roles.map((r) => ROLES[r] ?? r));

type Subject = Pick<CountryData, "plans" | "latest" | "twinning" | "arrangements">;

/** The plans in one or two sentences: how many, since when, and whether one is running. */
export function planSentence({ plans, latest }: Pick<CountryData, "plans" | "latest">): string {
  const first = plans[0];
  const last = plans.at(-1);
  if (!first || !last)
    return "No WPS national action plan was found. That is not proof that there is none: a plan that no source consulted names would be missing here.";
  const count =
    plans.length === 1
      ? "One WPS national action plan is on record"
      : `${capital(inWords(plans.length))} WPS national action plans are on record`;
  const only = plans.length === 1;
  const earliest = ordinal(first.sequence);
  const since =
    first.adopted === null
      ? `, ${only ? "its" : `the ${earliest} one’s`} year of adoption unknown`
      : `, ${only ? "" : `the ${earliest} `}adopted in ${first.adopted}`;
  const earlier =
    first.sequence > 1 ? ` It is counted as the ${ordinal(first.sequence)}; no earlier one was found.` : "";
  return `${count}${since}.${earlier} ${latestSentence(last, latest, only)}`;
}

function latestSentence(plan: PlanRecord, latest: CountryData["latest"], only: boolean): string {
  const subject = only ? "It" : `The latest, the ${ordinal(plan.sequence)},`;
  if (latest === "current") return `${subject} runs to ${plan.end}.`;
  if (latest === "expired")
    return `${subject} ended in ${plan.end}, and no later plan was found, which does not prove that there is none.`;
  return `Whether ${only ? "it" : "the latest"} is still in force is unknown: no source gives its last year.`;
}

/** A plan that another register names; says nothing of whether it exists. */
export const namedElsewhereWords = (period: string | null) =>
  period === null
    ? "Another register names a plan that the register of plans does not hold."
    : `Another register names a plan for ${period.replaceAll("-", "–")}; the register of plans does not hold it under those years.`;

/** Twinned or not under the default definition, in which role and since when. */
export function twinningSentence({ twinning, arrangements }: Subject): string {
  const counted = arrangements.filter((a) => a.counts !== "no").length;
  const others = arrangements.length - counted;
  const more =
    others === 0
      ? ""
      : ` ${capital(inWords(others))} other ${others === 1 ? "arrangement does" : "arrangements do"} not count as twinning under the site’s default definition.`;
  const role = twinning.roles.length > 0 ? `, as ${roleWords(twinning.roles)}` : "";
  if (twinning.status === "twinned")
    return `First documented as twinned in ${twinning.since}${role}.${endWords(arrangements)}${more}`;
  if (twinning.status === "undated")
    return `Documented as twinned${role}, but no source gives a year, so that it is kept apart from both the twinned and the not twinned.${more}`;
  if (others === 0)
    return "No twinning with another country is documented, nor any other arrangement of the twinning register; support received is listed under Money.";
  return `Not documented as twinned; ${others === 1 ? "the one arrangement" : `the ${inWords(others)} arrangements`} on record ${others === 1 ? "does" : "do"} not count as twinning under the site’s default definition.`;
}

/** The register's end years are not all stated ends; an arrangement's own note says which. */
const END_BASIS = "stated, planned or last documented";

/** When the dated arrangements that count ended, where that is documented; nothing is said of the others. */
function endWords(arrangements: readonly Arrangement[]): string {
  const dated = arrangements.filter((a) => a.counts === "dated");
  const ends = dated.flatMap((a) => a.left ?? a.end ?? []).sort((a, b) => a - b);
  if (ends.length === 0) return "";
  if (dated.length === 1) return ` The arrangement’s end on record is ${ends[0]} (${END_BASIS}).`;
  if (ends.length < dated.length)
    return ` Of the ${inWords(dated.length)} dated arrangements, ${inWords(ends.length)} ${ends.length === 1 ? "has" : "have"} an end on record: ${listWords(ends.map(String))} (${END_BASIS}).`;
  return ` The ${inWords(dated.length)} dated arrangements have their ends on record: ${listWords([...new Set(ends)].map(String))} (${END_BASIS}).`;
}

const FACTS: [string, (plan: PlanRecord) => unknown][] = [
  ["year of adoption", (p) => p.adopted],
  ["last year of the period", (p) => p.end],
  ["kind of lead agency", (p) => p.leadType],
  ["budget", (p) => p.budget],
  ["monitoring framework", (p) => p.monitoring],
  ["role of civil society", (p) => p.civilSociety],
];

/** How many of the plans' main facts are unknown, and which. */
export function unknownSentence(plans: readonly PlanRecord[]): string {
  if (plans.length === 0) return "";
  const total = plans.length * FACTS.length;
  const gaps = FACTS.map(([name, of]) => ({ name, plans: plans.filter((p) => of(p) === null) }));
  const missing = gaps.filter((g) => g.plans.length > 0);
  const n = missing.reduce((sum, g) => sum + g.plans.length, 0);
  const whose = plans.length === 1 ? "this plan" : "these plans";
  if (n === 0) return `All ${total} main facts of ${whose} are known.`;
  if (n === total)
    return `All ${total} main facts of ${whose} are unknown: ${listWords(FACTS.map(([name]) => name))}.`;
  const which = missing.map((g) => {
    if (plans.length === 1) return g.name;
    if (g.plans.length === plans.length) return `${g.name} (${plans.length === 2 ? "both" : "all"} plans)`;
    return `${g.name} (${listWords(g.plans.map((p) => ordinal(p.sequence)))})`;
  });
  return `Of the ${total} main facts of ${whose}, ${n} ${n === 1 ? "is" : "are"} unknown: ${listWords(which)}.`;
}

/** Title of the time axis: what the years show. */
export function generationsTitle({ plans, twinning, arrangements }: Subject): string {
  if (plans.length === 0)
    return arrangements.length === 0
      ? "No plan and no arrangement found"
      : `No plan found; a part in ${inWords(arrangements.length)} ${arrangements.length === 1 ? "arrangement" : "arrangements"} on plans`;
  const twinned =
    twinning.status === "twinned"
      ? `; first documented as twinned in ${twinning.since}`
      : twinning.status === "undated"
        ? `; ${STATUS_LABEL.undated.toLowerCase()}`
        : "";
  const [first, second] = plans;
  if (!first) return "";
  if (plans.length === 1) return `One plan, ${periodWords(first)}${twinned}`;
  if (plans.length === 2 && second) return `Two plans: ${gapWords(first, second)}${twinned}`;
  return `${capital(inWords(plans.length))} plans; ${followed(plans)}${twinned}`;
}

/** How often the next plan came late, in words for three plans and more. */
function followed(plans: readonly PlanRecord[]): string {
  let late = 0;
  let unknown = 0;
  for (const [i, plan] of plans.slice(0, -1).entries()) {
    const next = plans[i + 1];
    if (!next || plan.end === null || next.adopted === null) unknown += 1;
    else if (next.adopted > plan.end + 1) late += 1;
  }
  const known = plans.length - 1 - unknown;
  if (known === 0) return "how closely they followed each other is unknown";
  const rest = unknown === 0 ? "" : ` (${inWords(unknown)} unknown)`;
  const of =
    known === 1
      ? "the one later plan with known years"
      : `the ${inWords(known)} later ones${unknown > 0 ? " with known years" : ""}`;
  if (known === 1)
    return `${of} was ${late === 0 ? "not " : ""}adopted more than a year after the one before ended${rest}`;
  return `of ${of}, ${late === 0 ? "none" : inWords(late)} ${late > 1 ? "were" : "was"} adopted more than a year after the one before ended${rest}`;
}

/** What the bars of the time axis leave open, and what their colour says. */
export function generationsNote({ plans, arrangements, twinning }: Subject): string {
  const bars = plans.length + arrangements.length;
  const ends = [...plans.map((p) => p.end), ...arrangements.map((a) => a.left ?? a.end)];
  const open = ends.filter((end) => end === null).length;
  const which =
    bars === 1
      ? "the one bar"
      : open === bars
        ? `all ${inWords(bars)} bars`
        : `${inWords(open)} of ${inWords(bars)} bars`;
  const ending =
    open === 0
      ? ""
      : `The end is unknown for ${which}; an open bar is drawn two years long, a dotted line where no year is known. `;
  const colour =
    twinning.status === "twinned"
      ? "Arrangements that count as twinning under the default definition have its colour, and so have plans from the first year of twinning on."
      : twinning.status === "undated"
        ? "Arrangements that count as twinning under the default definition have its colour as an outline, and so have plans: the year is unknown."
        : "";
  return `${ending}${colour}`.trim();
}
