import type { Notice, ResultBase } from "../../evaluation/core/result.ts";
import type { Analysis } from "../../evaluation/study/analyse.ts";
import type { CurvePoint } from "../../evaluation/study/curve.ts";
import type { PlanResult } from "../../evaluation/verdict/evaluate-plan.ts";
import { table } from "../table.ts";

const MOST_ROWS = 60;

/** Four figures; unknown is said, not left blank. */
export function figure(value: unknown): string {
  if (value === null || value === undefined) return "unknown";
  if (typeof value !== "number") return String(value);
  if (Number.isNaN(value)) return "unknown";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6)
    ? value.toExponential(3)
    : String(Number(value.toPrecision(4)));
}

/** The verdicts of the analysis plan. */
export function renderPlan({ plan, verdicts }: PlanResult, sha256: string, asOf: string): string {
  const rows = verdicts.map((verdict) => [
    verdict.outcome,
    verdict.reading.replace("_", " "),
    figure(verdict.estimate),
    `${figure(verdict.low)} to ${figure(verdict.high)}`,
    figure(verdict.p),
    figure(verdict.pAdjusted),
    figure(verdict.detectable),
    figure(verdict.smallestEffect),
  ]);
  const header = [
    "outcome",
    "verdict",
    "estimate",
    "fits the data",
    "p",
    "p corrected",
    "could be seen",
    "would matter",
  ];
  return [
    `${plan.title} (${plan.planId}, dated ${plan.dated}, SHA-256 ${sha256.slice(0, 12)}…; data as of ${asOf})`,
    plan.question,
    "",
    table(header, rows, [2, 3, 4, 5, 6, 7]),
    "",
    ...verdicts.map(({ words }) => `- ${words}`),
    "",
    `Written before any effect was estimated. ${plan.seenBefore}`,
    "",
  ].join("\n");
}

/** One specification by the tests made for few treated. */
export function renderAnalysis(analysis: Analysis): string {
  const { test, conleyTaber, pretrend } = analysis;
  const rows = [
    ["estimate", figure(analysis.estimate)],
    [`chance assignment, p (${test.exact ? "all" : "drawn"}: ${test.draws})`, figure(test.p)],
    ["constant effects that fit the data", `${figure(test.low)} to ${figure(test.high)}`],
    ["smallest effect that could be seen", figure(analysis.detectable)],
    ["Conley and Taber, p", figure(conleyTaber?.p)],
    [
      "Conley and Taber, interval",
      conleyTaber ? `${figure(conleyTaber.low)} to ${figure(conleyTaber.high)}` : "unknown",
    ],
    [
      "placebo before treatment",
      pretrend ? `${figure(pretrend.estimate)} (p ${figure(pretrend.p)})` : "not possible",
    ],
    ...analysis.balance.map((row) => [`${row.name} before, standardised difference`, figure(row.smd)]),
    ...analysis.leaveOneOut.map(({ unit, estimate }) => [`without ${unit}`, figure(estimate)]),
    ...analysis.estimators.map(({ estimator, estimate }) => [`by ${estimator}`, figure(estimate)]),
  ];
  return [
    table(["figure", "value"], rows),
    "",
    `treated: ${analysis.treated.map(({ unit, since }) => `${unit} ${since}`).join(", ")}`,
    `compared: ${analysis.compared.join(", ")}`,
    renderBase(analysis),
  ].join("\n");
}

/** Any result: its single figures, its tables, what it rests on and what to beware of. */
export function renderResult(label: string, result: ResultBase): string {
  const skip = new Set(["call", "used", "dropped", "warnings"]);
  const single: string[][] = [];
  const parts: string[] = [];
  for (const [name, value] of Object.entries(result)) {
    if (skip.has(name)) continue;
    if (value === null || typeof value !== "object") single.push([name, figure(value)]);
    else parts.push(...renderPart(name, value));
  }
  return [
    label,
    "",
    ...(single.length > 0 ? [table(["figure", "value"], single), ""] : []),
    ...parts,
    renderBase(result),
  ].join("\n");
}

function renderPart(name: string, value: object): string[] {
  if (ArrayBuffer.isView(value)) return [];
  const rows = Array.isArray(value)
    ? value
    : Object.values(value).find((entry) => Array.isArray(entry) && isRow(entry[0]));
  const own = Array.isArray(value)
    ? []
    : Object.entries(value).filter(([, entry]) => entry === null || typeof entry !== "object");
  const nested = Array.isArray(value) ? [] : Object.entries(value).filter(([, entry]) => isRow(entry));
  const lines = [
    ...own.map(([key, entry]) => `${name}.${key}: ${figure(entry)}`),
    ...nested.map(([key, entry]) => `${name}.${key}: ${describeRow(entry as object)}`),
  ];
  if (!Array.isArray(rows) || !isRow(rows[0])) return lines.length > 0 ? [...lines, ""] : [];
  const header = Object.entries(rows[0]).flatMap(([key, entry]) =>
    entry === null || typeof entry !== "object" ? [key] : [],
  );
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => header.map((key) => cellOf(row as Record<string, unknown>, key)));
  const more = rows.length > MOST_ROWS ? [`… ${rows.length - MOST_ROWS} more rows: see --json`] : [];
  return [...lines, name, table(header, shown), ...more, ""];
}

/** What was taken away because it is not to be believed is told from what is not known. */
function cellOf(row: Record<string, unknown>, key: string): string {
  const taken = row.reason === "one_unit_cohort" && key !== "reason" && row[key] === null;
  if (taken) return "withheld";
  return key === "reason" && row[key] === null ? "" : figure(row[key]);
}

const isRow = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);

const describeRow = (row: object) =>
  Object.entries(row)
    .filter(([, entry]) => entry === null || typeof entry !== "object")
    .map(([key, entry]) => `${key} ${figure(entry)}`)
    .join(", ");

function renderBase({ used, dropped, warnings }: ResultBase): string {
  const list = (head: string, notices: readonly Notice[]) =>
    notices.length === 0
      ? []
      : [
          head,
          ...notices.map(
            ({ words, items }) =>
              `  - ${words}${items ? ` (${items.slice(0, 12).join(", ")}${items.length > 12 ? ", …" : ""})` : ""}`,
          ),
        ];
  return [
    `used: ${Object.entries(used)
      .map(([key, value]) => `${value} ${key}`)
      .join(", ")}`,
    ...list("left out:", dropped),
    ...list("beware:", warnings),
    "",
  ].join("\n");
}

/** What the curve says as a whole. */
export function renderCurve(points: readonly CurvePoint[], alpha: number): string {
  const found = points.filter(({ p }) => p !== null);
  const reject = found.filter(({ p }) => (p ?? 1) <= alpha);
  const byOutcome = [...new Set(points.map(({ specification }) => specification.outcome))].map((outcome) => {
    const own = found.filter(({ specification }) => specification.outcome === outcome);
    const sorted = own.map(({ estimate }) => estimate ?? 0).sort((a, b) => a - b);
    const total = points.filter(({ specification }) => specification.outcome === outcome).length;
    return [
      outcome,
      String(total),
      String(own.length),
      figure(sorted[0]),
      figure(sorted[sorted.length >> 1]),
      figure(sorted.at(-1)),
      String(own.filter(({ p }) => (p ?? 1) <= alpha).length),
    ];
  });
  const header = [
    "outcome",
    "specifications",
    "with an effect",
    "lowest",
    "middle",
    "highest",
    `p ≤ ${alpha}`,
  ];
  const share =
    found.length === 0
      ? ""
      : ` (${((100 * reject.length) / found.length).toFixed(1)} %; chance alone gives about ${100 * alpha} %)`;
  return [
    table(header, byOutcome, [1, 2, 3, 4, 5, 6]),
    "",
    `${reject.length} of ${found.length} specifications have p ≤ ${alpha}${share}. ${points.length - found.length} identify no effect.`,
    "",
  ].join("\n");
}
