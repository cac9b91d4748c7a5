import type { PartnershipData } from "../data/partnership.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { siteLink, sourceAnchor } from "../site-link.ts";
import { shortId } from "../twinning/claims.ts";
import {
  DIRECTION_LABEL,
  EVIDENCE_LABEL,
  KIND_LABEL,
  labelOf,
  PHASE_LABEL,
  STATUS_WORD,
} from "../twinning/labels.ts";
import { standing } from "../twinning/standing.ts";
import { dataTable } from "../ui/table.ts";
import { basisWords } from "./sentences.ts";

export const unknown = (words = "unknown") => h("span", { class: "unknown" }, words);

/** "S001, S002" as links to the list of sources at the foot of the page. */
export function refs(ids: readonly string[]): Child {
  if (ids.length === 0) return null;
  return h(
    "span",
    { class: "refs" },
    ids.map((id, i) => [
      i > 0 ? ", " : "",
      h("a", { href: `#${sourceAnchor(id)}`, class: "source-id" }, shortId(id)),
    ]),
  );
}

/** What the register says of the arrangement, each code with its meaning. */
export function factList(d: PartnershipData): HTMLElement {
  const a = d.arrangement;
  const coded = (
    label: string,
    labels: Record<string, string>,
    code: string,
    meanings: Record<string, string>,
  ): Child => [
    h("dt", {}, label),
    h("dd", {}, h("strong", {}, labelOf(labels, code)), meaning(meanings[code], labelOf(labels, code))),
  ];
  return h(
    "dl",
    { class: "facts" },
    coded("Kind", KIND_LABEL, a.kind, d.codes.kind),
    a.phase === null
      ? [h("dt", {}, "Part of the plan’s life"), h("dd", {}, unknown())]
      : coded("Part of the plan’s life", PHASE_LABEL, a.phase, {}),
    coded(
      "Status",
      STATUS_WORD,
      a.status,
      a.status === "unknown" ? {} : { [a.status]: "as last documented; single events are completed" },
    ),
    coded(
      "Direction",
      DIRECTION_LABEL,
      a.direction,
      a.direction === "unknown" ? {} : { [a.direction]: "of documented flows" },
    ),
    coded("Evidence", EVIDENCE_LABEL, a.evidence, d.codes.evidence),
    h("dt", {}, "Announced"),
    h("dd", {}, a.announced ?? unknown("no announcement found")),
    h("dt", {}, "First documented"),
    h(
      "dd",
      {},
      a.start === null
        ? unknown()
        : [h("strong", {}, exact(d.startDate, a.start)), ` – ${basisWords(a.startBasis)}`],
    ),
    h("dt", {}, "End"),
    h(
      "dd",
      {},
      a.end === null
        ? [unknown(), a.lastDocumented === null ? "" : `; last documented ${a.lastDocumented}`]
        : [
            h("strong", {}, exact(d.endDate, a.end)),
            " – stated, planned or last documented, as the note says",
          ],
    ),
    h("dt", {}, "Sources"),
    h("dd", {}, refs(d.sourceIds) ?? unknown("none")),
  );
}

const meaning = (text: string | undefined, label: string) =>
  text === undefined || text.toLowerCase() === label.toLowerCase() ? null : ` – ${text}`;

/** The finer date where it belongs to the year. */
const exact = (date: string | null, year: number) =>
  date?.startsWith(String(year)) ? partialDate(date) : String(year);

/** Under which definitions it counts, since when, and why not. */
export function definitionTable(d: PartnershipData): HTMLElement {
  const rows = d.definitions.map((rule) => ({ rule, s: standing(d.arrangement, rule) }));
  return h(
    "div",
    { class: "definitions" },
    dataTable(
      "Under which definitions of twinned the arrangement counts",
      [
        {
          name: "definition",
          label: "Definition",
          value: (r) => r.rule.label,
          show: (r) =>
            h("a", { href: siteLink(`twinning?definition=${encodeURIComponent(r.rule.id)}`) }, r.rule.label),
        },
        {
          name: "counts",
          label: "Counts",
          value: (r) => (r.s.counts ? "yes" : "no"),
          show: (r) => (r.s.counts ? "Yes" : "No"),
        },
        {
          name: "since",
          label: "From",
          value: (r) => r.s.since,
          numeric: true,
          show: (r) => r.s.since ?? (r.s.counts ? unknown() : "–"),
        },
        {
          name: "why_not",
          label: "Why not, or for whom no year is known",
          value: (r) => r.s.reasons.join("; "),
          show: (r) => (r.s.counts ? undatedWords(d, r.s.members) : r.s.reasons.join("; ")),
        },
      ],
      rows,
    ),
  );
}

function undatedWords(d: PartnershipData, members: readonly { iso3: string; since: number | null }[]): Child {
  const undated = members.filter((m) => m.since === null).map((m) => d.countryNames[m.iso3] ?? m.iso3);
  return undated.length === 0 ? "" : `No year known for ${undated.join(", ")}`;
}
