import type { Needed, PanelAnswer, RenewalAnswer } from "../data/answer.ts";
import { count, fixed, percent } from "../format/number.ts";
import { styleOf } from "./verdict-words.ts";

/** Standard error of a share found in so many simulated panels, in percentage points. */
const luck = (power: number, sims: number) => fixed(100 * Math.sqrt((power * (1 - power)) / sims), 1);

/** How many more twinned countries it would take, honestly where that cannot be reached. */
export function moreTreatedWords(answer: PanelAnswer, needed: Needed, power: number): string {
  const { size, unit } = styleOf(answer);
  const effect = `${size(answer.smallest)} ${unit}`;
  const { treated, more, tried } = needed.treated;
  const [first] = tried;
  const last = tried.at(-1);
  if (treated === null || more === null) {
    const now = first
      ? `With ${first.treated}, as today, such an effect is found in ${percent(first.power)} of simulated cases`
      : "";
    const most = last && last !== first ? `; with ${last.treated}, in ${percent(last.power)}` : "";
    return `Not reachable with the countries there are. ${now}${most}. ${last?.treated ?? 0} is the most that can be tried: a third of the ${needed.donors} compared countries whose series has no gap.`;
  }
  if (more === 0)
    return `By this simulation the twinned countries there are suffice for an effect of ${effect}, by a hair or more.`;
  const at = tried.find((one) => one.treated === treated);
  return `About ${more} more: with ${treated} twinned countries instead of ${treated - more} an effect of ${effect} is found in ${percent(at?.power ?? power)} of simulated cases (luck of the simulation: ±${luck(power, needed.sims)} percentage points, so read it as “a few”).`;
}

/** How many further years it would take. */
export function moreYearsWords(answer: PanelAnswer, needed: Needed): string {
  const { times } = needed;
  const { size, unit } = styleOf(answer);
  if (!times) return "Not known.";
  if (times.more === null)
    return `No number of further years would be enough: the years before twinning stay as few as they are, and the smallest effect that can be found comes down to ${size(times.limit)} ${unit} at best.`;
  if (times.more === 0) return "None.";
  return `About ${times.more} more observed ${times.more === 1 ? "year" : "years"} of the same series.`;
}

/** How many renewals it would take. */
export function moreRenewalsWords(answer: RenewalAnswer): string {
  const { needed, detectable } = answer;
  const { size } = styleOf(answer);
  if (!needed || detectable === null) return "Not known: no rate ratio could be found at all.";
  if (needed.factor <= 1) return "None: the renewals there are suffice.";
  return `To find a rate ratio of ${size(answer.smallest)} instead of ${size(detectable)} takes about ${fixed(needed.factor, 1)} times as many renewals: ${count(needed.events)} instead of ${answer.events}, of which ${needed.eventsTwinned} while twinned instead of ${answer.eventsTwinned}.`;
}

/** Whether verdict and simulation put the limit at the same place, and why they need not. */
export function twoLimitsWords(answer: PanelAnswer, needed: Needed): string {
  const { size, unit } = styleOf(answer);
  const used = answer.used?.units ?? 0;
  const own = answer.detectable === null ? "not known" : `${size(answer.detectable)} ${unit}`;
  const simulated = needed.detectable === null ? "no effect at all" : size(needed.detectable);
  return `The verdict's limit, ${own}, comes from all ${used} countries with the plan's estimator; the simulation's, ${simulated}, from the two-way effect in ${needed.donors} countries without gaps. ${sides(answer, needed)}`;
}

function sides({ smallest, detectable }: PanelAnswer, needed: Needed): string {
  const under = (limit: number | null) => limit !== null && limit <= smallest;
  if (under(detectable) === under(needed.detectable)) return "Read the curve for its shape.";
  return "The two lie on different sides of what would matter: the verdict, which goes by its own limit, is a close call.";
}
