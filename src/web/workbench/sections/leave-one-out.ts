import type { Analysis } from "../../../evaluation/study/analyse.ts";
import { dotLines } from "../../charts/wb-dots.ts";
import { inWords } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

interface Row {
  name: string;
  estimate: number | null;
  /** Against the estimate with all. */
  change: number | null;
}

/** What becomes of the estimate without each twinned country in turn. */
export function leaveOneOutFigure(
  { leaveOneOut, estimate }: Pick<Analysis, "leaveOneOut" | "estimate">,
  context: SectionContext,
  width: number,
): HTMLElement {
  const rows: Row[] = leaveOneOut
    .map((leaf) => {
      const value = leaf.estimate !== null && Number.isFinite(leaf.estimate) ? leaf.estimate : null;
      return {
        name: context.name(leaf.unit),
        estimate: value,
        change: value === null ? null : value - estimate,
      };
    })
    .sort((a, b) => (b.estimate ?? Number.NEGATIVE_INFINITY) - (a.estimate ?? Number.NEGATIVE_INFINITY));
  const { text } = effectFormat([estimate, ...rows.map((row) => row.estimate)]);
  const unit = effectUnit(context);
  const flips = rows.filter(
    (row) => row.estimate !== null && Math.sign(row.estimate) !== Math.sign(estimate),
  );
  const most = rows.reduce<Row | null>(
    (best, row) => (Math.abs(row.change ?? 0) > Math.abs(best?.change ?? 0) ? row : best),
    null,
  );
  const title = titleOf(rows, most, flips);
  return figure({
    id: "wb-leave-one-out",
    title,
    subtitle: `Effect on ${context.outcome.label}, ${context.outcome.unit}, without the country named.`,
    description: `${title}. With all twinned countries the estimate is ${text(estimate)} ${unit}.${most?.estimate == null ? "" : ` Without ${most.name} it is ${text(most.estimate)}.`}`,
    chart: rows.some((row) => row.estimate !== null)
      ? dotLines(
          {
            lines: rows.map((row) => ({
              name: row.name,
              value: row.estimate,
              detail: `Without it the estimate is ${row.estimate === null ? "not known" : text(row.estimate)}, a change of ${text(row.change ?? 0)} ${unit}.`,
              strong: row === most,
              missing: "not shown: nothing to estimate without it",
            })),
            marks: [
              { value: 0, label: "no effect", kind: "none" },
              { value: estimate, label: `with all: ${text(estimate)}`, kind: "full" },
            ],
            format: text,
            unit: context.outcome.unit,
          },
          width,
          "The estimate without each twinned country.",
        )
      : null,
    empty: "Not shown, because with a single twinned country none can be left out.",
    rows,
    columns: [
      { name: "left_out", label: "Left out", value: (row) => row.name },
      numberColumn<Row>("estimate", "Estimate without it", (row) => row.estimate, text),
      numberColumn<Row>("change", "Change", (row) => row.change, text),
    ],
    sources: context.sources,
    note: noteWith(
      "An answer that hangs on one country is an answer about that country.",
      "leave-one-out",
      "leaving one out",
    ),
  });
}

function titleOf(rows: readonly Row[], most: Row | null, flips: readonly Row[]): string {
  if (rows.length === 0) return "A single twinned country: the whole estimate hangs on it";
  if (!most) return "No single twinned country changes the estimate";
  if (flips.length === 0) return `${most.name} matters most, but the sign stays the same whoever is left out`;
  if (flips.length === 1)
    return `One country decides: without ${flips[0]?.name} the estimate changes its sign`;
  return `${most.name} matters most; the sign changes with any of ${inWords(flips.length)} countries left out`;
}
