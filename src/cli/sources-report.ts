import { ageOf } from "./age.ts";
import { table } from "./table.ts";
import { count } from "./words.ts";

/** A live source as the reader of `nap sources` needs it. */
export interface SourceLine {
  id: string;
  title: string;
  owner: string;
  licence: string;
  cadenceMonths: number;
  address: string;
  /** Day of the pull that counts; null where none was made. */
  pulled: string | null;
  asOf: string | null;
  records: number | null;
  lastTried: string | null;
  lastGood: string | null;
  fault: { code: string; what: string; remedy: string } | null;
  missingKey: { env: string; howToGet: string } | null;
}

export interface StateLine {
  id: string;
  created: string;
  sources: string[];
  current: boolean;
}

/** One word or two on whether the source can be relied on now. */
function healthOf(s: SourceLine, now: Date): string {
  if (s.fault) return `failed: ${s.fault.code}`;
  if (s.missingKey) return "no key";
  if (s.pulled === null) return "never pulled";
  return ageOf(s.pulled, now).months > s.cadenceMonths ? "stale" : "good";
}

export function describeSources(sources: readonly SourceLine[], state: string, now: Date): string {
  const rows = sources.map((s) => [
    s.id,
    count(s.cadenceMonths, "month"),
    s.pulled ?? "never",
    s.asOf ?? "",
    s.records === null ? "" : s.records.toLocaleString("en-GB"),
    healthOf(s, now),
  ]);
  return [
    table(["source", "renewed every", "pulled", "as of", "records", "health"], rows, [4]),
    "",
    ...sources.flatMap(details),
    `state ${state}`,
    "",
  ].join("\n");
}

function details(s: SourceLine): string[] {
  const lines = [`${s.id}`, `  ${s.title}. ${s.owner}. ${s.address}`, `  Terms: ${s.licence}`];
  if (s.missingKey) lines.push(`  Skipped: ${s.missingKey.env} is not set. ${s.missingKey.howToGet}`);
  if (s.fault) lines.push(`  Last attempt ${s.lastTried}: ${s.fault.what}. ${s.fault.remedy}`);
  return lines;
}

export function describeStates(states: readonly StateLine[]): string {
  const rows = states.map((s) => [
    s.current ? "*" : "",
    s.id,
    s.created.slice(0, 16).replace("T", " "),
    s.sources.join(", ") || "transcribed snapshots only",
  ]);
  return `${table(["", "state", "made (UTC)", "live sources in it"], rows)}\n`;
}
