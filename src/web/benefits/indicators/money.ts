import type { BenefitSupport, BenefitsData } from "../../data/benefits.ts";
import { countryLink, partnershipLink } from "../../site-link.ts";
import { answerOf, type Indicator, type Unit } from "../indicator.ts";
import { nameOf, planName, plansSince } from "../lookup.ts";
import type { Counting, Pair, Scope } from "../scope.ts";

/** Does a support go from one partner to the other, in the direction of help where there is one? */
export const isWithin = (support: BenefitSupport, { a, b, directed }: Pair) =>
  (support.donor === a && support.recipients.includes(b)) ||
  (!directed && support.donor === b && support.recipients.includes(a));

const list = (supports: readonly BenefitSupport[]) =>
  supports.map((x) => `${x.id} (${x.year ?? "year unknown"})`).join(", ");

/** Money that a source documents within an arrangement. Never "no": a missing amount is not the absence of money. */
function documented(data: BenefitsData, scope: Scope): Indicator {
  const units = scope.counting.map((one): Unit => {
    const { id, name } = one.arrangement;
    const paid = data.activities.filter((x) => x.arrangement === id && x.amount !== null);
    const tied = data.supports.filter(
      (x) => x.amount !== null && x.link.includes("twinning") && one.pairs.some((p) => isWithin(x, p)),
    );
    const found = [...paid.map((x) => x.id), ...tied.map((x) => x.id)];
    return {
      name,
      href: partnershipLink(id),
      answer: found.length > 0 ? "yes" : "unknown",
      why: found.length > 0 ? `an amount in ${found.join(", ")}` : "no amount found in any of its rows",
    };
  });
  return {
    id: "money-documented",
    statement: "An amount of money is documented within the arrangement",
    unit: "arrangement",
    definition:
      "An activity of the arrangement has an amount, or a support from one partner to the other that its source ties to a twinning has one. Where none is found the answer is unknown: the register does not record that there was no money.",
    units,
    decides: true,
  };
}

/** Support to the partner's plan or WPS work, before and after the start. */
function started(data: BenefitsData, scope: Scope): Indicator {
  const name = nameOf(data);
  return {
    id: "money-after",
    statement: "The partner’s support is documented after the start and not before it",
    unit: "pair of partners",
    definition:
      "Documented support from the giving to the receiving partner (between peers: either way), by the year of decision. “No” where it is documented before the start already; unknown where none is documented, where neither year is known, or where no source says who pairs with whom.",
    units: [
      ...scope.counting.filter((one) => one.pairs.length === 0).map(unpaired),
      ...scope.counting
        .flatMap((one) => one.pairs)
        .map((pair): Unit => {
          const own = data.supports.filter((x) => isWithin(x, pair));
          const dated = own.filter((x) => x.year !== null);
          const { since } = pair;
          const known = since !== null && dated.length > 0;
          return {
            name: `${name(pair.a)} – ${name(pair.b)} (${pair.arrangement.id})`,
            href: partnershipLink(pair.arrangement.id),
            answer: answerOf(known ? dated.every((x) => (x.year ?? 0) >= since) : null),
            why:
              own.length === 0
                ? "no support between them documented"
                : `start ${since ?? "unknown"}; ${list(own)}`,
          };
        }),
    ],
    decides: true,
  };
}

/** An arrangement of which no source says who pairs with whom, as one unit that is not known. */
export const unpaired = ({ arrangement: { id, name } }: Counting): Unit => ({
  name,
  href: partnershipLink(id),
  answer: "unknown",
  why: "no source says who pairs with whom",
});

function budgets(data: BenefitsData, scope: Scope): Indicator {
  const units = receivingStarts(scope).flatMap(([iso3, since]) => {
    const plans = since === null ? [] : plansSince(data, iso3, since).since;
    if (plans.length === 0)
      return [
        {
          name: nameOf(data)(iso3),
          href: countryLink(iso3),
          answer: "unknown" as const,
          why: since === null ? "start of the arrangement unknown" : "no plan adopted since",
        },
      ];
    return plans.map(
      (plan): Unit => ({
        name: planName(data, plan),
        href: countryLink(iso3),
        answer: answerOf(plan.budget === null ? null : plan.budget !== "no"),
        why: plan.budget === null ? "nothing found on a budget" : `budget: ${plan.budget}`,
      }),
    );
  });
  return {
    id: "money-budget",
    statement: "The plan that a receiving country or peer adopted since has a budget",
    unit: "plan",
    definition:
      "Plans adopted in the year of the first documented cooperation or later; yes and partial count as a budget. A country without such a plan is one unit that is not known.",
    units,
    decides: true,
  };
}

function receivingStarts(scope: Scope): [string, number | null][] {
  const out = new Map<string, number | null>();
  for (const one of scope.counting)
    for (const iso3 of one.receiving) {
      const had = out.get(iso3);
      out.set(iso3, had === undefined || had === null ? one.since : Math.min(had, one.since ?? had));
    }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1));
}

export const moneyIndicators = (data: BenefitsData, scope: Scope): Indicator[] => [
  documented(data, scope),
  started(data, scope),
  budgets(data, scope),
];
