import { MIN_GROUP } from "../../evaluation/describe.ts";
import { type ShareRow, shareChart } from "../charts/share.ts";
import type { DotCell } from "../charts/share-dots.ts";
import { type StripRow, stripChart } from "../charts/strip.ts";
import type { Status } from "../data/common.ts";
import type { Missing, Outcome } from "../data/outcomes.ts";
import { type Child, h } from "../dom.ts";
import { fixed, percent, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import {
  answerText,
  findingDescription,
  findingNote,
  findingTitle,
  groupName,
  missingCounts,
  rangeText,
  valueText,
} from "../text/outcome-words.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import type { Group, Result, Unit } from "./groups.ts";

/** Order of the rows of every chart: the two that are compared stand next to each other. */
export const ROW_ORDER: readonly Status[] = ["twinned", "not_twinned", "undated"];

/** Names of a plan's status in the table: the fourth one is told apart there. */
const unitStatus = (outcome: Outcome, unit: Unit) =>
  unit.status === "later" ? "Twinned after adoption" : groupName(outcome, unit.status);

const noValue = (reason: Missing) => (reason === "not_due" ? "not due" : "unknown");

/** What a reader learns on reaching one mark. */
function unitDetail(outcome: Outcome, unit: Unit): string {
  const value =
    typeof unit.value === "number"
      ? answerText(outcome, unit.value)
      : `${noValue(unit.value)}, ${outcome.missing[unit.value] ?? ""}`;
  const behind = unit.detail && unit.detail !== value ? ` (${unit.detail})` : "";
  return `${value}${behind}. ${twinningText(outcome, unit)}`;
}

function twinningText(outcome: Outcome, unit: Unit): string {
  if (unit.status === "not_twinned") return groupName(outcome, "not_twinned");
  const role = unit.roles.length > 0 ? `, ${unit.roles.join(" and ")}` : "";
  if (unit.status === "later") return `Twinned after adoption, in ${unit.since}${role}`;
  return unit.since === null ? `Twinned, year unknown${role}` : `Twinned since ${unit.since}${role}`;
}

/** A group as a row of the strip chart. */
export const stripRow = (outcome: Outcome, status: Status, name: string, group: Group): StripRow => ({
  status,
  name,
  facts: stripFacts(outcome, group),
  median: group.summary ? `median ${valueText(outcome, group.summary.median)}` : "",
  summary: group.summary,
  points: group.known.map((u) => ({
    value: u.value,
    name: u.name,
    detail: unitDetail(outcome, u),
    href: countryLink(u.iso3),
  })),
});

function stripFacts(outcome: Outcome, group: Group): string {
  const { summary, missing } = group;
  const known = plural(group.known.length, "country", "countries");
  const n = missing.length > 0 ? `${known}, ${missingCounts(missing)}` : known;
  if (!summary) return n;
  if (summary.n < MIN_GROUP) return n;
  return `${n}, middle half ${rangeText(outcome, summary.q1, summary.q3)}`;
}

/** A group as a row of the share chart. */
export function shareRow(outcome: Outcome, status: Status, name: string, group: Group): ShareRow {
  const dot = (u: Unit) => ({
    name: u.name,
    detail: unitDetail(outcome, u),
    href: countryLink(u.iso3),
    later: u.status === "later",
  });
  const cells: DotCell[] = [
    { answer: "yes", dots: group.known.filter((u) => u.value === 1).map(dot) },
    { answer: "no", dots: group.known.filter((u) => u.value === 0).map(dot) },
    {
      answer: "unknown",
      dots: group.missing.map(dot),
      ...(group.missing.some((u) => u.value === "not_due") ? { label: missingCounts(group.missing) } : {}),
    },
  ];
  const { share } = group;
  const facts = share
    ? `(${share.yes} of ${share.n} known; interval ${percent(share.low)} to ${percent(share.high)})`
    : "no known answer";
  return { status, name, facts, share, cells };
}

const axisOf = (outcome: Outcome) => ({
  format: (v: number) => fixed(v, outcome.digits > 1 ? 1 : 0),
  unit: outcome.unit,
});

/** Rows of groups drawn in the way that fits the outcome; null when no value is known. */
export function groupsChart(
  outcome: Outcome,
  rows: readonly { status: Status; name: string; group: Group }[],
  width: number,
): Child {
  const label = `${outcome.label}.`;
  if (outcome.kind === "share") {
    if (!rows.some((r) => r.group.known.length + r.group.missing.length > 0)) return null;
    return shareChart(
      rows.map((r) => shareRow(outcome, r.status, r.name, r.group)),
      width,
      label,
    );
  }
  if (!rows.some((r) => r.group.known.length > 0)) return null;
  return stripChart(
    rows.map((r) => stripRow(outcome, r.status, r.name, r.group)),
    axisOf(outcome),
    width,
    label,
  );
}

/** One outcome in full: the finding, every unit, the groups' middles and spreads. */
export function detailFigure(result: Result, definitionLabel: string, width: number): HTMLElement {
  const { outcome, groups } = result;
  const rows = ROW_ORDER.filter(
    (s) => s !== "undated" || groups.undated.known.length + groups.undated.missing.length > 0,
  ).map((status) => ({ status, name: groupName(outcome, status), group: groups[status] }));
  const units = ROW_ORDER.flatMap((s) => [...groups[s].known, ...groups[s].missing]);
  return figure({
    id: `outcome-${outcome.id}`,
    title: findingTitle(result),
    subtitle: `${outcome.definition}. ${subtitleEnd(outcome)} Twinned by the definition “${definitionLabel}”.`,
    description: findingDescription(result),
    chart: groupsChart(outcome, rows, width),
    empty: `No known value of “${outcome.label}” for this choice.`,
    rows: units,
    columns: unitColumns(outcome),
    sources: outcome.sources,
    note: findingNote(result),
  });
}

function subtitleEnd(outcome: Outcome): string {
  if (outcome.kind === "share")
    return "Share of plans with a known answer, 95% interval (Wilson), and each plan as a dot.";
  const better = outcome.better === "lower" ? " Lower is better." : "";
  return `Each dot is a country; band: middle half, line: median.${better}`;
}

function unitColumns(outcome: Outcome): TableColumn<Unit>[] {
  const isPlan = outcome.level === "plan";
  const columns: TableColumn<Unit>[] = [
    {
      name: isPlan ? "plan" : "country",
      label: isPlan ? "Plan" : "Country",
      value: (u) => u.name,
      show: (u) => h("a", { href: countryLink(u.iso3) }, u.name),
    },
    { name: isPlan ? "plan_id" : "iso3", label: "Code", value: (u) => u.id },
    {
      name: "status",
      label: "Twinning",
      value: (u) => u.status,
      show: (u) => unitStatus(outcome, u),
    },
    {
      name: "twinned_since",
      label: "Since",
      value: (u) => u.since,
      numeric: true,
      show: (u) => u.since ?? "–",
    },
    { name: "role", label: "Role", value: (u) => u.roles.join(";"), show: (u) => u.roles.join(", ") || "–" },
    {
      name: "value",
      label: outcome.kind === "share" ? "Answer" : outcome.unit,
      value: (u) => (typeof u.value === "number" ? u.value : null),
      numeric: outcome.kind === "number",
      show: (u) =>
        typeof u.value === "number"
          ? answerText(outcome, u.value)
          : h("span", { class: "unknown" }, noValue(u.value)),
    },
    {
      name: "basis",
      label: "Behind it",
      value: (u) => (typeof u.value === "number" ? u.detail : (outcome.missing[u.value] ?? "unknown")),
    },
  ];
  return columns;
}
