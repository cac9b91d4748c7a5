import { MIN_GROUP } from "../../evaluation/describe.ts";
import type { MethodsData } from "../data/methods.ts";
import { type Child, h } from "../dom.ts";
import { percent, plural } from "../format/number.ts";
import { siteLink, sourceLink } from "../site-link.ts";
import { benefits, drawbacks, type Expectation } from "../text/methods-benefits.ts";
import {
  afterEndWords,
  beforeWords,
  cohortWords,
  incomeWords,
  roleWords,
} from "../text/methods-comparison.ts";
import { FALSE_ALARMS, falseAlarmWords } from "../text/methods-false-alarms.ts";
import { gapWords, limits } from "../text/methods-limits.ts";
import { dataTable } from "../ui/table.ts";

const section = (id: string, title: string, ...content: Child[]) =>
  h("section", { id }, h("h2", {}, title), content);
const link = (path: string, text: string) => h("a", { href: siteLink(path) }, text);
const list = (...items: Child[]) =>
  h(
    "ul",
    { class: "prose" },
    items.filter(Boolean).map((i) => h("li", {}, i)),
  );

export const questionSection = (data: MethodsData) =>
  section(
    "question",
    "The question, and what can be answered",
    h(
      "p",
      {},
      "Does twinning help countries carry out their WPS national action plans? That asks for a cause. What can be shown honestly is less:",
    ),
    h(
      "div",
      { class: "columns" },
      h(
        "div",
        {},
        h("h3", {}, "The site can say"),
        list(
          "which arrangements are documented, between whom, since when, and how well",
          `how ${data.facts.plans} plans of ${data.countries} countries and territories differ where twinned and where not, with the size of each group`,
          [
            "how large an effect these data could have shown, and what they show: ",
            link("answer", "the answer"),
          ],
          "what is known of a plan’s cost and money, stage by stage",
          "how much is unknown, and where sources disagree",
        ),
      ),
      h(
        "div",
        {},
        h("h3", {}, "It cannot say"),
        list(
          "what twinning causes",
          "what is carried out on the ground: it has features of plans and national outcomes, not deeds",
          "how many arrangements exist beyond those found",
          "what would have become of the twinned plans without it",
        ),
      ),
    ),
  );

export const comparisonSection = (data: MethodsData) =>
  section(
    "comparison",
    "What is compared with what",
    h(
      "p",
      {},
      "Plans are compared by their state in the year of adoption: a plan counts as twinned before or at adoption where the first year that counts for its country (as a rule the first documented one) is that year or an earlier one. That says nothing of help with drafting: an arrangement may have been on record for years before, or have ended. Countries are compared by their state now. Countries that are twinned without a known year are a third group and never added to either of the others.",
    ),
    h("p", { id: "once-twinned" }, afterEndWords(data.afterEnd)),
    h(
      "p",
      {},
      `Numbers are compared by median and middle half, shares by a 95% interval (Wilson). With fewer than ${MIN_GROUP} known values in a group the site says so and compares nothing in words.`,
    ),
    h("h3", {}, "Why levels mislead"),
    list(
      incomeWords(data.profiles),
      roleWords(data.twinnedRoles),
      cohortWords(data.profiles),
      beforeWords(data.profiles),
      "Who twins is not drawn by lot: governments with a will to act may both twin and act.",
    ),
  );

export const limitsSection = (data: MethodsData) => {
  const twinned = data.definitions[0]?.countries.twinned ?? 0;
  return section(
    "not-concluded",
    "What must not be concluded",
    h(
      "dl",
      { class: "plain-facts not-said" },
      limits(data).map((l) => h("div", {}, h("dt", {}, l.claim), h("dd", {}, l.why))),
    ),
    h("h3", {}, "False alarms with few twinned countries"),
    h("p", {}, falseAlarmWords(twinned)),
    dataTable(
      "Share of tries that claim an effect although there is none",
      [
        { name: "twinned", label: "Twinned countries", value: (l) => l.twinned, numeric: true },
        {
          name: "usual",
          label: "Usual (clustered) standard errors",
          value: (l) => l.usual,
          show: (l) => percent(l.usual, 1),
          numeric: true,
        },
        {
          name: "permutation",
          label: "Random reassignment",
          value: (l) => l.permutation,
          show: (l) => percent(l.permutation, 1),
          numeric: true,
        },
      ],
      FALSE_ALARMS,
    ),
    h(
      "p",
      { class: "small" },
      "Own simulation: 1,000 made-up panels a line of 110 countries over 25 years, in which twinning does nothing, tested at 5%. Figures are good to about ±1.4 points.",
    ),
  );
};

export const moneySection = (data: MethodsData) =>
  section(
    "money",
    "How money is put on a common basis",
    list(
      "Cost, allocated, committed and spent are different stages. They are shown apart and never added to each other.",
      "Amounts stay in their own currency in the data. For comparison they are turned into US dollars at the official average rate of the price year: for a cost the year of adoption or, where later, the first year that it covers; for money allocated or spent the first year that it covers.",
      `Constant dollars are in prices of ${data.priceYear}, by the US GDP deflator.`,
      "One amount for several recipients is never divided. Where a source does not say whether an amount is per year or in total, that is unknown.",
      "The same figure in two registers is counted once, and the other is named.",
      [
        `A gap is worked out only where cost and money are known for the same plan, period and basis. Of ${plural(data.facts.plans, "plan")}, that holds for ${gapWords(data.facts.gaps)}. `,
        link("funding", "Funding"),
        " gives the reason for each of the others.",
      ],
    ),
  );

export const codingSection = (data: MethodsData) =>
  section(
    "coding",
    "How the register was coded",
    h(
      "p",
      {},
      "Facts were noted in our own words as pages were read, with their sources. An independent second reader has not checked the rows. A value that is not one of the codes below is refused when the warehouse is built.",
    ),
    data.codes.map((t) =>
      h(
        "details",
        { class: "look-up", id: `codes-${t.table}` },
        h("summary", {}, `${t.title}: ${plural(t.columns.length, "coded column")}`),
        h("p", { class: "small" }, `One row is ${t.rowIs}.`),
        h(
          "dl",
          { class: "facts" },
          t.columns.map((c) => [
            h("dt", {}, h("code", {}, c.column)),
            h(
              "dd",
              {},
              c.description,
              h(
                "ul",
                { class: "codes" },
                Object.entries(c.codes).map(([code, meaning]) =>
                  h("li", {}, h("code", {}, code), meaning === code ? "" : ` ${meaning}`),
                ),
              ),
            ),
          ]),
        ),
      ),
    ),
    h("p", { class: "small" }, "Every column, also those without codes: ", link("data", "Data"), "."),
  );

/** The page that asked the question first. */
const FOUNDING_PAGE = "twinning:S001";

const expectation = (e: Expectation) =>
  h("div", {}, h("dt", {}, e.name), h("dd", {}, e.has, " ", link(e.link, `See ${e.page}`), "."));

export const benefitsSection = (data: MethodsData) =>
  section(
    "benefits",
    "Hopes and fears, and what is on record",
    h(
      "p",
      {},
      h("a", { href: sourceLink(FOUNDING_PAGE) }, "A page of 2012"),
      " named benefits and drawbacks of twinning. This is what the register has on each; little of it is an outcome. ",
      link("benefits", "Benefits and drawbacks"),
      " gives each its indicator, the rows behind it and its limits.",
    ),
    h("h3", {}, "Benefits hoped for"),
    h("dl", { class: "plain-facts not-said" }, benefits(data).map(expectation)),
    h("h3", {}, "Drawbacks feared"),
    h("dl", { class: "plain-facts not-said" }, drawbacks(data).map(expectation)),
  );
