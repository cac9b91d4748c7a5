import type { AnswerData, PanelAnswer } from "../data/answer.ts";
import { h } from "../dom.ts";
import { count, percent } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { moreRenewalsWords, moreTreatedWords, moreYearsWords, twoLimitsWords } from "../text/needed-words.ts";
import { styleOf } from "../text/verdict-words.ts";
import { figure } from "../ui/figure.ts";
import { powerChart } from "./power-chart.ts";

/** What it would take to tell more: twinned countries, years, renewals. */
export function neededSection(data: AnswerData, tools: PageTools<object>): HTMLElement {
  const { plan } = data.workbench;
  return h(
    "section",
    { id: "needed" },
    h("h2", {}, "What would be needed to tell"),
    h(
      "p",
      {},
      `Countries to which nothing happened are drawn ${count(data.outcomes[0]?.needed?.sims ?? 0)} times, given the real dates of twinning and an effect, and tested: the share of tests that find it is the chance of finding it. ${percent(plan.power)} is taken as enough. `,
      h("a", { href: siteLink("methods#power") }, "How the simulation works"),
      ".",
    ),
    h(
      "div",
      { class: "columns needed" },
      data.outcomes.map((answer) => oneOutcome(answer, plan.power, tools)),
    ),
    h("h3", {}, data.renewal.label),
    h(
      "p",
      {},
      moreRenewalsWords(data.renewal),
      " By the usual reckoning: the number of events grows with the inverse square of the logarithm of the ratio.",
    ),
  );
}

function oneOutcome(answer: PanelAnswer, power: number, tools: PageTools<object>): HTMLElement {
  const { needed } = answer;
  if (!needed)
    return h(
      "div",
      {},
      h("h3", {}, answer.label),
      h("p", {}, "Not known: there are too few complete series to simulate with."),
    );
  const { size, unit } = styleOf(answer);
  const found =
    needed.detectable === null
      ? "no effect is found often enough"
      : `${percent(power)} chance from ${size(needed.detectable)} ${unit} on`;
  const shape = needed.curve.map(({ effect, power: p }) => `${size(effect)}: ${percent(p)}`);
  return h(
    "div",
    {},
    tools.live((_, width) =>
      figure({
        id: `power-${answer.id}`,
        title: `${answer.label}: ${found}`,
        subtitle: `Chance of finding an effect by its size in ${answer.unit}; simulated with ${needed.donors} countries without gaps, ${answer.used?.treated ?? 0} of them as if twinned. Shaded: found too seldom`,
        description: `The chance rises with the effect: ${shape.filter((_text, i) => i % 5 === 0).join("; ")}. ${size(answer.smallest)} would matter.`,
        chart: powerChart(needed, { width, smallest: answer.smallest, power, unit, size }),
        rows: needed.curve,
        columns: [
          {
            name: "effect",
            label: "Effect",
            value: (r) => r.effect,
            show: (r) => size(r.effect),
            numeric: true,
          },
          {
            name: "power",
            label: "Chance of finding it",
            value: (r) => r.power,
            show: (r) => percent(r.power),
            numeric: true,
          },
        ],
        sources: answer.sources,
        note: `Without any effect the test cries wolf in ${percent(needed.size, 1)} of cases (meant: 5%). ${twoLimitsWords(answer, needed)}`,
      }),
    ),
    h(
      "dl",
      { class: "facts" },
      h("dt", {}, "More twinned countries"),
      h("dd", {}, moreTreatedWords(answer, needed, power)),
      h("dt", {}, "More years"),
      h("dd", {}, moreYearsWords(answer, needed)),
    ),
  );
}
