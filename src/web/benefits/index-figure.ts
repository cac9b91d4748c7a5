import { PARTS, type Range } from "../../evaluation/indices/paternalism.ts";
import { indexChart } from "../charts/benefit-index.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { fixed, plural } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { READING_WORD, readingOf, tally } from "./indicator.ts";
import {
  asymmetryIndicators,
  EVEN_WEIGHTS,
  indexOf,
  PART_LABEL,
  rangeText,
  type Uneven,
} from "./indicators/asymmetry.ts";
import type { Model } from "./model.ts";

const exact = (value: number | undefined) => (value === undefined ? null : Math.round(value * 1e4) / 1e4);

/** Both ends of a range as two columns of the file. */
function ends(name: string, label: string, pick: (one: Uneven) => Range | null): TableColumn<Uneven>[] {
  return [
    { name: `${name}_low`, label: `${label}, at least`, value: (r) => exact(pick(r)?.low), numeric: true },
    { name: `${name}_high`, label: `${label}, at most`, value: (r) => exact(pick(r)?.high), numeric: true },
  ];
}

function titleOf(uneven: readonly Uneven[], weights: readonly number[]): string {
  const [index] = asymmetryIndicators(uneven, weights);
  if (!index || weights.every((w) => w === 0)) return "No part has a weight: there is no index";
  const { yes, no, unknown } = tally(index);
  const how = String(weights) === String(EVEN_WEIGHTS) ? "With equal weights" : "With your weights";
  return `${how}, ${plural(yes, "arrangement")} of ${uneven.length} lie above one half, ${no} below; for ${unknown} the unknown parts decide`;
}

/** With moved weights: what the rule would say, beside the reading of the page, which keeps equal weights. */
export function weightsWords(uneven: readonly Uneven[], weights: readonly number[]): string {
  if (weights.every((w) => w === 0)) return "Give at least one part a weight.";
  const [index] = asymmetryIndicators(uneven, weights);
  const [even] = asymmetryIndicators(uneven);
  if (!index || !even) return "";
  const [mine, equal] = [index, even].map((one) => READING_WORD[readingOf(one)].toLowerCase());
  return String(weights) === String(EVEN_WEIGHTS)
    ? `Equal weights: ${equal}.`
    : `Your weights: ${mine}. Equal weights, by which the page decides: ${equal}.`;
}

/** The index of every arrangement with its parts, under the reader's weights. */
export function indexFigure(
  data: BenefitsData,
  { uneven }: Model,
  weights: readonly number[],
  width: number,
): HTMLElement {
  const labels = PARTS.map((part, i) => `${PART_LABEL[part]} (weight ${weights[i] ?? 0})`);
  const rows = [...uneven].sort(
    (a, b) =>
      middle(indexOf(b, weights)) - middle(indexOf(a, weights)) ||
      (a.counting.arrangement.id < b.counting.arrangement.id ? -1 : 1),
  );
  const detail = (one: Uneven) =>
    PARTS.map((part) => `${PART_LABEL[part].toLowerCase()} ${rangeText(one.parts[part])}`).join(", ");
  const text = (range: Range | null) => (range ? rangeText(range) : "no index");
  return figure<Uneven>({
    id: "asymmetry-index",
    title: titleOf(uneven, weights),
    subtitle:
      "Index of paternalism and its parts, each from 0 (even) to 1 (one-sided). A dot is a known value; a bar runs over everything that the unknown leaves possible.",
    description: rows
      .map((r) => `${r.counting.arrangement.name}: ${text(indexOf(r, weights))} (${detail(r)}).`)
      .join(" "),
    chart:
      rows.length === 0
        ? null
        : indexChart(
            rows.map((r) => ({
              name: r.counting.arrangement.name,
              href: partnershipLink(r.counting.arrangement.id),
              index: indexOf(r, weights),
              parts: PARTS.map((part) => r.parts[part]),
              detail: `Index ${text(indexOf(r, weights))}: ${detail(r)}`,
            })),
            PARTS.map((part) => PART_LABEL[part]),
            width,
            "Index of paternalism by arrangement.",
          ),
    rows,
    columns: [
      {
        name: "arrangement",
        label: "Arrangement",
        value: (r) => r.counting.arrangement.name,
        show: (r) =>
          h("a", { href: partnershipLink(r.counting.arrangement.id) }, r.counting.arrangement.name),
      },
      ...ends("index", "Index", (r) => indexOf(r, weights)),
      ...PARTS.flatMap((part) => ends(part, PART_LABEL[part], (r) => r.parts[part])),
      {
        name: "income_ratio",
        label: "Income ratio",
        value: (r) => exact(r.ratio ?? undefined),
        show: (r) => (r.ratio === null ? h("span", { class: "unknown" }, "unknown") : fixed(r.ratio, 1)),
        numeric: true,
      },
      {
        name: "direction",
        label: "Direction",
        value: (r) => r.counting.arrangement.direction.replace("_", " "),
      },
      { name: "activities", label: "Activities", value: (r) => r.activities, numeric: true },
      { name: "host_known", label: "Host known", value: (r) => r.hostKnown, numeric: true },
      { name: "payer_known", label: "Payer known", value: (r) => r.payerKnown, numeric: true },
    ],
    sources: [data.sources.twinning, data.sources.gdp],
    note: `Weights: ${labels.join(", ")}.`,
  });
}

const middle = (range: Range | null) => (range ? range.low + range.high : 0);
