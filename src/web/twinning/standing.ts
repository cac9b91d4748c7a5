import type { Arrangement, Member, Rule } from "../data/twinning.ts";
import { inWords, listWords } from "../format/number.ts";
import { EVIDENCE_LABEL, KIND_LABEL, labelOf, roleWord } from "./labels.ts";

/** Where an arrangement stands under one definition of twinned. */
export interface Standing {
  counts: boolean;
  /** First year in which any member counts; null when it counts without a known year, or not at all. */
  since: number | null;
  /** Why it does not count; empty when it does. */
  reasons: string[];
  /** Members that count, with the year from which they do. */
  members: { iso3: string; since: number | null }[];
}

/** Applies a definition to an arrangement, by the same rule as the warehouse's twinning_status. */
export function standing(a: Arrangement, rule: Rule): Standing {
  const reasons: string[] = [];
  if (!rule.kinds.includes(a.kind)) {
    reasons.push(`its kind, ${labelOf(KIND_LABEL, a.kind).toLowerCase()}, is not part of the definition`);
  }
  if (!rule.evidence.includes(a.evidence)) {
    reasons.push(`${labelOf(EVIDENCE_LABEL, a.evidence).toLowerCase()} is not enough for the definition`);
  }
  if (rule.excluded.includes(a.id)) reasons.push(exclusion(a.id, rule.excludedReason));
  // A facilitator lends the venue and is not known to learn, whatever a definition says.
  const eligible = a.members.filter((m) => m.role !== "facilitator" && rule.roles.includes(m.role));
  if (reasons.length === 0 && eligible.length === 0) {
    reasons.push(
      a.members.length === 0
        ? "no member is known"
        : "no member is known in a role that the definition counts",
    );
  }
  if (reasons.length > 0) return { counts: false, since: null, reasons, members: [] };
  const members = eligible.map((m) => ({ iso3: m.iso3, since: sinceOf(a, m, rule.dateRule) }));
  const years = members.flatMap((m) => (m.since === null ? [] : [m.since]));
  return { counts: true, since: years.length > 0 ? Math.min(...years) : null, reasons, members };
}

/** A definition names each exclusion's reason in one text, clauses parted by ";". */
function exclusion(id: string, reason: string | null): string {
  const clause = reason?.split(/;\s*/).find((part) => new RegExp(`\\b${id}\\b`).test(part));
  return clause ? `it is left out by name: ${clause}` : "it is left out by name";
}

function sinceOf(a: Arrangement, m: Member, dateRule: string): number | null {
  if (dateRule === "first_activity") {
    return a.firstActivity === null ? null : Math.max(a.firstActivity, m.joined ?? a.firstActivity);
  }
  return m.joined ?? (dateRule === "announced" ? a.announced : a.start);
}

/** "Counts from 2009", "Counts, year unknown" or "Does not count: …". */
export function standingWords(s: Standing): string {
  if (!s.counts) return `Does not count: ${listWords(s.reasons)}.`;
  const dated = s.members.filter((m) => m.since !== null).length;
  const undated = s.members.length - dated;
  if (s.since === null) return "Counts, but no year is known.";
  if (undated > 0)
    return `Counts from ${s.since}; for ${inWords(undated)} of ${s.members.length} members no year is known.`;
  return `Counts from ${s.since}.`;
}

/** Roles with their members, in a fixed order: [["Peers", ["IRL", …]], …]. */
export function byRole(members: readonly Member[]): [string, Member[]][] {
  return (["supporting", "supported", "peer", "facilitator"] as const).flatMap((role) => {
    const inRole = members.filter((m) => m.role === role);
    return inRole.length > 0 ? [[roleWord(role, inRole.length), inRole] as [string, Member[]]] : [];
  });
}
