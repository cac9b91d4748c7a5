import { knownOf } from "../../funding/lanes.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { fundsFigure, markerFigures, otherAidFigure } from "../funding/aid.ts";
import { budgetFigure, shareFigure } from "../funding/budgets.ts";
import { gapFigure } from "../funding/gap.ts";
import { limits } from "../funding/limits.ts";
import { localFigure } from "../funding/local.ts";
import { planControls, planMoneyFigure, planStatusLine } from "../funding/plans.ts";
import { amountsFigure, matrixFigure, supportControls, supportStatusLine } from "../funding/supports.ts";
import { schemaOf } from "../funding/view.ts";
import { type PageMeta, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { leadSentence } from "../text/funding-words.ts";

export function meta(data: FundingData): PageMeta {
  return {
    title: "Funding of WPS national action plans",
    description: leadSentence(knownOf(data.plans, data.money)),
  };
}

export function start(root: HTMLElement, data: FundingData): void {
  startPage(root, data, {
    meta,
    schema: schemaOf(data),
    build: (d, tools) => [
      h("h1", {}, "What is known of the money behind the plans"),
      h("p", { class: "lead" }, leadSentence(knownOf(d.plans, d.money))),
      h(
        "p",
        { class: "prose" },
        "Money has stages: a cost is an estimate, a commitment is a promise, an allocation is a budget line, spending is what was paid. This page keeps them apart, and keeps a plan’s own money apart from the programmes that donor countries run beside theirs. ",
        h("a", { href: siteLink("methods#money") }, "How amounts are converted"),
        ".",
      ),
      h("h2", { id: "plans" }, "Plan by plan"),
      planControls(d, tools),
      planStatusLine(d, tools),
      planMoneyFigure(d, tools),
      gapFigure(d, tools),
      localFigure(d),
      h("h2", { id: "budgets" }, "Does the plan have a budget?"),
      budgetFigure(d, tools),
      shareFigure(d, tools),
      h("h2", { id: "support" }, "Who supports whom"),
      supportControls(d, tools),
      supportStatusLine(d, tools),
      matrixFigure(d, tools),
      amountsFigure(d, tools),
      h("h2", { id: "aid" }, "Aid marked for gender equality"),
      markerFigures(d, tools),
      h("h2", { id: "pooled-funds" }, "Pooled funds and other figures"),
      fundsFigure(d),
      otherAidFigure(d),
      h("h2", { id: "limits" }, "What must not be concluded"),
      limits(d),
    ],
  });
}
