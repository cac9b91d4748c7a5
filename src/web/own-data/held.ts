import type { OwnDefinition, OwnOutcome } from "../../evaluation/study/own-data.ts";
import { type Child, h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { dropOwn, loadOwn, type OwnKind } from "./store.ts";

/** What this tab keeps, with ways to use it and to remove it. `changed` is called after a removal. */
export function heldView(changed: () => void): Child {
  const own = loadOwn();
  if (!own) return null;
  const { outcome, definition } = own;
  const both = outcome && definition;
  return h(
    "section",
    { class: "own-held", "aria-labelledby": "own-held-title" },
    h("h2", { id: "own-held-title" }, "Held in this tab"),
    h(
      "ul",
      { class: "cards" },
      outcome && item("outcome", outcome, outcomeWords(outcome), changed),
      definition && item("definition", definition, definitionWords(definition), changed),
    ),
    both &&
      h(
        "p",
        {},
        h(
          "a",
          { href: siteLink("workbench?outcome=own&definition=own") },
          "Open both together in the workbench",
        ),
      ),
  );
}

const outcomeWords = ({ cells, unit, better }: OwnOutcome) =>
  `Outcome, ${unit}; ${better} is better; ${plural(cells.length, "known value")}.`;

const definitionWords = ({ countries }: OwnDefinition) => {
  const undated = countries.filter(({ since }) => since === null).length;
  return `Who is twinned: ${plural(countries.length, "country", "countries")}, ${count(undated)} of them in no known year.`;
};

function item(
  kind: OwnKind,
  part: OwnOutcome | OwnDefinition,
  words: string,
  changed: () => void,
): HTMLElement {
  const remove = () => {
    dropOwn(kind);
    changed();
  };
  return h(
    "li",
    { "data-held": kind },
    h("h3", {}, part.label),
    h("p", {}, words),
    h(
      "p",
      { class: "meta" },
      part.file,
      h("code", { title: part.sha256 }, `SHA-256 ${part.sha256.slice(0, 12)}…`),
    ),
    h(
      "p",
      { class: "own-links" },
      h("a", { href: siteLink(`workbench?${kind}=own`) }, "Open in the workbench"),
      h("a", { href: siteLink("curve") }, "Every choice at once"),
      h(
        "button",
        { type: "button", class: "quiet", onclick: remove, "aria-label": `Remove ${part.label}` },
        "Remove",
      ),
    ),
  );
}
