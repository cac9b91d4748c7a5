import { type CooperationGroup, cooperationChart } from "../charts/survival-cooperation.ts";
import { survivalCurves } from "../charts/survival-curves.ts";
import type { Cooperation, CooperationResult, Order, PlansOverTimeData } from "../data/plans-over-time.ts";
import { type Child, h } from "../dom.ts";
import { capital, fixed, inWords, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { methodLink, yearsText } from "./words.ts";

const ORDERS: readonly Order[] = ["after", "same", "before", "not_yet", "unknown"];

const ORDER_TITLE: Record<Order, string> = {
  after: "First plan after the first documented cooperation",
  same: "Both in the same year: which came first is not known",
  before: "First plan before the first documented cooperation",
  not_yet: "No plan yet",
  unknown: "Order unknown",
};

const inOrder = (result: CooperationResult, order: Order) =>
  result.countries.filter((one) => one.order === order);

/** First plan adopted after the cooperation began, that may be the first of all or a later one. */
const nextPlan = ({ since, plans }: Cooperation) =>
  since === null ? undefined : plans.find((year) => year > since);

function orderText(one: Cooperation, lastYear: number): string {
  const [first] = one.plans;
  if (one.since === null || one.order === "unknown") return one.why ?? "order unknown";
  if (first === undefined) return `no plan by ${lastYear}, ${plural(lastYear - one.since, "year")} on`;
  if (first === one.since) return "first plan in the same year";
  const distance = plural(Math.abs(first - one.since), "year");
  return `first plan ${distance} ${first > one.since ? "after" : "before"}`;
}

function detailOf(one: Cooperation, lastYear: number): string {
  const next = nextPlan(one);
  const later =
    one.since !== null && next !== undefined && next !== one.plans[0]
      ? `; next plan ${plural(next - one.since, "year")} after, in ${next}`
      : "";
  return `Cooperation first documented in ${one.since} (${one.roles.join(", ") || "role unknown"}); ${orderText(one, lastYear)}${later}.`;
}

function titleOf(result: CooperationResult): string {
  const [after, same, before, notYet, unknown] = ORDERS.map((order) => inOrder(result, order).length);
  const others = [
    before ? `${before} already had one` : "",
    same ? `${same} in the same year` : "",
    notYet ? `${notYet} not yet` : "",
    unknown ? `${unknown} unknown` : "",
  ].filter(Boolean);
  return `${capital(inWords(after ?? 0))} of ${plural(result.countries.length, "twinned country", "twinned countries")} adopted a first plan after the first documented cooperation${others.length > 0 ? `; ${others.join(", ")}` : ""}`;
}

const columns = (lastYear: number): TableColumn<Cooperation>[] => [
  {
    name: "country",
    label: "Country",
    value: (c) => c.name,
    show: (c) => h("a", { href: countryLink(c.iso3) }, c.name),
  },
  { name: "iso3", label: "Code", value: (c) => c.iso3 },
  { name: "role", label: "Role", value: (c) => c.roles.join(";"), show: (c) => c.roles.join(", ") },
  { name: "first_cooperation", label: "First cooperation", value: (c) => c.since, numeric: true },
  {
    name: "first_plan",
    label: "First plan",
    value: (c) => c.plans[0] ?? null,
    show: (c) => c.plans[0] ?? (c.order === "not_yet" ? "none yet" : "unknown"),
    numeric: true,
  },
  {
    name: "next_plan",
    label: "Next plan after it",
    value: (c) => nextPlan(c) ?? null,
    show: (c) => nextPlan(c) ?? (c.since === null ? "unknown" : `none by ${lastYear}`),
    numeric: true,
  },
  { name: "order", label: "Order", value: (c) => c.order, show: (c) => orderText(c, lastYear) },
];

export function cooperationFigure(
  data: PlansOverTimeData,
  result: CooperationResult,
  width: number,
): HTMLElement {
  const dated = (one: Cooperation): one is Cooperation & { since: number } => one.since !== null;
  const groups: CooperationGroup[] = ORDERS.filter((order) => order !== "unknown").flatMap((order) => {
    const countries = inOrder(result, order).filter(dated);
    return countries.length > 0
      ? [{ order, title: `${ORDER_TITLE[order]} (${countries.length})`, countries }]
      : [];
  });
  const title = titleOf(result);
  const unknown = inOrder(result, "unknown");
  return figure({
    id: "cooperation-to-adoption",
    title,
    subtitle: `Plans of each twinned country by years from its first documented cooperation. Large dot: first plan; small dots: later plans; thick line: waiting for the first plan; thin line: observed up to ${data.lastYear}.`,
    description: `${title}. ${groups.map((g) => `${g.title}: ${g.countries.map((c) => `${c.name}, ${orderText(c, data.lastYear)}`).join("; ")}`).join(". ")}.`,
    chart:
      groups.length > 0
        ? cooperationChart(
            groups,
            data.lastYear,
            width,
            "Plans of twinned countries by years from the first documented cooperation.",
            (one) => detailOf(one, data.lastYear),
            countryLink,
          )
        : null,
    rows: result.countries,
    columns: columns(data.lastYear),
    sources: [data.sources.twinning, data.sources.plans],
    note: unknown.length > 0 ? unknownText(unknown) : undefined,
  });
}

function unknownText(unknown: readonly Cooperation[]): Child {
  const reasons = [...new Set(unknown.map(({ why }) => why ?? "order unknown"))];
  return reasons.map((reason) => {
    const some = unknown.filter(({ why }) => (why ?? "order unknown") === reason);
    const names = some.map((one, i) => [
      i > 0 ? ", " : "",
      h("a", { href: countryLink(one.iso3) }, one.name),
    ]);
    return [`Not drawn, ${reason} (${some.length}): `, names, ". "];
  });
}

/** The waiting time where it makes sense, or why nothing can be told. */
export function waitingPart(data: PlansOverTimeData, result: CooperationResult, width: number): Child {
  const { curve, n, adopted, median } = result;
  const selection = [
    "That says nothing on whether cooperation made plans come sooner. The register finds cooperation where it is documented, which is mostly around a plan, so those that cooperated and gave up may be missing; and countries without cooperation have no first year to count from. ",
    methodLink("survival", "Methods"),
    " has more on such waiting times.",
  ];
  if (!curve)
    return h(
      "p",
      { class: "prose" },
      h("strong", {}, "Waiting time: cannot tell. "),
      `Only ${plural(n, "country", "countries")} had no plan when the cooperation began. `,
      selection,
    );
  const half =
    median === null ? "half had not yet adopted one by the end" : `half had one after ${yearsText(median)}`;
  const title = `Of ${n} countries without a plan when cooperation began, ${adopted} adopted one; ${half}`;
  return [
    figure({
      id: "waiting-for-first-plan",
      title,
      subtitle: `Share still without a plan by years from the first documented cooperation (Kaplan–Meier, 95% interval), observed up to ${data.lastYear}${n > adopted ? `; ${n - adopted} had none by then` : ""}.`,
      description: `${title}.`,
      chart: survivalCurves([{ status: "twinned", name: `Twinned countries (${n})`, curve }], width, {
        what: "without a plan",
        clock: "years from the first documented cooperation",
        event: "adopted a plan",
        label: "Countries still without a plan by years from the first documented cooperation.",
      }),
      rows: curve.time.map((time, i) => ({
        time,
        atRisk: curve.atRisk[i] ?? 0,
        events: curve.events[i] ?? 0,
        survival: curve.survival[i] ?? 0,
      })),
      columns: [
        { name: "years", label: "Years", value: (r) => r.time, numeric: true },
        { name: "at_risk", label: "At risk", value: (r) => r.atRisk, numeric: true },
        { name: "adopted", label: "Adopted", value: (r) => r.events, numeric: true },
        {
          name: "without_plan",
          label: "Without a plan",
          value: (r) => r.survival,
          show: (r) => `${fixed(r.survival * 100, 1)}%`,
          numeric: true,
        },
      ],
      sources: [data.sources.twinning, data.sources.plans],
    }),
    h("p", { class: "prose" }, h("strong", {}, "What it cannot tell. "), selection),
  ];
}
