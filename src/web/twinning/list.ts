import type { Arrangement, MemberCountry, Rule, TwinningData } from "../data/twinning.ts";
import { type Child, h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { countryLink, partnershipLink } from "../site-link.ts";
import {
  DIRECTION_LABEL,
  EVIDENCE_LABEL,
  KIND_LABEL,
  labelOf,
  PHASE_LABEL,
  STATUS_WORD,
  tidyName,
} from "./labels.ts";
import { yearsText } from "./sentences.ts";
import { byRole, type Standing, standing, standingWords } from "./standing.ts";

/** Entries that stand open below the ones that count, while nothing is filtered. */
const OPEN_ENTRIES = 6;

/** Remembers across redraws whether the reader has opened the rest of the list. */
export interface ListState {
  open: boolean;
}

interface Entry {
  a: Arrangement;
  s: Standing;
}

/** By first documented year, unknown last, then by id. */
export const byStart = (x: Arrangement, y: Arrangement) =>
  (x.start ?? 9999) - (y.start ?? 9999) || x.id.localeCompare(y.id, "en");

/** Arrangements in two groups: those that count under the chosen definition, and those that do not. */
export function arrangementList(
  data: TwinningData,
  shown: readonly Arrangement[],
  rule: Rule,
  all: boolean,
  state: ListState,
): Child {
  const country = new Map(data.countries.map((c) => [c.iso3, c]));
  const entries = [...shown].sort(byStart).map((a) => ({ a, s: standing(a, rule) }));
  const counting = entries.filter((e) => e.s.counts);
  const others = entries.filter((e) => !e.s.counts);
  const open = all || others.length <= OPEN_ENTRIES + 2 ? others : others.slice(0, OPEN_ENTRIES);
  const rest = others.slice(open.length);
  const items = (list: readonly Entry[]) =>
    h(
      "ul",
      { class: "arrangements" },
      list.map((e) => entry(e, country)),
    );
  return [
    counting.length > 0 ? [h("h3", {}, `Counting as twinned: ${counting.length}`), items(counting)] : null,
    others.length > 0 ? [h("h3", {}, `Not counting as twinned: ${others.length}`), items(open)] : null,
    rest.length > 0 ? moreOf(items(rest), rest.length, state) : null,
  ];
}

function moreOf(items: HTMLElement, n: number, state: ListState): HTMLElement {
  const details = h(
    "details",
    { class: "more", open: state.open },
    h("summary", {}, `The other ${plural(n, "arrangement")}`),
    items,
  );
  details.addEventListener("toggle", () => {
    state.open = details.open;
  });
  return details;
}

function entry({ a, s }: Entry, country: Map<string, MemberCountry>): HTMLElement {
  return h(
    "li",
    { class: s.counts ? "counting" : null, "data-id": a.id },
    h(
      "div",
      { class: "who" },
      h("h4", {}, h("a", { href: partnershipLink(a.id) }, tidyName(a.name))),
      membersByRole(a, country),
    ),
    h(
      "div",
      { class: "what" },
      h(
        "p",
        {},
        h("strong", {}, labelOf(KIND_LABEL, a.kind)),
        `. ${labelOf(PHASE_LABEL, a.phase ?? "unknown")}.`,
      ),
      h("p", {}, `${yearsText(a)}. ${labelOf(STATUS_WORD, a.status)}.`),
      h("p", {}, `${labelOf(EVIDENCE_LABEL, a.evidence)}. ${flow(a.direction)}.`),
    ),
    h("p", { class: "standing" }, standingWords(s)),
  );
}

const flow = (direction: string) =>
  direction === "unknown" ? "Direction unknown" : `${labelOf(DIRECTION_LABEL, direction)}`;

/** "Supporting: Finland. Supported: Kenya." with links to the countries. */
export function membersByRole(
  a: Pick<Arrangement, "members">,
  country: Map<string, MemberCountry>,
): HTMLElement {
  if (a.members.length === 0)
    return h("p", { class: "members" }, h("span", { class: "unknown" }, "No member known by name"));
  return h(
    "dl",
    { class: "members" },
    byRole(a.members).map(([word, members]) =>
      h(
        "div",
        {},
        h("dt", {}, word),
        h(
          "dd",
          {},
          members.map((m, i) => [
            i > 0 ? ", " : "",
            h("a", { href: countryLink(m.iso3) }, country.get(m.iso3)?.name ?? m.iso3),
          ]),
        ),
      ),
    ),
  );
}
