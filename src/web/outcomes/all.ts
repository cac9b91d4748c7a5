import { MIN_GROUP } from "../../evaluation/describe.ts";
import { type SmallRow, smallComparison } from "../charts/strip-small.ts";
import type { Status } from "../data/common.ts";
import { h } from "../dom.ts";
import { inWords, percent } from "../format/number.ts";
import { findingTitle, groupName, splitMissing, valueText } from "../text/outcome-words.ts";
import { figure } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";
import type { TableColumn } from "../ui/table.ts";
import { ROW_ORDER } from "./detail.ts";
import type { Group, Result } from "./groups.ts";

interface SummaryRow {
  result: Result;
  status: Status;
  group: Group;
}

const spreadOf = ({ summary, share }: Group): SmallRow["spread"] => {
  if (summary && summary.n < MIN_GROUP)
    return { low: summary.median, middle: summary.median, high: summary.median };
  if (summary) return { low: summary.q1, middle: summary.median, high: summary.q3 };
  return share ? { low: share.low, middle: share.share, high: share.high } : null;
};

function smallText(result: Result, group: Group): string {
  if (group.summary) return `${valueText(result.outcome, group.summary.median)}, n = ${group.summary.n}`;
  if (group.share) return `${percent(group.share.share)}, n = ${group.share.n}`;
  return "none known";
}

function small(result: Result): SVGSVGElement {
  const { groups, outcome } = result;
  const values = ROW_ORDER.flatMap((s) => groups[s].known.map((u) => u.value));
  const domain: [number, number] =
    outcome.kind === "share" || values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  return smallComparison(
    ROW_ORDER.map((status) => ({
      status,
      spread: spreadOf(groups[status]),
      text: smallText(result, groups[status]),
    })),
    domain,
  );
}

/** How many outcomes have enough known values, and on how many the groups overlap. */
export function allTitle(results: readonly Result[]): string {
  const of = (reading: string) => results.filter((r) => r.comparison.reading === reading).length;
  const [few, overlap, apart] = [of("too_few"), of("overlap"), of("apart")];
  if (overlap + apart === 0) return "On no outcome are enough values known to compare the two groups";
  const shown = overlapWords(overlap, apart);
  return few === 0
    ? shown
    : `${shown}; ${inWords(few)} more ${few === 1 ? "has" : "have"} too few known values`;
}

function overlapWords(overlap: number, apart: number): string {
  const all = overlap + apart;
  const which = all === 1 ? "the one outcome" : `all ${inWords(all)} outcomes`;
  if (apart === 0) return `On ${which} that can be compared, twinned and not twinned overlap`;
  if (overlap === 0) return `On ${which} that can be compared, twinned and not twinned do not overlap`;
  return `Twinned and not twinned overlap on ${inWords(overlap)} ${overlap === 1 ? "outcome" : "outcomes"} and not on ${inWords(apart)}`;
}

/** Every outcome in small, each a link to itself in full. */
export function allFigure(
  results: readonly Result[],
  chosen: string,
  note: string,
  link: (outcome: string) => { href: string; onclick: (event: Event) => void },
): HTMLElement {
  const rows: SummaryRow[] = results.flatMap((result) =>
    ROW_ORDER.map((status) => ({ result, status, group: result.groups[status] })),
  );
  const all = new Map(results.flatMap((r) => r.outcome.sources).map((s) => [s.label, s]));
  return figure({
    id: "all-outcomes",
    title: allTitle(results),
    subtitle:
      "Median and middle half of countries, or share of plans with 95% interval; n is the number with a known value. Each outcome on its own scale; for the Gender Inequality Index lower is better.",
    description: results.map((r) => `${r.outcome.label}: ${findingTitle(r)}.`).join(" "),
    chart: [
      statusLegend(["twinned", "not_twinned", "undated"]),
      h(
        "ul",
        { class: "outcome-grid" },
        results.map((r) =>
          h(
            "li",
            {},
            h(
              "h4",
              {},
              h(
                "a",
                { ...link(r.outcome.id), "aria-current": r.outcome.id === chosen ? "true" : null },
                r.outcome.label,
              ),
            ),
            small(r),
            h("p", {}, `${findingTitle(r)}.`),
          ),
        ),
      ),
    ],
    rows,
    columns: summaryColumns(),
    sources: [...all.values()],
    note,
  });
}

function summaryColumns(): TableColumn<SummaryRow>[] {
  const number = (
    name: string,
    label: string,
    pick: (g: Group) => number | undefined,
  ): TableColumn<SummaryRow> => ({
    name,
    label,
    value: (r) => pick(r.group) ?? null,
    show: (r) => shown(r, pick(r.group), name),
    numeric: true,
  });
  return [
    { name: "outcome", label: "Outcome", value: (r) => r.result.outcome.label },
    {
      name: "group",
      label: "Group",
      value: (r) => r.status,
      show: (r) => groupName(r.result.outcome, r.status),
    },
    number("known", "Known", (g) => g.known.length),
    number("unknown", "Unknown", (g) => splitMissing(g.missing).unknown.length),
    number("not_due", "Not due yet", (g) => splitMissing(g.missing).notDue.length),
    number("yes", "Yes", (g) => g.share?.yes),
    number("middle", "Median or share", (g) => g.summary?.median ?? g.share?.share),
    number("low", "Low", (g) => g.summary?.q1 ?? g.share?.low),
    number("high", "High", (g) => g.summary?.q3 ?? g.share?.high),
    number("min", "Smallest", (g) => g.summary?.min),
    number("max", "Largest", (g) => g.summary?.max),
    {
      name: "reading",
      label: "Twinned against not twinned",
      value: (r) => r.result.comparison.reading,
      show: (r) => READING[r.result.comparison.reading],
    },
  ];
}

const READING = { too_few: "too few to compare", overlap: "overlap", apart: "do not overlap" } as const;

function shown(row: SummaryRow, value: number | undefined, column: string): string {
  if (value === undefined) return "–";
  if (["known", "unknown", "not_due", "yes"].includes(column)) return String(value);
  return row.group.share ? percent(value) : valueText(row.result.outcome, value);
}
