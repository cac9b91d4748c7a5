import type { CountryData, SourceRecord } from "../data/country.ts";
import { type Child, externalLink, h } from "../dom.ts";
import { sourceAnchor, sourceLink } from "../site-link.ts";

/** Numbers that lead to the sources at the foot of the page. */
export type Cite = (ids: readonly string[]) => Child;

export function citer(sources: readonly SourceRecord[]): Cite {
  const number = new Map(sources.map((s, i) => [s.id, i + 1]));
  return (ids) => {
    const links = ids.flatMap((id) => {
      const n = number.get(id);
      return n === undefined
        ? []
        : [h("a", { href: `#${sourceAnchor(id)}`, "aria-label": `Source ${n}` }, String(n))];
    });
    return h(
      "span",
      { class: "cite" },
      links.map((link, i) => [i > 0 ? ", " : "", link]),
    );
  };
}

const GRADES: Record<string, string> = {
  A: "from the issuer",
  B: "from the press or a body close to it",
  C: "a repost or digest",
};

/** Every source of the page in the order of first use. */
export function sourceSection(data: CountryData): Child {
  if (data.sources.length === 0) return null;
  return [
    h("h2", { id: "sources" }, "Sources of this page"),
    h(
      "ol",
      { class: "source-list" },
      data.sources.map((s) =>
        h(
          "li",
          { id: sourceAnchor(s.id) },
          externalLink(s.url, s.title),
          `. ${[s.publisher, s.year].filter(Boolean).join(", ") || "Publisher and year unknown"}`,
          s.grade ? `, ${GRADES[s.grade] ?? s.grade}` : "",
          ". ",
          h("a", { href: sourceLink(s.id), class: "small" }, "Record"),
        ),
      ),
    ),
  ];
}

/** Names the rows that the page is made of, so that a fault can be reported exactly. */
export function reportSection(data: CountryData): Child {
  const groups: [string, string[]][] = [
    ["plan", data.plans.map((p) => p.id)],
    ["partnership_member", data.arrangements.map((a) => `${a.id}|${data.iso3}`)],
    ["network_membership", data.networks.map((n) => `${n.name}|${data.iso3}`)],
    ["plan_money", data.money.map((m) => m.id)],
    ["donor_support", [...data.given, ...data.received].map((s) => s.id)],
  ];
  const filled = groups.filter(([, ids]) => ids.length > 0);
  return [
    h("h2", { id: "report" }, "Report an error"),
    h(
      "p",
      { class: "prose" },
      "Something wrong, missing or out of date? Name the row and a source; “Correct a record” in the project’s CONTRIBUTING.md says how. ",
      filled.length > 0 ? "This page is made of these rows:" : "No register has a row for this country yet.",
    ),
    filled.length > 0
      ? h(
          "dl",
          { class: "facts row-ids" },
          filled.map(([table, ids]) => [
            h("dt", {}, h("code", {}, table)),
            h(
              "dd",
              {},
              [...new Set(ids)].map((id, i) => [i > 0 ? " " : "", h("code", {}, id)]),
            ),
          ]),
        )
      : null,
  ];
}
