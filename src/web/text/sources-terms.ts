import type { SourceRow } from "../data/sources.ts";
import { count, listWords } from "../format/number.ts";

const NONE_SEEN = /^no (?:reuse )?licence seen\b/i;

const noteOf = (source: SourceRow, notes: readonly string[]) =>
  source.licence === null ? null : (notes[source.licence] ?? null);

/** The terms of a source in short: the note itself, that none was seen, or that nothing was recorded. */
export function termsWords(source: SourceRow, notes: readonly string[]): string {
  const note = noteOf(source, notes);
  if (note === null) return "licence: not recorded";
  return NONE_SEEN.test(note) ? "licence: none seen" : `licence: ${note}`;
}

/** What the short forms mean, and how many sources have them. */
export function termsExplained(sources: readonly SourceRow[], notes: readonly string[]): string {
  const all = sources.map((s) => noteOf(s, notes));
  const unrecorded = all.filter((n) => n === null).length;
  const unseen = all.filter((n) => n !== null && NONE_SEEN.test(n)).length;
  const parts = [
    unseen > 0 ? `${count(unseen)} “none seen” (no licence in what was read, so only facts were taken)` : "",
    unrecorded > 0 ? `${count(unrecorded)} “not recorded” (nothing was noted, so the terms are unknown)` : "",
  ].filter(Boolean);
  const named = all.length - unseen - unrecorded;
  if (parts.length === 0) return "Each source stands with the terms that were noted for it.";
  return `Each source stands with its terms: of ${count(all.length)}, ${listWords([...parts, `${count(named)} with a note of their own`])}.`;
}
