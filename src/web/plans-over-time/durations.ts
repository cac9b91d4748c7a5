import { durationChart } from "../charts/survival-durations.ts";
import { partnershipLines } from "../charts/survival-lines.ts";
import type {
  DurationResult,
  End,
  PartnershipLine,
  PlansOverTimeData,
  WithoutDuration,
} from "../data/plans-over-time.ts";
import { type Child, h } from "../dom.ts";
import { fixed, percent, plural } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { methodLink, yearsText } from "./words.ts";

/** Below this many, a curve would say less than the list. */
const LEAST = 5;

const KIND_LABEL: Record<string, string> = {
  twinning: "Twinning",
  cross_learning: "Cross-learning",
  donor_support_to_nap: "Donor support",
  peer_exchange_network: "Peer exchange",
  regional_network: "Regional network",
};

const KINDS_OF: Record<string, readonly string[]> = {
  twinning: ["twinning", "cross_learning"],
  donor: ["donor_support_to_nap"],
  peer: ["peer_exchange_network"],
  regional: ["regional_network"],
};

/** The arrangements that a choice of kind holds; the same rule as the curves. */
const linesOf = (data: PlansOverTimeData, kind: string) =>
  data.lines.filter(
    (line) => kind === "events" || (!line.event && (KINDS_OF[kind]?.includes(line.kind) ?? true)),
  );

const asOfYear = (data: PlansOverTimeData) => Number(data.sources.twinning.asOf.slice(0, 4));

const countsText = ({ ended, ongoing, unknown }: DurationResult) =>
  `${ended} with a known end, ${ongoing} going on, ${unknown} of unknown end`;

const years = (value: number | null) => (value === null ? "longer than observed" : yearsText(value));

function betweenText(between: [number, number | null] | null): string {
  if (!between) return "longer than observed";
  const [left, right] = between;
  if (right === null) return "longer than observed";
  return left === right ? plural(right, "year") : `${left + 1} to ${plural(right, "year")}`;
}

function titleOf(result: DurationResult, chosen: string): string {
  const { medians, n } = result;
  const { shortest, longest } = medians;
  if (n < LEAST) return `${chosen}: with ${plural(n, "arrangement")}, how long they last cannot be told`;
  if (shortest === null && longest === null)
    return `${chosen}: more than half of ${n} lasted longer than they have been observed`;
  if (shortest === longest)
    return `${chosen}: half of ${n} lasted no longer than ${years(shortest)}, whatever the unknown ends`;
  return `${chosen}: half of ${n} lasted no longer than ${years(shortest)}, or ${years(longest)}, depending on the unknown ends`;
}

interface DurationRow {
  time: number;
  shortest: number | null;
  longest: number | null;
  between: string;
  mass: number | null;
}

function rowsOf({ shortest, longest, between }: DurationResult): DurationRow[] {
  const times = new Set([
    ...(shortest?.time ?? []),
    ...(longest?.time ?? []),
    ...between.flatMap(({ right }) => (right === null ? [] : [right])),
  ]);
  const at = (curve: DurationResult["shortest"], time: number) => {
    const i = curve?.time.findLastIndex((t) => t <= time) ?? -1;
    return i < 0 ? 1 : (curve?.survival[i] ?? null);
  };
  return [...times]
    .sort((a, b) => a - b)
    .map((time) => {
      const span = between.find(({ right }) => right === time);
      return {
        time,
        shortest: at(shortest, time),
        longest: at(longest, time),
        between: span ? (span.left === span.right ? `${time}` : `(${span.left}, ${span.right}]`) : "",
        mass: span ? span.mass : 0,
      };
    });
}

const show = (value: number | null) => (value === null ? "unknown" : `${fixed(value * 100, 1)}%`);

const columns: TableColumn<DurationRow>[] = [
  { name: "calendar_years", label: "Calendar years", value: (r) => r.time, numeric: true },
  {
    name: "unknown_ends_at_last_trace",
    label: "Still going on, unknown ends at last trace",
    value: (r) => r.shortest,
    show: (r) => show(r.shortest),
    numeric: true,
  },
  {
    name: "unknown_ends_still_going_on",
    label: "Still going on, no unknown end yet",
    value: (r) => r.longest,
    show: (r) => show(r.longest),
    numeric: true,
  },
  { name: "turnbull_span", label: "Turnbull: ends within", value: (r) => r.between },
  {
    name: "turnbull_mass",
    label: "Turnbull: share ending there",
    value: (r) => r.mass,
    show: (r) => show(r.mass),
    numeric: true,
  },
];

export function durationFigure(data: PlansOverTimeData, result: DurationResult, width: number): HTMLElement {
  const chosen = data.kinds.find(({ id }) => id === result.kind)?.label ?? result.kind;
  const title = titleOf(result, chosen);
  const { shortest, longest, medians, n } = result;
  const enough = n >= LEAST && shortest && longest;
  return figure({
    id: "partnership-duration",
    title,
    subtitle: `Share of arrangements going on for more than so many calendar years: ${countsText(result)}. Every calendar year with a trace counts as one year.`,
    description: `${title}. ${countsText(result)}. Median: ${years(medians.shortest)} if every unknown end was the last trace, ${years(medians.longest)} if none has ended, ${betweenText(medians.between)} by Turnbull's estimate.`,
    chart: enough
      ? durationChart(
          result,
          shortest,
          longest,
          width,
          "Duration of arrangements under three treatments of unknown ends.",
        )
      : null,
    empty: `Cannot tell: ${plural(n, "arrangement")} (${countsText(result)}). The lines below show each of them.`,
    rows: rowsOf(result),
    columns,
    sources: [data.sources.twinning],
    note: enough
      ? [
          `Median: ${years(medians.shortest)}, ${betweenText(medians.between)} (Turnbull) or ${years(medians.longest)}. Turnbull's estimate takes every unknown end to lie between the last trace and ${asOfYear(data)}, wherever the other ends make it likeliest; it has no interval here. Those two suppositions on unknown ends are extremes, but the curves may cross: far to the right they rest on very few. `,
          methodLink("partnership-duration", "How durations are counted"),
          ".",
        ]
      : undefined,
  });
}

const END_LABEL: Record<End, string> = { ended: "ended", ongoing: "going on", unknown: "end unknown" };

const lineColumns: TableColumn<PartnershipLine>[] = [
  {
    name: "arrangement",
    label: "Arrangement",
    value: (l) => l.id,
    show: (l) => h("a", { href: partnershipLink(l.id) }, `${l.id} ${l.name}`),
  },
  { name: "kind", label: "Kind", value: (l) => l.kind, show: (l) => KIND_LABEL[l.kind] ?? l.kind },
  { name: "first_year", label: "First documented", value: (l) => l.start, numeric: true },
  { name: "last_year", label: "End or last trace", value: (l) => l.last, numeric: true },
  { name: "end", label: "End", value: (l) => l.end, show: (l) => END_LABEL[l.end] },
  { name: "status", label: "Status in the register", value: (l) => l.status },
];

export function linesFigure(data: PlansOverTimeData, kind: string, width: number): HTMLElement {
  const lines = linesOf(data, kind).sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const asOf = asOfYear(data);
  const stale = lines.filter(({ end, last }) => end === "ongoing" && last < asOf - 1).length;
  const count = (end: End) => lines.filter((line) => line.end === end).length;
  const title = `${plural(lines.length, "arrangement")} with a documented start: ${count("ended")} ended, ${count("ongoing")} going on by the register, ${count("unknown")} of unknown end`;
  return figure({
    id: "partnership-lines",
    title,
    subtitle: `Each arrangement from its first documented year. Bar: documented; cross-stroke: ended; arrow: going on by the register (thin after its last trace); dashes to “?”: unknown since the last trace.`,
    description: `${title}.`,
    chart:
      lines.length > 0
        ? partnershipLines(lines, asOf, width, "Arrangements from first to last trace.", partnershipLink)
        : null,
    empty: "No arrangement of this kind has a documented start.",
    rows: lines,
    columns: lineColumns,
    sources: [data.sources.twinning],
    note:
      stale > 0
        ? `${stale} of those going on by the register have left no trace since ${asOf - 2} or earlier: they may have ended unnoticed, and every estimate here takes the register's word.`
        : undefined,
  });
}

const WHY: Record<WithoutDuration["why"], string> = {
  announced: "announced or named, never documented to have started",
  start_unknown: "no documented start (at most the adoption of the plan is dated)",
  umbrella: "umbrella of another arrangement, not counted twice",
};

/** Arrangements that no curve can hold, named: hard to start, or hard to find. */
export function withoutDurations(data: PlansOverTimeData, kind: string): Child {
  const kinds = KINDS_OF[kind];
  const list = data.without.filter((one) => kinds?.includes(one.kind) ?? true);
  if (list.length === 0) return null;
  const reasons = (Object.keys(WHY) as WithoutDuration["why"][]).flatMap((why) => {
    const some = list.filter((one) => one.why === why);
    return some.length > 0 ? [{ why, some }] : [];
  });
  const events = data.lines.filter(({ event }) => event).length;
  const all = linesOf(data, kind).length + list.length;
  return [
    h(
      "p",
      { class: "prose" },
      `${list.length} of ${all} arrangements (${percent(list.length / all)}) have no duration to speak of and are in no curve. The register knows of ${plural(data.without.filter(({ why }) => why === "announced").length, "arrangement")} announced and never documented to have started; intentions that were never published cannot be counted, so how hard it is to start cannot be told from this.`,
      kind === "all"
        ? ` ${events} single events (begun and ended within a month) are left aside in this choice.`
        : "",
    ),
    h(
      "details",
      { class: "table-view" },
      h("summary", {}, `${plural(list.length, "arrangement")} without a duration, and why`),
      h(
        "ul",
        { class: "group-counts" },
        reasons.map(({ why, some }) =>
          h(
            "li",
            {},
            h("strong", {}, `${some.length}: ${WHY[why]}. `),
            some.map((one, i) => [
              i > 0 ? "; " : "",
              h("a", { href: partnershipLink(one.id) }, `${one.id} ${one.name}`),
            ]),
          ),
        ),
      ),
    ),
  ];
}
