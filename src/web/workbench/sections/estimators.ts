import { quantileSorted } from "../../../evaluation/numeric/quantile.ts";
import type { Analysis } from "../../../evaluation/study/analyse.ts";
import type { Estimator } from "../../../evaluation/study/specification.ts";
import { dotLines } from "../../charts/wb-dots.ts";
import { s } from "../../dom.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

const LABEL: Record<Estimator, string> = {
  imputation: "Imputation",
  cs_never: "Callaway–Sant’Anna, never twinned",
  cs_not_yet: "Callaway–Sant’Anna, not yet twinned",
  twfe: "Two-way fixed effects",
};

interface Row {
  name: string;
  estimate: number | null;
  chosen: boolean;
}

/** The same panel by every estimator, beside what chance gives by the one chosen. */
export function estimatorsFigure(
  { estimators, specification, test }: Pick<Analysis, "estimators" | "specification" | "test">,
  context: SectionContext,
  width: number,
): HTMLElement {
  const rows: Row[] = estimators.map(({ estimator, estimate }) => ({
    name: LABEL[estimator],
    estimate: estimate !== null && Number.isFinite(estimate) ? estimate : null,
    chosen: estimator === specification.estimator,
  }));
  const known = rows.flatMap((row) => row.estimate ?? []);
  const chance = test.distribution.length > 0 ? middleOf(test.distribution) : null;
  const { text } = effectFormat([...known, chance?.low, chance?.high]);
  const title = titleOf(known, chance);
  const unit = effectUnit(context);
  return figure({
    id: "wb-estimators",
    title,
    subtitle: `Effect on ${context.outcome.label}, ${context.outcome.unit}, by four ways of estimating it on the same data.`,
    description: `${title}. ${rows.map((row) => `${row.name}: ${row.estimate === null ? "not shown" : `${text(row.estimate)} ${unit}`}`).join("; ")}.${chance ? ` By the estimator chosen, 95 of 100 chance estimates lie between ${text(chance.low)} and ${text(chance.high)}.` : ""}`,
    chart: known.length
      ? dotLines(
          {
            lines: rows.map((row) => ({
              name: row.name,
              value: row.estimate,
              detail:
                row.estimate === null
                  ? ""
                  : `${text(row.estimate)} ${unit}${row.chosen ? ", the one chosen" : ""}.`,
              strong: row.chosen,
              missing: "not shown: not identified on this panel",
            })),
            marks: [{ value: 0, label: "no effect", kind: "none" }],
            bands: chance ? [chance] : [],
            legend: chance
              ? [
                  {
                    mark: s("rect", { x: 0, y: -7, width: 24, height: 14, class: "wb-spread" }),
                    text: "95 of 100 chance estimates, by the estimator chosen (bold)",
                  },
                ]
              : [],
            format: text,
            unit: context.outcome.unit,
          },
          width,
          "Estimates by four estimators.",
        )
      : null,
    empty: "Not shown, because no estimator finds an effect to estimate.",
    rows,
    columns: [
      { name: "estimator", label: "Estimator", value: (row) => row.name },
      numberColumn<Row>("estimate", "Estimate", (row) => row.estimate, text),
      { name: "chosen", label: "Chosen", value: (row) => (row.chosen ? "yes" : "no") },
    ],
    sources: context.sources,
    note: noteWith(
      "The estimators weigh countries and years differently. Where they disagree by more than chance moves them, effects differ between countries or over time, or trends were not parallel.",
      "estimators",
      "estimators",
    ),
  });
}

const middleOf = (sorted: Float64Array) => ({
  low: quantileSorted(sorted, 0.025, 1),
  high: quantileSorted(sorted, 0.975, 1),
});

function titleOf(known: readonly number[], chance: { low: number; high: number } | null): string {
  if (known.length === 0) return "No estimator can say anything under these choices";
  const same = known.every((value) => value > 0) || known.every((value) => value < 0);
  const within = chance && known.every((value) => value >= chance.low && value <= chance.high);
  if (within)
    return same
      ? "The estimators agree on the sign, and none of them leaves the range of chance"
      : "The estimators do not even agree on the sign, and none of them leaves the range of chance";
  return same ? "The estimators agree on the sign" : "Cannot tell: the estimators disagree on the sign";
}
