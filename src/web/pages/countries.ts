import { generationsStrip, stripAxis } from "../charts/generations-strip.ts";
import { STATUS_LABEL } from "../data/common.ts";
import type { CountriesData, CountryItem } from "../data/countries.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { plural } from "../format/number.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { countryLink, siteLink } from "../site-link.ts";
import { type CountriesView, chosen, listTitle, REGIONS, schema, statusLine } from "../text/countries.ts";
import { firstAdopted, latestWords, periodWords } from "../text/plan-words.ts";
import { controlBar, searchControl, selectControl } from "../ui/controls.ts";
import { csvButton } from "../ui/download.ts";
import { sourceText } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";

/** Below this width each country is a block of its own; see countries.css. */
const NARROW = 700;

const planDate = (data: CountriesData) => data.asOf["register/plans/plans"] ?? "";

export function meta(data: CountriesData): PageMeta {
  return { title: "Countries", description: `${listTitle(data.countries)}.` };
}

function controls(tools: PageTools<CountriesView>): HTMLElement {
  return controlBar(
    searchControl(tools, "q", "Country", "Name, other name or code"),
    selectControl(tools, "plan", "Latest plan", [
      { value: "all", label: "Any" },
      { value: "current", label: "Still running" },
      { value: "expired", label: "Ended, no later plan found" },
      { value: "unknown", label: "End unknown" },
      { value: "none", label: "No plan found" },
    ]),
    selectControl(tools, "twinning", "Twinning", [
      { value: "all", label: "Any" },
      { value: "twinned", label: STATUS_LABEL.twinned },
      { value: "undated", label: STATUS_LABEL.undated },
      { value: "not_twinned", label: STATUS_LABEL.not_twinned },
    ]),
    selectControl(tools, "region", "Region", [
      { value: "all", label: "World" },
      ...REGIONS.map((r) => ({ value: r, label: r })),
    ]),
  );
}

const twinningWords = (c: CountryItem): Child =>
  c.twinning === "twinned"
    ? h("span", { class: "is-twinned" }, `First in ${c.since}`)
    : c.twinning === "undated"
      ? h("span", { class: "is-twinned" }, "Year unknown")
      : "–";

const firstYear = (c: CountryItem): Child =>
  firstAdopted(c.plans) ?? h("span", { class: "unknown" }, "unknown");

function row(c: CountryItem, strip: number, today: string): HTMLElement {
  const last = c.plans.at(-1);
  const cell = (name: string, label: string, ...children: Child[]) =>
    h("td", { class: name, "data-label": label }, children);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, h("a", { href: countryLink(c.iso3) }, c.name)),
    cell("strip", "", generationsStrip(c, strip, today)),
    cell("number", "Plans", c.plans.length),
    cell("number", "First", firstYear(c)),
    cell(
      "",
      "Latest",
      last ? [periodWords(last), h("span", { class: "small" }, latestWords(c.latest))] : null,
    ),
    cell("", "Twinned", twinningWords(c)),
  );
}

function table(shown: readonly CountryItem[], width: number, today: string): Child {
  const strip = width < NARROW ? Math.max(240, width) : 300;
  return h(
    "table",
    { class: "country-list" },
    h("caption", { class: "sr-only" }, "Countries with a WPS national action plan"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, "Country"),
        h(
          "th",
          { scope: "col", class: "strip" },
          h("span", { class: "sr-only" }, "Periods of plans, drawn"),
          stripAxis(strip, today),
        ),
        h("th", { scope: "col", class: "number" }, "Plans"),
        h("th", { scope: "col", class: "number" }, "First"),
        h("th", { scope: "col" }, "Latest plan"),
        h("th", { scope: "col" }, "Twinned"),
      ),
    ),
    h(
      "tbody",
      {},
      shown.map((c) => row(c, strip, today)),
    ),
  );
}

function withoutPlan(shown: readonly CountryItem[]): Child {
  if (shown.length === 0) return null;
  return [
    h("h2", { id: "no-plan" }, `No plan found: ${plural(shown.length, "country", "countries")}`),
    h(
      "p",
      { class: "prose" },
      "UN members, and others that a register names, for which no source consulted speaks of a plan. That is not proof that there is none.",
    ),
    h(
      "ul",
      { class: "name-list" },
      shown.map((c) => h("li", {}, h("a", { href: countryLink(c.iso3) }, c.name))),
    ),
  ];
}

const CSV = [
  "iso3",
  "country",
  "region",
  "plans",
  "first_adopted",
  "latest_start",
  "latest_end",
  "latest_status",
  "twinning_status",
  "twinned_since",
  "arrangements",
];

const csvRow = (c: CountryItem) => {
  const last = c.plans.at(-1);
  return [
    c.iso3,
    c.name,
    c.region,
    c.plans.length,
    firstAdopted(c.plans),
    last?.start ?? null,
    last?.end ?? null,
    c.latest,
    c.twinning,
    c.since,
    c.arrangements,
  ];
};

function list(data: CountriesData, view: CountriesView, width: number): Child {
  const shown = chosen(data.countries, view);
  const planned = shown.filter((c) => c.plans.length > 0);
  return [
    planned.length > 0 && width < NARROW
      ? h("div", { class: "strip-axis" }, stripAxis(Math.max(240, width), planDate(data)))
      : null,
    planned.length > 0 ? table(planned, width, planDate(data)) : null,
    shown.length > 0
      ? h(
          "div",
          { class: "chart-foot" },
          h(
            "p",
            { class: "source" },
            sourceText([
              { label: "WPS national action plan register", asOf: planDate(data) },
              { label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" },
            ]),
          ),
          csvButton("countries.csv", CSV, shown.map(csvRow)),
        )
      : null,
    withoutPlan(shown.filter((c) => c.plans.length === 0)),
  ];
}

export function start(root: HTMLElement, data: CountriesData): void {
  startPage<CountriesData, CountriesView>(root, data, {
    meta,
    schema,
    build: (d, tools) => [
      h("h1", {}, "Countries"),
      h("p", { class: "lead" }, `${listTitle(d.countries)}.`),
      h(
        "p",
        { class: "prose" },
        `Bars are the periods of plans, diamonds adoptions, dashes unknown ends; the dotted line is ${partialDate(planDate(d))}, the register’s date. A country counts as twinned under the default definition, “${d.definition.label}”. `,
        h("a", { href: siteLink("methods#definitions") }, "Other definitions give other groups."),
      ),
      controls(tools),
      tools.live(
        (view) =>
          h(
            "p",
            { class: "status-line", role: "status" },
            statusLine(chosen(d.countries, view), d.countries),
          ),
        { polite: true },
      ),
      statusLegend(["twinned", "undated", "not_twinned"]),
      tools.live((view, width) => list(d, view, width)),
    ],
  });
}
