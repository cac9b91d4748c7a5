import {
  type AidScope,
  aidKind,
  fundOf,
  type Marker,
  type MarkerPanel,
  markerPanels,
} from "../../funding/marker.ts";
import type { AidFigure } from "../../funding/types.ts";
import { basisOf, markerChart, spanWords, valueWords } from "../charts/marker-aid.ts";
import type { FundingData } from "../data/funding.ts";
import { h, s } from "../dom.ts";
import { capital, count, fixed, inWords } from "../format/number.ts";
import { fundsTitle, markerAmountTitle, markerShareTitle } from "../text/support-words.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { type FundingTools, sourceColumn, sourceLines } from "./view.ts";

const MARKER_LABEL: Record<Marker, string> = {
  "gender_1+2": "Principal or significant",
  gender_1: "Significant aim",
  gender_2: "Principal aim",
};
const SCOPE_LABEL: Record<AidScope, string> = {
  allocable: "",
  humanitarian: "Humanitarian aid: ",
  fragile: "Fragile contexts: ",
};

const titled = (panel: MarkerPanel) => {
  const scope = SCOPE_LABEL[panel.scope];
  const marker = MARKER_LABEL[panel.marker];
  return { ...panel, title: scope ? `${scope}${marker.toLowerCase()}` : marker };
};

function markerColumns(data: FundingData): TableColumn<MarkerPanel["figures"][number]>[] {
  return [
    { name: "years", label: "Years", value: (f) => spanWords(f) },
    { name: "aid", label: "Aid", value: (f) => f.stage },
    { name: "marker", label: "Marker", value: (f) => f.marker, show: (f) => MARKER_LABEL[f.marker] },
    { name: "value", label: "Value", value: (f) => f.value, numeric: true, show: (f) => valueWords(f) },
    { name: "unit", label: "Unit", value: (f) => f.unit },
    { name: "upper_bound_only", label: "Upper bound only", value: (f) => (f.upperBound ? "yes" : "no") },
    {
      name: "price_basis",
      label: "Price basis",
      value: (f) => (f.measure === "share" ? "not applicable" : f.priceBasis),
    },
    { name: "note", label: "Remarks", value: (f) => f.note, show: (f) => f.note ?? "–" },
    sourceColumn(data),
  ];
}

const legend = () =>
  h(
    "ul",
    { class: "legend" },
    (["unstated", "constant"] as const).map((basis) =>
      h(
        "li",
        {},
        s(
          "svg",
          { viewBox: "0 0 14 14", "aria-hidden": "true" },
          s("rect", { x: 0.75, y: 3, width: 12.5, height: 8, class: `span-${basis}` }),
        ),
        basis === "unstated" ? "price basis not stated" : "constant 2022 US dollars",
      ),
    ),
  );

export function markerFigures(data: FundingData, tools: FundingTools): HTMLElement[] {
  return (["amount", "share"] as const).map((measure) => {
    const panels = markerPanels(data.aid, measure).map(titled);
    const rows = panels.flatMap((p) => p.figures);
    const title = measure === "amount" ? markerAmountTitle(panels) : markerShareTitle(panels);
    const constant = rows.filter((f) => basisOf(f) === "constant").length;
    return figure({
      id: `marker-${measure}`,
      title,
      subtitle:
        measure === "amount"
          ? "Aid of DAC members with the OECD gender equality marker, USD billion; bars span the years of a two-year mean (a single year is short)"
          : "Aid of DAC members with the OECD gender equality marker, % of the aid screened; bars span the years that a figure covers",
      description: `${title}. ${panels.map((p) => `${p.title}: ${p.figures.map((f) => `${spanWords(f)} ${valueWords(f)}`).join(", ")}`).join(". ")}.`,
      chart:
        rows.length === 0
          ? null
          : [
              measure === "amount" ? legend() : null,
              tools.live((_, width) => markerChart(panels, measure, width, "Gender-marked aid by period.")),
            ],
      rows,
      columns: markerColumns(data),
      sources: sourceLines(data, ["register/funding/aid-figures"]),
      note:
        measure === "amount"
          ? `Of ${rows.length} amounts ${inWords(constant)} ${constant === 1 ? "states" : "state"} a price basis; the others do not, so a difference between periods mixes prices, exchange rates and practice. No line joins them. The first two figures are single years, rounded. The marker says what an activity aims at, not what reached women, and most marked aid is not on peace or on plans.`
          : "Each source divides by its own total (most by the bilateral aid that was screened). Lists of fragile contexts differ by year. For 2018–2019 the source says only “less than 5%” for the principal aim in fragile contexts.",
    });
  });
}

/** The value in its own unit: millions and per cent to one decimal, plain units in full. */
const valueText = (f: AidFigure) => (Number.isInteger(f.value) ? count(f.value) : fixed(f.value, 1));

const byStage = (a: AidFigure, b: AidFigure) =>
  a.stage.localeCompare(b.stage, "en") || (a.from ?? 9999) - (b.from ?? 9999) || a.id.localeCompare(b.id);

function aidColumns(data: FundingData): TableColumn<AidFigure>[] {
  return [
    { name: "stage", label: "Stage", value: (f) => f.stage, show: (f) => capital(f.stage) },
    { name: "fund_or_purpose", label: "Fund or purpose", value: (f) => f.what },
    {
      name: "years",
      label: "Years",
      value: (f) => f.period,
      show: (f) => f.period?.replace("/", "–") ?? h("span", { class: "unknown" }, "unknown"),
    },
    { name: "from", label: "From", value: (f) => f.donor },
    { name: "to", label: "To", value: (f) => f.recipient },
    { name: "value", label: "Figure", value: (f) => f.value, numeric: true, show: valueText },
    { name: "unit", label: "Unit", value: (f) => f.unit },
    { name: "price_basis", label: "Price basis", value: (f) => f.priceBasis },
    { name: "note", label: "Remarks", value: (f) => f.note, show: (f) => f.note ?? "–" },
    sourceColumn(data),
  ];
}

/** Figures of the two funds by stage. A table is the chart: nothing here shares a basis. */
export function fundsFigure(data: FundingData): HTMLElement {
  const rank = (f: AidFigure) => (fundOf(f) === "PBF" ? 0 : 1);
  const rows = data.aid
    .filter((f) => aidKind(f) === "fund")
    .sort((a, b) => rank(a) - rank(b) || byStage(a, b));
  const stages = new Set(rows.map((r) => r.stage)).size;
  return tableFigure(data, {
    id: "funds",
    title: fundsTitle(rows, stages),
    subtitle:
      "UN Peacebuilding Fund (PBF) and Women’s Peace and Humanitarian Fund (WPHF): pledges, commitments, contributions, approvals and budgets, each as its source states it",
    rows,
    note: "A pledge, a contribution and an approval can be the same money at three moments. A span of years is the total over them and may contain the single years. What the funds gave to a plan is not known.",
  });
}

export function otherAidFigure(data: FundingData): HTMLElement {
  const rows = data.aid.filter((f) => aidKind(f) === "other").sort(byStage);
  return tableFigure(data, {
    id: "other-aid",
    title: `${rows.length} other published figures belong to no series`,
    subtitle: "Aid by purpose code, of single donors, or to single recipients; each stands for itself",
    rows,
    note: "Kept so that nothing on record is dropped. None of them can be compared with another without its source.",
  });
}

function tableFigure(
  data: FundingData,
  spec: { id: string; title: string; subtitle: string; rows: AidFigure[]; note: string },
): HTMLElement {
  const element = figure({
    ...spec,
    description: `${spec.title}. The table has every figure.`,
    chart: h("p", { class: "sr-only" }, "The table follows."),
    columns: aidColumns(data),
    sources: sourceLines(data, ["register/funding/aid-figures"]),
  });
  element.querySelector("details.table-view")?.setAttribute("open", "");
  return element;
}
