import { type Choice, LANES } from "../../funding/lanes.ts";
import { matrixOf, type SupportChoice } from "../../funding/supports.ts";
import type { FundingData } from "../data/funding.ts";
import type { Child } from "../dom.ts";
import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { sourceLink } from "../site-link.ts";
import { oneOf, type Schema, someOf } from "../state/url.ts";
import type { SourceLine } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";

export type FundingView = Choice & SupportChoice;
export type FundingTools = PageTools<FundingView>;

export const regionsOf = (data: FundingData) => [...new Set(data.plans.map((p) => p.region))].sort();

/** Donors with most supports first. */
export const donorsOf = (data: FundingData) =>
  matrixOf(data.supports, data.pairs).donors.map(({ code }) => ({
    value: code,
    label: data.names[code] ?? code,
  }));

/** The view in the URL; choices that the data do not have fall back to all. */
export const schemaOf = (data: FundingData): Schema<FundingView> => ({
  stage: someOf(LANES),
  region: oneOf(["", ...regionsOf(data)], ""),
  definition: oneOf(
    data.definitions.map((d) => d.id),
    data.definitions[0]?.id ?? "",
  ),
  twinned: oneOf(["all", "twinned", "undated", "later", "not_twinned"], "all"),
  basis: oneOf(["constant", "current"], "constant"),
  sort: oneOf(["amount", "country", "years"], "amount"),
  donor: oneOf(["", ...donorsOf(data).map((d) => d.value)], ""),
  tie: oneOf(["all", "strong", "weak"], "all"),
  pairs: oneOf(["all", "twinned"], "all"),
});

const LABELS: Record<string, string> = {
  "register/plans/plans": "WPS national action plan register",
  "register/plans/aggregates": "published totals",
  "register/twinning/partnerships": "twinning register",
  "register/funding/plan-budgets": "plan budgets",
  "register/funding/budget-status": "budget status of plans",
  "register/funding/local-plan-budgets": "local plan budgets",
  "register/funding/aid-figures": "published aid figures",
  "register/funding/donor-support": "documented donor support",
  "register/funding/context-figures": "context figures",
  "exchange-rates": "World Bank, official exchange rates and US GDP deflator",
};

export const sourceLines = (data: FundingData, ids: readonly string[]): SourceLine[] =>
  ids.map((id) => ({ label: LABELS[id] ?? id, asOf: data.asOf[id] ?? "" }));

/** Column that names the sources of a row: ids in the file, links on the page. */
export function sourceColumn<R extends { sources: readonly string[] }>(data: FundingData): TableColumn<R> {
  return {
    name: "source_ids",
    label: "Source",
    value: (r) => r.sources.join(";"),
    show: (r) =>
      r.sources.map(
        (id, i): Child => [i > 0 ? "; " : "", h("a", { href: sourceLink(id) }, data.sources[id] ?? id)],
      ),
  };
}

/** A figure that follows the view as a whole: title, words, table and file are those of the rows shown. */
export function liveFigure(
  tools: FundingTools,
  build: (view: FundingView, width: number) => HTMLElement,
): HTMLElement {
  let open = false;
  return tools.live((view, width) => {
    const figure = build(view, width);
    const table = figure.querySelector("details.table-view");
    // A reader who opened the table keeps it open while filtering.
    if (open) table?.setAttribute("open", "");
    table?.addEventListener("toggle", () => {
      open = table.hasAttribute("open");
    });
    return figure;
  });
}
