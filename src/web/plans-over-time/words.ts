import type { PlansOverTimeData, Ratio, RenewalResult } from "../data/plans-over-time.ts";
import { h } from "../dom.ts";
import { fixed, plural } from "../format/number.ts";
import { countryLink, siteLink } from "../site-link.ts";

export const times = (value: number) => fixed(value, 2);

/** "1.08 (0.58 to 2.00)". */
export const ratioText = ({ ratio, low, high }: Ratio) => `${times(ratio)} (${times(low)} to ${times(high)})`;

export const pText = (p: number) => (p < 0.001 ? "below 0.001" : fixed(p, p < 0.1 ? 3 : 2));

/** "10 of 91 renewals while twinned". */
export const eventsText = ({ events, eventsTwinned }: Pick<RenewalResult, "events" | "eventsTwinned">) =>
  `${eventsTwinned} of ${plural(events, "renewal")} while twinned`;

/** The finding on renewal, which is only ever claimed by the permutation test. */
export function renewalTitle(result: RenewalResult, alpha: number, smallest: number): string {
  const { current, p, detectable } = result;
  if (!current.ratio || p === null)
    return `Renewal and current twinning: the data cannot tell, because ${current.why}`;
  const { ratio, low, high } = current.ratio;
  const effect = `While twinned, plans were renewed at ${times(ratio)} times the rate of others`;
  if (p <= alpha)
    return `${effect}: more than chance explains before correction for several questions (p = ${pText(p)})`;
  if (detectable !== null && detectable <= smallest) return `${effect}: no sign of a difference`;
  return `${effect}, but anything from ${times(low)} to ${times(high)} fits: the data cannot tell`;
}

/** "4 years", "3.5 years": a median may fall between two. */
export const yearsText = (value: number) =>
  Number.isInteger(value) ? plural(value, "year") : `${fixed(value, 1)} years`;

/** Names of plans as links to their countries. */
export function planList(data: PlansOverTimeData, ids: readonly string[]): (Node | string)[] {
  return ids.flatMap((id, i) => {
    const plan = data.plans[id];
    const name = plan ? h("a", { href: countryLink(plan.iso3) }, plan.name) : id;
    return i === 0 ? [name] : [", ", name];
  });
}

export const planNames = (data: PlansOverTimeData, ids: readonly string[]) =>
  ids.map((id) => data.plans[id]?.name ?? id);

export const methodLink = (anchor: string, text: string) =>
  h("a", { href: siteLink(`methods#${anchor}`) }, text);

/** "lower by 12%", "higher by 5%" or "not changed": of one ratio against another. */
export function changeText(from: number, to: number): string {
  const share = Math.round((to / from - 1) * 100);
  if (share === 0) return "not changed by as much as 1%";
  return share < 0 ? `lower by ${-share}%` : `higher by ${share}%`;
}
