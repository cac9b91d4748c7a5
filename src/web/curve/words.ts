import type { Driver } from "../../evaluation/study/drivers.ts";
import { capital, count, listWords, percent, plural } from "../format/number.ts";
import { AXIS_PHRASE, type Names, signed } from "./labels.ts";
import { ALPHA, type CurveSummary, type FoundPoint } from "./summary.ts";

export interface CurveWords {
  unit: string;
  better: "higher" | "lower";
  digits: number;
  smallest: number | null;
  names: Names;
}

const level = percent(ALPHA);

/** The finding in one sentence. */
export function curveTitle(summary: CurveSummary, words: CurveWords): string {
  const { found, rejecting, low, high } = summary;
  if (low === null || high === null) return "No specification identifies an effect";
  const who = rejecting === 0 ? "None" : count(rejecting);
  return `${who} of ${count(found.length)} specifications ${rejecting > 1 ? "reject" : "rejects"} “no effect” at ${level}; estimates run from ${signed(low, words.digits)} to ${signed(high, words.digits)}`;
}

/** How many say anything, and why the others do not. */
export function identified({ count: all, found }: CurveSummary): string {
  const none = all - found.length;
  const which = `${count(found.length)} of ${count(all)} specifications identify an effect`;
  return none === 0
    ? `All ${count(all)} specifications identify an effect.`
    : `${which}; ${count(none)} do not:`;
}

/** What the share that rejects means, and what it does not. */
export function rejecting(summary: CurveSummary): string {
  const { found, rejecting: n, distinct } = summary;
  if (found.length === 0) return "Nothing can be tested.";
  const share = `${n === 0 ? "None" : count(n)} of ${count(found.length)} (${percent(n / found.length, 1)}) ${n === 1 || n === 0 ? "has" : "have"} p ≤ ${ALPHA}. Were there no effect at all, each would have a chance of at most ${level} to be among them`;
  return `${share}. But these are not ${count(found.length)} tests: they look at the same few twinned countries and the same outcome in slightly different ways (${count(distinct)} estimates differ from each other at all), and so they tend to reject together or not at all. More than ${level} of them, or fewer, is no test in itself.`;
}

/** Where the estimates lie. */
export function range(summary: CurveSummary, { unit, better, digits, smallest }: CurveWords): string {
  const { low, median, high, positive, found } = summary;
  if (low === null || median === null || high === null) return "";
  const lie = `The estimates run from ${signed(low, digits)} to ${signed(high, digits)} ${unit}, with a median of ${signed(median, digits)}; ${count(positive)} of ${count(found.length)} (${percent(positive / found.length)}) lie above zero, on the side that would be for the ${better === "higher" ? "better" : "worse"}.`;
  if (smallest === null)
    return `${lie} The analysis plan names no smallest effect of interest for this outcome.`;
  const large = found.filter(({ estimate }) => Math.abs(estimate) >= smallest).length;
  const reach = large === 0 ? "None reaches" : `${count(large)} ${large === 1 ? "reaches" : "reach"}`;
  return `${lie} ${reach} the smallest effect of interest, ${smallest} in either direction.`;
}

/** Where the specification decided beforehand stands; why it is not there otherwise. */
export function standing(
  summary: CurveSummary,
  planned: FoundPoint | undefined,
  inPlan: boolean,
  { digits }: CurveWords,
): string {
  if (!inPlan)
    return "The analysis plan says nothing about this outcome: no specification was decided beforehand, so none is marked.";
  if (!planned) return "The specification decided beforehand is not among those shown.";
  const below = summary.found.filter(({ estimate }) => estimate < planned.estimate).length;
  return `The specification decided beforehand gives ${signed(planned.estimate, digits)} (p = ${planned.p.toFixed(3)}): ${count(below)} of ${count(summary.found.length)} estimates lie below it.`;
}

/** Definitions that come to the same thing. */
export function doubles({ twins }: CurveSummary, names: Names): string | null {
  if (twins.length === 0) return null;
  const groups = twins.map((values) => listWords(values.map((value) => `“${names("definition", value)}”`)));
  return `${listWords(groups)} give the same estimates throughout: of these data they say the same, and count more than once.`;
}

/** What moves the estimates most, in one sentence. */
export function driversTitle(drivers: readonly Driver[], names: Names): string {
  const known = drivers.filter(({ explained }) => explained !== null);
  const [first, second] = known;
  if (!first || (first.explained ?? 0) < 0.005) return "No single choice moves the estimates";
  const share = `${capital(AXIS_PHRASE[first.axis])} ${first.axis === "period" ? "move" : "moves"} the estimates most (alone ${percent(first.explained ?? 0)} of their variance)`;
  const next =
    second && (second.explained ?? 0) >= 0.005
      ? `, then ${AXIS_PHRASE[second.axis]} (${percent(second.explained ?? 0)})`
      : "";
  return `${share}${next}${ends(first, names)}`;
}

/** The values of an axis with the lowest and the highest median. */
function ends({ axis, values }: Driver, names: Names): string {
  const sorted = values
    .filter(({ median }) => median !== null)
    .sort((a, b) => (a.median ?? 0) - (b.median ?? 0));
  const [low] = sorted;
  const high = sorted.at(-1);
  if (!low || !high || low === high) return "";
  return `; the median is lowest with “${names(axis, low.value)}”, highest with “${names(axis, high.value)}”`;
}

/** Whether those that reject have something in common. */
export function rejectingWith(drivers: readonly Driver[], names: Names): string | null {
  const total = drivers[0]?.values.reduce((sum, one) => sum + countRejecting(one), 0) ?? 0;
  if (total === 0) return null;
  const most = drivers.flatMap(({ axis, values }) => {
    const top = [...values].sort((a, b) => countRejecting(b) - countRejecting(a))[0];
    const share = top ? countRejecting(top) / total : 0;
    return top && values.length > 1 && share >= 0.8 ? [{ axis, value: top.value, share }] : [];
  });
  if (most.length === 0)
    return `The ${plural(total, "specification")} that ${total === 1 ? "rejects" : "reject"} share no single choice.`;
  const said = most.map(
    ({ axis, value, share }) => `${AXIS_PHRASE[axis]}: “${names(axis, value)}” (${percent(share)})`,
  );
  return `Of the ${plural(total, "specification")} that ${total === 1 ? "rejects" : "reject"}, most use ${listWords(said)}.`;
}

const countRejecting = ({ rejecting: share, found }: Driver["values"][number]) =>
  Math.round((share ?? 0) * found);
