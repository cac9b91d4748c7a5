import { type Spread, spreadOf } from "../../../evaluation/indices/spread.ts";
import type { BenefitPlan, BenefitsData } from "../../data/benefits.ts";
import { fixed } from "../../format/number.ts";
import { countryLink } from "../../site-link.ts";
import { answerOf, type Indicator, type Unit } from "../indicator.ts";
import { lastYearOf, nameOf, plansSince, valueAt, valueBy } from "../lookup.ts";
import type { Scope } from "../scope.ts";

/** How a plan is read by the sources together. */
export type Look = "outward" | "inward" | "both" | "conflicting" | "unknown";

export function lookOf({ readings }: BenefitPlan): Look {
  const all = new Set(readings.map((r) => r.orientation));
  if (all.size === 0) return "unknown";
  return all.size > 1 ? "conflicting" : ([...all][0] as Look);
}

export interface Supporter {
  iso3: string;
  name: string;
  role: "supporting" | "high-income peer";
  since: number | null;
  plans: BenefitPlan[];
  /** Change in women in parliament since the start, percentage points, with its years; null where unknown. */
  change: { from: number; to: number; value: number } | null;
  /** Changes of other countries with a plan over the same years. */
  others: Spread | null;
}

/** Those who give, and peers of high income at the start: the side of which the page of 2012 fears that it looks abroad only. */
export function supporters(data: BenefitsData, scope: Scope): Supporter[] {
  const found = new Map<string, { since: number | null; role: Supporter["role"] }>();
  const note = (iso3: string, since: number | null, role: Supporter["role"]) => {
    const had = found.get(iso3);
    const first = had?.since ?? since;
    found.set(iso3, {
      since: since === null || first === null ? first : Math.min(first, since),
      role: had?.role === "supporting" ? "supporting" : role,
    });
  };
  for (const one of scope.counting) {
    for (const iso3 of one.giving) note(iso3, one.since, "supporting");
    if (!one.peersOnly || one.since === null) continue;
    for (const iso3 of one.receiving)
      if (valueBy(data.income, iso3, one.since, 99)?.value === "H") note(iso3, one.since, "high-income peer");
  }
  const name = nameOf(data);
  const to = lastYearOf(data.parliament);
  return [...found]
    .map(([iso3, { since, role }]) => ({
      iso3,
      name: name(iso3),
      role,
      since,
      plans: data.plans.filter((p) => p.iso3 === iso3),
      ...domestic(data, iso3, since, to, new Set(found.keys())),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function domestic(
  data: BenefitsData,
  iso3: string,
  since: number | null,
  to: number,
  left: ReadonlySet<string>,
): Pick<Supporter, "change" | "others"> {
  if (since === null || since >= to) return { change: null, others: null };
  const change = (one: string) => {
    const [a, b] = [valueAt(data.parliament, one, since), valueAt(data.parliament, one, to)];
    return a === null || b === null ? null : Math.round((b - a) * 100) / 100;
  };
  const own = change(iso3);
  return {
    change: own === null ? null : { from: since, to, value: own },
    others: spreadOf(
      data.countries.filter((c) => c.hasPlan && !left.has(c.iso3)).flatMap((c) => change(c.iso3) ?? []),
    ),
  };
}

function outward(data: BenefitsData, { iso3, since }: Supporter): Pick<Unit, "answer" | "why"> {
  if (since === null) return { answer: "unknown", why: "start of its support unknown" };
  const plans = plansSince(data, iso3, since).since;
  const read = plans.map((plan) => ({ plan, look: lookOf(plan) }));
  const last = read.filter(({ look }) => look !== "unknown").at(-1);
  const words = read.map(({ plan, look }) => `plan ${plan.sequence} (${plan.adopted}) ${look}`).join(", ");
  if (!last) return { answer: "unknown", why: words || "no plan adopted since" };
  return { answer: answerOf(last.look === "conflicting" ? null : last.look === "outward"), why: words };
}

function foreignLed(data: BenefitsData, { iso3, since }: Supporter): Pick<Unit, "answer" | "why"> {
  if (since === null) return { answer: "unknown", why: "start of its support unknown" };
  const plans = plansSince(data, iso3, since).since;
  const last = plans.filter((plan) => plan.lead !== null).at(-1);
  if (!last?.lead)
    return { answer: "unknown", why: plans.length === 0 ? "no plan adopted since" : "lead agencies unknown" };
  return {
    answer: answerOf(last.lead === "foreign_affairs"),
    why: `plan ${last.sequence} (${last.adopted}): ${last.lead.replaceAll("_", " ")}`,
  };
}

function lagging({ change, others }: Supporter): Pick<Unit, "answer" | "why"> {
  if (!change || !others) return { answer: "unknown", why: "start of its support or a share unknown" };
  return {
    answer: answerOf(change.value < others.median),
    why: `${change.from} to ${change.to}: ${fixed(change.value, 1)} points; median of ${others.n} others ${fixed(others.median, 1)}`,
  };
}

export function bypassIndicators(data: BenefitsData, found: readonly Supporter[]): Indicator[] {
  const make = (
    id: string,
    statement: string,
    definition: string,
    answer: (one: Supporter) => Pick<Unit, "answer" | "why">,
  ): Indicator => ({
    id: `bypass-${id}`,
    statement,
    definition,
    unit: "supporting country",
    decides: true,
    units: found.map((one) => ({ name: one.name, href: countryLink(one.iso3), ...answer(one) })),
  });
  return [
    make(
      "outward",
      "The latest plan since the start looks outward only",
      "The latest plan adopted in the year of the start or later of which any source says where it looks; unknown where sources disagree or none speaks.",
      (one) => outward(data, one),
    ),
    make(
      "lead",
      "The latest plan since the start is led by the foreign ministry",
      "Lead agency of the latest plan adopted in the year of the start or later whose lead is known; a stand-in, for a foreign ministry can lead a plan that looks inward too.",
      (one) => foreignLed(data, one),
    ),
    make(
      "parliament",
      "Women in parliament grew less since the start than in the median other country with a plan",
      "Change in women’s share of seats in the lower or single house from the year of the start to the last year, in percentage points, beside the median change of the countries with a plan that are not on the giving side.",
      lagging,
    ),
  ];
}
