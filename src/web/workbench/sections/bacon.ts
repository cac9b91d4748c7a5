import type {
  ComparisonType,
  GoodmanBacon,
  TwoByTwo,
} from "../../../evaluation/goodman-bacon/goodman-bacon.ts";
import { type ScatterShape, weightScatter } from "../../charts/wb-scatter.ts";
import { percent } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

const KIND: Record<ComparisonType, { text: string; shape: ScatterShape; forbidden: boolean }> = {
  treated_vs_never: { text: "twinned against never twinned", shape: "circle", forbidden: false },
  earlier_vs_later: { text: "earlier against later twinned", shape: "square", forbidden: false },
  later_vs_earlier: { text: "later against earlier twinned (forbidden)", shape: "cross", forbidden: true },
  later_vs_always: { text: "later against always twinned (forbidden)", shape: "cross", forbidden: true },
};

/** Below this share the forbidden comparisons hardly move the two-way estimate. */
const LITTLE = 0.05;

/** What the two-way estimate is made of, and how much of it compares with countries twinned already. */
export function baconFigure(result: GoodmanBacon, context: SectionContext, width: number): HTMLElement {
  const { twoByTwos, twfe, weightOnTreatedControls: forbidden, used } = result;
  const { text } = effectFormat([twfe, ...twoByTwos.map(({ estimate }) => estimate)]);
  const rows = [...twoByTwos].sort((a, b) => b.weight - a.weight);
  const without = meanWithout(rows);
  const share = percent(forbidden, forbidden > 0 && forbidden < 0.1 ? 1 : 0);
  const hardly = forbidden < LITTLE;
  const title = hardly
    ? `Comparisons with countries twinned already carry ${share} of the two-way estimate: they hardly mislead here`
    : `Comparisons with countries twinned already carry ${share} of the two-way estimate: it can mislead`;
  const kinds = [...new Set(rows.map(({ type }) => type))].map((type) => ({
    shape: KIND[type].shape,
    text: KIND[type].text,
  }));
  const words = `A country twinned already still changes through its own twinning, so that it shows no path without. ${without === null ? "" : `With these comparisons the two-way estimate is ${text(twfe)} ${effectUnit(context)}, without them ${text(without)}. `}Only the ${used.units} countries known in every year are used, ${used.treated} of them twinned, so that the estimate differs from that above.`;
  const built = figure({
    id: "wb-bacon",
    title,
    subtitle: `Each mark compares two groups of countries: its estimate for ${context.outcome.label}, ${context.outcome.unit}, and its share of the two-way fixed effects estimate.`,
    description: `${title}. ${words}`,
    chart: weightScatter(
      rows.map((row) => ({
        weight: row.weight,
        estimate: row.estimate,
        shape: KIND[row.type].shape,
        title: nameOf(row),
        detail: `${text(row.estimate)} ${effectUnit(context)}, ${percent(row.weight, 1)} of the weight: ${KIND[row.type].text}.`,
      })),
      {
        mean: twfe,
        meanLabel: `two-way estimate ${text(twfe)}`,
        kinds,
        unit: context.outcome.unit,
        format: text,
      },
      width,
      "Parts of the two-way estimate.",
    ),
    rows,
    columns: [
      { name: "twinned", label: "Twinned in", value: (row) => row.treated, numeric: true },
      {
        name: "compared_with",
        label: "Compared with",
        value: (row) => row.untreated,
        show: (row) => (row.untreated === "never" ? "never twinned" : `twinned in ${row.untreated}`),
      },
      { name: "kind", label: "Kind", value: (row) => row.type, show: (row) => KIND[row.type].text },
      numberColumn<TwoByTwo>("estimate", "Estimate", (row) => row.estimate, text),
      numberColumn<TwoByTwo>(
        "weight",
        "Share",
        (row) => row.weight,
        (value) => percent(value, 1),
      ),
    ],
    sources: context.sources,
    note: noteWith(words, "bacon", "why two-way fixed effects can mislead"),
  });
  return withNotices(built, result.warnings, context.name);
}

const nameOf = (row: TwoByTwo) =>
  `Twinned in ${row.treated} against ${row.untreated === "never" ? "never twinned" : `twinned in ${row.untreated}`}`;

/** Weighted mean of the comparisons that are sound; null where there are none. */
function meanWithout(rows: readonly TwoByTwo[]): number | null {
  const sound = rows.filter(({ type }) => !KIND[type].forbidden);
  const weight = sound.reduce((total, row) => total + row.weight, 0);
  if (weight <= 0) return null;
  return sound.reduce((total, row) => total + row.weight * row.estimate, 0) / weight;
}
