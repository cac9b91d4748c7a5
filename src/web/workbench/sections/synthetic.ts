import type { CohortFit, SyntheticResult } from "../../../evaluation/synthetic/types.ts";
import { fixed, pWords, rangeWords } from "../../charts/wb-format.ts";
import { type WeightBar, type WeightBlock, weightBlocks } from "../../charts/wb-weights.ts";
import { listWords, percent, plural } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

export type SyntheticShown = Pick<
  SyntheticResult,
  "call" | "estimate" | "inference" | "cohorts" | "warnings" | "used"
>;

const NAMED = 6;
/** What is shown as 0.0% is summed with the rest. */
const LEAST = 0.0005;

interface Row {
  cohort: number;
  kind: "country" | "year";
  name: string;
  weight: number;
}

/** Who stands for the twinned countries, and how well they did before. */
export function syntheticFigure(result: SyntheticShown, context: SectionContext, width: number): HTMLElement {
  const { estimate, inference, cohorts, used } = result;
  const { text, digits } = effectFormat([estimate, inference.low, inference.high]);
  const unit = effectUnit(context);
  const method =
    result.call.options.method === "sc" ? "Synthetic control" : "Synthetic difference-in-differences";
  const title = titleOf(result, text, unit);
  const rows = cohorts.flatMap((one) => weightRows(one, context));
  const built = figure({
    id: "wb-synthetic",
    title,
    subtitle: `${method}: how much each comparison country, and each year before, counts for each group of twinned countries.`,
    description: `${title}. ${cohorts.map((one) => `${one.cohort}: ${topWords(one, context)}.`).join(" ")}`,
    chart:
      cohorts.length > 0
        ? weightBlocks(
            cohorts.map((one) => blockOf(one, context, text, digits)),
            width,
          )
        : null,
    empty: "Not shown, because no weighted comparison can be built.",
    rows,
    columns: [
      { name: "first_twinned", label: "First twinned", value: (row: Row) => row.cohort, numeric: true },
      { name: "kind", label: "Kind", value: (row) => row.kind },
      { name: "name", label: "Country or year", value: (row) => row.name },
      numberColumn<Row>(
        "weight",
        "Weight",
        (row) => row.weight,
        (value) => percent(value, 1),
      ),
    ],
    sources: context.sources,
    note: noteWith(
      `The weights make a comparison that moved like the twinned countries before. ${used.units} countries known in every year are used, ${used.treated} of them twinned.${inference.p === null ? "" : ` Chance: ${pWords(inference.p)}, by countries treated in name only.`}`,
      "synthetic",
      "weighted comparisons",
    ),
  });
  return withNotices(built, result.warnings, context.name);
}

function titleOf(
  { estimate, inference }: SyntheticShown,
  text: (value: number) => string,
  unit: string,
): string {
  const { low, high, p } = inference;
  const words = `against a weighted comparison the effect is ${text(estimate)} ${unit}`;
  if (low === null || high === null) return `Cannot tell: ${words}, and no interval can be given`;
  if (p !== null && p <= 0.05) return `More than chance: ${words}, interval ${rangeWords(low, high, text)}`;
  return `Cannot tell: ${words}, interval ${rangeWords(low, high, text)}`;
}

const heaviest = ({ omega }: CohortFit) => [...omega].sort((a, b) => b.w - a.w);

function topWords(one: CohortFit, context: SectionContext): string {
  const top = heaviest(one)
    .slice(0, 3)
    .map(({ unit, w }) => `${context.name(unit)} ${percent(w)}`);
  return listWords(top);
}

function blockOf(
  one: CohortFit,
  context: SectionContext,
  text: (value: number) => string,
  digits: number,
): WeightBlock {
  const unit = effectUnit(context);
  return {
    title: `${one.cohort}: ${listWords(one.units.map(context.name))}`,
    facts: `Effect ${text(one.estimate)} ${unit}. Off by ${fixed(one.rmspeBefore, digits)} before twinning, by ${fixed(one.rmspeAfter, digits)} after (root mean square).`,
    units: barsOf(
      one.omega.map(({ unit: id, w }) => ({ name: context.name(id), share: w })),
      "other country",
      "other countries",
    ),
    times: barsOf(
      one.lambda.map(({ time, w }) => ({ name: String(time), share: w })),
      "other year",
      "other years",
    ),
  };
}

/** The heaviest by name, the rest as one bar; nothing where no weights were fitted. */
function barsOf(list: readonly WeightBar[], one: string, many: string): WeightBar[] {
  const sorted = list.filter(({ share }) => share >= LEAST).sort((a, b) => b.share - a.share);
  const rest = sorted.slice(NAMED);
  if (rest.length === 0) return sorted;
  const share = rest.reduce((total, bar) => total + bar.share, 0);
  return [...sorted.slice(0, NAMED), { name: plural(rest.length, one, many), share, rest: true }];
}

function weightRows({ cohort, omega, lambda }: CohortFit, context: SectionContext): Row[] {
  return [
    ...omega.map(({ unit, w }) => ({
      cohort,
      kind: "country" as const,
      name: context.name(unit),
      weight: w,
    })),
    ...lambda.map(({ time, w }) => ({ cohort, kind: "year" as const, name: String(time), weight: w })),
  ]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.kind.localeCompare(b.kind) || b.weight - a.weight);
}
