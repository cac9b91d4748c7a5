import { type Cite, citer, reportSection, sourceSection } from "../country/cite.ts";
import { generationsFigure } from "../country/generations.ts";
import { moneySection } from "../country/money.ts";
import { partnerSection } from "../country/partners.ts";
import { planSection } from "../country/plans.ts";
import { contextSection, outcomeSection } from "../country/series.ts";
import type { CountryData } from "../data/country.ts";
import { type Child, h } from "../dom.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { namedElsewhereWords, planSentence, twinningSentence } from "../text/country.ts";

export function meta(data: CountryData): PageMeta {
  return {
    title: `${data.name}: WPS national action plans and twinning`,
    description: `${planSentence(data)} ${twinningSentence(data)}`,
  };
}

function head(data: CountryData, cite: Cite): Child {
  const names = data.otherNames.length > 0 ? `Also known as ${data.otherNames.join(", ")}. ` : "";
  const last = data.plans.at(-1);
  return [
    h(
      "nav",
      { class: "breadcrumb", "aria-label": "Breadcrumb" },
      h("a", { href: siteLink("countries/") }, "Countries"),
      ` / ${data.name}`,
    ),
    h("h1", {}, data.name),
    h("p", { class: "lead" }, planSentence(data)),
    data.namedElsewhere.map((n) =>
      h("p", { class: "prose" }, namedElsewhereWords(n.period), " ", cite(n.sources)),
    ),
    h("p", { class: "prose" }, twinningSentence(data)),
    last?.note
      ? h(
          "p",
          { class: "prose" },
          `Remark on the ${data.plans.length === 1 ? "plan" : "latest plan"}: ${last.note}.`,
        )
      : null,
    names || data.note ? h("p", { class: "small" }, names, data.note) : null,
  ];
}

function build(data: CountryData, tools: PageTools<object>): Child[] {
  const cite = citer(data.sources);
  return [
    head(data, cite),
    h("h2", { id: "years" }, "Plans and partners over the years"),
    generationsFigure(data, tools),
    planSection(data, cite),
    partnerSection(data, cite),
    outcomeSection(data, tools),
    moneySection(data, cite),
    contextSection(data, tools),
    sourceSection(data),
    reportSection(data),
  ];
}

export function start(root: HTMLElement, data: CountryData): void {
  startPage(root, data, { meta, schema: {}, build });
}
