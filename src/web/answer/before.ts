import type { Answer, AnswerData } from "../data/answer.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { siteLink } from "../site-link.ts";
import { answersOf, styleOf } from "../text/verdict-words.ts";
import { dataTable, type TableColumn } from "../ui/table.ts";
import { LINES, type Line } from "./lines.ts";

/** What was decided before looking. */
export function planSection(data: AnswerData): HTMLElement {
  const { plan, sha256 } = data.workbench;
  const facts: [string, Child][] = [
    ["Plan", `${plan.planId}: ${plan.title}, written on ${partialDate(plan.dated)}`],
    [
      "Checksum",
      [
        h("code", {}, sha256),
        h(
          "span",
          { class: "notes" },
          "SHA-256 of data/reference/analysis-plan.json; a plan that was changed is refused, by the build as by nap evaluate",
        ),
      ],
    ],
    ["Question", plan.question],
    ["Known by then", plan.seenBefore],
    ["Choices", choicesOf(data)],
    [
      "No verdict",
      `with fewer than ${plan.leastTreated} twinned countries, or where the groups already moved apart before twinning (p below ${plan.pretrendAlpha})`,
    ],
    [
      "Chance",
      `at most ${100 * plan.alpha} in 100 of a false alarm over all questions together (Holm's correction); effects count as findable at ${100 * plan.power}%`,
    ],
  ];
  return h(
    "section",
    { id: "decided" },
    h("h2", {}, "What was decided before looking"),
    h(
      "dl",
      { class: "facts" },
      facts.map(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]),
    ),
    h("h3", {}, "The smallest effects that would matter"),
    dataTable(
      "Smallest effects of interest",
      [
        { name: "outcome", label: "Outcome", value: (a: Answer) => a.label },
        {
          name: "smallest",
          label: "Would matter from",
          value: (a) => a.smallest,
          show: (a) => `${styleOf(a).size(a.smallest)} ${styleOf(a).unit}`,
        },
        { name: "reason", label: "Why, as the plan says", value: (a) => a.why },
      ],
      answersOf(data),
    ),
  );
}

const choicesOf = ({ definition }: AnswerData): Child => [
  `Twinned: ${definition.label}. Compared: countries with a plan. Estimator: imputation. Test: dates by chance. Countries with missing years are kept. `,
  h("a", { href: siteLink("curve") }, "What other choices give"),
  ".",
];

/** Every number of the answer in one table, each with where it is explained. */
export function numbersSection(data: AnswerData): HTMLElement {
  const names = new Map(data.workbench.countries.map(({ iso3, name }) => [iso3, name]));
  const columns: TableColumn<Line>[] = [
    {
      name: "number",
      label: "Number",
      value: (l) => l.label,
      show: (l) => h("a", { href: siteLink(`methods#${l.anchor}`) }, l.label),
    },
    ...answersOf(data).map(
      (answer): TableColumn<Line> => ({
        name: answer.id,
        label: `${answer.label}, ${styleOf(answer).unit}`,
        value: (l) => l.cells(answer, names),
      }),
    ),
  ];
  return h(
    "section",
    { id: "numbers" },
    h("h2", {}, "All the numbers, and what speaks against them"),
    h(
      "p",
      {},
      "Each line leads to its explanation. The same from the command line, to the last digit: ",
      h("code", {}, "npx nap evaluate --json"),
      ". The same in R, with the data in the script: from ",
      h("a", { href: siteLink("workbench") }, "the workbench"),
      ".",
    ),
    h("div", { class: "numbers-table" }, dataTable("All numbers of the answer", columns, LINES)),
    h("h3", {}, "Warnings that the analyses gave"),
    h(
      "ul",
      {},
      answersOf(data).map((answer) =>
        h(
          "li",
          {},
          h("strong", {}, `${answer.label}: `),
          answer.warnings.length === 0 ? "none." : `${answer.warnings.map(({ words }) => words).join("; ")}.`,
        ),
      ),
    ),
  );
}
