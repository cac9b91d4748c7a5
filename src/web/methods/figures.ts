import { coverageChart } from "../charts/coverage.ts";
import { definitionsChart } from "../charts/definitions.ts";
import type { DefinitionCounts, MethodsData } from "../data/methods.ts";
import { h } from "../dom.ts";
import { count, percent } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import { countryLink, siteLink } from "../site-link.ts";
import {
  againstDefault,
  definitionsTitle,
  planSizes,
  ruleWords,
  sizes,
} from "../text/methods-definitions.ts";
import { figure } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";
import { coverageTitle, shownFields } from "./coverage-fields.ts";

const REGISTER = "WPS national action plan register";

/** Every definition of twinned: its rule, the sizes of its groups, and whom it adds or loses. */
export function definitionsSection(data: MethodsData, tools: PageTools<object>): HTMLElement {
  return h(
    "section",
    { id: "definitions" },
    h("h2", {}, "What counts as twinned"),
    h(
      "p",
      {},
      "Twinned is a definition, not a fact. The site applies the first of these unless you choose another; each choice changes who is compared with whom. A facilitator, who lends a venue or a chair, never counts.",
    ),
    definitionsFigure(data, tools),
    h(
      "div",
      { class: "definitions" },
      data.definitions.map((d) => definitionEntry(d, data.definitions[0] ?? d)),
    ),
    h(
      "p",
      { class: "small" },
      "The rules are table ",
      h("a", { href: siteLink("data#table-twinning_definition") }, "twinning_definition"),
      "; who falls into which group is table ",
      h("a", { href: siteLink("data#table-twinning_status") }, "twinning_status"),
      " (countries) and ",
      h("a", { href: siteLink("data#table-plan_twinning") }, "plan_twinning"),
      " (plans).",
    ),
  );
}

function definitionsFigure(data: MethodsData, tools: PageTools<object>): HTMLElement {
  const total = data.definitions[0];
  return figure({
    id: "definition-sizes",
    title: definitionsTitle(data.definitions),
    subtitle: "Countries twinned from a known year (filled) and without one (outlined), by definition",
    description: data.definitions.map((d) => `${d.label}: ${sizes(d)}.`).join(" "),
    chart: [
      statusLegend(["twinned", "undated"]),
      tools.live((_, width) => definitionsChart(data.definitions, width, "Countries twinned by definition.")),
    ],
    rows: data.definitions,
    columns: [
      { name: "definition", label: "Definition", value: (d) => d.id, show: (d) => d.label },
      {
        name: "countries_twinned",
        label: "Countries twinned",
        value: (d) => d.countries.twinned,
        numeric: true,
      },
      { name: "countries_undated", label: "undated", value: (d) => d.countries.undated, numeric: true },
      {
        name: "countries_not_twinned",
        label: "not twinned",
        value: (d) => d.countries.not_twinned,
        numeric: true,
      },
      {
        name: "plans_twinned",
        label: "Plans twinned before or at adoption",
        value: (d) => d.plans.twinned,
        numeric: true,
      },
      { name: "plans_later", label: "later", value: (d) => d.plans.later, numeric: true },
      { name: "plans_undated", label: "undated", value: (d) => d.plans.undated, numeric: true },
      { name: "plans_not_twinned", label: "not twinned", value: (d) => d.plans.not_twinned, numeric: true },
    ],
    sources: [
      { label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" },
      { label: REGISTER, asOf: data.asOf["register/plans/plans"] ?? "" },
    ],
    note: total
      ? `Every definition speaks of the same ${total.countries.twinned + total.countries.undated + total.countries.not_twinned} countries and territories: UN members, Kosovo, Palestine. A country with one dated and one undated arrangement counts as dated.`
      : undefined,
  });
}

const people = (all: DefinitionCounts["twinned"]) =>
  all.map((c, i) => [i > 0 ? ", " : "", h("a", { href: countryLink(c.iso3) }, c.name)]);

function definitionEntry(d: DefinitionCounts, base: DefinitionCounts): HTMLElement {
  const change = againstDefault(d, base);
  return h(
    "article",
    { id: `definition-${d.id}` },
    h("h3", {}, d.label),
    h("p", {}, d.statement),
    h("p", { class: "small" }, ruleWords(d)),
    h("p", { class: "small" }, `${sizes(d)}. ${planSizes(d)}.`),
    change ? h("p", {}, change) : null,
    h(
      "details",
      { class: "look-up" },
      h("summary", {}, `The ${d.twinned.length + d.undated.length} countries`),
      h("p", { class: "small" }, "From a known year: ", people(d.twinned), "."),
      d.undated.length > 0 ? h("p", { class: "small" }, "Year unknown: ", people(d.undated), ".") : null,
    ),
  );
}

/** How unknown is handled, and how much is. */
export function unknownSection(data: MethodsData, tools: PageTools<object>): HTMLElement {
  const groups = shownFields(data.coverage);
  const fields = groups.flatMap((g) => g.fields);
  return h(
    "section",
    { id: "unknown" },
    h("h2", {}, "How unknown is handled"),
    h(
      "p",
      {},
      "What was not found is unknown: never zero, never “no”, never left out in silence. Each chart says how many it could not place. A share is a share of known cases, and both numbers stand beside it. Nothing is filled in or estimated.",
    ),
    figure({
      id: "coverage",
      title: coverageTitle(fields),
      subtitle: "Share of rows with a known value (filled) and unknown (hatched), by field",
      description: fields.map((f) => `${f.label}: ${count(f.known)} of ${count(f.rows)}`).join("; "),
      chart: tools.live((_, width) => coverageChart(groups, width, "Known and unknown by field.")),
      rows: fields,
      columns: [
        { name: "table", label: "Table", value: (f) => f.table },
        { name: "column", label: "Column", value: (f) => f.column, show: (f) => f.label },
        { name: "rows", label: "Rows", value: (f) => f.rows, show: (f) => count(f.rows), numeric: true },
        { name: "known", label: "Known", value: (f) => f.known, show: (f) => count(f.known), numeric: true },
        {
          name: "unknown",
          label: "Unknown",
          value: (f) => f.rows - f.known,
          show: (f) => count(f.rows - f.known),
          numeric: true,
        },
        {
          name: "share_known",
          label: "Share known",
          value: (f) => f.known / f.rows,
          show: (f) => percent(f.known / f.rows),
          numeric: true,
        },
      ],
      sources: [
        { label: REGISTER, asOf: data.asOf["register/plans/plans"] ?? "" },
        { label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" },
        { label: "funding register", asOf: data.asOf["register/funding/plan-budgets"] ?? "" },
      ],
      note: [
        `Not every gap is a fact not found: many activities have no cost of their own, and the WPS Index has no value between its editions. ${data.coverageColumns} columns are counted in table `,
        h("a", { href: siteLink("data#table-coverage") }, "coverage"),
        ".",
      ],
    }),
  );
}
