import type { ChangesData, LiveSourceRow, RefreshRow } from "../data/changes.ts";
import { partialDate } from "../format/date.ts";
import { listWords, plural } from "../format/number.ts";

export const OUTCOME: Record<string, string> = {
  new: "pulled for the first time",
  changed: "new answer taken",
  unchanged: "nothing new",
  failed: "failed, last good data kept",
  skipped: "not asked",
};

/** Where this build's data come from, in one or two sentences. */
export function liveWords(data: ChangesData): string {
  const pulled = data.sources.filter((s) => s.pulled !== null);
  if (pulled.length === 0)
    return `No source was pulled live for this build: every series comes from a transcribed copy kept in the repository. ${plural(data.sources.length, "source")} can be pulled.`;
  const days = pulled.map((s) => s.pulled ?? "").sort();
  const span =
    days[0] === days.at(-1)
      ? `on ${partialDate(days[0] ?? "")}`
      : `between ${partialDate(days[0] ?? "")} and ${partialDate(days.at(-1) ?? "")}`;
  return `${plural(pulled.length, "source")} of ${data.sources.length} ${pulled.length === 1 ? "was" : "were"} pulled live, ${span}. A pull that fails replaces nothing.`;
}

/** How a source stands, in a few words. */
export function standing(s: LiveSourceRow): string {
  if (s.fault && s.tried)
    return `the attempt of ${partialDate(s.tried)} failed: ${s.fault}${s.pulled ? "; the last good data stay" : ""}`;
  if (s.pulled) return "good";
  return s.needsKey ? "not pulled: it needs a key" : "not pulled yet";
}

/** What one refresh did, in one sentence. */
export function refreshWords(r: RefreshRow): string {
  const added = r.tables.reduce((sum, t) => sum + t.added, 0);
  const removed = r.tables.reduce((sum, t) => sum + t.removed, 0);
  const changed = r.tables.reduce((sum, t) => sum + (t.changed ?? 0), 0);
  const failed = r.sources.filter((s) => s.outcome === "failed").length;
  const parts = [
    `${plural(added, "row")} added`,
    `${plural(removed, "row")} removed`,
    `${plural(changed, "row")} changed`,
  ];
  const tables = `in ${plural(r.tables.length, "table")}; ${plural(r.unchangedTables, "table")} ${r.unchangedTables === 1 ? "is" : "are"} as before`;
  return `${listWords(parts)} ${tables}.${failed > 0 ? ` ${plural(failed, "source")} failed and kept its last good data.` : ""}`;
}
