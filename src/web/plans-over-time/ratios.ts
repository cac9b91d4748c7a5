import { type RatioRow, ratioChart } from "../charts/survival-ratios.ts";
import type { Counted, PlansOverTimeData, RatioOr, RenewalResult } from "../data/plans-over-time.ts";
import { type Child, h } from "../dom.ts";
import { listWords, plural } from "../format/number.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { changeText, methodLink, planNames, pText, ratioText, times } from "./words.ts";

interface Row extends Counted {
  id: string;
  name: string;
  style: RatioRow["style"];
  found: RatioOr;
  p: number | null;
}

function rowsOf(result: RenewalResult): Row[] {
  const { plans, events, plansTwinned, eventsTwinned } = result;
  const all = { plans, events, plansTwinned, eventsTwinned };
  return [
    {
      id: "current",
      name: "Twinning as it stands",
      style: "primary",
      found: result.current,
      p: result.p,
      ...all,
    },
    ...result.landmarks.map(
      (mark): Row => ({
        ...mark,
        id: `landmark_${mark.at}`,
        name: `From year ${mark.at} on, twinned by then`,
        style: "other",
        p: null,
      }),
    ),
    {
      id: "ever_wrong",
      name: "Ever twinned, from adoption",
      style: "wrong",
      found: result.ever.found,
      p: null,
      ...all,
    },
  ];
}

function factsOf(row: Row): [string, string] {
  const p = row.p === null ? "" : `, p = ${pText(row.p)}`;
  const number = row.found.ratio ? `${ratioText(row.found.ratio)}${p}` : "no ratio";
  const whose = row.style === "wrong" ? "of plans ever twinned" : "of twinned plans";
  return [number, `${row.eventsTwinned} of ${plural(row.events, "renewal")} ${whose}`];
}

const columns: TableColumn<Row>[] = [
  { name: "analysis", label: "Analysis", value: (r) => r.id, show: (r) => r.name },
  {
    name: "wrong_on_purpose",
    label: "Wrong on purpose",
    value: (r) => (r.style === "wrong" ? "yes" : "no"),
  },
  {
    name: "rate_ratio",
    label: "Rate ratio",
    value: (r) => r.found.ratio?.ratio ?? null,
    show: (r) => (r.found.ratio ? times(r.found.ratio.ratio) : "no ratio"),
    numeric: true,
  },
  {
    name: "low",
    label: "Low (95%)",
    value: (r) => r.found.ratio?.low ?? null,
    show: (r) => (r.found.ratio ? times(r.found.ratio.low) : "–"),
    numeric: true,
  },
  {
    name: "high",
    label: "High (95%)",
    value: (r) => r.found.ratio?.high ?? null,
    show: (r) => (r.found.ratio ? times(r.found.ratio.high) : "–"),
    numeric: true,
  },
  {
    name: "p_permutation",
    label: "p (permutation)",
    value: (r) => r.p,
    show: (r) => (r.p === null ? "–" : pText(r.p)),
    numeric: true,
  },
  { name: "plans", label: "Plans", value: (r) => r.plans, numeric: true },
  { name: "plans_twinned", label: "Twinned", value: (r) => r.plansTwinned, numeric: true },
  { name: "renewals", label: "Renewals", value: (r) => r.events, numeric: true },
  { name: "renewals_twinned", label: "While twinned", value: (r) => r.eventsTwinned, numeric: true },
  { name: "reason", label: "Why no ratio", value: (r) => r.found.why ?? "" },
];

function differenceTitle({ current, ever }: RenewalResult): string {
  const [right, wrong] = [current.ratio?.ratio, ever.found.ratio?.ratio];
  if (right === undefined || wrong === undefined) return "No ratio that could be biased";
  if (ever.immortalYears === 0)
    return "No plan turned twinned during its life: here there is nothing to bias";
  return `Counting plans as twinned before they were moves the ratio from ${times(right)} to ${times(wrong)}`;
}

/** All rate ratios on one scale: as planned, by landmark, and the wrong one. */
export function ratiosFigure(data: PlansOverTimeData, result: RenewalResult, width: number): HTMLElement {
  const rows = rowsOf(result);
  const title = differenceTitle(result);
  const drawn = rows.map(
    (row): RatioRow => ({
      name: row.name,
      facts: factsOf(row),
      ratio: row.found.ratio,
      style: row.style,
    }),
  );
  return figure({
    id: "renewal-rate-ratios",
    title,
    subtitle:
      "Rate of renewal of twinned plans against others in the same generation (Cox hazard ratio) with 95% intervals, clustered by country. 1 = no difference.",
    description: `${title}. ${rows.map((row) => `${row.name}${row.style === "wrong" ? " (wrong on purpose)" : ""}: ${factsOf(row).join("; ")}`).join(". ")}.`,
    chart: drawn.some(({ ratio }) => ratio)
      ? ratioChart(drawn, width, "Rate ratios of renewal by analysis.")
      : null,
    empty: `No ratio: ${result.current.why}.`,
    rows,
    columns,
    sources: [data.sources.plans, data.sources.twinning],
    note: "A landmark looks only at plans still in force after so many years and sorts them by what was known then: also honest, with fewer plans, and blind to later twinning. Clustered intervals are too short with few twinned countries; the p of the first row is not.",
  });
}

/** The result in which the bias is largest, all generations together. */
const worst = (data: PlansOverTimeData): RenewalResult | undefined => {
  const size = ({ current, ever }: RenewalResult) =>
    current.ratio && ever.found.ratio ? Math.abs(Math.log(ever.found.ratio.ratio / current.ratio.ratio)) : 0;
  return data.renewal.filter(({ generation }) => generation === "all").sort((a, b) => size(b) - size(a))[0];
};

/** Two sentences on the reason, and how large the difference is. */
export function whyWrong(data: PlansOverTimeData, result: RenewalResult): Child {
  return h(
    "div",
    { class: "why-wrong" },
    h(
      "p",
      {},
      h("strong", {}, "Why it is wrong. "),
      "To become twinned during its life a plan must first last that long without being renewed, so counting it as twinned from adoption adds years in which a renewal while twinned could not have happened. The plans that last longest are the likeliest to be counted so, and twinning seems to hold renewal back even where it does nothing. ",
      methodLink("immortal-time", "More on immortal time"),
      ".",
    ),
    h("p", {}, sizeText(data, result)),
  );
}

function sizeText(data: PlansOverTimeData, result: RenewalResult): string {
  const { current, ever, turnedPlans, plansTwinned } = result;
  if (!current.ratio || !ever.found.ratio) return "There is no ratio here to compare.";
  const here =
    turnedPlans.length === 0
      ? "Here no plan became twinned during its life, so both numbers are the same."
      : `Here the wrong ratio is ${changeText(current.ratio.ratio, ever.found.ratio.ratio)} (${times(ever.found.ratio.ratio)} instead of ${times(current.ratio.ratio)}): ${turnedPlans.length} of ${plural(plansTwinned, "twinned plan")} became twinned only during their life${turnedPlans.length <= 3 ? ` (${listWords(planNames(data, turnedPlans))})` : ""}.`;
  const most = worst(data);
  if (!most || most.definition === result.definition || !most.current.ratio || !most.ever.found.ratio)
    return here;
  const label = data.definitions.find(({ id }) => id === most.definition)?.label ?? most.definition;
  return `${here} It grows with their number: with “${label}”, all generations, ${most.turnedPlans.length} of ${most.plansTwinned} did, and the ratio turns from ${times(most.current.ratio.ratio)} into ${times(most.ever.found.ratio.ratio)}.`;
}
