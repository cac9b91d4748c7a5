import { MIN_GROUP, type Share, type Summary } from "../../evaluation/describe.ts";
import type { Status } from "../data/common.ts";
import type { Ends, Missing, Outcome } from "../data/outcomes.ts";
import { capital, fixed, inWords, listWords, percent, plural } from "../format/number.ts";
import type { Group, Result, RoleGroup, Unit } from "../outcomes/groups.ts";

/** Names longer than this many units are given as a count. */
const MOST_NAMES = 12;
const NAMES_IN_NOTE = 6;

const ONE = { country: "country", plan: "plan" } as const;
const MANY = { country: "countries", plan: "plans" } as const;
/** "one country", "12 plans". */
export const unitCount = (outcome: Outcome, n: number) =>
  `${inWords(n)} ${n === 1 ? ONE[outcome.level] : MANY[outcome.level]}`;

/** A value with its unit, for a country: "31.7%". */
export const valueText = (outcome: Outcome, value: number) =>
  `${fixed(value, outcome.digits)}${outcome.suffix}`;

/** What a group's name is for this outcome: plans are twinned by their adoption, countries now. */
export function groupName(outcome: Outcome, status: Status): string {
  if (status === "undated") return "Twinned, year unknown";
  if (outcome.level === "country") return status === "twinned" ? "Twinned" : "Not twinned";
  return status === "twinned" ? "Twinned before or at adoption" : "Not twinned by adoption";
}

/** The finding on one outcome, without a word on causes. A branch for each case of too little and of equal. */
export function findingTitle(result: Result): string {
  const { outcome, groups, comparison } = result;
  const [few, other] = [groups.twinned.known.length, groups.not_twinned.known.length];
  const many = MANY[outcome.level];
  const isEmpty = (g: Group) => g.known.length + g.missing.length === 0;
  if (Object.values(groups).every(isEmpty)) return `No ${many} match this choice`;
  if (isEmpty(groups.twinned)) return `No twinned ${many} here: nothing to compare`;
  if (isEmpty(groups.not_twinned)) return `No ${many} here that are not twinned: nothing to compare`;
  if (few === 0) return `Nothing is known of the twinned ${many}: nothing to compare`;
  if (comparison.reading === "too_few") {
    const [n, status] = few < MIN_GROUP ? [few, "twinned" as const] : [other, "not twinned" as const];
    return `Only ${smallGroup(outcome, n, status)} ${n === 1 ? "has" : "have"} a known value: too few to compare`;
  }
  return outcome.kind === "share" ? shareTitle(result) : numberTitle(result);
}

/** "two twinned countries", "one country not twinned", "four plans twinned before or at adoption". */
function smallGroup(outcome: Outcome, n: number, status: "twinned" | "not twinned"): string {
  if (outcome.level === "plan")
    return `${unitCount(outcome, n)} ${status === "twinned" ? "twinned before or at adoption" : "not twinned by adoption"}`;
  const units = n === 1 ? ONE.country : MANY.country;
  return status === "twinned" ? `${inWords(n)} twinned ${units}` : `${inWords(n)} ${units} not twinned`;
}

function shareTitle({ outcome, groups, comparison }: Result): string {
  const of = (s: Share | null) => `${s?.yes ?? 0} of ${s?.n ?? 0}`;
  const overlap =
    comparison.reading === "overlap"
      ? "the intervals overlap"
      : "the intervals do not overlap, which does not say why";
  return `${outcome.measure}: ${of(groups.twinned.share)} twinned before or at adoption, ${of(groups.not_twinned.share)} others, where known; ${overlap}`;
}

function numberTitle({ outcome, groups, comparison }: Result): string {
  const median = (g: Group) => valueText(outcome, g.summary?.median ?? 0);
  const [few, other] = [median(groups.twinned), median(groups.not_twinned)];
  // Compared as shown: two medians that print alike must not be called higher and lower.
  const same = few === other;
  const way = (comparison.difference ?? 0) > 0 ? "higher" : "lower";
  const difference = same
    ? `has the same median in twinned countries and in the others (${few})`
    : `is ${way} at the median in twinned countries (${few}) than in the others (${other})`;
  const overlap =
    comparison.reading === "overlap"
      ? `${same ? "and" : "but"} the middle halves overlap`
      : "and the middle halves do not overlap, which does not say why";
  return `${outcome.measure} ${difference}, ${overlap}`;
}

/** "median 31.7%, middle half 24.4 to 34.5%" or "10 of 10 (100%, interval 72% to 100%)". */
export function figuresText(outcome: Outcome, group: Pick<Group, "summary" | "share">): string {
  if (group.summary) return summaryText(outcome, group.summary);
  if (group.share) return shareText(group.share);
  return "no known value";
}

function summaryText(outcome: Outcome, s: Summary): string {
  if (s.n === 1) return `single value ${valueText(outcome, s.median)}`;
  if (s.n < MIN_GROUP) return `median ${valueText(outcome, s.median)}`;
  return `median ${valueText(outcome, s.median)}, middle half ${rangeText(outcome, s.q1, s.q3)}`;
}

/** "19.6 to 36.5%". */
export const rangeText = (outcome: Outcome, low: number, high: number) =>
  `${fixed(low, outcome.digits)} to ${valueText(outcome, high)}`;

const shareText = (s: Share) =>
  `${s.yes} of ${s.n} (${percent(s.share)}, interval ${percent(s.low)} to ${percent(s.high)})`;

/** "3 without a value for 2019; 1 …", most frequent reason first; "" when nothing is missing. */
export function missingText(outcome: Outcome, missing: readonly (Unit & { value: Missing })[]): string {
  const counts = new Map<Missing, number>();
  for (const u of missing) counts.set(u.value, (counts.get(u.value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, n]) => `${n} ${outcome.missing[reason] ?? "unknown"}`)
    .join(", ");
}

/** Units without a value: those whose time has not come are not unknown. */
export const splitMissing = (missing: Group["missing"]) => ({
  unknown: missing.filter((u) => u.value !== "not_due"),
  notDue: missing.filter((u) => u.value === "not_due"),
});

/** "3 unknown, 2 not due", or "" when every value is known. */
export function missingCounts(missing: Group["missing"]): string {
  const { unknown, notDue } = splitMissing(missing);
  return [
    unknown.length > 0 ? `${unknown.length} unknown` : "",
    notDue.length > 0 ? `${notDue.length} not due` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** How many plans called twinned were adopted after the arrangements had ended; "" where no plan is. */
export function endsText(ends: Ends | undefined): string {
  if (!ends || ends.plans === 0) return "";
  const { plans, after, unknown } = ends;
  const n = after.length;
  const ended = `${n === 0 ? "none" : n === plans && n > 1 ? "all" : inWords(n)} ${n === 1 ? "was" : "were"} adopted after the last documented end of all dated arrangements of ${n === 1 ? "its country" : "their countries"}${n > 0 && n <= MOST_NAMES ? ` (${listWords(after)})` : ""}`;
  const open =
    unknown.length === 0
      ? ""
      : `; for ${inWords(unknown.length)} more at least one arrangement has no end year on record, so that it cannot be told`;
  return `“Twinned before or at adoption” does not mean that the arrangement was still alive: of ${plural(plans, "such plan")}, ${ended}${open}.`;
}

/** The line on what is shown and what is not, for the live status line. */
export function statusText(result: Result): string {
  const { outcome, groups, later } = result;
  const all = (g: Group) => g.known.length + g.missing.length;
  const total = all(groups.twinned) + all(groups.undated) + all(groups.not_twinned);
  if (total === 0) return `No ${MANY[outcome.level]} match this choice.`;
  const missing = [groups.twinned, groups.undated, groups.not_twinned].flatMap((g) => g.missing);
  const parts = [
    `${plural(total - missing.length, ONE[outcome.level], MANY[outcome.level])} of ${total} with a known ${outcome.kind === "share" ? "answer" : "value"}`,
    `${groups.twinned.known.length} twinned`,
    `${groups.undated.known.length} twinned with year unknown`,
    `${groups.not_twinned.known.length} not twinned`,
  ];
  const { unknown: without, notDue } = splitMissing(missing);
  const unknown = [
    without.length === 0 ? "None is unknown." : `Unknown: ${missingText(outcome, without)}.`,
    notDue.length === 0 ? "" : ` Not due yet: ${missingText(outcome, notDue)}.`,
  ].join("");
  const after =
    later > 0
      ? ` ${capital(inWords(later))} of the plans not twinned by adoption ${later === 1 ? "belongs to a country" : "belong to countries"} twinned later in the plan's life.`
      : "";
  return `${parts.join(", ")}. ${unknown}${after}`;
}

/** The finding in full, for those who cannot see the chart. */
export function findingDescription(result: Result): string {
  const { outcome, groups } = result;
  const group = (status: Status) => {
    const g = groups[status];
    const names =
      status !== "not_twinned" && g.known.length > 0 && g.known.length <= MOST_NAMES
        ? ` ${listWords(g.known.map((u) => `${u.name} ${answerText(outcome, u.value)}`))}.`
        : "";
    const absent = g.missing.length > 0 ? ` Without a value: ${missingText(outcome, g.missing)}.` : "";
    return `${groupName(outcome, status)}: ${unitCount(outcome, g.known.length)}, ${figuresText(outcome, g)}.${names}${absent}`;
  };
  return [group("twinned"), group("undated"), group("not_twinned")].join(" ");
}

export const answerText = (outcome: Outcome, value: number) =>
  outcome.kind === "share" ? (value === 1 ? "yes" : "no") : valueText(outcome, value);

/** Caveats of the shown groups: the outcome's own, twinned units without a value, twinned too late or only later. */
export function findingNote(result: Result): string {
  const { outcome, later } = result;
  return [outcome.caution.replace(/\.?$/, "."), absentNote(result), windowNote(result), laterNote(later)]
    .filter(Boolean)
    .join(" ");
}

function absentNote({ outcome, groups }: Result): string {
  const absent = groups.twinned.missing;
  if (absent.length === 0) return "";
  if (absent.length > NAMES_IN_NOTE)
    return `Of ${absent.length + groups.twinned.known.length} twinned ${MANY[outcome.level]}, ${missingCounts(absent).replace(/(\d+)/g, (n) => `${n} ${n === "1" ? "is" : "are"}`)}.`;
  const reasons = new Set(absent.map((u) => u.value));
  const why =
    reasons.size === 1 ? missingText(outcome, absent).replace(/^\d+ /, "") : missingText(outcome, absent);
  return `Twinned, but ${reasons.has("not_due") ? (reasons.size === 1 ? "not due" : "unknown or not due") : "unknown"}: ${listWords(absent.map((u) => u.name))} (${why}).`;
}

/** Countries whose twinning began when the measured years were over. */
function windowNote({ outcome, groups }: Result): string {
  const years = outcome.window;
  if (years === undefined) return "";
  const late = groups.twinned.known.filter(
    (u) => u.since !== null && u.firstPlan !== null && u.since >= u.firstPlan + years,
  );
  if (late.length === 0) return "";
  const who =
    late.length > NAMES_IN_NOTE ? unitCount(outcome, late.length) : listWords(late.map((u) => u.name));
  return `${capital(who)} ${late.length === 1 ? "was" : "were"} twinned only when these years were over.`;
}

function laterNote(later: number): string {
  if (later === 0) return "";
  return later === 1
    ? "One plan whose country was twinned later, while the plan was in place, counts as not twinned by adoption; it is drawn as a diamond."
    : `${capital(inWords(later))} plans whose country was twinned later, while the plan was in place, count as not twinned by adoption; they are drawn as diamonds.`;
}

const ROLE_WHO: Record<string, string> = {
  supporting: "countries that support",
  supported: "countries that are supported",
  peer: "peers",
};
export const ROLE_LABEL: Record<string, string> = {
  supporting: "Supporting",
  supported: "Supported",
  peer: "Peer",
};

/** What the roles inside the twinned group show; computed, with a branch for one role and for unknown values. */
export function roleTitle(outcome: Outcome, roles: readonly RoleGroup[]): string {
  const known = roles.filter((r) => r.known.length > 0);
  if (known.length === 0) return "No twinned units with a known value to set apart by role";
  const values = known.map(
    (r) =>
      `${roleFigure(outcome, r)} among ${ROLE_WHO[r.role]}${outcome.kind === "number" ? ` (${r.known.length})` : ""}`,
  );
  const what = outcome.kind === "share" ? `${outcome.measure}, by role` : `${outcome.label}, median by role`;
  return `${what}: ${listWords(values)}`;
}

const roleFigure = (outcome: Outcome, r: RoleGroup) =>
  r.summary ? valueText(outcome, r.summary.median) : r.share ? `${r.share.yes} of ${r.share.n}` : "unknown";
