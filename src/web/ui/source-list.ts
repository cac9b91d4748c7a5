import type { SourceRow, SourcesData } from "../data/sources.ts";
import { externalLink, h } from "../dom.ts";
import { matches } from "../format/search.ts";
import type { PageTools } from "../page.ts";
import { siteLink, sourceAnchor } from "../site-link.ts";
import { termsExplained, termsWords } from "../text/sources-terms.ts";
import { COLLECTION, citesWords, GRADE, sourcesShown } from "../text/sources-words.ts";
import { checksControl, controlBar, searchControl } from "./controls.ts";

export interface SourcesView {
  q: string;
  in: readonly string[];
}

/** Sources that a view shows. */
export function shownSources(sources: readonly SourceRow[], view: SourcesView): SourceRow[] {
  return sources.filter(
    (s) =>
      (view.in.length === 0 || view.in.includes(s.collection)) &&
      matches([s.id, s.title, s.publisher, s.year, s.note].filter(Boolean).join(" "), view.q),
  );
}

/** Every source with what it supports; entries are made once, the filter only chooses among them. */
export function sourceList(data: SourcesData, tools: PageTools<SourcesView>): HTMLElement {
  const entries = new Map(data.sources.map((s) => [s, entry(s, data)]));
  const list = h("ul", { class: "all-sources" });
  const apply = (view: SourcesView) =>
    list.replaceChildren(...shownSources(data.sources, view).flatMap((s) => entries.get(s) ?? []));
  tools.onChange(apply);
  apply(tools.view());
  return h(
    "section",
    { id: "list" },
    h("h2", {}, "All sources"),
    h(
      "p",
      {},
      "Facts were noted in our own words as the sources were read; an independent second reader has not checked them. Grades, given for funding only: ",
      Object.entries(GRADE).map(([g, words], i) => `${i > 0 ? "; " : ""}${g}, ${words}`),
      ". The whole list is table ",
      h("a", { href: siteLink("data#table-source") }, "source"),
      "; table ",
      h("a", { href: siteLink("data#table-citation") }, "citation"),
      " says which row each supports.",
    ),
    h("p", { class: "small" }, termsExplained(data.sources, data.licenceNotes)),
    controlBar(
      searchControl(tools, "q", "Find a source", "PeaceWomen, Liberia, 2018"),
      checksControl(
        tools,
        "in",
        "Part of the register",
        Object.entries(COLLECTION).map(([value, label]) => ({ value, label })),
      ),
    ),
    tools.live(
      (view) =>
        h("p", { class: "status-line" }, sourcesShown(shownSources(data.sources, view), data.sources.length)),
      { polite: true },
    ),
    list,
  );
}

function entry(source: SourceRow, data: SourcesData): HTMLElement {
  const by = [source.publisher ?? "publisher unknown", source.year ?? "no year"].join(", ");
  const facts = [
    source.note ? `Supports: ${source.note}` : "",
    source.locator ? `found at ${source.locator}` : "",
    citesWords(source, data.tables),
    source.grade ? `grade ${source.grade}` : "",
    termsWords(source, data.licenceNotes),
  ];
  return h(
    "li",
    { id: sourceAnchor(source.id) },
    externalLink(source.url, source.title),
    `. ${by}. `,
    h("span", {}, h("code", {}, source.id), ` ${facts.filter(Boolean).join("; ")}.`),
  );
}
