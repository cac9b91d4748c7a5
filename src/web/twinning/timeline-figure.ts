import { type TimelineRow, timelineChart } from "../charts/timeline.ts";
import type { Arrangement, Rule, TwinningData } from "../data/twinning.ts";
import { h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { KIND_LABEL, labelOf, STATUS_WORD, tidyName } from "./labels.ts";
import { byStart } from "./list.ts";
import { timelineTitle, yearsText } from "./sentences.ts";
import { standing } from "./standing.ts";

/** A row on the axis: the solid part reaches as far as the arrangement is documented. */
export function timelineRow(a: Arrangement, counting: boolean): TimelineRow {
  const own = a.activities.filter((e) => !e.linkedPlan);
  return {
    id: a.id,
    name: tidyName(a.name),
    start: a.start,
    end: a.end,
    documented: a.lastDocumented,
    ticks: own.map((e) => e.year),
    counting,
    detail: `${yearsText(a)}. ${labelOf(STATUS_WORD, a.status)}. ${activityWords(a)}`,
    href: partnershipLink(a.id),
  };
}

function activityWords(a: Arrangement): string {
  const dated = a.activities.length;
  const undated = a.undatedActivities;
  if (dated + undated === 0) return "No activity on record.";
  const rest = undated > 0 ? `, ${undated} without a date` : "";
  return `${plural(dated, "dated activity", "dated activities")}${rest}.`.replace(/^no/, "No");
}

export function timelineFigure(
  data: TwinningData,
  shown: readonly Arrangement[],
  rule: Rule,
  width: number,
): HTMLElement {
  const sorted = [...shown].sort(byStart);
  const rows = sorted.map((a) => timelineRow(a, standing(a, rule).counts));
  const years = sorted.flatMap((a) =>
    [a.start ?? [], a.end ?? [], ...a.activities.map((e) => e.year)].flat(),
  );
  const first = Math.min(...years, data.lastYear - 8);
  const undatedStarts = sorted.filter((a) => a.start === null).length;
  const undatedActivities = sorted.reduce((n, a) => n + a.undatedActivities, 0);
  return figure({
    id: "timeline",
    title: timelineTitle(sorted),
    subtitle:
      "One row for each arrangement, sorted by first documented year. Solid: as far as documented; dashed: the end (or start) is not known; ticks: years with a dated activity. Bold and orange: counts as twinned under the chosen definition",
    description: `Timeline of ${plural(rows.length, "arrangement")}. ${rows
      .filter((r) => r.counting)
      .map((r) => `${r.name}: ${r.detail}`)
      .join(" ")}`,
    chart:
      rows.length === 0
        ? null
        : timelineChart(rows, [first, data.lastYear], width, "Timeline of arrangements."),
    empty: "No arrangement fits these filters.",
    rows: sorted,
    columns: [
      {
        name: "partnership_id",
        label: "Id",
        value: (a) => a.id,
        show: (a) => h("a", { href: partnershipLink(a.id) }, a.id),
      },
      { name: "name", label: "Arrangement", value: (a) => tidyName(a.name) },
      { name: "kind", label: "Kind", value: (a) => a.kind, show: (a) => labelOf(KIND_LABEL, a.kind) },
      { name: "first_documented_year", label: "First documented", value: (a) => a.start, numeric: true },
      { name: "end_year", label: "End", value: (a) => a.end, numeric: true },
      {
        name: "last_documented_year",
        label: "Last documented",
        value: (a) => a.lastDocumented,
        numeric: true,
      },
      {
        name: "dated_activities",
        label: "Dated activities",
        value: (a) => a.activities.length,
        numeric: true,
      },
      {
        name: "undated_activities",
        label: "Undated activities",
        value: (a) => a.undatedActivities,
        numeric: true,
      },
      {
        name: "status",
        label: "Status",
        value: (a) => a.status,
        show: (a) => labelOf(STATUS_WORD, a.status),
      },
      { name: "counts_as_twinned", label: "Counts", value: (a) => (standing(a, rule).counts ? "yes" : "no") },
    ],
    sources: [{ label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" }],
    note: `An end is stated, planned or the last that is documented, as each page says. ${undatedStarts === 0 ? "A first year is known for each row." : `${plural(undatedStarts, "arrangement")} without a known first year ${undatedStarts === 1 ? "stands" : "stand"} below the others.`} ${undatedActivities === 0 ? "" : `${plural(undatedActivities, "activity", "activities")} without a date ${undatedActivities === 1 ? "is" : "are"} not drawn.`} Adoptions of linked plans are not ticked: they are not activities of the arrangement.`,
  });
}
