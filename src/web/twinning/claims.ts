import type { Claim, SourceRef } from "../data/twinning.ts";
import { type Child, externalLink, h } from "../dom.ts";
import { sourceLink } from "../site-link.ts";

/** A question of fact with what each source answers. */
export interface Question {
  question: string;
  agreeing: Claim[];
  differing: Claim[];
}

/** Groups claims by their question, in the order in which the questions first come up. */
export function questionsOf(claims: readonly Claim[]): Question[] {
  const groups = new Map<string, Question>();
  for (const c of claims) {
    const group = groups.get(c.question) ?? { question: c.question, agreeing: [], differing: [] };
    groups.set(c.question, group);
    (c.agrees === "yes" ? group.agreeing : group.differing).push(c);
  }
  return [...groups.values()];
}

const VERDICT: Record<string, string> = {
  yes: "agrees with the other sources",
  no: "contradicts the other sources",
  partly: "agrees in part",
  no_consensus: "the other sources do not agree among themselves",
};

/** Do other sources answer the same question? */
export const hasOtherSource = (claim: Claim, claims: readonly Claim[]) =>
  claims.some((c) => c.question === claim.question && c.source.id !== claim.source.id);

/** "agrees in part": how a claim stands beside the other sources, never whether it is true. */
export const verdictWords = (agrees: string, alone = false) =>
  alone
    ? "the only source found"
    : Object.hasOwn(VERDICT, agrees)
      ? (VERDICT[agrees] as string)
      : agrees.replaceAll("_", " ");

/** "PeaceWomen (WILPF), 2012" linked to the page itself, and to its entry among our sources. */
export function sourceWords(source: SourceRef): Child {
  const year = source.year ? `, ${source.year}` : ", undated";
  return [
    externalLink(source.url, source.title),
    `${source.publisher ? `, ${source.publisher}` : ""}${year} `,
    h(
      "a",
      {
        href: sourceLink(source.id),
        class: "source-id",
        "aria-label": `Source ${shortId(source.id)} in the list of sources`,
      },
      shortId(source.id),
    ),
  ];
}

/** "twinning:S001" → "S001"; ids of other collections keep their collection, because funding has an S43 too. */
export const shortId = (id: string) => id.replace(/^twinning:/, "");

/** One claim; its verdict is left out where a heading already says it. */
export function claimItem(c: Claim, verdict: boolean, alone = false): HTMLElement {
  return h(
    "li",
    { "data-claim": c.id },
    h("p", { class: "statement" }, c.says),
    h(
      "p",
      { class: "small" },
      sourceWords(c.source),
      verdict ? `: ${verdictWords(c.agrees, alone)}` : "",
      verdict || c.note ? "." : "",
      c.note ? ` ${c.note}.` : "",
    ),
  );
}

/** `all` are the claims among which others on the same question are sought. */
export const claimList = (claims: readonly Claim[], none: string, all = claims, verdict = true) =>
  claims.length === 0
    ? h("p", { class: "unknown" }, none)
    : h(
        "ul",
        { class: "claims" },
        claims.map((c) => claimItem(c, verdict, !hasOtherSource(c, all))),
      );
