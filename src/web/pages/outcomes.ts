import { MIN_GROUP } from "../../evaluation/describe.ts";
import { INCOME_LABEL, type OutcomesData } from "../data/outcomes.ts";
import { type Child, h } from "../dom.ts";
import { inWords } from "../format/number.ts";
import { allFigure } from "../outcomes/all.ts";
import { detailFigure } from "../outcomes/detail.ts";
import { choiceText, resultOf, UNCLASSIFIED } from "../outcomes/groups.ts";
import { incomeSentence, roleFigure } from "../outcomes/roles.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { oneOf, type Schema, writeView } from "../state/url.ts";
import { outcomeAnswer } from "../text/answer.ts";
import { endsText, statusText } from "../text/outcome-words.ts";
import { controlBar, selectControl } from "../ui/controls.ts";

export interface OutcomesView {
  definition: string;
  outcome: string;
  region: string;
  income: string;
}

/** Regions of countries with a plan, in alphabetical order. */
const regionsOf = (data: OutcomesData) => [...new Set(data.countries.map((c) => c.region))].sort();

const INCOMES = [...Object.keys(INCOME_LABEL), UNCLASSIFIED];

/** How the page's view stands in its address. */
export const outcomesSchema = (data: OutcomesData): Schema<OutcomesView> => ({
  definition: oneOf(
    data.definitions.map((d) => d.id),
    data.definitions[0]?.id ?? "",
  ),
  outcome: oneOf(
    data.outcomes.map((o) => o.id),
    data.outcomes[0]?.id ?? "",
  ),
  region: oneOf(["", ...regionsOf(data)], ""),
  income: oneOf(["", ...INCOMES], ""),
});

export function meta(data: OutcomesData): PageMeta {
  return {
    title: "Outcomes: twinned and other plans side by side",
    description: `${data.outcomes.length} outcomes of WPS national action plans and their countries, twinned beside not twinned, with the size of each group, every unit and what is unknown.`,
  };
}

function controls(data: OutcomesData, tools: PageTools<OutcomesView>): HTMLElement {
  return controlBar(
    selectControl(
      tools,
      "outcome",
      "Outcome",
      data.outcomes.map((o) => ({ value: o.id, label: o.label })),
    ),
    selectControl(
      tools,
      "definition",
      "What counts as twinned",
      data.definitions.map((d) => ({ value: d.id, label: d.label })),
    ),
    selectControl(tools, "region", "Region", [
      { value: "", label: "All regions" },
      ...regionsOf(data).map((r) => ({ value: r, label: r })),
    ]),
    selectControl(tools, "income", `Income group, ${data.incomeYear}`, [
      { value: "", label: "All income groups" },
      ...Object.entries(INCOME_LABEL).map(([value, label]) => ({ value, label })),
      { value: UNCLASSIFIED, label: "Not classified" },
    ]),
  );
}

/** Rules of reading, before the charts: what is compared, and what no chart here can say. */
function reading(ends: string): Child {
  return [
    h("h2", {}, "How to read this page"),
    h(
      "ul",
      { class: "prose" },
      h(
        "li",
        {},
        `Two groups are compared in words only where each has at least ${inWords(MIN_GROUP)} known values; otherwise only the numbers are shown.`,
      ),
      h(
        "li",
        {},
        "“Overlap” means that the middle halves of two groups of countries, or the 95% intervals of two shares of plans, have values in common. That neither shows nor rules out a difference. The intervals treat plans as independent of each other, which several plans of one country are not.",
      ),
      h(
        "li",
        {},
        "“Not twinned” means that no arrangement that counts was found. Countries and plans of which twinning is documented without a year are a third group, never merged with another.",
      ),
      ends ? h("li", {}, ends) : null,
      h(
        "li",
        {},
        "Nothing here is an effect of twinning. With so few twinned countries the usual significance tests claim an effect where there is none; estimates with intervals that are honest in this setting are on the page ",
        h("a", { href: siteLink("answer") }, "Does twinning help?"),
        " ",
        h("a", { href: siteLink("methods") }, "Methods"),
        " says what must not be concluded.",
      ),
      h(
        "li",
        {},
        "Only one edition of the WPS Index is used: its method and its set of countries change between editions, so that a line across them would show the change of method too.",
      ),
    ),
  ];
}

export function start(root: HTMLElement, data: OutcomesData): void {
  const schema = outcomesSchema(data);
  startPage(root, data, {
    meta,
    schema,
    build: (d, tools: PageTools<OutcomesView>) => {
      const chosen = (view: OutcomesView) => d.outcomes.find((o) => o.id === view.outcome) ?? d.outcomes[0];
      const definition = (view: OutcomesView) => d.definitions.find((x) => x.id === view.definition);
      const detail = tools.live((view, width) => {
        const outcome = chosen(view);
        return outcome && detailFigure(resultOf(d, outcome, view), definition(view)?.label ?? "", width);
      });
      const link = (view: OutcomesView) => (outcome: string) => ({
        href: writeView(schema, { ...view, outcome }, "") || "?",
        onclick: (event: Event) => {
          event.preventDefault();
          tools.set({ outcome });
          detail.scrollIntoView();
        },
      });
      return [
        h("h1", {}, "Twinned and other plans, side by side"),
        tools.live((view) => h("p", { class: "lead" }, outcomeAnswer(d, view.definition).sentence)),
        tools.live((view) =>
          view.region || view.income
            ? h(
                "p",
                { class: "small" },
                "The sentence above speaks of all countries with a plan, the figures below only of those chosen.",
              )
            : null,
        ),
        controls(d, tools),
        tools.live((view) => h("p", { class: "definition-statement" }, definition(view)?.statement)),
        tools.live(
          (view) => {
            const outcome = chosen(view);
            return outcome && h("p", { class: "status-line" }, statusText(resultOf(d, outcome, view)));
          },
          { polite: true },
        ),
        h("h2", {}, "One outcome in full"),
        detail,
        h("h2", {}, "All outcomes"),
        tools.live((view) =>
          allFigure(
            d.outcomes.map((o) => resultOf(d, o, view)),
            view.outcome,
            choiceText(d, view),
            link(view),
          ),
        ),
        h("h2", {}, "Who is twinned"),
        tools.live((view) =>
          h(
            "p",
            {},
            `Countries do not become twinned by lot. ${incomeSentence(d, view)} Countries that support others and countries that are supported start from different places, so that their level on an outcome says next to nothing on what twinning did.`,
          ),
        ),
        tools.live((view, width) => {
          const outcome = chosen(view);
          return outcome && roleFigure(resultOf(d, outcome, view), width);
        }),
        tools.live((view) => h("div", {}, reading(endsText(d.ends[view.definition])))),
      ];
    },
  });
}
