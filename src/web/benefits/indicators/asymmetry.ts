import {
  directionPart,
  hostPart,
  incomePart,
  PARTS,
  type PaternalismParts,
  payPart,
  type Range,
  weightedRange,
} from "../../../evaluation/indices/paternalism.ts";
import { ratioApart } from "../../../evaluation/indices/spread.ts";
import type { BenefitsData } from "../../data/benefits.ts";
import { fixed } from "../../format/number.ts";
import { partnershipLink } from "../../site-link.ts";
import { answerOf, type Indicator } from "../indicator.ts";
import { valueBy } from "../lookup.ts";
import type { Counting, Scope } from "../scope.ts";

export const EVEN_WEIGHTS = PARTS.map(() => 1);
const HALF = 0.5;

export const PART_LABEL: Record<(typeof PARTS)[number], string> = {
  income: "Income gap",
  direction: "Direction of help",
  host: "Who hosts",
  pay: "Who pays",
};

export interface Uneven {
  counting: Counting;
  /** Giving over receiving side; between peers, richest over poorest. */
  ratio: number | null;
  activities: number;
  hostKnown: number;
  payerKnown: number;
  parts: PaternalismParts;
}

/** Richest over poorest peer; null where an income is unknown, for the ratio could only be larger. */
function peerRatio(data: BenefitsData, { receiving, since }: Counting): number | null {
  if (since === null || receiving.length < 2) return null;
  const incomes = receiving.flatMap((iso3) => valueBy(data.gdp, iso3, since)?.value ?? []);
  if (incomes.length < receiving.length) return null;
  return ratioApart(Math.max(...incomes), Math.min(...incomes));
}

function ratioOf(data: BenefitsData, one: Counting): number | null {
  if (one.peersOnly) return peerRatio(data, one);
  const { supporting, supported, peer } = one.arrangement.gdp;
  const receiving = supported ?? peer;
  return supporting === null || receiving === null ? null : supporting / receiving;
}

/** Activities that one side paid for alone: the giving side, or a single peer among peers. */
function payers(data: BenefitsData, one: Counting): { alone: number; otherwise: number; unknown: number } {
  const out = { alone: 0, otherwise: 0, unknown: 0 };
  const giving = new Set(one.giving);
  const receiving = new Set(one.receiving);
  for (const { arrangement, funders } of data.activities) {
    if (arrangement !== one.arrangement.id) continue;
    const others = funders.filter((f) => receiving.has(f));
    const alone = one.peersOnly
      ? others.length === 1
      : others.length === 0 && funders.some((f) => giving.has(f));
    out[funders.length === 0 ? "unknown" : alone ? "alone" : "otherwise"] += 1;
  }
  return out;
}

export function unevenness(data: BenefitsData, scope: Scope): Uneven[] {
  return scope.counting.map((counting) => {
    const { hosted, direction } = counting.arrangement;
    const { supporting, supported, peer, third, unknown } = hosted;
    const hosts = { giving: supporting, receiving: supported + peer, third, unknown };
    const paid = payers(data, counting);
    const ratio = ratioOf(data, counting);
    const activities = supporting + supported + peer + third + unknown;
    return {
      counting,
      ratio,
      activities,
      hostKnown: activities - unknown,
      payerKnown: paid.alone + paid.otherwise,
      parts: {
        income: incomePart(ratio),
        direction: directionPart(direction),
        host: hostPart(hosts),
        pay: payPart(paid),
      },
    };
  });
}

export const indexOf = ({ parts }: Uneven, weights: readonly number[]): Range | null =>
  weightedRange(
    PARTS.map((part) => parts[part]),
    weights,
  );

/** Above half, below half, or the unknown parts decide. */
const aboveHalf = (range: Range | null): boolean | null => {
  if (!range) return null;
  if (range.low > HALF) return true;
  return range.high < HALF ? false : null;
};

export const rangeText = ({ low, high }: Range) =>
  fixed(low, 2) === fixed(high, 2) ? fixed(low, 2) : `${fixed(low, 2)} to ${fixed(high, 2)}`;

export function asymmetryIndicators(
  uneven: readonly Uneven[],
  weights: readonly number[] = EVEN_WEIGHTS,
): Indicator[] {
  const make = (
    id: string,
    statement: string,
    definition: string,
    decides: boolean,
    pick: (one: Uneven) => Range | null,
    why: (one: Uneven) => string = () => "",
  ): Indicator => ({
    id: `asymmetry-${id}`,
    statement,
    definition,
    unit: "arrangement",
    decides,
    units: uneven.map((one) => {
      const range = pick(one);
      return {
        name: one.counting.arrangement.name,
        href: partnershipLink(one.counting.arrangement.id),
        answer: answerOf(aboveHalf(range)),
        why: [range ? rangeText(range) : "no weight given", why(one)].filter(Boolean).join("; "),
      };
    }),
  });
  return [
    make(
      "index",
      "The index of paternalism lies above one half",
      "Mean of the four parts below, each from 0 (even) to 1 (one-sided), all of equal weight; “no” where it lies below one half, unknown where the parts that are not known decide.",
      true,
      (one) => indexOf(one, weights),
    ),
    make(
      "direction",
      "Help flows one way",
      "Direction of documented flows: one way 1, both ways 0.",
      false,
      (one) => one.parts.direction,
      (one) => one.counting.arrangement.direction.replace("_", " "),
    ),
    make(
      "income",
      "The giving side has more than twice the income per person",
      "1 less the receiving side’s median GDP per person over that of the giving side, at the start; above one half means more than twice. Between peers the richest and the poorest are taken.",
      false,
      (one) => one.parts.income,
      (one) => (one.ratio === null ? "ratio unknown" : `ratio ${fixed(one.ratio, 1)}`),
    ),
    make(
      "host",
      "Most activities take place on the giving side’s ground",
      "Share of activities hosted by the giving side; ground of neither side counts half, peers among peers count 0, an unknown host 0 to 1.",
      false,
      (one) => one.parts.host,
      (one) => `host known for ${one.hostKnown} of ${one.activities}`,
    ),
    make(
      "pay",
      "One side alone pays for most activities",
      "Share of activities that the giving side, or a single peer, paid for without the receiving side or the other peers; an unknown payer is 0 to 1.",
      false,
      (one) => one.parts.pay,
      (one) => `payer known for ${one.payerKnown} of ${one.activities}`,
    ),
  ];
}
