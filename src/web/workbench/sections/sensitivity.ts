import type { ResultBase } from "../../../evaluation/core/result.ts";
import { type BoundBar, boundPanels } from "../../charts/wb-bounds.ts";
import { fixed, rangeWords } from "../../charts/wb-format.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, noteWith, numberColumn } from "./words.ts";

/** Bounds when trends are not parallel, as `nap evaluate --estimator sensitivity` gives them. */
export interface SensitivityShown extends ResultBase {
  estimate: number;
  level: number;
  original: { low: number; high: number };
  /** Largest M̄ at which zero is left out; 0 where it never is, Infinity where it still is at `breakdownTried`. */
  breakdown: number | null;
  breakdownTried: number;
  relativeMagnitudes: readonly { mbar: number; low: number | null; high: number | null; open: boolean }[];
  smoothness: readonly { m: number; low: number | null; high: number | null }[];
  breakdownSmoothness: number | null;
}

interface Row {
  kind: string;
  allowed: number | null;
  low: number | null;
  high: number | null;
  open: boolean;
}

/** How wrong parallel trends may be before the answer is gone. */
export function sensitivityFigure(
  result: SensitivityShown,
  context: SectionContext,
  width: number,
): HTMLElement {
  const { original, relativeMagnitudes, smoothness, estimate } = result;
  const { text } = effectFormat([original.low, original.high, estimate]);
  const title = titleOf(result);
  const first = { label: "parallel", ...original, open: false, original: true };
  const size = (value: number) => String(Number(value.toPrecision(2)));
  const bars = (list: readonly BoundBar[]): BoundBar[] => [first, ...list];
  const words = `Left, 1 means: from year to year after twinning, the groups may drift apart by as much as in their worst year before. Right, 0 means: a straight line before goes on as it was; more lets it bend by so much a year.`;
  const rows: Row[] = [
    { kind: "parallel trends", allowed: null, low: original.low, high: original.high, open: false },
    ...relativeMagnitudes.map(({ mbar, low, high, open }) => ({
      kind: "times the drift before",
      allowed: mbar,
      low,
      high,
      open,
    })),
    ...smoothness.map(({ m, low, high }) => ({ kind: "bend a year", allowed: m, low, high, open: false })),
  ];
  const built = figure({
    id: "wb-sensitivity",
    title,
    subtitle: `Mean effect on ${context.outcome.label} in the first years, ${context.outcome.unit}: ${fixed(result.level * 100, 0)}% intervals if trends were not parallel by so much.`,
    description: `${title}. With parallel trends the interval is ${rangeWords(original.low, original.high, text)}. ${words}`,
    chart: boundPanels(
      [
        {
          title: "Drift compared with before (M̄)",
          axis: "times the worst drift before",
          bars: bars(
            relativeMagnitudes.map(({ mbar, low, high, open }) => ({ label: size(mbar), low, high, open })),
          ),
          breakdown: breakdownWords(result.breakdown, (value) => `${size(value)} times`, holdsZero(original)),
        },
        {
          title: "Bend of a straight line (M)",
          axis: `bend, ${context.outcome.unit} a year`,
          bars: bars(smoothness.map(({ m, low, high }) => ({ label: size(m), low, high, open: false }))),
          breakdown: breakdownWords(result.breakdownSmoothness, size, holdsZero(smoothness[0] ?? original)),
        },
      ],
      context.outcome.unit,
      width,
    ),
    rows,
    columns: [
      { name: "allowed_kind", label: "What may go wrong", value: (row: Row) => row.kind },
      numberColumn<Row>(
        "allowed",
        "By how much",
        (row) => row.allowed,
        size,
        () => "nothing",
      ),
      numberColumn<Row>("low", "From", (row) => row.low, text),
      numberColumn<Row>("high", "To", (row) => row.high, text),
      { name: "open", label: "Goes on beyond", value: (row) => (row.open ? "yes" : "no") },
    ],
    sources: context.sources,
    note: noteWith(words, "sensitivity", "when trends are not parallel"),
  });
  return withNotices(built, result.warnings, context.name);
}

const holdsZero = ({ low, high }: { low: number | null; high: number | null }) =>
  (low ?? 0) <= 0 && (high ?? 0) >= 0;

function titleOf({ original, breakdown, breakdownTried }: SensitivityShown): string {
  if (holdsZero(original))
    return "Cannot tell even if trends were parallel: the interval holds zero before anything goes wrong";
  if (breakdown === null) return "How wrong parallel trends may be is not known";
  if (breakdown === 0) return "The effect is gone once trends may differ at all from what they were before";
  if (breakdown === Number.POSITIVE_INFINITY)
    return `The effect stands even if trends drift ${breakdownTried} times as much as before`;
  return `The effect stands only while trends drift at most ${fixed(breakdown, 1)} times as much as in the worst year before`;
}

function breakdownWords(value: number | null, show: (value: number) => string, zeroAtStart: boolean): string {
  if (value === null) return "breakdown not known";
  if (value === 0) return zeroAtStart ? "holds zero from the start" : "zero comes in at once";
  if (value === Number.POSITIVE_INFINITY) return "zero stays out at all tried";
  return `zero comes in from ${show(value)} on`;
}
