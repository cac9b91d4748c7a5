import type { Answer, PanelAnswer, RenewalAnswer } from "../data/answer.ts";
import { count, fixed, percent, plural } from "../format/number.ts";
import { fitWords, isPanel, READING_MEANING, styleOf } from "./verdict-words.ts";

/** The verdict on an outcome in two short sentences, for a page that must not run over. */
export function briefSentence(answer: Answer): string {
  if (answer.reading === "withheld") {
    const why = answer.reasons.map(({ words }) => words).join("; ");
    return `${READING_MEANING.withheld} Here: ${why}.`;
  }
  const { size, effect, unit } = styleOf(answer);
  const scope = isPanel(answer) ? unit : "times the rate of other plans";
  const lower = isPanel(answer) && answer.better === "lower" ? " (less is better)" : "";
  const fits = `${fitWords("Effects", answer, effect, scope)}${lower}.`;
  const seen =
    answer.detectable === null
      ? "What could have been found is not known"
      : `An effect of ${size(answer.detectable)} would have been found in four of five cases`;
  return `${fits} ${seen}; ${size(answer.smallest)} would matter.`;
}

/** What would be needed to tell, in one sentence. */
export function briefNeeded(answer: PanelAnswer): string {
  const { needed } = answer;
  if (!needed) return "not known";
  const { treated, more, tried } = needed.treated;
  const now = tried[0];
  const most = tried.at(-1);
  const countries =
    treated === null || more === null
      ? `more twinned countries: not reachable with those there are${now && most && most !== now ? ` (${most.treated} instead of ${now.treated} would find it in ${percent(most.power)} of cases)` : ""}`
      : more === 0
        ? "by simulation the twinned countries there are just suffice"
        : `about ${plural(more, "more twinned country", "more twinned countries")}`;
  return `${countries}; ${yearsWords(answer)}`;
}

function yearsWords({ needed }: PanelAnswer): string {
  const times = needed?.times;
  if (!times) return "more years: not known";
  if (times.more === null) return "more years alone: never enough";
  return times.more === 0 ? "no more years" : `or about ${plural(times.more, "more year")}`;
}

export function briefRenewals(answer: RenewalAnswer): string {
  const { needed } = answer;
  if (!needed) return "not known";
  if (needed.factor <= 1) return "the renewals there are suffice";
  return `about ${fixed(needed.factor, 1)} times as many renewals, ${count(needed.events)} instead of ${answer.events}`;
}
