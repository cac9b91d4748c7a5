import { adoptionChart } from "../charts/adoption.ts";
import { worldMapChart } from "../charts/world-map.ts";
import { STATUS_LABEL } from "../data/common.ts";
import type { OverviewCountry, OverviewData } from "../data/overview.ts";
import { h, s } from "../dom.ts";
import { capital, count, inWords, plural } from "../format/number.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { countryLink, partnershipLink, siteLink } from "../site-link.ts";
import { arrangementsWords, budgetWords, endedWords, missingWords } from "../text/overview-words.ts";
import { figure } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";
import { keyNumbers } from "../ui/numbers.ts";

const REGISTER = "WPS national action plan register";
const TWINNING = "twinning register";

const plansOf = (data: OverviewData) => data.asOf["register/plans/plans"] ?? "";
const twinningOf = (data: OverviewData) => data.asOf["register/twinning/partnerships"] ?? "";

export function meta(data: OverviewData): PageMeta {
  return {
    title: "Twinning of WPS national action plans",
    description: `Does twinning help countries carry out their national action plans on Women, Peace and Security? ${data.numbers.plans} plans of ${data.numbers.countries} countries, every figure with its source.`,
  };
}

function detail(c: OverviewCountry): string {
  const plans =
    c.plans === 0
      ? "No plan found"
      : `${plural(c.plans, "plan")}, first ${c.firstYear ?? "in an unknown year"}`;
  const twinned =
    c.status === "not_twinned" ? "" : `. ${STATUS_LABEL[c.status]}${c.since ? ` since ${c.since}` : ""}`;
  return plans + twinned;
}

function mapFigure(data: OverviewData, tools: PageTools<object>): HTMLElement {
  const dated = data.countries.filter((c) => c.status === "twinned");
  const undated = data.countries.filter((c) => c.status === "undated");
  const title = `${plural(data.numbers.countries, "country", "countries")} have made a plan; ${inWords(dated.length)} are documented as twinned from a known year, ${inWords(undated.length)} more in an unknown year`;
  return figure({
    id: "map",
    title,
    subtitle:
      "Countries with a WPS national action plan, twinned countries and, where sources say who works with whom, the pairs they form",
    description: `World map. Twinned from a known year: ${dated.map((c) => `${c.name} since ${c.since}`).join(", ")}. Twinned, year unknown: ${undated.map((c) => c.name).join(", ")}.`,
    chart: [
      mapLegend(),
      tools.live((_, width) =>
        worldMapChart(
          data.map,
          data.countries.map((c) => ({
            ...c,
            title: c.name,
            detail: detail(c),
            href: countryLink(c.iso3),
            hasPlan: c.plans > 0,
          })),
          data.links,
          width,
          "World map of plans and partnerships.",
        ),
      ),
    ],
    rows: data.countries,
    columns: [
      {
        name: "country",
        label: "Country",
        value: (c) => c.name,
        show: (c) => h("a", { href: countryLink(c.iso3) }, c.name),
      },
      { name: "iso3", label: "Code", value: (c) => c.iso3 },
      { name: "plans", label: "Plans", value: (c) => c.plans, numeric: true },
      {
        name: "first_plan",
        label: "First plan",
        value: (c) => c.firstYear,
        numeric: true,
        show: (c) => c.firstYear ?? (c.plans > 0 ? h("span", { class: "unknown" }, "unknown") : "–"),
      },
      {
        name: "twinning_status",
        label: "Twinning",
        value: (c) => c.status,
        show: (c) => STATUS_LABEL[c.status],
      },
      {
        name: "twinned_since",
        label: "Since",
        value: (c) => c.since,
        numeric: true,
        show: (c) => c.since ?? (c.status === "undated" ? h("span", { class: "unknown" }, "unknown") : "–"),
      },
    ],
    sources: [
      { label: REGISTER, asOf: plansOf(data) },
      { label: TWINNING, asOf: twinningOf(data) },
      { label: "outlines from Natural Earth", asOf: "2018" },
    ],
    note: [
      "A country counts as twinned under the default definition: twinning or cross-learning on plans, high or medium evidence, from the first documented year. ",
      h("a", { href: siteLink("methods#definitions") }, "Other definitions give other groups."),
      " ",
      h(
        "a",
        { href: siteLink("twinning") },
        `${data.numbers.arrangements - data.numbers.datedArrangements - data.numbers.undatedArrangements} other arrangements`,
      ),
      ", of donor support, peer exchange and regional networks, are not drawn here.",
      data.unpaired.map((u) => [
        " ",
        h("a", { href: partnershipLink(u.id) }, "One arrangement"),
        ` names ${inWords(u.giving)} supporting and ${inWords(u.receiving)} supported countries but not who works with whom, so no lines are drawn for it.`,
      ]),
    ],
  });
}

/** Land with and without a plan, and the two kinds of mark. */
function mapLegend(): HTMLElement {
  const legend = statusLegend(["twinned", "undated"]);
  const land = (css: string, text: string) =>
    h(
      "li",
      {},
      s(
        "svg",
        { viewBox: "0 0 14 14", "aria-hidden": "true" },
        s("rect", { x: 1, y: 2, width: 12, height: 10, class: css }),
      ),
      text,
    );
  legend.append(land("land has-plan", "Has a plan"), land("land", "No plan found"));
  return legend;
}

function adoptionFigure(data: OverviewData, tools: PageTools<object>): HTMLElement {
  const last = data.years.at(-1);
  const inside = data.published.filter(
    (p) => p.ownLow !== null && p.ownHigh !== null && p.value >= p.ownLow && p.value <= p.ownHigh,
  );
  const undated = data.countries.filter((c) => c.status === "undated").length;
  const missing = missingWords(data.neverDated, data.laterDated);
  const still = data.years.find((y) => y.twinned === last?.twinned);
  const title = `Plans reached ${last?.withPlan} countries by ${last?.year}; countries twinned from a known year have been ${inWords(last?.twinned ?? 0)} since ${still?.year}`;
  return figure({
    id: "adoption",
    title,
    subtitle:
      "Countries with a WPS national action plan on record and countries documented as twinned, at the end of each year; circles are totals that others published",
    description: `Line chart. ${last?.withPlan} countries have a plan on record by the end of ${last?.year}; ${last?.twinned} are twinned from a known year. ${inside.length} of ${data.published.length} published totals lie within the register's own range for that date.`,
    chart: tools.live((_, width) =>
      adoptionChart(data.years, data.published, width, "Countries with a plan by year."),
    ),
    rows: data.years,
    columns: [
      { name: "year", label: "End of year", value: (d) => d.year },
      {
        name: "countries_with_plan",
        label: "Countries with a plan on record",
        value: (d) => d.withPlan,
        numeric: true,
      },
      { name: "countries_twinned", label: "Countries twinned", value: (d) => d.twinned, numeric: true },
    ],
    sources: [
      { label: REGISTER, asOf: plansOf(data) },
      { label: "published totals", asOf: data.asOf["register/plans/aggregates"] ?? "" },
    ],
    note: [
      undated > 0
        ? `${capital(inWords(undated))} more countries are twinned without a known year, so the lower line may lie up to ${undated} higher. `
        : null,
      missing ? `${missing}. ` : null,
      `${inside.length} of ${data.published.length} published totals lie within the register's own count at their date; `,
      h("a", { href: siteLink("sources#reconciliation") }, "every difference is explained"),
      ".",
    ],
  });
}

function doors(): HTMLElement {
  const door = (path: string, label: string, text: string) =>
    h("li", {}, h("h3", {}, h("a", { href: siteLink(path) }, label)), h("p", {}, text));
  return h(
    "ul",
    { class: "doors" },
    door(
      "answer",
      "Evaluators: does twinning help?",
      "The verdict of an analysis written down beforehand, what these data could have shown, and a workbench to take it apart. Plans side by side are under Outcomes.",
    ),
    door(
      "funding",
      "Donors: funding",
      "What is known of each plan's cost, allocation and spending, what is not, and who supports whom.",
    ),
    door(
      "data",
      "Researchers: data",
      "Every table as CSV, Parquet and Arrow, with dictionary, checksums, licences and a citation.",
    ),
  );
}

export function start(root: HTMLElement, data: OverviewData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: (d, tools) => {
      const n = d.numbers;
      const dated = d.countries.filter((c) => c.status === "twinned").length;
      const undated = d.countries.filter((c) => c.status === "undated").length;
      return [
        h("h1", {}, "Does twinning help countries carry out their plans for women, peace and security?"),
        h(
          "p",
          { class: "lead" },
          h("strong", { class: "answer-label" }, "The answer so far. "),
          d.answer.sentence,
          " ",
          h("a", { href: siteLink("outcomes") }, "See the comparisons"),
          " and ",
          h("a", { href: siteLink("answer") }, "the verdict of an analysis written down beforehand"),
          ".",
        ),
        h(
          "p",
          { class: "prose" },
          "Under UN Security Council resolution 1325, countries write WPS national action plans. Many stall for lack of money or capacity. In twinning, or cross-learning, two or more countries help each other make or carry out a plan. Hoped for are shared costs, wider networks and learning; feared are weak starts, unequal partners and plans that look abroad while nothing changes at home.",
        ),
        keyNumbers([
          {
            value: count(n.plans),
            name: "plans on record",
            definition: `Generations of WPS national action plans, of ${n.countries} countries and territories (${n.unMembers} UN members).`,
            asOf: plansOf(d),
          },
          {
            value: count(n.current),
            name: "plans still running",
            definition: endedWords(n),
            asOf: plansOf(d),
          },
          {
            value: count(dated),
            name: "countries twinned from a known year",
            definition: arrangementsWords(n, undated),
            asOf: twinningOf(d),
          },
          {
            value: `${n.budgetYes} of ${n.budgetKnown}`,
            name: "plans with a budget, where known",
            definition: budgetWords(n),
            asOf: plansOf(d),
          },
        ]),
        h("h2", {}, "Who has a plan, and who is twinned"),
        mapFigure(d, tools),
        adoptionFigure(d, tools),
        h("h2", {}, "Where to go from here"),
        doors(),
      ];
    },
  });
}
