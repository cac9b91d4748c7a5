import type { Reading } from "../../evaluation/verdict/verdict.ts";
import { digitsFor, rangeWords, signed } from "../charts/wb-format.ts";
import type { Answer, AnswerData, PanelAnswer, RenewalAnswer } from "../data/answer.ts";
import { capital, fixed, inWords, listWords } from "../format/number.ts";

export const READING_WORD: Record<Reading, string> = {
  helps: "Helps",
  harms: "Harms",
  no_sign: "No sign of an effect",
  cannot_tell: "Cannot tell",
  withheld: "No verdict",
};

/** What each word means, the same on every page. */
export const READING_MEANING: Record<Reading, string> = {
  helps:
    "The outcome changed for the better in twinned countries by more than chance explains, after correction for the number of outcomes.",
  harms:
    "The outcome changed for the worse in twinned countries by more than chance explains, after correction for the number of outcomes.",
  no_sign:
    "No more than chance explains, and an effect large enough to matter would have been found in four of five cases.",
  cannot_tell:
    "No more than chance explains, but an effect large enough to matter could easily have been missed. Neither evidence for an effect nor against one.",
  withheld: "Something that the analysis plan asks for before any verdict is not given.",
};

/** Outcomes in the middle of a sentence. */
const IN_SENTENCE: Record<string, string> = {
  women_share_parliament_pct: "women in parliament",
  undp_gii_hdr2020: "the Gender Inequality Index",
  wps_index_score: "the Women, Peace and Security Index",
  renewal: "renewal of plans",
};
export const inSentence = ({ id, label }: Pick<Answer, "id" | "label">) => IN_SENTENCE[id] ?? label;

/** An outcome by country and year, not renewal. */
export const isPanel = (answer: Answer): answer is PanelAnswer => "unit" in answer;

export const answersOf = (data: AnswerData): Answer[] => [...data.outcomes, data.renewal];

/** The whole answer: one sentence, and one or two that say how it is meant. */
export function overallAnswer(data: AnswerData): { lead: string; more: string } {
  const all = answersOf(data);
  const of = (reading: Reading) => all.filter((one) => one.reading === reading);
  const names = (reading: Reading) => listWords(of(reading).map(inSentence));
  const only = all.every((one) => one.reading === all[0]?.reading) ? all[0]?.reading : undefined;
  const how = `${capital(inWords(all.length))} outcomes were set down before any effect was estimated: ${listWords(all.map(inSentence))}.`;
  if (only === "cannot_tell") {
    return {
      lead: "These data cannot tell whether twinning helps.",
      more: `${how} On none of them could an effect just large enough to matter have been found reliably. That is neither evidence that twinning helps nor evidence that it does not.`,
    };
  }
  if (only === "no_sign") {
    return {
      lead: "These data show no sign that twinning helps.",
      more: `${how} An effect large enough to matter would have been found in four of five cases.`,
    };
  }
  const parts = [
    of("helps").length > 0 ? `twinned countries did better than chance explains on ${names("helps")}` : "",
    of("harms").length > 0 ? `twinned countries did worse than chance explains on ${names("harms")}` : "",
    of("no_sign").length > 0 ? `there is no sign of an effect on ${names("no_sign")}` : "",
    of("cannot_tell").length > 0 ? `the data cannot tell on ${names("cannot_tell")}` : "",
    of("withheld").length > 0 ? `no verdict is given on ${names("withheld")}` : "",
  ].filter(Boolean);
  return {
    lead: `${capital(parts.join("; "))}.`,
    more: `${how} A difference is an effect of twinning only as far as the groups would otherwise have moved alike.`,
  };
}

/** How an outcome's numbers are written, in sentences and tables alike. */
export interface Style {
  effect: (value: number) => string;
  size: (value: number) => string;
  /** After a number: "percentage points". */
  unit: string;
}

export function styleOf(answer: Answer): Style {
  if (!isPanel(answer)) {
    const ratio = (value: number) => fixed(value, 2);
    return { effect: ratio, size: ratio, unit: "times the rate" };
  }
  const { unit, smallest } = answer;
  const digits = digitsFor(smallest);
  return {
    effect: (value) => signed(value, digits),
    size: (value) => fixed(value, digits),
    unit: unit.startsWith("points of an index") ? "index points" : unit,
  };
}

/** "−4.7 to +3.7", with words where there is no bound. */
export const intervalWords = (answer: Answer) => rangeWords(answer.low, answer.high, styleOf(answer).effect);

const whyNot = (answer: Answer) => listWords(answer.reasons.map(({ words }) => words));

const OPENING: Record<Exclude<Reading, "withheld">, string> = {
  helps: "More than chance explains, for the better",
  harms: "More than chance explains, for the worse",
  no_sign: "No more than chance explains",
  cannot_tell: "Neither evidence for an effect nor against one",
};

/** The verdict on an outcome by country and year, in two or three sentences. */
export function panelSentence(answer: PanelAnswer): string {
  if (answer.reading === "withheld") return `No verdict, because ${whyNot(answer)}.`;
  const { effect, size, unit } = styleOf(answer);
  const worse = answer.better === "lower" ? ", where less is better" : "";
  const estimate = answer.estimate === null ? "not known" : `${effect(answer.estimate)} ${unit}${worse}`;
  return `${OPENING[answer.reading]}. ${fitWords("Constant effects", answer, effect, unit)}; the estimate is ${estimate}. ${couldSee(answer, (v) => `${size(v)} ${unit}`)}`;
}

/** Which effects the data allow, as a sentence without its full stop; also where an end is without bound. */
export function fitWords(
  what: string,
  { low, high }: { low: number | null; high: number | null },
  format: (value: number) => string,
  unit: string,
): string {
  if (low !== null && high !== null)
    return `${what} from ${format(low)} to ${format(high)} ${unit} fit the data`;
  if (low !== null) return `${what} of ${format(low)} ${unit} or more fit the data, without upper bound`;
  if (high !== null) return `${what} of ${format(high)} ${unit} or less fit the data, without lower bound`;
  return "No effect, however large, is ruled out";
}

/** The verdict on renewal; effects are ratios of rates. */
export function renewalSentence(answer: RenewalAnswer): string {
  if (answer.reading === "withheld") return `No verdict, because ${whyNot(answer)}.`;
  const { size } = styleOf(answer);
  const estimate = answer.estimate === null ? "not known" : size(answer.estimate);
  return `${OPENING[answer.reading]}. ${fitWords("Rates of renewal", answer, size, "times those of other plans")}; the estimate is ${estimate} times. ${couldSee(answer, (v) => `${size(v)} times the rate`)} ${answer.eventsTwinned} of ${answer.events} renewals happened while twinned.`;
}

export const answerSentence = (answer: Answer) =>
  isPanel(answer) ? panelSentence(answer) : renewalSentence(answer as RenewalAnswer);

/** What could have been found against what would matter: the reason for the verdict. */
function couldSee(answer: Answer, size: (value: number) => string): string {
  const matters = `${size(answer.smallest)} would already matter`;
  if (answer.detectable === null)
    return `How large an effect would have been found is not known; ${matters}.`;
  const found = `These data would have shown an effect of ${size(answer.detectable)} in four of five cases`;
  if (answer.detectable <= answer.smallest)
    return `${found}: small enough, as only ${size(answer.smallest)} would matter.`;
  return `${found}, no smaller one as reliably; ${matters}.`;
}

/** The finding as the title of a chart. */
export function chartTitle(answer: Answer): string {
  const { size, unit } = styleOf(answer);
  if (answer.estimate === null) return `${answer.label}: no estimate`;
  const blind =
    answer.detectable === null
      ? ""
      : `; below ${size(answer.detectable)} ${isPanel(answer) ? unit : "times"} an effect is easily missed`;
  const range = fitWords("Effects", answer, styleOf(answer).effect, "").replace(/ {2,}/g, " ");
  return `${range}${blind}`;
}
