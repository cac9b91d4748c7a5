import { drawable, reconciliationChart } from "../charts/reconciliation.ts";
import type { Claim, Reconciled, SourcesData } from "../data/sources.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { inWords, plural } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import { countryLink, partnershipLink, siteLink, sourceAnchor } from "../site-link.ts";
import {
  AGREES,
  distance,
  metricWords,
  ownWords,
  reconciliationTitle,
  unresolvedWords,
  VERDICT,
} from "../text/sources-words.ts";
import { figure } from "./figure.ts";
import { dataTable, type TableColumn } from "./table.ts";

type Titles = ReadonlyMap<string, string>;

export const titlesOf = (data: SourcesData): Titles => new Map(data.sources.map((s) => [s.id, s.title]));

/** Sources of a statement, as links to their entries. */
const sourceLinks = (ids: readonly string[], titles: Titles): Child =>
  ids.map((id, i) => {
    const title = titles.get(id);
    // An id that no source file has stays text: there is nothing to lead to.
    return [
      i > 0 ? "; " : "",
      title ? h("a", { href: `#${sourceAnchor(id)}` }, title) : `${id} (not among the sources)`,
    ];
  });

const columns = (titles: Titles): TableColumn<Reconciled>[] => [
  { name: "as_of", label: "Point in time", value: (r) => r.asOf, show: (r) => partialDate(r.asOf) },
  { name: "counted", label: "Counted", value: (r) => r.metric, show: (r) => metricWords(r.metric) },
  { name: "published", label: "Published", value: (r) => r.published, numeric: true },
  {
    name: "own_low",
    label: "This register",
    value: (r) => r.ownLow,
    numeric: true,
    show: ownWords,
  },
  { name: "verdict", label: "Verdict", value: (r) => r.verdict, show: (r) => VERDICT[r.verdict] },
  { name: "explanation", label: "Why", value: (r) => r.explanation, show: (r) => r.explanation ?? "–" },
  {
    name: "source_ids",
    label: "Source",
    value: (r) => r.sourceIds.join(";"),
    show: (r) => sourceLinks(r.sourceIds, titles),
  },
];

/** Every published total beside the register's own count. */
export function reconciliationSection(
  data: SourcesData,
  tools: PageTools<object & { q: string }>,
): HTMLElement {
  const rows = drawable(data.reconciliation);
  const left = data.reconciliation.filter((r) => r.verdict === "not_comparable").length;
  const shares = data.reconciliation.length - rows.length - left;
  const equal = rows.filter((r) => r.verdict === "equal").length;
  const all = columns(titlesOf(data));
  const csv = [
    ...all.slice(0, 4),
    { name: "own_high", label: "at most", value: (r: Reconciled) => r.ownHigh, numeric: true },
    ...all.slice(4),
  ];
  return h(
    "section",
    { id: "reconciliation" },
    h("h2", {}, "The register against published totals"),
    h(
      "p",
      {},
      "Others have counted plans before us. Each of their totals stands beside the register’s own count for the same point in time. Where a plan is known by its year alone, the count is a range: surely adopted by then, and possibly.",
    ),
    figure({
      id: "published-totals",
      title: reconciliationTitle(data.reconciliation),
      subtitle:
        "Published totals (circles) and the register’s own range (bars) at the same point in time, number of countries or plans; the number is how far a total lies outside the range",
      description: `${rows.length} totals are drawn in order of time; ${equal} agree with the register's own range. ${rows
        .filter((r) => Math.abs(distance(r) ?? 0) > 5)
        .map((r) => `${partialDate(r.asOf)}: published ${r.published}, here ${ownWords(r)}`)
        .join(". ")}.`,
      chart: tools.live((_, width) =>
        reconciliationChart(rows, width, "Published totals beside the register's own counts."),
      ),
      rows,
      columns: csv,
      sources: [
        { label: "published totals", asOf: data.asOf["register/plans/aggregates"] ?? "" },
        { label: "WILPF counts", asOf: data.asOf["register/series/global-counts"] ?? "" },
        { label: "WPS national action plan register", asOf: data.asOf["register/plans/plans"] ?? "" },
      ],
      note: `Not drawn: ${plural(left, "total")} of things that the register cannot count alike, and ${plural(shares, "share")} in per cent. Equal totals do not prove equal lists. WILPF’s counts appear twice where another page repeats them.`,
    }),
    h("h3", {}, `All ${data.reconciliation.length} totals, with the reason for each difference`),
    dataTable("All published totals beside the register's own counts", all, data.reconciliation),
  );
}

const claimItem = (c: Claim, titles: Titles) =>
  h(
    "li",
    {},
    h("span", { class: "says" }, c.value),
    ` (${AGREES[c.agrees]}). `,
    h("span", { class: "small" }, sourceLinks(c.sourceIds, titles), c.note ? `. ${c.note}.` : "."),
  );

/** Facts on which sources differ, every version kept. */
export function conflictSection(data: SourcesData): HTMLElement {
  const titles = titlesOf(data);
  return h(
    "section",
    { id: "conflicts" },
    h("h2", {}, "Where sources disagree"),
    h(
      "p",
      {},
      `On ${plural(data.conflicts.length, "question")} of fact the sources found do not all agree, or stand alone against what others say; on ${inWords(data.agreedQuestions)} more they do agree. Every version is kept. Agreement is measured against the other sources found, not against truth.`,
    ),
    h(
      "div",
      { class: "conflicts" },
      data.conflicts.map((c) =>
        h(
          "article",
          {},
          h("h3", {}, c.question),
          c.partnerships.length > 0
            ? h(
                "p",
                { class: "small" },
                c.partnerships.map((p, i) => [
                  i > 0 ? "; " : "",
                  h("a", { href: partnershipLink(p.id) }, p.name),
                ]),
              )
            : null,
          h(
            "ul",
            {},
            c.claims.map((claim) => claimItem(claim, titles)),
          ),
        ),
      ),
      data.readings.map((r) =>
        h(
          "article",
          {},
          h("h3", {}, `Orientation of ${r.country}’s plan ${r.planId.split("-")[1] ?? ""}`),
          h("p", { class: "small" }, h("a", { href: countryLink(r.iso3) }, r.country)),
          h(
            "ul",
            {},
            r.readings.map((x) =>
              h(
                "li",
                {},
                h("span", { class: "says" }, x.orientation),
                " ",
                h("span", { class: "small" }, sourceLinks(x.sourceIds, titles), "."),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** References that lead nowhere, and refused rows. */
export function looseEnds(data: SourcesData): HTMLElement {
  return h(
    "section",
    { id: "loose-ends" },
    h("h2", {}, "Loose ends"),
    h("p", {}, unresolvedWords(data)),
    data.unresolved.length > 0
      ? dataTable(
          "References that lead nowhere",
          [
            { name: "value", label: "Name", value: (u) => u.value },
            { name: "table", label: "In table", value: (u) => u.table, show: (u) => h("code", {}, u.table) },
            { name: "column", label: "Column", value: (u) => u.column, show: (u) => h("code", {}, u.column) },
            { name: "rows", label: "Rows", value: (u) => u.rows, numeric: true },
          ],
          data.unresolved,
        )
      : null,
    data.refused.length > 0
      ? dataTable(
          "Refused rows",
          [
            { name: "file", label: "File", value: (q) => q.file },
            { name: "row", label: "Row", value: (q) => q.row, numeric: true },
            { name: "column", label: "Column", value: (q) => q.column, show: (q) => q.column ?? "–" },
            { name: "value", label: "Value", value: (q) => q.value, show: (q) => q.value ?? "–" },
            { name: "reason", label: "Reason", value: (q) => q.reason },
          ],
          data.refused,
        )
      : null,
    h(
      "p",
      { class: "small" },
      "The rows are in tables ",
      h("a", { href: siteLink("data#table-unresolved_reference") }, "unresolved_reference"),
      " and ",
      h("a", { href: siteLink("data#table-quarantine") }, "quarantine"),
      ".",
    ),
  );
}
