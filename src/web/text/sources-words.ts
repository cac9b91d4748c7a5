import type { Claim, Reconciled, SourceRow, SourcesData, Verdict } from "../data/sources.ts";
import { count, inWords, listWords, plural } from "../format/number.ts";

export const COLLECTION: Record<SourceRow["collection"], string> = {
  plans: "Plans",
  twinning: "Twinning",
  funding: "Funding",
  series: "Series",
  live: "Live sources",
};

export const GRADE: Record<"A" | "B" | "C", string> = {
  A: "issuer of the figure or the code itself",
  B: "press or an organisation close to it",
  C: "repost, digest or unnamed",
};

export const VERDICT: Record<Verdict, string> = {
  equal: "equal",
  close: "close",
  explained: "differs, explained",
  unexplained: "differs, not explained",
  not_comparable: "not comparable",
};

export const AGREES: Record<Claim["agrees"], string> = {
  yes: "agrees with the others",
  no: "contradicts them",
  partly: "agrees in part",
  no_consensus: "the others do not agree among themselves",
};

const METRIC: Record<string, string> = {
  countries_with_nap: "countries with a plan",
  countries_with_nap_alt: "countries with a plan (another count)",
  countries_with_nap_min: "countries with a plan, at least",
  naps_adopted: "countries with a plan (WILPF)",
  plans_adopted_cumulative: "plans adopted",
  eu_countries_with_nap: "EU countries with a plan",
  eu_states_with_nap: "EU states with a plan",
  osce_states_with_nap: "OSCE states with a plan",
  african_countries_with_nap: "African countries with a plan",
  sadc_countries_with_nap: "SADC countries with a plan",
  asia_pacific_countries_with_nap: "Asia-Pacific countries with a plan",
  new_first_plans_in_year: "first plans of the year",
  updated_plans_in_year: "updated plans of the year",
  plans_with_budget: "plans with a budget",
  naps_with_allocated_budget: "plans with a budget (WILPF)",
  plans_with_monitoring: "plans with monitoring",
  naps_with_monitoring_process: "plans with monitoring (WILPF)",
  plans_with_civil_society_role: "plans with a role for civil society",
  naps_with_civil_society_role: "plans with a role for civil society (WILPF)",
  plans_with_disarmament: "plans on disarmament",
  naps_addressing_disarmament: "plans on disarmament (WILPF)",
  plans_compared: "plans compared by a study",
  share_of_member_states_with_nap: "UN members with a plan, %",
  african_share_of_plans: "African share of plans, %",
  share_of_plans_expired_2022_or_before: "plans expired by 2022, %",
  regional_plans: "regional plans",
};

/** What was counted, in words; a metric that nobody has named yet shows its own name. */
export const metricWords = (metric: string) => METRIC[metric] ?? metric.replaceAll("_", " ");

const number = (rows: readonly Reconciled[], ...verdicts: Verdict[]) =>
  rows.filter((r) => verdicts.includes(r.verdict)).length;

/** The finding of the reconciliation, whatever it is. */
export function reconciliationTitle(rows: readonly Reconciled[]): string {
  const comparable = rows.length - number(rows, "not_comparable");
  if (comparable === 0) return "No published total can be compared with the register";
  const part = (verdict: Verdict, one: string, many: string) => {
    const n = number(rows, verdict);
    return n === 0 ? "" : `${inWords(n)} ${n === 1 ? one : many}`;
  };
  const equal = number(rows, "equal");
  return listWords(
    [
      `${equal} of ${comparable} published totals ${equal === 1 ? "agrees" : "agree"} with the register at ${equal === 1 ? "its" : "their"} date`,
      part("close", "is at most two away", "are at most two away"),
      part("explained", "differs for a known reason", "differ for a known reason"),
      part("unexplained", "differs without one", "differ without one"),
    ].filter(Boolean),
  );
}

/** "27" or "27 to 28"; that the register does not count it where it does not. */
export function ownWords(row: Reconciled): string {
  if (row.ownLow === null || row.ownHigh === null) return "not counted";
  return row.ownLow === row.ownHigh ? String(row.ownLow) : `${row.ownLow} to ${row.ownHigh}`;
}

/** Published less the nearer end of the register's own range; 0 inside it, null where there is none. */
export function distance(row: Reconciled): number | null {
  if (row.ownLow === null || row.ownHigh === null) return null;
  if (row.published < row.ownLow) return row.published - row.ownLow;
  return row.published > row.ownHigh ? row.published - row.ownHigh : 0;
}

/** What the filter of sources leaves, with what is not known of them. */
export function sourcesShown(shown: readonly SourceRow[], all: number): string {
  if (shown.length === 0) return "No source matches.";
  const uncited = shown.filter((s) => s.cites.length === 0).length;
  const undated = shown.filter((s) => s.year === null).length;
  const first =
    shown.length === all
      ? `All ${count(all)} sources are shown`
      : `${count(shown.length)} of ${count(all)} sources are shown`;
  const rest = [
    uncited > 0
      ? `${count(uncited)} ${uncited === 1 ? "is" : "are"} cited by no row (read, but nothing taken)`
      : "",
    undated > 0 ? `for ${count(undated)} no year is known` : "",
  ].filter(Boolean);
  return `${[first, ...rest].join("; ")}.`;
}

/** "5 rows: 3 of plan, 2 of claim"; that none cites it where none does. */
export function citesWords(source: SourceRow, tables: SourcesData["tables"]): string {
  if (source.cites.length === 0) return "cited by no row";
  const total = source.cites.reduce((sum, [, n]) => sum + n, 0);
  const parts = source.cites.map(
    ([t, n]) => `${source.cites.length > 1 ? `${count(n)} of ` : "of "}${tables[t]}`,
  );
  return `cited by ${plural(total, "row")} ${source.cites.length > 1 ? "(" : ""}${parts.join(", ")}${source.cites.length > 1 ? ")" : ""}`;
}

/** What is said of references that lead nowhere and of refused rows. */
export function unresolvedWords(data: Pick<SourcesData, "unresolved" | "refused">): string {
  const rows = data.unresolved.reduce((sum, u) => sum + u.rows, 0);
  const loose =
    rows === 0
      ? "Every reference leads to a row of the register."
      : `${plural(rows, "row names", "rows name")} something that the register does not have; ${rows === 1 ? "it is" : "they are"} kept, and the ${plural(data.unresolved.length, "name")} listed here ${data.unresolved.length === 1 ? "leads" : "lead"} nowhere yet.`;
  const refused =
    data.refused.length === 0
      ? "No row was refused: quarantine is empty."
      : `${plural(data.refused.length, "row")} ${data.refused.length === 1 ? "was" : "were"} refused and ${data.refused.length === 1 ? "lies" : "lie"} in quarantine, with the reason.`;
  return `${loose} ${refused}`;
}
