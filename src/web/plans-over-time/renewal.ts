import { survivalCurves } from "../charts/survival-curves.ts";
import type { Curve, PlansOverTimeData, RenewalResult } from "../data/plans-over-time.ts";
import { type Child, h } from "../dom.ts";
import { capital, fixed, percent, plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { GENERATION_LABEL } from "./view.ts";
import { eventsText, methodLink, planList, pText, ratioText, renewalTitle, times } from "./words.ts";

interface StepRow {
  group: string;
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  low: number | null;
  high: number | null;
}

const stepRows = (group: string, curve: Curve | null): StepRow[] =>
  (curve?.time ?? []).map((time, i) => ({
    group,
    time,
    atRisk: curve?.atRisk[i] ?? 0,
    events: curve?.events[i] ?? 0,
    survival: curve?.survival[i] ?? 0,
    low: curve?.low[i] ?? null,
    high: curve?.high[i] ?? null,
  }));

const share = (value: number | null) =>
  value === null ? h("span", { class: "unknown" }, "none") : `${fixed(value * 100, 1)}%`;

const stepColumns: TableColumn<StepRow>[] = [
  { name: "group", label: "Group", value: (r) => r.group },
  { name: "years_since_adoption", label: "Years since adoption", value: (r) => r.time, numeric: true },
  { name: "at_risk", label: "At risk", value: (r) => r.atRisk, numeric: true },
  { name: "renewed", label: "Renewed", value: (r) => r.events, numeric: true },
  {
    name: "not_yet_renewed",
    label: "Not yet renewed",
    value: (r) => r.survival,
    show: (r) => share(r.survival),
    numeric: true,
  },
  { name: "low", label: "Low (95%)", value: (r) => r.low, show: (r) => share(r.low), numeric: true },
  { name: "high", label: "High (95%)", value: (r) => r.high, show: (r) => share(r.high), numeric: true },
];

const groupsOf = (twinned: Curve | null, other: Curve | null, names: readonly [string, string]) => [
  ...(twinned ? [{ status: "twinned" as const, name: names[0], curve: twinned }] : []),
  ...(other ? [{ status: "not_twinned" as const, name: names[1], curve: other }] : []),
];

const CLOCK = { what: "not yet renewed", clock: "years since adoption", event: "renewed" };

/** Curves by current twinning: a plan changes from one to the other when its country becomes twinned. */
export function renewalFigure(data: PlansOverTimeData, result: RenewalResult, width: number): HTMLElement {
  const { twinned, other } = result.curves;
  const names = [
    `While twinned (${plural(result.plansTwinned, "plan")}, ${plural(result.eventsTwinned, "renewal")})`,
    `While not twinned (${plural(result.events - result.eventsTwinned, "renewal")})`,
  ] as const;
  const groups = groupsOf(twinned, other, names);
  const title = renewalTitle(result, data.alpha, data.smallestRatio);
  const label = "Plans not yet renewed by years since adoption, while twinned and while not.";
  return figure({
    id: "renewal-by-current-twinning",
    title,
    subtitle: `Share of plans whose successor has not been adopted, by years since adoption (Simon–Makuch curves with 95% intervals), ${GENERATION_LABEL[result.generation].toLowerCase()}. A plan moves to the twinned curve in the year its country becomes twinned.`,
    description: `${title}. ${result.plans} plans, ${eventsText(result)}.`,
    chart: groups.length > 0 ? survivalCurves(groups, width, { ...CLOCK, label }) : null,
    rows: [...stepRows("while twinned", twinned), ...stepRows("while not twinned", other)],
    columns: stepColumns,
    sources: [data.sources.plans, data.sources.twinning],
    note: `The twinned curve rests on ${plural(result.eventsTwinned, "renewal")} of ${plural(result.plansTwinned, "plan")}: each moves it by much. Plans not renewed by the end of ${data.lastYear} count as at risk until then.`,
  });
}

/** The same plans sorted by what happened later: the comparison that must not be made. */
export function wrongFigure(data: PlansOverTimeData, result: RenewalResult, width: number): HTMLElement {
  const { ever, plansTwinned, plans } = result;
  const groups = groupsOf(ever.twinned, ever.other, [
    `Ever twinned (${plural(plansTwinned, "plan")})`,
    `Never twinned (${plural(plans - plansTwinned, "plan")})`,
  ]);
  const ratio = ever.found.ratio ? `: ratio ${ratioText(ever.found.ratio)}` : "";
  const label = "Wrong on purpose: plans not yet renewed, ever twinned against never twinned.";
  return figure({
    id: "wrong-ever-twinned",
    title: `Wrong on purpose: plans ever twinned, counted as twinned from adoption${ratio}`,
    subtitle:
      "The same plans, but whoever becomes twinned at any time counts as twinned from the first day. Not a finding: it shows what immortal-time bias does.",
    description: `A wrong analysis, shown beside the right one. ${ever.immortalYears} of ${ever.years} plan-years that it counts as twinned lie before the twinning.`,
    chart:
      groups.length > 1
        ? survivalCurves(groups, width, { ...CLOCK, label, wrong: "wrong on purpose" })
        : null,
    empty: "No two groups to compare.",
    rows: [...stepRows("ever twinned (wrong)", ever.twinned), ...stepRows("never twinned", ever.other)],
    columns: stepColumns,
    sources: [data.sources.plans, data.sources.twinning],
    note: `${ever.immortalYears} of the ${plural(ever.years, "plan-year")} counted as twinned here lie before the twinning.`,
  });
}

function proportionalText({ proportional, eventsTwinned }: RenewalResult, alpha: number): string {
  if (proportional === null) return "Whether the ratio stays the same over a plan's life cannot be checked.";
  const p = pText(proportional);
  return proportional <= alpha
    ? `The ratio changes over a plan's life (test of proportional hazards: p = ${p}): one number averages over it.`
    : `No sign that the ratio changes over a plan's life (test of proportional hazards: p = ${p}); with ${plural(eventsTwinned, "renewal")} while twinned the test sees only gross departures.`;
}

const countriesOf = (data: PlansOverTimeData, { twinnedPlans }: RenewalResult) =>
  new Set(twinnedPlans.map((id) => data.plans[id]?.iso3)).size;

/** The numbers of the primary analysis in words, with their limits. */
export function renewalWords(data: PlansOverTimeData, result: RenewalResult): Child {
  const { current, p, pModel, detectable, plansTwinned } = result;
  return [
    h(
      "p",
      { class: "prose" },
      current.ratio && p !== null
        ? [
            h("strong", {}, `Rate ratio ${ratioText(current.ratio)}. `),
            `${capital(eventsText(result))}; ${plansTwinned} of ${result.plans} plans were twinned while observed, of ${plural(countriesOf(data, result), "country", "countries")}. With the twin dates given to other plans at random, an association at least as strong comes out in ${percent(p)} of draws (p = ${pText(p)}). The Cox model alone, clustered by country, says p = ${pModel === null ? "unknown" : pText(pModel)}; with few twinned countries its p and its interval are too small. `,
            detectable === null
              ? null
              : `The smallest ratio that these data would have shown in four of five cases is ${times(detectable)}; the analysis plan holds ${times(data.smallestRatio)} to matter. `,
          ]
        : `No ratio: ${current.why}. ${capital(eventsText(result))}. `,
      proportionalText(result, data.alpha),
      " ",
      methodLink("survival", "How this is estimated"),
      ". The verdict, corrected for the other questions asked, is on ",
      h("a", { href: siteLink("answer") }, "The answer"),
      ".",
    ),
  ];
}

/** Every plan of the register is either in the curves or named here. */
export function leftOutList(data: PlansOverTimeData, result: RenewalResult): Child {
  const groups = [
    ...(result.undated.length > 0
      ? [{ reason: "country twinned, but in no known year", plans: result.undated }]
      : []),
    ...(result.generation === "all" ? data.leftOut : []),
  ];
  const total = groups.reduce((sum, { plans }) => sum + plans.length, 0);
  const others =
    result.generation === "all"
      ? ""
      : ` Further ${data.leftOut.reduce((n, { plans }) => n + plans.length, 0)} plans of all generations give no time at risk; they are listed with all generations.`;
  return [
    h(
      "details",
      { class: "table-view" },
      h("summary", {}, `${plural(result.twinnedPlans.length, "plan")} twinned while observed`),
      h("p", { class: "group-counts" }, planList(data, result.twinnedPlans)),
    ),
    h(
      "details",
      { class: "table-view left-out" },
      h("summary", {}, `${plural(total, "plan")} left out, and why`),
      h(
        "ul",
        { class: "group-counts" },
        groups.map(({ reason, plans }) =>
          h("li", {}, h("strong", {}, `${plans.length}: ${reason}. `), planList(data, plans)),
        ),
      ),
      h("p", { class: "small" }, `${result.plans} plans are in the analysis.${others}`),
    ),
  ];
}
