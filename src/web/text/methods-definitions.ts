import type { DefinitionCounts } from "../data/methods.ts";
import { inWords, listWords, plural } from "../format/number.ts";

const MOST_NAMES = 12;

const names = (all: readonly { name: string }[]) => listWords(all.map((c) => c.name));

/** "Chile and Finland"; a count where the list would be too long to read. */
export function namesOrCount(all: readonly { name: string }[]): string {
  return all.length > MOST_NAMES ? plural(all.length, "country", "countries") : names(all);
}

/** The range that the choice of definition spans. */
export function definitionsTitle(all: readonly DefinitionCounts[]): string {
  const sizes = all.map((d) => d.countries.twinned);
  if (sizes.length === 0) return "No definition of twinned is stated";
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (least === most)
    return `Under every definition ${plural(most, "country is", "countries are")} twinned from a known year`;
  return `From ${inWords(least)} to ${inWords(most)} countries are twinned from a known year, depending on what counts`;
}

/** Who joins, who leaves and whose year changes against the default; null for the default itself. */
export function againstDefault(d: DefinitionCounts, base: DefinitionCounts): string | null {
  if (d.id === base.id) return null;
  const parts = [
    d.joins.length > 0 ? `${namesOrCount(d.joins)} ${d.joins.length === 1 ? "joins" : "join"}` : "",
    d.leaves.length > 0 ? `${namesOrCount(d.leaves)} ${d.leaves.length === 1 ? "leaves" : "leave"}` : "",
    d.moved.length > 0
      ? `${listWords(d.moved.map((m) => `${m.name} (${m.from} to ${m.to})`))} ${d.moved.length === 1 ? "changes" : "change"} year`
      : "",
    d.countries.undated === base.countries.undated
      ? ""
      : `${plural(d.countries.undated, "country", "countries")} instead of ${base.countries.undated} ${d.countries.undated === 1 ? "has" : "have"} no known year`,
  ].filter(Boolean);
  return parts.length === 0
    ? "Against the default, no country joins, leaves or changes year."
    : `Against the default, ${parts.join("; ")}.`;
}

/** "8 countries from a known year, 6 without one, 181 not twinned". */
export function sizes(d: DefinitionCounts): string {
  const { twinned, undated, not_twinned } = d.countries;
  return `${plural(twinned, "country", "countries")} twinned from a known year, ${undated} without one, ${not_twinned} not twinned`;
}

/** The same for plans, by adoption. */
export function planSizes(d: DefinitionCounts): string {
  const { twinned, later, undated, not_twinned } = d.plans;
  return `${plural(twinned, "plan")} twinned before or at adoption, ${later} later in the plan’s life, ${undated} without a known year, ${not_twinned} not twinned`;
}

const KIND: Record<string, string> = {
  twinning: "twinning",
  cross_learning: "cross-learning",
  donor_support_to_nap: "donor support to a plan",
  peer_exchange_network: "peer exchange",
  regional_network: "regional network",
};
const DATE: Record<string, string> = {
  first_documented: "first documented year",
  announced: "year of announcement",
  first_activity: "year of the first dated activity",
};

/** The rule, as the computer applies it. */
export function ruleWords(d: DefinitionCounts): string {
  const left = d.excluded.length > 0 ? ` Left out: ${d.excludedReason ?? listWords(d.excluded)}.` : "";
  return `Kinds: ${listWords(d.kinds.map((k) => KIND[k] ?? k))}. Roles: ${listWords(d.roles)}. Evidence: ${listWords(d.evidence)}. Start: ${DATE[d.dateRule] ?? d.dateRule}.${left}`;
}
