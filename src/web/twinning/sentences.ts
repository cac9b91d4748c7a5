import type { Arrangement, Rule } from "../data/twinning.ts";
import { capital, count, inWords, listWords, plural } from "../format/number.ts";
import { standing } from "./standing.ts";

/** "62 arrangements … are on record. Five of them count …". Every number comes from the arrangements given. */
export function leadSentence(arrangements: readonly Arrangement[], rule: Rule): string {
  const n = arrangements.length;
  if (n === 0) return "No arrangement between countries on WPS national action plans is on record.";
  const counting = arrangements.filter((a) => standing(a, rule).counts);
  const total = `${plural(n, "arrangement")} between countries on WPS national action plans ${n === 1 ? "is" : "are"} on record.`;
  const label = `“${rule.label}”`;
  if (counting.length === 0) return `${capital(total)} None of them counts under the definition ${label}.`;
  const verb = counting.length === 1 ? "counts" : "count";
  return `${capital(total)} ${capital(inWords(counting.length))} ${verb} under the definition ${label}: ${statusWords(counting)}.`;
}

/** "one completed, one lapsed and three of unknown status". */
export function statusWords(arrangements: readonly Arrangement[]): string {
  const words: [string, (n: number) => string][] = [
    ["completed", (n) => `${inWords(n)} completed`],
    ["lapsed", (n) => `${inWords(n)} lapsed`],
    ["active", (n) => `${inWords(n)} active when last documented`],
    ["announced", (n) => `${inWords(n)} only announced`],
    ["unknown", (n) => `${inWords(n)} of unknown status`],
  ];
  return listWords(
    words.flatMap(([status, say]) => {
      const n = arrangements.filter((a) => a.status === status).length;
      return n > 0 ? [say(n)] : [];
    }),
  );
}

/** "First documented 2009; end 2010". Says what is not known. */
export function yearsText(a: Pick<Arrangement, "start" | "startBasis" | "end" | "lastDocumented">): string {
  if (a.start === null && a.end === null) return "Start and end unknown";
  if (a.start === null) return `Start unknown; end ${a.end}`;
  const from = `${startWord(a.startBasis)} ${a.start}`;
  if (a.end === a.start) return `${from}; ended the same year`;
  if (a.end !== null) return `${from}; end ${a.end}`;
  const later =
    a.lastDocumented !== null && a.lastDocumented > a.start ? `, last documented ${a.lastDocumented}` : "";
  return `${from}; end unknown${later}`;
}

const startWord = (basis: string) =>
  basis === "announced"
    ? "Announced"
    : basis === "linked_adoption"
      ? "First dated trace, the adoption of a linked plan,"
      : "First documented";

/** The polite line: how many are shown, how many count, how many have no known start. */
export function statusLine(shown: readonly Arrangement[], all: number, rule: Rule): string {
  if (shown.length === 0) return `No arrangement of ${count(all)} fits these filters.`;
  const counting = shown.filter((a) => standing(a, rule).counts).length;
  const undated = shown.filter((a) => a.start === null).length;
  const shownWords =
    shown.length === all
      ? `All ${count(all)} arrangements shown`
      : `${shown.length} of ${count(all)} arrangements shown`;
  return `${shownWords}; ${counting === 0 ? "none counts" : `${counting} ${counting === 1 ? "counts" : "count"}`} as twinned under “${rule.label}”; ${undated === 0 ? "a first year is known for each" : `for ${undated} no first year is known`}.`;
}

/** Finding above the timeline. */
export function timelineTitle(shown: readonly Arrangement[]): string {
  const dated = shown.filter((a) => a.start !== null);
  const ended = dated.filter((a) => a.end !== null).length;
  if (shown.length === 0) return "No arrangement to draw";
  if (dated.length === 0)
    return shown.length === 1
      ? "The one arrangement shown has no known first year"
      : `None of the ${shown.length} arrangements shown has a known first year`;
  const first = Math.min(...dated.map((a) => a.start ?? Number.POSITIVE_INFINITY));
  if (dated.length === 1)
    return `One arrangement with a known first year, ${first}; its end is ${ended === 1 ? "known" : "unknown"}`;
  const ends =
    ended === dated.length
      ? "an end is known for each"
      : ended === 0
        ? "no end is known"
        : `for ${dated.length - ended} no end is known`;
  return `${dated.length} arrangements have a known first year, the earliest ${first}; ${ends}`;
}

/** Finding above the network. `degree` is the number of arrangements for each country's name. */
export function networkTitle(
  degree: readonly { name: string; n: number }[],
  counting: number,
  shown: number,
): string {
  if (degree.length === 0) return "No members to draw";
  const most = Math.max(...degree.map((d) => d.n));
  const leaders = degree.filter((d) => d.n === most).map((d) => d.name);
  const scope = `${shown} ${shown === 1 ? "arrangement" : "arrangements"}, ${counting === 0 ? "none of them" : counting === shown && shown > 1 ? "all of them" : inWords(counting)} counting as twinned`;
  const joined = `${degree.length} ${degree.length === 1 ? "country" : "countries"} in ${scope}`;
  if (most === 1) return `${joined}; none takes part in more than one`;
  return leaders.length > 3
    ? `${joined}; ${inWords(leaders.length)} countries take part in ${inWords(most)} each`
    : `${joined}; ${listWords(leaders)} ${leaders.length === 1 ? "takes" : "take"} part in the most (${most}${leaders.length > 1 ? " each" : ""})`;
}
