import type { EventPretest, EventRow, EventStudy } from "../../../evaluation/study/event-study-of.ts";
import type { Pretrend } from "../../../evaluation/study/pretrend.ts";
import { eventChart } from "../../charts/wb-event.ts";
import { fixed, pWords, rangeWords, signed } from "../../charts/wb-format.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

const KIND: Record<EventPretest["kind"], string> = {
  F: "F test",
  chi_square: "chi-square test",
  max_t: "by the largest of the years",
};

/** Below this a test before treatment that rejects nothing shows little. */
const FEW = 25;
const PRETEST_ALPHA = 0.1;

/** Effects by year since twinning, with the test of the years before. */
export function eventStudyFigure(
  study: EventStudy,
  context: SectionContext,
  width: number,
  pretrend: Pretrend | null = null,
): HTMLElement {
  const rows = [...study.rows].sort((a, b) => a.at - b.at);
  const { text } = effectFormat(rows.flatMap(({ estimate, low, high }) => [estimate, low, high]));
  const title = titleOf(study, pretrend);
  const before = beforeWords(study, pretrend, text, effectUnit(context));
  const built = figure({
    id: "wb-event-study",
    title,
    subtitle: `Effect on ${context.outcome.label}, ${context.outcome.unit}, by year since twinning. ${context.estimatorLabel}. Bands: 95%.`,
    description: `${title}. ${before}`,
    chart: rows.some(({ estimate }) => estimate !== null)
      ? eventChart(
          rows.map((row) => ({ ...row, reference: row.reference === true, detail: detailOf(row, text) })),
          { unit: context.outcome.unit, format: text, time: (at) => signed(at, 0) },
          width,
          "Effects by year since twinning.",
        )
      : null,
    empty: "Not shown, because no effect by year can be estimated under these choices.",
    rows,
    columns: columnsOf(text),
    sources: context.sources,
    note: noteWith(before, "event-study", "effects by year"),
  });
  return withNotices(built, study.warnings, context.name);
}

function titleOf(study: EventStudy, pretrend: Pretrend | null): string {
  const after = study.rows.filter(({ at, reference }) => at >= 0 && !reference);
  const judged = after.filter(({ uniformLow, uniformHigh }) => uniformLow !== null && uniformHigh !== null);
  const standing = judged.filter(
    ({ uniformLow, uniformHigh }) => (uniformLow ?? 0) > 0 || (uniformHigh ?? 0) < 0,
  );
  const early = [study.pretest?.p, pretrend?.p].some((p) => p != null && p < PRETEST_ALPHA);
  if (early) return "The groups moved apart before twinning already: what came after cannot be laid to it";
  if (judged.length === 0)
    return "Cannot tell: no year from twinning on has an interval that can be believed";
  if (standing.length === 0)
    return "Cannot tell: no year from twinning on stands out once all are judged together";
  const which = standing.length === 1 ? "1 year" : `${standing.length} years`;
  const words = `${which} of ${judged.length} from twinning on ${standing.length === 1 ? "stands" : "stand"} out even when all are judged together`;
  return study.warnings.some(({ code }) => code === "se_understated")
    ? `Cannot tell: ${words}, but with ${study.used.treated} twinned countries the bands are too narrow`
    : words;
}

/** What the years before say, and how little that may be. */
function beforeWords(
  { pretest, used }: EventStudy,
  pretrend: Pretrend | null,
  text: (value: number) => string,
  unit: string,
): string {
  const parts: string[] = [];
  if (pretest) {
    const found =
      pretest.p < PRETEST_ALPHA
        ? "the years before twinning differ from zero"
        : "rejects nothing in the years before twinning";
    parts.push(
      pretest.p < PRETEST_ALPHA
        ? `By the joint test (${KIND[pretest.kind]}) ${found} (${pWords(pretest.p)}).`
        : `The joint test (${KIND[pretest.kind]}) ${found} (${pWords(pretest.p)}).`,
    );
  } else
    parts.push("A joint test of the years before twinning is not shown, because it could not be believed.");
  if (pretrend)
    parts.push(
      `Placebo: with the years of twinning moved ${pretrend.lead} years forward in ${pretrend.treated} countries, the estimate is ${text(pretrend.estimate)} ${unit} (${pWords(pretrend.p)} by chance assignment).`,
    );
  const quiet = !pretest || pretest.p >= PRETEST_ALPHA;
  if (quiet && used.treated < FEW)
    parts.push(
      `With ${used.treated} twinned countries such tests miss most differences: that they find none shows little.`,
    );
  return parts.join(" ");
}

function detailOf(row: EventRow, text: (value: number) => string): string {
  const units = `${row.treated} ${row.treated === 1 ? "country" : "countries"}`;
  if (row.reference) return `Zero by construction. ${units}.`;
  if (row.low === null || row.high === null)
    return `Interval not shown, because ${row.reason === "one_unit_cohort" ? "one country has no spread of its own" : "it is not defined"}. ${units}.`;
  const all =
    row.uniformLow === null || row.uniformHigh === null
      ? ""
      : `; all years at once ${rangeWords(row.uniformLow, row.uniformHigh, text)}`;
  return `This year alone ${rangeWords(row.low, row.high, text)}${all}. ${units}.`;
}

function columnsOf(text: (value: number) => string): TableColumn<EventRow>[] {
  const missing = (row: EventRow) => (row.reference ? "reference" : "not shown");
  return [
    {
      name: "years_since_twinning",
      label: "Years since twinning",
      value: (row) => row.at,
      numeric: true,
      show: (row) => signed(row.at, 0),
    },
    numberColumn<EventRow>("estimate", "Estimate", (row) => row.estimate, text, missing),
    numberColumn<EventRow>(
      "se",
      "Standard error",
      (row) => row.se,
      (value) => fixed(value, 3),
      missing,
    ),
    numberColumn<EventRow>("low", "Alone, from", (row) => row.low, text, missing),
    numberColumn<EventRow>("high", "Alone, to", (row) => row.high, text, missing),
    numberColumn<EventRow>("uniform_low", "All at once, from", (row) => row.uniformLow, text, missing),
    numberColumn<EventRow>("uniform_high", "All at once, to", (row) => row.uniformHigh, text, missing),
    { name: "treated", label: "Twinned countries", value: (row) => row.treated, numeric: true },
  ];
}
