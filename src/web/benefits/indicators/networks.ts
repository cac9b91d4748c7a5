import { type Contact, contactsBy, reach } from "../../../evaluation/indices/contacts.ts";
import { type Spread, spreadOf } from "../../../evaluation/indices/spread.ts";
import type { BenefitsData } from "../../data/benefits.ts";
import { fixed } from "../../format/number.ts";
import { countryLink } from "../../site-link.ts";
import { answerOf, type Indicator, type Unit } from "../indicator.ts";
import { nameOf } from "../lookup.ts";
import type { Scope } from "../scope.ts";

/** Years after the start over which reach is compared. */
export const REACH_YEARS = 5;
export const STEPS = 2;
const FIRST_YEAR = 2004;

export interface ReachOf {
  iso3: string;
  since: number | null;
  /** Countries within reach, for each year of `years`. */
  reach: number[];
  degree: number[];
}

export interface Reached {
  years: number[];
  twinned: ReachOf[];
  /** Other countries with a plan, for each year. */
  others: Spread[];
  otherReach: Map<string, number[]>;
  /** Arrangements in the drawing, and those left out for want of a year or of a second member. */
  used: number;
  undated: number;
  left: number;
}

/**
 * Who could be met through other arrangements than those that make a country twinned: these link their members by
 * definition, so that their reach would grow whatever twinning does.
 */
export function reached(data: BenefitsData, scope: Scope): Reached {
  const own = new Set(scope.counting.map(({ arrangement }) => arrangement.id));
  const other = data.arrangements.filter(({ id }) => !own.has(id));
  const contacts: Contact[] = [];
  let undated = 0;
  for (const { start, members } of other) {
    const partners = members.filter((m) => m.role !== "facilitator").map((m) => m.iso3);
    if (partners.length < 2) continue;
    if (start === null) undated += 1;
    else contacts.push({ members: partners, since: start });
  }
  const years = Array.from({ length: data.lastYear - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);
  const byYear = years.map((year) => contactsBy(contacts, year));
  const along = (iso3: string, steps: number) => byYear.map((met) => reach(met, iso3, steps));
  const others = data.countries.filter((c) => c.hasPlan && !scope.twinned.has(c.iso3));
  const otherReach = new Map(others.map(({ iso3 }) => [iso3, along(iso3, STEPS)]));
  return {
    years,
    twinned: [...scope.twinned].map(([iso3, since]) => ({
      iso3,
      since,
      reach: along(iso3, STEPS),
      degree: along(iso3, 1),
    })),
    others: years.flatMap((_, i) => spreadOf([...otherReach.values()].map((r) => r[i] ?? 0)) ?? []),
    otherReach,
    used: contacts.length,
    undated,
    left: own.size,
  };
}

/** Growth of reach from the year before the start to some years after it, or to the last year. */
function grown(data: BenefitsData, { years, twinned, otherReach, used, left }: Reached): Unit[] {
  const name = nameOf(data);
  if (used < left)
    return twinned.map(({ iso3 }) => ({
      name: name(iso3),
      href: countryLink(iso3),
      answer: "unknown",
      why: `too few other arrangements are left: ${used}`,
    }));
  return twinned.map(({ iso3, since, reach: own }) => {
    const base = { name: name(iso3), href: countryLink(iso3) };
    const from = since === null ? -1 : years.indexOf(since - 1);
    if (since === null || from < 0)
      return { ...base, answer: "unknown" as const, why: "first year as twinned unknown" };
    const to = Math.min(from + 1 + REACH_YEARS, years.length - 1);
    const growth = (values: readonly number[]) => (values[to] ?? 0) - (values[from] ?? 0);
    const usual = spreadOf([...otherReach.values()].map(growth))?.median ?? 0;
    return {
      ...base,
      answer: answerOf(growth(own) > usual),
      why: `${years[from]} to ${years[to]}: ${own[from]} to ${own[to]} countries; median of the others ${usual < 0 ? "" : "+"}${fixed(usual, 0)}`,
    };
  });
}

function joined(data: BenefitsData, scope: Scope): Unit[] {
  const name = nameOf(data);
  return [...scope.twinned].map(([iso3, since]) => {
    const own = data.memberships.filter((m) => m.iso3 === iso3);
    const years = own.flatMap((m) => (m.joined === null ? [] : [m.joined]));
    const after = since !== null && years.some((year) => year >= since);
    const allBefore = since !== null && own.length > 0 && years.length === own.length && !after;
    return {
      name: name(iso3),
      href: countryLink(iso3),
      answer: answerOf(after ? true : allBefore ? false : null),
      why:
        own.length === 0
          ? "in no list of members found"
          : `twinned since ${since ?? "an unknown year"}; ${own.map((m) => `${m.network}: ${m.joined ?? "year unknown"}`).join("; ")}`,
    };
  });
}

export const networkIndicators = (data: BenefitsData, scope: Scope, found: Reached): Indicator[] => [
  {
    id: "network-reach",
    statement: `Reach grew more than for the median other country with a plan within ${REACH_YEARS} years`,
    unit: "twinned country",
    definition: `Reach: other countries that can be reached in at most ${STEPS} steps through arrangements in common, those aside that make countries twinned; whom a country met stays met. From the year before the start to ${REACH_YEARS} years after it, or to ${data.lastYear}. Unknown throughout where fewer other arrangements are left than count under the definition: then there is little left to grow through.`,
    units: grown(data, found),
    decides: true,
  },
  {
    id: "network-joined",
    statement: "The country joined a learning network in its first year as twinned or later",
    unit: "twinned country",
    definition:
      "Networks of the register. “No” only where the year of joining is known for all networks that list the country; lists are incomplete, so a country on no list is unknown.",
    units: joined(data, scope),
    decides: true,
  },
];
