import { externalLink, h } from "../dom.ts";
import { siteLink } from "../site-link.ts";
import { METHOD_TEXTS, type MethodText } from "../text/methods-evaluation.ts";

/** How the effect of twinning is estimated: each method in plain words, with its trap and its source. */
export const evaluationSection = () =>
  h(
    "section",
    { id: "evaluation" },
    h("h2", {}, "How the effect is estimated"),
    h(
      "p",
      {},
      "The primary analysis was written down before any effect was estimated: one definition, one comparison, one estimator, one test for each outcome. ",
      h("a", { href: siteLink("answer") }, "The answer"),
      " rests on it alone. Everything else is there to see how far it depends on choices: in ",
      h("a", { href: siteLink("workbench") }, "the workbench"),
      ", by anyone. The same code runs on the command line (",
      h("code", {}, "nap evaluate"),
      ") and agrees with the reference implementations in R.",
    ),
    h(
      "nav",
      { class: "jump", "aria-label": "Methods of the evaluation" },
      METHOD_TEXTS.map(({ id, title }) => h("a", { href: `#${id}` }, title)),
    ),
    METHOD_TEXTS.map(method),
  );

const method = ({ id, title, what, misleads, here, papers, shown }: MethodText) =>
  h(
    "section",
    { id, class: "method" },
    h("h3", {}, title),
    h("p", {}, what),
    h(
      "dl",
      { class: "plain-facts" },
      h("div", {}, h("dt", {}, "Where it misleads"), h("dd", {}, misleads)),
      h("div", {}, h("dt", {}, "What is done here"), h("dd", {}, here)),
    ),
    h(
      "p",
      { class: "small" },
      papers.length > 0 && [
        papers.length === 1 ? "Source: " : "Sources: ",
        papers.map(({ text, url }, i) => [i > 0 ? "; " : "", externalLink(url, text)]),
        ". ",
      ],
      shown && [
        "See ",
        h(
          "a",
          { href: siteLink(shown.path) },
          shown.label,
          h("span", { class: "sr-only" }, `: ${title.toLowerCase()}`),
        ),
        ".",
      ],
    ),
  );
