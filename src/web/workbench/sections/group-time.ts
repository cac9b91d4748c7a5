import type { CallawaySantAnna, GroupTime } from "../../../evaluation/callaway-santanna/types.ts";
import { fixed, rangeWords } from "../../charts/wb-format.ts";
import { effectGrid } from "../../charts/wb-grid.ts";
import { listWords } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, noteWith, numberColumn } from "./words.ts";

/** What the method gives over the wire: without influence functions, with the mean over all cells after treatment. */
export type GroupTimeShown = Pick<
  CallawaySantAnna,
  "cells" | "cohorts" | "times" | "dropped" | "warnings"
> & {
  simple?: { overall: { estimate: number | null } };
};

/** Why a cell or its interval is not shown, in words. */
const WHY: Record<string, string> = {
  base_time: "it is the year the others are measured from",
  no_treated: "no twinned country is known in both years",
  no_controls: "no country to compare with is known in both years",
  rank_deficient: "the covariates cannot be told apart",
  no_overlap: "no country compared is like the twinned",
  no_variation: "the outcome does not vary",
  one_unit_cohort: "one country has no spread of its own",
};

const why = (cell: GroupTime) => WHY[String(cell.reason)] ?? "it is not defined";

/** Effects by cohort and year, before anything is averaged. */
export function groupTimeFigure(result: GroupTimeShown, context: SectionContext, width: number): HTMLElement {
  const { cells, cohorts } = result;
  const size = new Map(cohorts.map(({ group, units }) => [group, units]));
  const { text } = effectFormat(cells.map(({ att }) => att));
  const lone = cohorts.filter(({ units }) => units === 1).length;
  const after = cells.filter((cell) => cell.post && cell.att !== null);
  const title = titleOf(after, cohorts.length);
  const rows = [...cells].sort((a, b) => a.group - b.group || a.time - b.time);
  const times = [...new Set(cells.map(({ time }) => time))].sort((a, b) => a - b);
  const built = figure({
    id: "wb-group-time",
    title,
    subtitle: `Effect on ${context.outcome.label}, ${context.outcome.unit}, by first twinned year (rows) and year (columns). Callaway and Sant’Anna.`,
    description: `${title}. ${cohorts.length} cohorts: ${listWords(cohorts.map(({ group, units }) => `${group} with ${units}`))}. Every cell stands in the table.`,
    chart: cells.some(({ att }) => att !== null)
      ? effectGrid(
          [...cohorts]
            .sort((a, b) => a.group - b.group)
            .map(({ group, units }) => ({
              name: `${group} (${units})`,
              lone: units === 1,
              cells: rows
                .filter((cell) => cell.group === group)
                .map((cell) => ({
                  column: cell.time,
                  value: cell.att,
                  after: cell.post,
                  detail: detailOf(cell, size.get(group) ?? 0, text),
                })),
            })),
          times,
          { format: text, better: context.outcome.better },
          width,
          "Effects by cohort and year.",
        )
      : null,
    empty: "Not shown, because no cohort can be compared in any year.",
    rows,
    columns: columnsOf(size, text),
    sources: context.sources,
    note: noteWith(
      `In brackets: countries first twinned in that year. Before twinning a cell is the change from the year before and should be near zero.${lone > 0 ? ` ${lone} of ${cohorts.length} cohorts are one country alone: their intervals are not shown, because one country has no spread of its own.` : ""}`,
      "group-time",
      "effects by cohort and year",
    ),
  });
  return withNotices(built, result.warnings, context.name);
}

function titleOf(after: readonly GroupTime[], cohorts: number): string {
  if (after.length === 0) return "Cannot tell: no cohort can be followed after twinning";
  const up = after.filter(({ att }) => (att ?? 0) > 0).length;
  const share = up / after.length;
  const words = `${up} of ${after.length} cells after twinning lie above zero`;
  if (cohorts < 2) return `One cohort alone: ${words}`;
  if (share > 0.8 || share < 0.2) return `The cohorts agree mostly: ${words}`;
  return `The cohorts do not agree: ${words}`;
}

function detailOf(cell: GroupTime, units: number, text: (value: number) => string): string {
  const who = `${cell.treated} twinned, ${cell.control} compared${units === 1 ? "; a single country" : ""}`;
  if (cell.att === null) return `Not shown, because ${why(cell)}. ${who}.`;
  const when = cell.post ? `Since ${cell.base}` : `Before twinning, since ${cell.base}`;
  if (cell.low === null || cell.high === null)
    return `${when}. Interval not shown, because ${why(cell)}. ${who}.`;
  return `${when}, interval ${rangeWords(cell.low, cell.high, text)}. ${who}.`;
}

function columnsOf(
  size: ReadonlyMap<number, number>,
  text: (value: number) => string,
): TableColumn<GroupTime>[] {
  return [
    { name: "first_twinned", label: "First twinned", value: (cell) => cell.group, numeric: true },
    { name: "countries", label: "Countries", value: (cell) => size.get(cell.group) ?? null, numeric: true },
    { name: "year", label: "Year", value: (cell) => cell.time, numeric: true },
    { name: "measured_from", label: "Measured from", value: (cell) => cell.base, numeric: true },
    { name: "after", label: "After twinning", value: (cell) => (cell.post ? "yes" : "no") },
    numberColumn<GroupTime>("estimate", "Estimate", (cell) => cell.att, text),
    numberColumn<GroupTime>(
      "se",
      "Standard error",
      (cell) => cell.se,
      (value) => fixed(value, 3),
    ),
    numberColumn<GroupTime>("low", "From", (cell) => cell.low, text),
    numberColumn<GroupTime>("high", "To", (cell) => cell.high, text),
    {
      name: "reason",
      label: "Not shown because",
      value: (cell) => cell.reason,
      show: (cell) => (cell.reason === null ? "–" : why(cell)),
    },
  ];
}
