import type { SourcesData } from "../data/sources.ts";
import { h } from "../dom.ts";
import { count } from "../format/number.ts";
import { type PageMeta, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { freeText, type Schema, someOf } from "../state/url.ts";
import { COLLECTION } from "../text/sources-words.ts";
import { onThisPage } from "../ui/on-this-page.ts";
import { conflictSection, looseEnds, reconciliationSection } from "../ui/source-checks.ts";
import { filesSection, licencesSection } from "../ui/source-files.ts";
import { type SourcesView, sourceList } from "../ui/source-list.ts";

const schema: Schema<SourcesView> = { q: freeText(), in: someOf<string>(Object.keys(COLLECTION)) };

export function meta(data: SourcesData): PageMeta {
  return {
    title: "Sources",
    description: `${count(data.sources.length)} sources on WPS national action plans and their twinning: what each supports, how old it is, on which terms, and where sources disagree.`,
  };
}

/** Today, in the browser only: the static page must not depend on the day it was built. */
const today = () => (typeof window === "undefined" ? null : new Date());

export function start(root: HTMLElement, data: SourcesData): void {
  startPage<SourcesData, SourcesView>(root, data, {
    meta,
    schema,
    build: (d, tools) => [
      h("h1", {}, "Where every figure comes from, and where sources disagree"),
      h(
        "p",
        { class: "lead" },
        `${count(d.sources.length)} sources stand behind the register and the series. Each row of the data names its own, so that any figure can be followed back.`,
      ),
      h(
        "p",
        { class: "prose" },
        "How the facts were coded and what must not be concluded from them is told under ",
        h("a", { href: siteLink("methods") }, "Methods"),
        ".",
      ),
      onThisPage([
        { id: "reconciliation", label: "Published totals" },
        { id: "conflicts", label: "Disagreements" },
        { id: "files", label: "Files and their age" },
        { id: "loose-ends", label: "Loose ends" },
        { id: "licences", label: "Licences" },
        { id: "list", label: "All sources" },
      ]),
      reconciliationSection(d, tools),
      conflictSection(d),
      filesSection(d, today()),
      looseEnds(d),
      licencesSection(d),
      sourceList(d, tools),
    ],
  });
}
