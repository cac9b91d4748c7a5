import { safeValue } from "../errors/nap-error.ts";
import type { RefreshReport, SourceOutcome } from "../refresh/outcome.ts";
import type { TableDifference } from "../warehouse/difference.ts";
import { table } from "./table.ts";
import { count, megabytes } from "./words.ts";

const SHOWN_CHANGES = 5;

/** The data difference report for a terminal: sources, then tables, the largest changes first. */
export function describeRefresh(report: RefreshReport): string {
  const lines = [
    table(
      ["source", "outcome", "records", "refused", "as of", "requests", "conditional", "received"],
      report.sources.map(sourceCells),
      [2, 3, 5, 6, 7],
    ),
    "",
    ...report.sources.flatMap(sourceNotes),
    ...tableLines(report),
    ...proposalLines(report),
    lastLine(report),
    "",
  ];
  return lines.join("\n");
}

const sourceCells = (s: SourceOutcome) => [
  s.source,
  s.outcome,
  s.records === null ? "" : s.records.toLocaleString("en-GB"),
  s.quarantined === 0 ? "" : String(s.quarantined),
  s.asOf ?? "",
  String(s.requests),
  String(s.conditional),
  s.receivedBytes === 0 ? "" : megabytes(s.receivedBytes),
];

function sourceNotes(s: SourceOutcome): string[] {
  const left = Object.entries(s.leftOut).filter(([, n]) => n > 0);
  const lines: string[] = [];
  if (s.fault) lines.push(`${s.source}: ${s.fault.what} [${s.fault.code}]`, `  do: ${s.fault.remedy}`);
  if (left.length > 0)
    lines.push(
      `${s.source}: left out ${left.map(([why, n]) => `${n.toLocaleString("en-GB")} ${why}`).join(", ")}`,
    );
  for (const note of s.notes) lines.push(`${s.source}: ${note}`);
  return lines;
}

function tableLines(report: RefreshReport): string[] {
  if (report.tables.length === 0) return [];
  const rows = report.tables.map((t) => [
    t.table,
    ...[t.before, t.after, t.added, t.removed].map((n) => n.toLocaleString("en-GB")),
    t.changed === null ? "no key" : t.changed.toLocaleString("en-GB"),
  ]);
  return [
    "",
    table(["table", "before", "after", "added", "removed", "changed"], rows, [1, 2, 3, 4, 5]),
    "",
    ...report.tables.flatMap(largestLines),
  ];
}

const largestLines = (t: TableDifference) =>
  t.largest
    .slice(0, SHOWN_CHANGES)
    .map(
      (c) =>
        `${t.table} ${c.key}: ${c.column} ${safeValue(c.before ?? "unknown")} → ${safeValue(c.after ?? "unknown")}`,
    );

function proposalLines({ proposals }: RefreshReport): string[] {
  if (proposals.length === 0) return [];
  return ["", `${count(proposals.length, "plan page")} to look at; nap proposals lists them`];
}

function lastLine(report: RefreshReport): string {
  const of = (outcome: SourceOutcome["outcome"]) =>
    report.sources.filter((s) => s.outcome === outcome).length;
  const counts = (["new", "changed", "unchanged", "failed", "skipped"] as const)
    .filter((o) => of(o) > 0)
    .map((o) => `${of(o)} ${o}`);
  const state = report.changed
    ? report.dryRun
      ? "dry run: nothing was kept"
      : `state ${report.state}`
    : `nothing changed; state ${report.state}`;
  return `\n${counts.join(", ")}; ${state}`;
}
