import type { SpellsInput } from "../../../src/evaluation/core/spells.ts";
import type { Golden } from "../goldens/adapter.ts";
import { type Columns, evaluate, splitTop } from "./r-expression.ts";

/** A call such as coxph(Surv(start, stop, event) ~ x + strata(s), cluster=id) taken apart. */
export interface RModel {
  surv: readonly string[];
  /** Left of the tilde where it is no Surv(). */
  response: string;
  variables: readonly string[];
  strata: readonly string[];
  cluster: string | null;
  offset: string | null;
  weights: string | null;
  subset: string | null;
  id: string | null;
}

/** @param name of the R function whose first argument is the formula. */
export function readModel(call: string, name: string): RModel {
  const start = call.indexOf(`${name}(`);
  if (start < 0) throw new Error(`No ${name} in ${call}`);
  const [formula = "", ...named] = splitTop(inside(call, start + name.length), ",");
  const [left = "", right = ""] = splitTop(formula, "~");
  const argument = (key: string) => {
    const found = named.find((text) => new RegExp(`^${key}\\s*=[^=]`).test(text));
    return found
      ? found
          .slice(found.indexOf("=") + 1)
          .trim()
          .replace(/^~\s*/, "")
      : null;
  };
  const pieces = partsOf(right);
  const special = (key: string) =>
    pieces
      .filter((text) => text.startsWith(`${key}(`))
      .flatMap((text) => splitTop(inside(text, key.length), ","));
  return {
    surv: left.startsWith("Surv(") ? splitTop(inside(left, 4), ",") : [],
    response: left,
    variables: [...new Set(pieces)].filter((text) => !/^(strata|cluster|offset)\(|^[01]$/.test(text)),
    strata: special("strata"),
    cluster: special("cluster")[0] ?? argument("cluster"),
    offset: special("offset")[0] ?? null,
    weights: argument("weights"),
    subset: argument("subset"),
    id: argument("id"),
  };
}

/** The model of a case; a subset beside the data counts when it is an expression, not words. */
export function caseModel({ call, data }: Golden, name: string): RModel {
  const model = readModel(call, name);
  const beside = typeof data === "string" ? null : data.subset;
  const subset = typeof beside === "string" && /[=<>]|%in%|is\.na/.test(beside) ? beside : null;
  return { ...model, subset: model.subset ?? subset };
}

/** Variables of the right side of a formula: (a + b)*c has a, b and c. */
function partsOf(text: string): string[] {
  for (const separator of ["+", "*", ":"]) {
    const parts = splitTop(text, separator);
    if (parts.length > 1) return parts.flatMap(partsOf);
  }
  return text.startsWith("(") && text.endsWith(")") ? partsOf(text.slice(1, -1)) : [text];
}

/** The text between the bracket at `open` and its partner. */
function inside(text: string, open: number): string {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")" && --depth === 0) return text.slice(open + 1, i);
  }
  throw new Error(`Unbalanced brackets in ${text}`);
}

export type Cell = number | string | boolean | null;

/** Evaluates expressions in every row that has all of them (R's na.omit). */
export function modelRows(
  columns: Columns,
  count: number,
  model: RModel,
): { rows: number[]; value: (text: string) => Cell[] } {
  const needed = [
    ...model.surv,
    ...(model.surv.length ? [] : [model.response]),
    ...model.variables,
    ...model.strata,
    ...[model.cluster, model.offset, model.weights, model.id].filter((text): text is string => text !== null),
  ];
  const rows: number[] = [];
  for (let r = 0; r < count; r++) {
    if (model.subset && evaluate(model.subset, columns, r) !== true) continue;
    if (needed.every((text) => evaluate(text, columns, r) !== null)) rows.push(r);
  }
  return { rows, value: (text) => rows.map((r) => evaluate(text, columns, r)) };
}

/** Start, stop and event of the rows, with R's rule that a status of 1 and 2 means 0 and 1. */
export function survColumns(
  model: RModel,
  value: (text: string) => Cell[],
): Pick<SpellsInput, "start" | "stop" | "event"> {
  const parts = model.surv.map((text) => value(text.replace(/^\w+\s*=\s*(?!=)/, "")).map(Number));
  const status = parts[parts.length - 1] as number[];
  const two = status.some((s) => s === 2);
  const event = status.map((s) => (two ? s - 1 : s));
  if (parts.length === 3) return { start: parts[0] as number[], stop: parts[1] as number[], event };
  const stop = parts[0] as number[];
  // R lets a time of zero stand: then all are at risk from before it.
  return stop.some((time) => time <= 0) ? { start: stop.map(() => -1), stop, event } : { stop, event };
}

/** The column that R names `term`: a variable, a level of a factor, or a product of these. */
export function termColumn(term: string, model: RModel, value: (text: string) => Cell[]): number[] {
  const parts = splitTop(term, ":").map((part) => {
    if (model.variables.includes(part)) return value(part).map(Number);
    const variable = [...model.variables]
      .sort((a, b) => b.length - a.length)
      .find((text) => part.startsWith(text));
    if (!variable) throw new Error(`No variable for ${term}`);
    const level = part.slice(variable.length).toLowerCase();
    return value(variable).map((cell) => (String(cell).toLowerCase() === level ? 1 : 0));
  });
  return (parts[0] as number[]).map((_, i) =>
    parts.reduce((product, part) => product * (part[i] as number), 1),
  );
}

/** One code a combination of values, in R's order of levels: the first variable slowest, numbers by size. */
export function combinedCodes(columns: readonly (readonly Cell[])[], count: number): number[] {
  const levels = columns.map((column) => [...new Set(column)].sort(compareCells));
  return Array.from({ length: count }, (_, i) =>
    columns.reduce((code, column, j) => {
      const own = levels[j] ?? [];
      return code * own.length + own.indexOf(column[i] ?? null);
    }, 0),
  );
}

function compareCells(a: Cell, b: Cell): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
