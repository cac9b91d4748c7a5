import type { CurvePoint } from "../../evaluation/study/curve.ts";
import { CURVE_AXES, type Driver, type DriverValue, valueOn } from "../../evaluation/study/drivers.ts";
import { type Child, h, s } from "../dom.ts";
import type { Cell } from "../format/csv.ts";
import { toCsv } from "../format/csv.ts";
import { count, percent } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { saveFile } from "../ui/download.ts";
import { figure, type SourceLine } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { driversChart } from "./drivers-chart.ts";
import { AXIS_LABEL, signed } from "./labels.ts";
import type { CurveSummary } from "./summary.ts";
import { type CurveWords, curveTitle, driversTitle, range, rejecting, rejectingWith } from "./words.ts";

export interface FigureContext extends CurveWords {
  outcome: string;
  outcomeId: string;
  draws: number;
  seed: number;
  sources: readonly SourceLine[];
}

interface ChoiceRow extends DriverValue {
  axis: Driver["axis"];
}

const rowsOf = (drivers: readonly Driver[]): ChoiceRow[] =>
  drivers.flatMap(({ axis, values }) => values.map((value) => ({ ...value, axis })));

function columnsOf({ names, digits }: FigureContext): TableColumn<ChoiceRow>[] {
  return [
    { name: "axis", label: "Choice", value: ({ axis }) => axis, show: ({ axis }) => AXIS_LABEL[axis] },
    { name: "value", label: "Value", value: ({ value }) => value, show: (row) => names(row.axis, row.value) },
    { name: "specifications", label: "Specifications", value: (row) => row.count, numeric: true },
    { name: "with_an_effect", label: "With an effect", value: (row) => row.found, numeric: true },
    {
      name: "median_estimate",
      label: "Median estimate",
      value: (row) => row.median,
      show: (row) => (row.median === null ? "none" : signed(row.median, digits)),
      numeric: true,
    },
    {
      name: "share_rejecting",
      label: "p ≤ 0.05",
      value: (row) => row.rejecting,
      show: (row) => (row.rejecting === null ? "none" : percent(row.rejecting, 1)),
      numeric: true,
    },
  ];
}

/** The curve; its table is by choice, as nobody reads thousands of rows: all of them are in the file. */
export function curveFigure(
  chart: HTMLElement,
  points: readonly CurvePoint[],
  summary: CurveSummary,
  drivers: readonly Driver[],
  complete: boolean,
  context: FigureContext,
): HTMLElement {
  const title = curveTitle(summary, context);
  const own = figure({
    id: "specification-curve",
    title: complete ? title : `Incomplete: so far, ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    subtitle: `Estimated effect of twinning on the outcome “${context.outcome}”, ${context.unit} (${context.better} is better), in every specification, lowest first; below, the choices behind each. ${count(context.draws)} random assignments each, seed ${context.seed}.`,
    description: `${range(summary, context)} ${rejecting(summary)}`,
    chart: [legend(context.smallest !== null), chart],
    rows: rowsOf(drivers),
    columns: columnsOf(context),
    sources: context.sources,
    note: [
      "Each column is one specification, or several where the screen is narrower than the curve is long: the darker a tick, the more of them use the choice. ",
      h("a", { href: siteLink("methods#specification-curve") }, "How to read a specification curve"),
    ],
  });
  own.querySelector(".take-away")?.prepend(allButton(points, context));
  return own;
}

/** All points as a file, written when asked for. */
function allButton(points: readonly CurvePoint[], context: FigureContext): HTMLElement {
  const name = `specification-curve-${context.outcomeId}.csv`;
  return h(
    "button",
    {
      type: "button",
      class: "quiet needs-script",
      "data-download": name,
      onclick: () => saveFile(name, pointsCsv(points, context), "text/csv;charset=utf-8"),
    },
    `Download all ${count(points.length)} specifications (CSV)`,
  );
}

/** Every specification with its choices and numbers; empty cells where nothing is identified, with the reason. */
export function pointsCsv(
  points: readonly CurvePoint[],
  { draws, seed }: Pick<FigureContext, "draws" | "seed">,
): string {
  const names = [
    "outcome",
    ...CURVE_AXES,
    "estimate",
    "p",
    "twinned",
    "countries",
    "reason",
    "draws",
    "seed",
  ];
  const rows = points.map((point): Cell[] => [
    point.specification.outcome,
    ...CURVE_AXES.map((axis) => valueOn(axis, point.specification)),
    point.estimate,
    point.p,
    point.treated,
    point.units,
    point.reason,
    draws,
    seed,
  ]);
  return toCsv(names, rows);
}

function legend(smallest: boolean): HTMLElement {
  const item = (mark: Child, text: string) =>
    h("li", {}, s("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, mark), text);
  return h(
    "ul",
    { class: "legend" },
    item(s("rect", { x: 5, y: 5, width: 4, height: 4, class: "mark-point" }), "p > 0.05"),
    item(s("path", { d: "M7 2L12 7L7 12L2 7Z", class: "mark-reject" }), "p ≤ 0.05"),
    item(s("circle", { cx: 7, cy: 7, r: 5, class: "planned-ring" }), "decided beforehand"),
    item(s("line", { x1: 0, x2: 14, y1: 7, y2: 7, class: "zero" }), "no effect"),
    smallest
      ? item(s("line", { x1: 0, x2: 14, y1: 7, y2: 7, class: "smallest" }), "smallest effect of interest")
      : null,
  );
}

/** What moves the estimates. */
export function driversFigure(
  drivers: readonly Driver[],
  width: number,
  context: FigureContext,
): HTMLElement {
  const title = driversTitle(drivers, context.names);
  return figure({
    id: "curve-drivers",
    title,
    subtitle: `Bars: share of the variance of the estimates between the values of one choice alone (eta squared). Dots: median estimate with each value, ${context.unit}.`,
    description: [title, rejectingWith(drivers, context.names)].filter(Boolean).join(". "),
    chart: driversChart(drivers, width, context),
    rows: rowsOf(drivers),
    columns: columnsOf(context),
    sources: context.sources,
    note: [
      rejectingWith(drivers, context.names),
      " The shares need not add up to 100%: choices act together, and some combinations identify no effect. How chance is drawn changes p, never the estimate.",
    ],
  });
}
