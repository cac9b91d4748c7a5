import type { Label } from "../../../evaluation/core/panel.ts";
import type { ResultBase } from "../../../evaluation/core/result.ts";
import type { Pretrend } from "../../../evaluation/study/pretrend.ts";
import { eventChart } from "../../charts/wb-event.ts";
import { fixed, pWords, rangeWords, signed } from "../../charts/wb-format.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

/** Effects by time since treatment, as this section needs them. */
export interface EventStudyShown extends ResultBase {
  rows: readonly EventStudyRow[];
  /** Of the uniform band; null where there is none. */
  critical: number | null;
  /** That nothing happened before treatment. */
  pretest: { statistic: number | null; df: number | null; p: number | null; kind: string } | null;
}

interface EventStudyRow {
  /** Times since treatment. */
  at: number;
  estimate: number | null;
  se: number | null;
  low: number | null;
  high: number | null;
  uniformLow: number | null;
  uniformHigh: number | null;
  treated: number;
  reference?: boolean;
}

/** Below this a test before treatment that rejects nothing shows little. */
const FEW = 25;
const PRETEST_ALPHA = 0.1;

/** Effects by year since twinning, with the test of the years before. */
export function eventStudyFigure(
  study: EventStudyShown,
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
  return withNotices(built, study.warnings, context.name as (unit: Label) => string);
}

function titleOf(study: EventStudyShown, pretrend: Pretrend | null): string {
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
  return `${which} of ${judged.length} from twinning on stand out even when all are judged together`;
}

/** What the years before say, and how little that may be. */
function beforeWords(
  { pretest, used }: EventStudyShown,
  pretrend: Pretrend | null,
  text: (value: number) => string,
  unit: string,
): string {
  const parts: string[] = [];
  if (pretest && pretest.p !== null) {
    const found =
      pretest.p < PRETEST_ALPHA
        ? "the years before twinning differ from zero"
        : "rejects nothing in the years before twinning";
    parts.push(
      pretest.p < PRETEST_ALPHA
        ? `By the joint test (${pretest.kind}) ${found} (${pWords(pretest.p)}).`
        : `The joint test (${pretest.kind}) ${found} (${pWords(pretest.p)}).`,
    );
  } else parts.push("There is no joint test of the years before twinning.");
  if (pretrend)
    parts.push(
      `Placebo: with the years of twinning moved ${pretrend.lead} years forward in ${pretrend.treated} countries, the estimate is ${text(pretrend.estimate)} ${unit} (${pWords(pretrend.p)} by chance assignment).`,
    );
  const quiet = pretest?.p == null || pretest.p >= PRETEST_ALPHA;
  if (quiet && used.treated < FEW)
    parts.push(
      `With ${used.treated} twinned countries such tests miss most differences: that they find none shows little.`,
    );
  return parts.join(" ");
}

function detailOf(row: EventStudyRow, text: (value: number) => string): string {
  const units = `${row.treated} ${row.treated === 1 ? "country" : "countries"}`;
  if (row.reference) return `Zero by construction. ${units}.`;
  if (row.low === null || row.high === null)
    return `Interval not shown, because it would not be believable. ${units}.`;
  const all =
    row.uniformLow === null || row.uniformHigh === null
      ? ""
      : `; all years at once ${rangeWords(row.uniformLow, row.uniformHigh, text)}`;
  return `This year alone ${rangeWords(row.low, row.high, text)}${all}. ${units}.`;
}

function columnsOf(text: (value: number) => string): TableColumn<EventStudyRow>[] {
  const missing = (row: EventStudyRow) => (row.reference ? "reference" : "not shown");
  return [
    {
      name: "years_since_twinning",
      label: "Years since twinning",
      value: (row) => row.at,
      numeric: true,
      show: (row) => signed(row.at, 0),
    },
    numberColumn<EventStudyRow>("estimate", "Estimate", (row) => row.estimate, text, missing),
    numberColumn<EventStudyRow>(
      "se",
      "Standard error",
      (row) => row.se,
      (value) => fixed(value, 3),
      missing,
    ),
    numberColumn<EventStudyRow>("low", "Alone, from", (row) => row.low, text, missing),
    numberColumn<EventStudyRow>("high", "Alone, to", (row) => row.high, text, missing),
    numberColumn<EventStudyRow>("uniform_low", "All at once, from", (row) => row.uniformLow, text, missing),
    numberColumn<EventStudyRow>("uniform_high", "All at once, to", (row) => row.uniformHigh, text, missing),
    { name: "treated", label: "Twinned countries", value: (row) => row.treated, numeric: true },
  ];
}
