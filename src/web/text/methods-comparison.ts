import type { AfterEnd, GroupProfile, RoleProfile } from "../data/methods.ts";
import { inWords, listWords, plural } from "../format/number.ts";

const by = (profiles: readonly GroupProfile[], status: GroupProfile["status"]) =>
  profiles.find((p) => p.status === status);

/** How unlike the groups are in income, among countries with a plan; null where there is nothing to say. */
export function incomeWords(profiles: readonly GroupProfile[]): string | null {
  const [a, b] = [by(profiles, "twinned"), by(profiles, "not_twinned")];
  if (!a || !b || a.incomeKnown === 0 || b.incomeKnown === 0) return null;
  const unknown = a.countries + b.countries - a.incomeKnown - b.incomeKnown;
  const rest = unknown > 0 ? ` (income group unknown for ${unknown})` : "";
  return `${a.highIncome} of ${a.incomeKnown} twinned countries with a plan are high-income economies, against ${b.highIncome} of ${b.incomeKnown} of the others${rest}.`;
}

/** Which group began earlier; null where it cannot be told. */
export function cohortWords(profiles: readonly GroupProfile[]): string | null {
  const [a, b] = [by(profiles, "twinned"), by(profiles, "not_twinned")];
  if (a?.firstMedian == null || b?.firstMedian == null) return null;
  const years = `${Math.round(a.firstMedian)} among twinned countries and ${Math.round(b.firstMedian)} among the others`;
  if (a.firstMedian === b.firstMedian)
    return `The median year of the first plan is the same in both groups (${a.firstMedian}).`;
  const [early, late] =
    a.firstMedian < b.firstMedian ? ["Twinned countries", "the others"] : ["The others", "twinned countries"];
  return `The median year of the first plan is ${years}. ${early} have had more time than ${late} to renew, report and change.`;
}

/** How few plans existed before twinning began. */
export function beforeWords(profiles: readonly GroupProfile[]): string | null {
  const a = by(profiles, "twinned");
  if (!a || a.countries === 0) return null;
  const many = a.planBefore === 0 ? "None" : inWords(a.planBefore).replace(/^./, (c) => c.toUpperCase());
  const said = `${many} of the ${inWords(a.countries)} twinned countries with a plan had one before twinning began`;
  return a.planBefore * 2 < a.countries ? `${said}: few plans can be compared before and after.` : `${said}.`;
}

const ROLE: Record<string, string> = { supporting: "supporting", supported: "supported", peer: "peer" };

/** How the sides of twinning differ in income; null where no income group is known. */
export function roleWords(roles: readonly RoleProfile[]): string | null {
  const known = roles.filter((r) => r.incomeKnown > 0);
  if (known.length === 0) return null;
  const parts = known.map(
    (r) => `${r.highIncome} of ${r.incomeKnown} ${ROLE[r.role] ?? r.role.split(";").join(" and ")} countries`,
  );
  return `Within the twinned group, ${listWords(parts)} are high-income: one median over such different sides describes none of them.`;
}

/** The rule on ends of twinning, and how many plans lean on it. */
export function afterEndWords(a: AfterEnd): string {
  const rule =
    "A country stays twinned once it is twinned, also after the documented end of its arrangement.";
  if (a.plans === 0) return rule;
  const unknown =
    a.unknown > 0 ? `; for ${a.unknown} an arrangement has no documented end, so this cannot be told` : "";
  return `${rule} Of the ${plural(a.plans, "plan")} counted as twinned before or at adoption, ${a.after} ${a.after === 1 ? "was" : "were"} adopted after the last documented end of all dated arrangements of the country${unknown}.`;
}
