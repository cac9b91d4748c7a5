import type { SourceRow } from "../data/sources.ts";
import { COLLECTION } from "./sources-words.ts";

/** Collection → the note on terms that most of its sources carry; collections without such a majority are left out. */
export type UsualTerms = ReadonlyMap<SourceRow["collection"], number | null>;

export function usualTerms(sources: readonly SourceRow[]): UsualTerms {
  const usual = new Map<SourceRow["collection"], number | null>();
  for (const collection of Object.keys(COLLECTION) as SourceRow["collection"][]) {
    const own = sources.filter((s) => s.collection === collection);
    const counts = new Map<number | null, number>();
    for (const s of own) counts.set(s.licence, (counts.get(s.licence) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    if (most && most[1] > own.length / 2) usual.set(collection, most[0]);
  }
  return usual;
}

const note = (licence: number | null, notes: readonly string[]) =>
  licence === null ? "no terms noted" : (notes[licence] ?? "no terms noted");

/** The terms of a source where they are not those of most others of its collection; else nothing. */
export const termsWords = (source: SourceRow, usual: UsualTerms, notes: readonly string[]) =>
  usual.has(source.collection) && usual.get(source.collection) === source.licence
    ? ""
    : note(source.licence, notes);

/** Said once above the list instead of beside hundreds of entries. */
export function usualTermsWords(usual: UsualTerms, notes: readonly string[]): string {
  const parts = [...usual].map(([c, licence]) => `${COLLECTION[c]}: ${note(licence, notes)}`);
  if (parts.length === 0) return "The terms noted stand beside each source.";
  return `Terms noted, where an entry does not say otherwise. ${parts.join(". ")}.`;
}
