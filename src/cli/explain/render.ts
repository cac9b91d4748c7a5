import type { Row } from "../../model/column.ts";
import { table } from "../table.ts";
import { count } from "../words.ts";
import type { RowExplanation } from "./explain-row.ts";
import type { TableExplanation } from "./explain-table.ts";

const SHOWN_KEYS = 8;
const known = (value: unknown) => (value === null || value === undefined ? "unknown" : String(value));

export function renderRow(e: RowExplanation): string {
  const lines = [
    `${e.table} ${e.key}: ${e.rowIs}`,
    "",
    ...e.cells.flatMap((c) => [`  ${c.column}: ${c.shown}`, `      ${c.description}`]),
    ...section("Sources", e.sources, sourceText),
    ...section(arrangementsTitle(e), e.partnerships, partnershipText),
    ...section(
      e.table === "claim" ? "Other claims on the same question" : "Claims that conflict",
      e.conflictingClaims,
      claimText,
    ),
    ...section("References that do not resolve", e.unresolved, (u) => [
      `${u.column_name}: "${u.value}" is not in ${u.meaning}`,
    ]),
    ...section("Named by", e.mentionedBy, (m) => [
      `${count(m.keys.length, "row")} of ${m.table} (${m.column}): ${some(m.keys)}`,
    ]),
    "",
    ...originLines(e.origin),
  ];
  return `${lines.join("\n")}\n`;
}

function section<T>(title: string, items: T[], lines: (item: T) => string[]): string[] {
  if (items.length === 0) return ["", `${title}: none in the register`];
  const body = items.flatMap((item) =>
    lines(item).map((line, i) => (i === 0 ? `  ${line}` : `      ${line}`)),
  );
  return ["", `${title} (${items.length}):`, ...body];
}

const arrangementsTitle = (e: RowExplanation) =>
  e.cells.some((c) => c.column === "partnership_id" && c.value !== null)
    ? "Arrangement"
    : "Arrangements of its countries";

const some = (keys: string[]) =>
  keys.slice(0, SHOWN_KEYS).join(", ") +
  (keys.length > SHOWN_KEYS ? `, and ${keys.length - SHOWN_KEYS} more` : "");

const sourceText = (s: Row) => [
  `${s.source_id}: ${s.title}`,
  `publisher ${known(s.publisher)}, year ${known(s.year)}, address ${known(s.address)}`,
];

const partnershipText = (p: Row) => [
  `${p.partnership_id}: ${p.name}`,
  `${p.kind}, from ${known(p.start_year)} to ${known(p.end_year)}, status ${p.status}, evidence ${p.evidence_strength}`,
  `members: ${known(p.members)}`,
];

const claimText = (c: Row) => [
  `${c.claim_id} (${known(c.partnership_id)}, source ${c.source_id}): ${c.claim}: ${c.value}`,
  `agrees with the other sources: ${c.agrees_with_consensus}${c.note === null ? "" : `; ${c.note}`}`,
];

function originLines(origin: Row | null): string[] {
  if (!origin) return ["Read from: not listed among the snapshots"];
  return [
    `Read from: ${origin.path}`,
    `  sha256 ${origin.sha256}`,
    `  as of ${origin.as_of} (${origin.as_of_basis})`,
    `  terms: ${origin.licence}`,
  ];
}

export function renderTable(e: TableExplanation): string {
  const rows = e.columns.map((c) => [c.column, c.type, String(e.rows - c.known), c.description ?? ""]);
  const head = `${e.table}: ${e.comment ?? "no description"}. ${count(e.rows, "row")}.`;
  return `${head}\n\n${table(["column", "type", "unknown", "holds"], rows, [2])}\n`;
}
