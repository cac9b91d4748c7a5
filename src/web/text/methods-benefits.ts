import type { MethodsData, MethodsFacts } from "../data/methods.ts";
import { count, fixed, inWords, listWords, plural } from "../format/number.ts";

/** A benefit or drawback that the page of 2012 names, and what the register has on it. */
export interface Expectation {
  name: string;
  has: string;
  page: string;
  link: string;
}

const n = (record: Record<string, number>, key: string) => record[key] ?? 0;

function moneyWords(f: MethodsFacts): string {
  const genuine =
    f.activityAmountsGenuine === 0
      ? "none of them to twinning or cross-learning: what twinning itself costs is unknown"
      : `${f.activityAmountsGenuine} of them to twinning or cross-learning`;
  return `${plural(f.activityAmounts, "activity", "activities")} of ${f.activities} ${f.activityAmounts === 1 ? "has" : "have"} an amount, ${genuine}. ${tiedWords(f.tiedSupports)}`;
}

type Tied = MethodsFacts["tiedSupports"];

/** Supports that a source ties to a twinning, which is not to say that they paid for it. */
export function tiedWords(tied: Tied): string {
  const known = tied.flatMap((t) => (t.amount === null ? [] : [{ ...t, amount: t.amount }]));
  if (tied.length === 0) return "No support is tied to a twinning.";
  if (known.length === 0)
    return `${plural(tied.length, "support")} tied to a twinning ${tied.length === 1 ? "has" : "have"} no known amount.`;
  const each = known.map(
    (t) => `${t.currency ?? "currency unknown"} ${count(t.amount)}, ${t.donor} to ${t.recipient}`,
  );
  const [have, are] = known.length === 1 ? ["has", "it is"] : ["have", "they are"];
  return `Of ${plural(tied.length, "support")} tied to a twinning, ${inWords(known.length)} ${have} an amount (${each.join("; ")}); ${are} not the cost of the twinning.`;
}

/** Arrangements left aside for weak evidence, said apart; empty where there are none. */
function leftAside(f: MethodsFacts): string {
  if (f.notCounted.length === 0) return "";
  const named = f.notCounted.map((p) => `${p.id}, ${p.name}`).join("; ");
  return ` Left aside for low evidence: ${named}.`;
}

/** "three unknown, one lapsed": largest group first. */
export function tally(record: Record<string, number>, words: Record<string, string>): string {
  const parts = Object.entries(record)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([key, count]) => `${inWords(count)} ${words[key] ?? key}`);
  return parts.length === 0 ? "none" : listWords(parts);
}

function ratioWords(f: MethodsFacts): string {
  const [most] = f.gdpRatios;
  const least = f.gdpRatios.at(-1);
  if (!most || !least) return "How far apart the partners’ incomes were is not known for any.";
  const known = `Where both incomes are known (${f.gdpRatios.length} of ${f.genuine})`;
  if (most === least)
    return `${known}, the supporting side had ${fixed(most.ratio, 0)} times the income per person of the supported one.`;
  return `${known}, the supporting side had ${fixed(least.ratio, 0)} to ${fixed(most.ratio, 0)} times the income per person of the supported one at the start.`;
}

/** Who hosted, all from the same activities. */
export function hostWords(h: MethodsFacts["hosts"]): string {
  if (h.known === 0) return "The host is not known for any activity.";
  return `The host is known for ${h.known} of ${h.activities} activities, adoptions of linked plans left aside: a supported country in ${h.supported}, a supporting one in ${h.supporting}, a peer in ${h.peer}, a third country in ${h.third}.`;
}

export function benefits({ facts: f }: MethodsData): Expectation[] {
  return [
    { name: "Less financial strain", has: moneyWords(f), page: "Funding", link: "funding" },
    {
      name: "Wider international networks",
      has: `${plural(f.networks, "network")} with ${plural(f.memberships, "membership")}, of which ${f.memberships - f.membershipsDated} have no known year of joining.`,
      page: "Twinning",
      link: "twinning",
    },
    {
      name: "Learning on training of police and military, conduct and mainstreaming",
      has: `${plural(n(f.themes, "gender_training_police_military"), "activity", "activities")} on training of police and military and ${n(f.themes, "gender_mainstreaming")} on mainstreaming, of ${f.activities}; for ${n(f.themes, "other")} the source names no theme, or another. What is hoped for most is documented least; conduct is not recorded as a theme of its own.`,
      page: "Twinning",
      link: "twinning",
    },
    {
      name: "Sharing of tools and resources",
      has: `${plural(f.toolsShared, "activity", "activities")} in which a tool was shared. Whether a tool was used afterwards is not recorded.`,
      page: "Twinning",
      link: "twinning",
    },
  ];
}

export function drawbacks({ facts: f }: MethodsData): Expectation[] {
  return [
    {
      name: "Contexts differ, so plans develop differently",
      has: "Lead agency, budget, monitoring and role of civil society, plan by plan; how close two plans’ texts are was not measured.",
      page: "Outcomes",
      link: "outcomes",
    },
    {
      name: "Hard to start and to sustain",
      has: `Of the ${inWords(f.genuine)} arrangements described as twinning or cross-learning, the last known status is: ${tally(f.genuineByStatus, { unknown: "unknown", completed: "completed", lapsed: "lapsed", announced: "announced only", active: "active" })}.${leftAside(f)}`,
      page: "Twinning",
      link: "twinning",
    },
    {
      name: "Uneven or paternal partnership",
      has: `Of all ${f.arrangements} arrangements, help flows one way in ${f.oneWay}; of the ${inWords(f.genuine)}, ${tally(f.genuineByDirection, { one_way: "one way", mutual: "both ways", unknown: "unknown" })}. ${ratioWords(f)} ${hostWords(f.hosts)}`,
      page: "Twinning",
      link: "twinning",
    },
    {
      name: "Looking abroad while nothing changes at home",
      has: `Orientation of ${plural(n(f.orientations, "outward") + n(f.orientations, "both") + n(f.orientations, "inward") + f.orientationConflicts, "plan")}, read from short texts and mostly of rich countries: ${n(f.orientations, "outward")} outward, ${n(f.orientations, "both")} both, ${n(f.orientations, "inward")} inward, ${f.orientationConflicts} read differently by different sources; unknown for the others.`,
      page: "Countries",
      link: "countries/",
    },
  ];
}
