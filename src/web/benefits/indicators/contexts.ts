import { ratioApart } from "../../../evaluation/indices/spread.ts";
import type { Answer } from "../../../evaluation/indices/tally.ts";
import type { BenefitPlan, BenefitsData } from "../../data/benefits.ts";
import { fixed } from "../../format/number.ts";
import { partnershipLink } from "../../site-link.ts";
import { answerOf, type Indicator, type Unit } from "../indicator.ts";
import { lastYearOf, nameOf, valueAt, valueBy } from "../lookup.ts";
import type { Pair, Scope } from "../scope.ts";
import { unpaired } from "./money.ts";

/** A conflict-year as the usual threshold of the source has it. */
const CONFLICT_DEATHS = 25;

export interface PairGap {
  pair: Pair;
  name: string;
  /** Times apart in income at the start and in the last year of the series; null where unknown. */
  start: number | null;
  latest: number | null;
  /** Median over all possible pairs at the start. */
  usual: number | null;
}

const times = (value: number) => `${fixed(value, value < 10 ? 1 : 0)} times`;

export function incomeGaps(data: BenefitsData, scope: Scope): PairGap[] {
  const name = nameOf(data);
  const last = lastYearOf(data.gdp);
  const apart = (a: string, b: string, year: number | null) => {
    const [x, y] = year === null ? [] : [valueBy(data.gdp, a, year), valueBy(data.gdp, b, year)];
    return x && y ? ratioApart(x.value, y.value) : null;
  };
  return scope.counting
    .flatMap((one) => one.pairs)
    .map((pair) => ({
      pair,
      name: `${name(pair.a)} – ${name(pair.b)}`,
      start: apart(pair.a, pair.b, pair.since),
      latest: apart(pair.a, pair.b, last),
      usual: pair.since === null ? null : (data.pairs[pair.since]?.median ?? null),
    }));
}

type Found = [Answer, string];

function income({ start, usual, pair }: PairGap): Found {
  if (start === null || usual === null) return ["unknown", "start or an income unknown"];
  return [answerOf(start > usual), `${times(start)} in ${pair.since}; median pair ${times(usual)}`];
}

function wider({ start, latest }: PairGap): Found {
  if (start === null || latest === null) return ["unknown", "start or an income unknown"];
  return [answerOf(latest > start), `${times(start)} at the start, ${times(latest)} now`];
}

function conflict(data: BenefitsData, { a, b, since }: Pair): Found {
  const [x, y] = since === null ? [null, null] : [a, b].map((iso3) => valueAt(data.deaths, iso3, since));
  if (x === null || x === undefined || y === null || y === undefined)
    return ["unknown", "no figure on battle deaths for one partner or both"];
  const at = (deaths: number) => deaths >= CONFLICT_DEATHS;
  return [answerOf(at(x) !== at(y)), `${fixed(x, 0)} and ${fixed(y, 0)} deaths in ${since}`];
}

function lead(data: BenefitsData, { a, b }: Pair): Found {
  const latest = (iso3: string): BenefitPlan | undefined => data.plans.filter((p) => p.iso3 === iso3).at(-1);
  const [x, y] = [latest(a)?.lead ?? null, latest(b)?.lead ?? null];
  if (x === null || y === null) return ["unknown", "lead agency of a latest plan unknown, or no plan"];
  return [answerOf(x !== y), `${x.replaceAll("_", " ")} and ${y.replaceAll("_", " ")}`];
}

export function contextIndicators(data: BenefitsData, scope: Scope, gaps: readonly PairGap[]): Indicator[] {
  const region = new Map(data.countries.map((c) => [c.iso3, c.region]));
  const make = (
    id: string,
    statement: string,
    definition: string,
    answer: (gap: PairGap) => Found,
  ): Indicator => ({
    id: `context-${id}`,
    statement,
    unit: "pair of partners",
    definition: `${definition} An arrangement of which no source says who pairs with whom is one unit that is not known.`,
    decides: true,
    units: [
      ...scope.counting.filter((one) => one.pairs.length === 0).map(unpaired),
      ...gaps.map((gap): Unit => {
        const [found, why] = answer(gap);
        return {
          name: `${gap.name} (${gap.pair.arrangement.id})`,
          href: partnershipLink(gap.pair.arrangement.id),
          answer: found,
          why,
        };
      }),
    ],
  });
  return [
    make(
      "income",
      "Further apart in income than the median of all possible pairs",
      "GDP per person (constant 2015 US dollars) of the richer over that of the poorer partner, in the year of the start or up to three years before it; compared with all possible pairs of countries with a plan in that year.",
      income,
    ),
    make(
      "wider",
      "Further apart in income now than at the start",
      `The same ratio in ${lastYearOf(data.gdp)} or up to three years before it.`,
      wider,
    ),
    make(
      "region",
      "In different UN regions",
      "UN M49 regions: Africa, Americas, Asia, Europe, Oceania.",
      ({ pair }) => {
        const [x, y] = [region.get(pair.a), region.get(pair.b)];
        return x && y ? [answerOf(x !== y), `${x} and ${y}`] : ["unknown", "region unknown"];
      },
    ),
    make(
      "conflict",
      "Only one of the two at war at the start",
      `At least ${CONFLICT_DEATHS} battle-related deaths in the year of the start, in one country and not in the other. A year without a row is unknown, not peace, so that nearly all pairs are unknown.`,
      ({ pair }) => conflict(data, pair),
    ),
    make(
      "lead",
      "Latest plans led by different kinds of agency",
      "Kind of lead agency of each partner’s latest plan in the register; the nearest that the register has to plans that develop differently.",
      ({ pair }) => lead(data, pair),
    ),
  ];
}
