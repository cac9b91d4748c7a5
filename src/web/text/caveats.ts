import type { AnswerData, PanelAnswer } from "../data/answer.ts";
import { inWords, listWords } from "../format/number.ts";
import { inSentence } from "./verdict-words.ts";

/** What must be said wherever the answer stands, the gravest first; counts follow the data. */
export function caveatsOf(data: AnswerData): string[] {
  const { outcomes, undated, renewal } = data;
  const treated = outcomes.map(({ used }) => used?.treated ?? 0);
  const least = Math.min(...treated);
  const most = Math.max(...treated);
  const few = least === most ? inWords(most) : `${inWords(least)} or ${inWords(most)}`;
  const fragile = outcomes.filter(({ warnings }) =>
    warnings.some(({ code }) => code === "one_unit_decides_sign"),
  );
  const undecided = [...outcomes, renewal].some(({ reading }) => reading === "cannot_tell");
  return [
    undecided ? "“Cannot tell” is not “no effect”: these data could have missed effects that matter." : "",
    "Countries were not twinned by lot. A difference is an effect of twinning only if twinned countries would otherwise have changed like those compared.",
    `Only ${few} twinned countries carry the estimates by country${fragile.length > 0 ? `; leaving out a single one turns the sign for ${listWords(fragile.map(inSentence))}` : ""}.`,
    undated.length > 0
      ? `Left out because no source gives the year: ${listWords(undated.map(({ name }) => name))}. Twinning that nobody documented counts as none.`
      : "Twinning that nobody documented counts as none.",
    `The outcomes are national averages, moved by much else, that show little of what a plan does (${listWords(outcomes.map(spanWords))}).`,
  ].filter(Boolean);
}

const spanWords = (outcome: PanelAnswer) =>
  `${inSentence(outcome)} ${outcome.period[0]} to ${outcome.period[1]}`;
