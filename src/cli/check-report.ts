import { describePlace, EXIT, type ExitCode, type Place } from "../errors/nap-error.ts";
import type { Quarantined } from "../model/contract.ts";
import type { Unresolved } from "../quality/resolve.ts";
import { count } from "./words.ts";

/** A broken rule of the warehouse, a published file or a page. */
export interface Fault {
  code: string;
  file: string;
  what: string;
  remedy: string;
}

export interface Findings {
  quarantined: Quarantined[];
  unresolved: Unresolved[];
  faults: Fault[];
  notes: string[];
}

/** Unresolved references are listed but no fault: their rows are kept and say what they lack. */
export function exitOfFindings({ quarantined, faults }: Findings): ExitCode {
  if (quarantined.length > 0 || faults.some((f) => !f.file.startsWith("dist/"))) return EXIT.data;
  return faults.length > 0 ? EXIT.site : EXIT.ok;
}

export function describeFindings(findings: Findings): string {
  const { quarantined, unresolved, faults, notes } = findings;
  const lines = [
    ...section(`${count(quarantined.length, "row")} refused`, quarantined.map(quarantinedText)),
    ...section(
      `${count(unresolved.length, "unresolved reference")} (rows kept)`,
      unresolved.map(unresolvedText),
    ),
    ...section(`${count(faults.length, "other fault")}`, faults.map(faultText)),
    ...notes.map((note) => `note: ${note}`),
    exitOfFindings(findings) === EXIT.ok ? "Clean." : "Not clean.",
  ];
  return `${lines.join("\n")}\n`;
}

const section = (title: string, items: string[]) => (items.length === 0 ? [title] : [`${title}:`, ...items]);

function quarantinedText(q: Quarantined): string {
  const place: Place = { file: q.file, row: q.row };
  if (q.column !== null) place.column = q.column;
  if (q.value !== null) place.value = q.value;
  return `  ${describePlace(place)} [${q.code}]\n    ${q.reason}\n    do: ${q.remedy}`;
}

const unresolvedText = (u: Unresolved) =>
  `  ${u.table_name} ${u.row_key}, column ${u.column_name}: "${u.value}" is not in ${u.meaning}`;

const faultText = (f: Fault) => `  ${f.file} [${f.code}]\n    ${f.what}\n    do: ${f.remedy}`;
