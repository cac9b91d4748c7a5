import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { money } from "../format/money.ts";
import { capital, inWords, listWords } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { sourceColumn, sourceLines } from "./view.ts";

/** Local plans with a published cost: parts of a country, so never set against or added to a national plan. */
export function localFigure(data: FundingData): HTMLElement {
  const countries = [...new Set(data.local.map((l) => l.country))];
  const years = (n: number | null) => (n === null ? "" : `, ${n} years`);
  const title = `${capital(inWords(data.local.length))} local ${data.local.length === 1 ? "plan" : "plans"} ${data.local.length === 1 ? "has" : "have"} a published cost${countries.length > 0 ? `, ${countries.length === 1 ? "all " : ""}in ${listWords(countries)}` : ""}`;
  return figure({
    id: "local-plans",
    title,
    subtitle: "Costs of districts’ own plans, as stated; not part of the national plan’s cost above",
    description: `${title}. ${data.local.map((l) => `${l.area}: ${money(l.amount, l.currency)}${years(l.periodYears)}`).join("; ")}.`,
    chart:
      data.local.length === 0
        ? null
        : h(
            "ul",
            { class: "local-costs" },
            data.local.map((l) =>
              h(
                "li",
                {},
                h("strong", {}, l.area),
                ` ${l.year ?? "year unknown"}`,
                h("span", {}, `${money(l.amount, l.currency)}${years(l.periodYears)}`),
              ),
            ),
          ),
    empty: "No local plan with a published cost is on record.",
    rows: data.local,
    columns: [
      {
        name: "country",
        label: "Country",
        value: (l) => l.country,
        show: (l) => h("a", { href: countryLink(l.iso3) }, l.country),
      },
      { name: "area", label: "Area", value: (l) => l.area },
      { name: "level", label: "Level", value: (l) => l.level },
      { name: "plan_year", label: "Year of the plan", value: (l) => l.year, numeric: true },
      { name: "amount", label: "Cost as stated", value: (l) => l.amount, numeric: true },
      { name: "currency", label: "Currency", value: (l) => l.currency },
      { name: "period_years", label: "Length, years", value: (l) => l.periodYears, numeric: true },
      { name: "funded_by", label: "Who pays", value: (l) => l.fundedBy },
      sourceColumn(data),
    ],
    sources: sourceLines(data, ["register/funding/local-plan-budgets"]),
  });
}
