import type { SurvivalCurve } from "../../evaluation/survival/kaplan-meier.ts";
import { type Duration, unknownEnds } from "../../evaluation/survival/unknown-ends.ts";
import type { PartnershipLife } from "../../warehouse/partnership-spells.ts";
import type {
  DurationResult,
  End,
  PartnershipLine,
  PlansOverTimeData,
  WithoutDuration,
} from "../../web/data/plans-over-time.ts";
import { curveOf } from "./plans-over-time-renewal.ts";

interface Group {
  id: string;
  label: string;
  has: (line: PartnershipLine) => boolean;
}

const isKind =
  (...kinds: string[]): Group["has"] =>
  (line) =>
    !line.event && kinds.includes(line.kind);

/** Groups among which a reader may choose; single events only where the choice says so. */
const GROUPS: readonly Group[] = [
  { id: "all", label: "All kinds, without single events", has: (line) => !line.event },
  { id: "twinning", label: "Twinning and cross-learning", has: isKind("twinning", "cross_learning") },
  { id: "donor", label: "Donor support to plans", has: isKind("donor_support_to_nap") },
  { id: "peer", label: "Peer exchange, without single events", has: isKind("peer_exchange_network") },
  { id: "regional", label: "Regional networks", has: isKind("regional_network") },
  { id: "events", label: "All kinds, single events too", has: () => true },
];

const ENDED = new Set(["completed", "lapsed"]);

function endOf({ status, end }: PartnershipLife): End {
  if (status === "active") return "ongoing";
  return ENDED.has(status) && end !== null ? "ended" : "unknown";
}

function whyWithout(life: PartnershipLife): WithoutDuration["why"] | null {
  if (life.umbrella) return "umbrella";
  if (life.basis === "announced") return "announced";
  // The adoption of a plan that was supported does not date the support.
  return life.start === null || life.basis === "linked_adoption" ? "start_unknown" : null;
}

function durationOf({ start, last, end }: PartnershipLine, asOf: number): Duration {
  // A calendar year with a trace counts as one: shorter spans are not dated.
  const years = last - start + 1;
  const most = asOf - start + 1;
  if (end === "ended") return { state: "ended", duration: years };
  return end === "ongoing"
    ? { state: "ongoing", seen: most }
    : { state: "unknown", least: years, most: Math.max(most, years) };
}

const median = (curve: SurvivalCurve) => curve.quantiles.find(({ p }) => p === 0.5)?.value ?? null;

function resultOf(group: Group, lines: readonly PartnershipLine[], asOf: number): DurationResult {
  const count = (end: End) => lines.filter((line) => line.end === end).length;
  const counts = {
    kind: group.id,
    n: lines.length,
    ended: count("ended"),
    ongoing: count("ongoing"),
    unknown: count("unknown"),
  };
  if (lines.length === 0)
    return {
      ...counts,
      shortest: null,
      longest: null,
      between: [],
      medians: { shortest: null, longest: null, between: null },
      converged: true,
    };
  const found = unknownEnds(lines.map((line) => durationOf(line, asOf)));
  const open = (right: number) => (right === Number.POSITIVE_INFINITY ? null : right);
  const half = found.between.intervals.find(({ survival }) => survival <= 0.5 + 1e-6);
  return {
    ...counts,
    shortest: curveOf(found.shortest),
    longest: curveOf(found.longest),
    between: found.between.intervals.map(({ left, right, mass, survival }) => ({
      left,
      right: open(right),
      mass: Math.round(mass * 1e4) / 1e4,
      survival: Math.round(survival * 1e4) / 1e4,
    })),
    medians: {
      shortest: median(found.shortest),
      longest: median(found.longest),
      between: half ? [half.left, open(half.right)] : null,
    },
    converged: found.between.converged,
  };
}

/** How long arrangements lasted, and which have no duration to speak of. */
export function durationsOf(
  lives: readonly PartnershipLife[],
  asOf: number,
): Pick<PlansOverTimeData, "kinds" | "durations" | "lines" | "without"> {
  const without: WithoutDuration[] = [];
  const lines: PartnershipLine[] = [];
  for (const life of lives) {
    const { id, name, kind, status, start, singleEvent } = life;
    const why = whyWithout(life);
    if (why !== null || start === null) {
      without.push({ id, name, kind, why: why ?? "start_unknown" });
      continue;
    }
    const end = endOf(life);
    const last = (end === "ended" ? life.end : life.lastTrace) ?? start;
    lines.push({ id, name, kind, status, start, last, end, event: singleEvent });
  }
  return {
    kinds: GROUPS.map(({ id, label }) => ({ id, label })),
    durations: GROUPS.map((group) => resultOf(group, lines.filter(group.has), asOf)),
    lines,
    without,
  };
}
