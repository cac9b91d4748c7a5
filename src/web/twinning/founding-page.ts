import type { Claim, TwinningData } from "../data/twinning.ts";
import { type Child, h } from "../dom.ts";
import { inWords, plural } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { claimList, hasOtherSource, questionsOf, sourceWords } from "./claims.ts";

/** "Of its three claims, one is confirmed …": counts how the page's own claims stand beside the other sources. */
export function foundingSentence(own: readonly Claim[], all: readonly Claim[]): string {
  if (own.length === 0) return "None of its statements is on record.";
  const compared = own.filter((c) => hasOtherSource(c, all));
  const alone = own.length - compared.length;
  const n = (agrees: string) => compared.filter((c) => c.agrees === agrees).length;
  const parts = [
    [n("yes"), "agree with the other sources", "agrees with the other sources"],
    [n("partly"), "agree in part", "agrees in part"],
    [n("no"), "contradict the other sources", "contradicts the other sources"],
    [n("no_consensus"), "cannot be settled", "cannot be settled"],
    [alone, "have no other source found", "has no other source found"],
  ] as const;
  const words = parts.flatMap(([k, many, one]) => (k > 0 ? [`${inWords(k)} ${k === 1 ? one : many}`] : []));
  return `Of ${own.length === 1 ? "its one statement" : `its ${inWords(own.length)} statements`} on record, ${words.join(", ")}.`;
}

/** The two pairings that the page of 2012 names, beside what other sources say. */
export function foundingSection(data: TwinningData): Child {
  const own = (claims: readonly Claim[]) => claims.filter((c) => c.source.id === data.foundingSource.id);
  const others = (claims: readonly Claim[]) => claims.filter((c) => c.source.id !== data.foundingSource.id);
  const rows = questionsOf(data.claims).map((q) => {
    const all = [...q.agreeing, ...q.differing];
    const id = all[0]?.partnershipId ?? null;
    return h(
      "section",
      { class: "question" },
      h(
        "h3",
        {},
        q.question,
        id ? [" ", h("a", { class: "source-id", href: partnershipLink(id) }, id)] : null,
      ),
      h(
        "div",
        { class: "sides" },
        h(
          "div",
          {},
          h("h4", {}, "The 2012 page"),
          claimList(own(all), "No statement of its own on record.", all),
        ),
        h("div", {}, h("h4", {}, "Other sources"), claimList(others(all), "No other source found.", all)),
      ),
    );
  });
  return [
    h("h2", { id: "page-2012" }, "What the 2012 page says, and what other sources say"),
    h(
      "p",
      { class: "prose" },
      "This project starts from a page of July 2012, ",
      sourceWords(data.foundingSource),
      ", which names two partnerships: Liberia–Ireland and East Timor–Finland–Kenya. ",
      foundingSentence(own(data.claims), data.claims),
      ` Beside them stand ${plural(others(data.claims).length, "statement")} of other sources.`,
    ),
    rows,
  ];
}
