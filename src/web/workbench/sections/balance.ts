import type { BalanceRow } from "../../../evaluation/matching/types.ts";
import type { Analysis } from "../../../evaluation/study/analyse.ts";
import { dotLines } from "../../charts/wb-dots.ts";
import { fixed, signed } from "../../charts/wb-format.ts";
import { s } from "../../dom.ts";
import { listWords } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { levelUnit, noteWith, numberColumn } from "./words.ts";

const NAME: Record<string, string> = { level: "Level before", slope: "Yearly change before" };
const GOOD = 0.1;
const FAIR = 0.25;

interface Row extends BalanceRow {
  label: string;
  /** Without matching, where that is known too. */
  unmatched: number | null;
}

/** How alike twinned and compared countries were before the first twinning. */
export function balanceFigure(
  { balance }: Pick<Analysis, "balance">,
  context: SectionContext,
  width: number,
  unmatched: readonly BalanceRow[] = [],
): HTMLElement {
  const rows: Row[] = balance.map((row) => ({
    ...row,
    label: NAME[row.name] ?? row.name,
    unmatched: unmatched.find(({ name }) => name === row.name)?.smd ?? null,
  }));
  const title = titleOf(rows);
  const limits = [-FAIR, -GOOD, GOOD, FAIR].map((value) => ({ value, label: "", kind: "limit" as const }));
  const both = rows.some((row) => row.unmatched !== null);
  return figure({
    id: "wb-balance",
    title,
    subtitle: `${context.outcome.label} before the first twinning: twinned less compared countries, in standard deviations of the twinned.`,
    description: `${title}. ${rows.map((row) => `${row.label}: ${row.smd === null ? "not shown" : `${signed(row.smd, 2)} standard deviations`}`).join("; ")}.`,
    chart: rows.some((row) => row.smd !== null)
      ? dotLines(
          {
            lines: rows.map((row) => ({
              name: row.label,
              value: row.smd,
              other: row.unmatched,
              detail: `Twinned ${fixed(row.meanTreated, 3)}, compared ${fixed(row.meanControl, 3)} on average.`,
              missing: "not shown: the twinned do not vary",
            })),
            marks: [{ value: 0, label: "", kind: "none" }, ...limits],
            bands: [
              { low: -FAIR, high: FAIR },
              { low: -GOOD, high: GOOD },
            ],
            legend: [
              {
                mark: s("rect", { x: 0, y: -7, width: 24, height: 14, class: "wb-spread" }),
                text: "within 0.25, and (darker) within 0.1: close enough",
              },
              ...(both
                ? [
                    {
                      mark: s("circle", { cx: 12, cy: 0, r: 5, class: "wb-before" }),
                      text: "before matching",
                    },
                    { mark: s("circle", { cx: 12, cy: 0, r: 5, class: "wb-after" }), text: "after" },
                  ]
                : []),
            ],
            format: (value) => signed(value, 2),
            unit: "standard deviations",
          },
          width,
          "Balance before twinning.",
        )
      : null,
    empty:
      "Not shown, because fewer than two countries of a group have a level and a trend before the first twinning.",
    rows,
    columns: [
      { name: "what", label: "What", value: (row) => row.label },
      numberColumn<Row>(
        "mean_twinned",
        `Twinned, mean (${levelUnit(context)})`,
        (row) => row.meanTreated,
        (v) => fixed(v, 3),
      ),
      numberColumn<Row>(
        "mean_compared",
        "Compared, mean",
        (row) => row.meanControl,
        (v) => fixed(v, 3),
      ),
      numberColumn<Row>(
        "difference_sd",
        "Difference, SD",
        (row) => row.smd,
        (v) => signed(v, 2),
      ),
      ...(both
        ? [
            numberColumn<Row>(
              "difference_sd_unmatched",
              "Before matching, SD",
              (row) => row.unmatched,
              (v) => signed(v, 2),
            ),
          ]
        : []),
      numberColumn<Row>(
        "variance_ratio",
        "Ratio of variances",
        (row) => row.varianceRatio,
        (v) => fixed(v, 2),
      ),
      numberColumn<Row>(
        "distribution_largest",
        "Largest difference of distributions",
        (row) => row.ecdfMax,
        (v) => fixed(v, 2),
      ),
    ],
    sources: context.sources,
    note: noteWith(
      "Groups that start apart may move apart for reasons of their own. Balance on what is measured says nothing of what is not.",
      "balance",
      "balance",
    ),
  });
}

function titleOf(rows: readonly Row[]): string {
  const known = rows.filter((row) => row.smd !== null);
  if (known.length === 0) return "Cannot tell how alike the groups were before twinning";
  const apart = known.filter((row) => Math.abs(row.smd ?? 0) > FAIR);
  if (apart.length > 0) {
    const words = apart.map(
      (row) =>
        `${row.label.toLowerCase()} (${fixed(Math.abs(row.smd ?? 0), 1)} standard deviations ${(row.smd ?? 0) < 0 ? "lower" : "higher"})`,
    );
    return `Twinned countries were different before twinning: ${listWords(words)}`;
  }
  const close = known.every((row) => Math.abs(row.smd ?? 0) <= GOOD);
  return close
    ? "Twinned and compared countries were alike before twinning"
    : "Twinned and compared countries were roughly alike before twinning";
}
