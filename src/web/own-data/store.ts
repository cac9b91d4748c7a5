import { type OwnData, type OwnDefinition, type OwnOutcome, ownOf } from "../../evaluation/study/own-data.ts";
import { isDefinition, isOutcome } from "./valid.ts";

/** Where the reader's own data wait for the other pages of this tab; gone when the tab is closed. */
export const OWN_KEYS = { outcome: "own-data-outcome", definition: "own-data-definition" } as const;
export type OwnKind = keyof typeof OWN_KEYS;

/** Null where it is saved, else what the reader can do. */
export type SaveFault = { what: string; remedy: string } | null;

/** Keeps one part, and leaves the other as it is: an outcome and a definition may be held at once. */
export function saveOwn(part: { outcome: OwnOutcome } | { definition: OwnDefinition }): SaveFault {
  const [kind, value] =
    "outcome" in part ? ["outcome" as const, part.outcome] : ["definition" as const, part.definition];
  try {
    window.sessionStorage.setItem(OWN_KEYS[kind], JSON.stringify(value));
    return null;
  } catch (error) {
    const full = error instanceof DOMException && /quota/i.test(error.name);
    return {
      what: full
        ? "The browser has no room left for this file's data"
        : "The browser does not let this page keep data in this tab",
      remedy: full
        ? "Remove the other file below, or close other tabs of this site"
        : "Allow this site to store data (cookies and site data), or leave private browsing",
    };
  }
}

/** What is kept, checked anew: other code of this host could have written anything there. */
export function loadOwn(): OwnData | null {
  return ownOf(read("outcome", isOutcome), read("definition", isDefinition));
}

/** Forgets one part, or both. */
export function dropOwn(kind?: OwnKind): void {
  try {
    for (const one of kind ? [kind] : (["outcome", "definition"] as const))
      window.sessionStorage.removeItem(OWN_KEYS[one]);
  } catch {
    // Without storage nothing is kept either.
  }
}

function read<T>(kind: OwnKind, valid: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(OWN_KEYS[kind]) ?? "null");
    return valid(value) ? value : null;
  } catch {
    return null;
  }
}
