import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { MatchUnits } from "./types.ts";

/** A covariate as numbers: itself, or one 0/1 column a category. */
export interface Variable {
  name: string;
  /** The covariate it comes from, where that has another name. */
  covariate?: string;
  values: Float64Array;
  /** The category this column stands for is the first one: left out of a regression with a constant. */
  reference: boolean;
}

/** Checked units: those with a missing covariate are left out. */
export interface Design {
  units: readonly Label[];
  treated: Uint8Array;
  variables: readonly Variable[];
  /** Code of the exact stratum; all 0 without strata. */
  stratum: Int32Array;
  dropped: readonly Notice[];
}

/** @throws EvaluationError for columns of unequal length, units named twice, or an empty group. */
export function designOf(input: MatchUnits): Design {
  const n = input.unit.length;
  const names = Object.keys(input.covariates);
  check(input, names, n);
  const missing: Label[] = [];
  const rows: number[] = [];
  for (let i = 0; i < n; i++) {
    const known = names.every((name) => isKnown(input.covariates[name]?.[i]));
    if (known) rows.push(i);
    else missing.push(input.unit[i]!);
  }
  const treated = Uint8Array.from(rows, (i) => (input.treated[i] ? 1 : 0));
  const count = treated.reduce((a, b) => a + b, 0);
  if (count === 0 || count === rows.length) {
    throw new EvaluationError(
      `Matching needs treated units and controls with known covariates; here are ${count} and ${rows.length - count}`,
      {},
      "Check the treatment column and the covariates for gaps",
    );
  }
  const strata = input.exact ? rows.map((i) => input.exact?.[i] as Label) : [];
  const codes = new Map([...new Set(strata)].map((label, code) => [label, code]));
  return {
    units: rows.map((i) => input.unit[i]!),
    treated,
    variables: names.flatMap((name) =>
      expand(
        name,
        rows.map((i) => input.covariates[name]?.[i] as number | string),
      ),
    ),
    stratum: Int32Array.from(rows, (_, at) => codes.get(strata[at] as Label) ?? 0),
    dropped:
      missing.length > 0
        ? [
            notice("units_without_covariate", `${missing.length} units left out: a covariate is not known`, {
              count: missing.length,
              items: missing,
            }),
          ]
        : [],
  };
}

function check(input: MatchUnits, names: readonly string[], n: number): void {
  const columns: [string, number][] = [
    ["treated", input.treated.length],
    ...(input.exact ? [["exact", input.exact.length] as [string, number]] : []),
    ...names.map((name) => [name, input.covariates[name]?.length ?? 0] as [string, number]),
  ];
  for (const [name, length] of columns) {
    if (length !== n) {
      throw new EvaluationError(
        `Column ${name} has ${length} entries, column unit has ${n}`,
        { column: name },
        "All columns need the same length",
      );
    }
  }
  if (names.length === 0) {
    throw new EvaluationError(
      "Matching needs at least one covariate",
      {},
      "Name what units shall resemble in",
    );
  }
  const seen = new Set<Label>();
  for (let i = 0; i < n; i++) {
    if (seen.has(input.unit[i]!)) {
      throw new EvaluationError(
        `Unit ${input.unit[i]} occurs twice`,
        { column: "unit", value: String(input.unit[i]) },
        "Matching takes one row a unit",
      );
    }
    seen.add(input.unit[i]!);
  }
}

function isKnown(value: number | string | null | undefined): boolean {
  if (typeof value === "string") return value !== "";
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** Numbers stay one column; texts become one 0/1 column a category, categories in order of code points. */
function expand(name: string, values: readonly (number | string)[]): Variable[] {
  if (values.every((value) => typeof value === "number"))
    return [{ name, values: Float64Array.from(values as number[]), reference: false }];
  const levels = [...new Set(values.map(String))].sort((a, b) => (a < b ? -1 : 1));
  return levels.map((level, at) => ({
    name: `${name}${level}`,
    covariate: name,
    values: Float64Array.from(values, (value) => (String(value) === level ? 1 : 0)),
    reference: at === 0,
  }));
}
