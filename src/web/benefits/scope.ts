import { networkOf } from "../charts/network-links.ts";
import type { BenefitArrangement, BenefitsData } from "../data/benefits.ts";
import type { Arrangement, Rule } from "../data/twinning.ts";
import { standing } from "../twinning/standing.ts";

/** Two countries of one arrangement; where help is documented one way, `a` gives and `b` receives. */
export interface Pair {
  arrangement: BenefitArrangement;
  a: string;
  b: string;
  directed: boolean;
  since: number | null;
}

/** An arrangement that counts under the chosen definition. */
export interface Counting {
  arrangement: BenefitArrangement;
  /** First year by the definition's date rule; null is unknown. */
  since: number | null;
  /** Members who give, and the others who receive or are peers. Hosts and chairs are neither. */
  giving: string[];
  receiving: string[];
  /** Nobody gives in particular. */
  peersOnly: boolean;
  /** Who pairs with whom; empty where no source says. */
  pairs: Pair[];
}

/** Everything that depends on the chosen definition. */
export interface Scope {
  rule: Rule;
  counting: Counting[];
  /** Country → first year as twinned; null where no year is known. */
  twinned: Map<string, number | null>;
}

/** As the twinning pages know an arrangement; what neither the rule nor the drawing of pairs reads is left empty. */
const whole = (a: BenefitArrangement): Arrangement => ({
  ...a,
  phase: null,
  startBasis: "",
  end: null,
  lastDocumented: null,
  note: null,
  activities: [],
  undatedActivities: 0,
});

export function scopeOf(data: BenefitsData, definition: string): Scope {
  const rule = data.definitions.find(({ id }) => id === definition) ?? data.definitions[0];
  if (!rule) throw new Error("No definition of twinned");
  const twinned = new Map<string, number | null>();
  const counting: Counting[] = [];
  for (const arrangement of data.arrangements) {
    const { counts, since, members } = standing(whole(arrangement), rule);
    if (!counts) continue;
    for (const m of members) twinned.set(m.iso3, earliest(twinned.get(m.iso3), m.since));
    counting.push(countingOf(arrangement, since));
  }
  return { rule, counting, twinned };
}

const earliest = (a: number | null | undefined, b: number | null) =>
  a === null || a === undefined ? b : b === null ? a : Math.min(a, b);

function countingOf(arrangement: BenefitArrangement, since: number | null): Counting {
  const inRole = (...roles: string[]) =>
    arrangement.members.filter((m) => roles.includes(m.role)).map((m) => m.iso3);
  const giving = inRole("supporting");
  const { links, hubs } = networkOf([whole(arrangement)]);
  const pairs = links.map(({ from, to, directed }) => ({ arrangement, a: from, b: to, directed, since }));
  return {
    arrangement,
    since,
    giving,
    receiving: inRole("supported", "peer"),
    peersOnly: giving.length === 0,
    pairs: hubs.length > 0 ? [] : pairs,
  };
}

/** Countries that receive or take part as peers, once each, with the earliest known start. */
export function sideOf(scope: Scope, side: "giving" | "receiving"): Map<string, number | null> {
  const out = new Map<string, number | null>();
  for (const one of scope.counting)
    for (const iso3 of one[side]) out.set(iso3, earliest(out.get(iso3), one.since));
  return out;
}
