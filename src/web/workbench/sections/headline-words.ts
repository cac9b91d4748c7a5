import { fixed, pWords, rangeWords, timesOf100 } from "../../charts/wb-format.ts";
import type { Headline } from "../../engine/tasks.ts";
import { listWords } from "../../format/number.ts";
import type { SectionContext } from "./context.ts";
import { effectUnit } from "./words.ts";

const ALPHA = 0.05;

/** The finding in one sentence, by the same rules as the analysis plan but for one test alone. */
export function headlineTitle(
  { estimate, test, detectable }: Pick<Headline, "estimate" | "test" | "detectable">,
  smallest: number | null,
  context: SectionContext,
  digits: number,
): string {
  const { outcome } = context;
  const size = (value: number) => `${fixed(value, digits)} ${effectUnit(context)}`;
  if (!Number.isFinite(estimate)) return `${outcome.label}: no effect can be estimated under these choices`;
  if (test.p <= ALPHA) {
    const verb = estimate > 0 === (outcome.better === "higher") ? "improved" : "worsened";
    return `${outcome.label} ${verb} more in twinned countries than chance explains, under these choices`;
  }
  if (smallest === null)
    return `Cannot tell: only an effect of ${size(detectable)} or more would have been found in four of five cases`;
  if (detectable <= smallest)
    return `No sign of an effect, though these data would have shown one of ${size(smallest)} in four of five cases`;
  return `Cannot tell: effects up to ${size(detectable)} could have been missed, and ${size(smallest)} would matter`;
}

/** The same with its interval and its limits, for readers who cannot see the chart. */
export function headlineDescription(
  { estimate, test, detectable, treated, compared }: Headline,
  conleyTaber: { estimate: number; p: number; low: number; high: number } | null,
  smallest: number | null,
  context: SectionContext,
  text: (value: number) => string,
): string {
  const unit = effectUnit(context);
  const percent = fixed(test.level * 100, 0);
  return [
    `Effects between ${text(-detectable)} and ${text(detectable)} ${unit} are too small to be found by these data in four of five cases.`,
    smallest === null ? "" : `The smallest effect that would matter is ${text(wanted(smallest, context))}.`,
    `The estimate is ${text(estimate)}; the ${percent}% interval by chance assignment is ${rangeWords(test.low, test.high, text)} (${pWords(test.p)}).`,
    conleyTaber
      ? `By Conley and Taber the two-way estimate is ${text(conleyTaber.estimate)}, interval ${rangeWords(finite(conleyTaber.low), finite(conleyTaber.high), text)} (${pWords(conleyTaber.p)}).`
      : "",
    `${treated.length} twinned countries are compared with ${compared} others.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** On the side that is better. */
export const wanted = (smallest: number, { outcome }: SectionContext) =>
  outcome.better === "higher" ? smallest : -smallest;

/** An interval's end; null where it has none. */
export const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

/** "Ireland (2009), Liberia (2009) and Finland (2010)", the earliest first. */
export function treatedWords({ treated }: Pick<Headline, "treated">, context: SectionContext): string {
  const sorted = [...treated].sort((a, b) => a.since - b.since);
  return listWords(sorted.map(({ unit, since }) => `${context.name(unit)} (${since})`));
}

/** What the p-value says, in words. */
export const chanceWords = ({ test }: Pick<Headline, "test">) =>
  `Were the years of twinning given out by chance${test.exact ? "" : `, in ${fixed(test.draws, 0)} random ways`}, an estimate this far from zero would come up in ${timesOf100(test.p)}.`;
