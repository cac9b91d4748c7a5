import type { OutcomesData } from "../data/outcomes.ts";
import { inWords } from "../format/number.ts";
import { resultOf } from "../outcomes/groups.ts";

/**
 * What the comparisons allow to say. "nobody-twinned": no country counts. "cannot-tell": no outcome has enough known
 * values, or the groups overlap on all that have. "some-apart": on at least one outcome they do not overlap, which
 * still says nothing on why.
 */
export type Verdict = "nobody-twinned" | "cannot-tell" | "some-apart";

export interface Answer {
  sentence: string;
  verdict: Verdict;
  countries: number;
  plans: number;
  outcomes: number;
  /** Outcomes with enough known values in both groups. */
  comparable: number;
  overlapping: number;
}

const NO_SOURCE = "no source on record measures the effect of twinning";

/** The one honest sentence on whether twinning helps, under one definition of twinned, for all countries with a plan. */
export function outcomeAnswer(data: OutcomesData, definitionId: string): Answer {
  const choice = { definition: definitionId, region: "", income: "" };
  const readings = data.outcomes.map((o) => resultOf(data, o, choice).comparison.reading);
  const comparable = readings.filter((r) => r !== "too_few").length;
  const overlapping = readings.filter((r) => r === "overlap").length;
  const counts = {
    countries: data.countries.filter((c) => c.twinning[definitionId]?.status === "twinned").length,
    plans: data.plans.filter((p) => p.status[definitionId] === "twinned").length,
    outcomes: readings.length,
    comparable,
    overlapping,
  };
  return { ...counts, verdict: verdictOf(counts), sentence: sentenceOf(counts) };
}

type Counts = Omit<Answer, "sentence" | "verdict">;

function verdictOf(c: Counts): Verdict {
  if (c.countries === 0) return "nobody-twinned";
  return c.comparable === c.overlapping ? "cannot-tell" : "some-apart";
}

function sentenceOf(c: Counts): string {
  if (c.countries === 0)
    return `It cannot be told whether twinning helps: no country with a plan counts as twinned under this definition, and ${NO_SOURCE}.`;
  const lead =
    verdictOf(c) === "cannot-tell"
      ? "It cannot yet be told whether twinning helps"
      : "Twinned and other plans differ in places, which does not tell whether twinning helps";
  return `${lead}: ${whoWords(c)}; ${readingsWords(c)}, and ${NO_SOURCE}.`;
}

function whoWords({ countries, plans }: Counts): string {
  const one = countries === 1;
  const adopted = plans === 0 ? "no plan" : plans === 1 ? "one plan" : `${inWords(plans)} plans`;
  return `${inWords(countries)} ${one ? "country" : "countries"} with a plan ${one ? "counts" : "count"} as twinned and ${one ? "has" : "have"} adopted ${adopted} since`;
}

function readingsWords({ outcomes, comparable, overlapping }: Counts): string {
  if (comparable === 0) return `none of ${inWords(outcomes)} outcomes has enough known values to compare`;
  const which =
    comparable === outcomes ? `all ${inWords(outcomes)}` : `${inWords(comparable)} of ${inWords(outcomes)}`;
  const enough = `${which} outcomes ${comparable === 1 ? "has" : "have"} enough known values to compare`;
  if (overlapping === comparable)
    return `${enough}, the groups overlap on ${comparable === 1 ? "it" : "every one of them"}`;
  if (overlapping === 0)
    return `${enough}, the groups overlap on ${comparable === 1 ? "it not at all" : "none of them"}`;
  return `${enough}, the groups overlap on ${inWords(overlapping)} and differ on ${inWords(comparable - overlapping)}`;
}
