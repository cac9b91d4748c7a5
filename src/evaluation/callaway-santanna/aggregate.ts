import type { ResultBase } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import { type Combination, combinationsOf, type Kind } from "./aggregate-weights.ts";
import { interval, standardError } from "./inference.ts";
import { checkLevel, oneOf } from "./options.ts";
import type { CallawaySantAnna, Influence } from "./types.ts";

export interface AggregateOptions {
  /** All post cells, by time since treatment, by cohort, or by calendar time. Default: dynamic. */
  type?: Kind;
  /** Dynamic: only cohorts seen for at least so long after treatment, and effects up to then. */
  balance?: number;
  /** Dynamic: from this time since treatment on. */
  min?: number;
  /** Up to this time since treatment; for all types but calendar. */
  max?: number;
  /** Default: the level of the estimate. */
  level?: number;
}

export interface AggregateRow {
  /** Time since treatment, cohort or time, by the type. */
  at: number;
  att: number | null;
  se: number | null;
  low: number | null;
  high: number | null;
}

export interface Overall {
  att: number | null;
  se: number | null;
  statistic: number | null;
  p: number | null;
  low: number | null;
  high: number | null;
}

export interface Aggregate extends ResultBase {
  overall: Overall;
  rows: readonly AggregateRow[];
  /** A column for each row. */
  influence: Influence;
  /** One column. */
  overallInfluence: Influence;
}

/**
 * Weighted means of ATT(g, t), by size of cohort, whose influence functions include that the sizes are estimated.
 * Cells without an estimate are left out and counted. The overall effect is the mean over post cells (simple), over
 * times since treatment from 0 (dynamic), over cohorts by size (group), or over times (calendar).
 */
export function aggregate(result: CallawaySantAnna, options: AggregateOptions = {}): Aggregate {
  const type = options.type ?? "dynamic";
  const level = options.level ?? (result.call.options.level as number);
  oneOf("type", type, ["simple", "dynamic", "group", "calendar"]);
  checkLevel(level);
  const { rows, overall } = combinationsOf(result, { ...options, type });
  const influence = emptyInfluence(result.influence, rows.length);
  const { n } = influence;
  const ofRows = rows.map(({ at, combination }, k): AggregateRow => {
    const psi = influence.values.subarray(k * n, (k + 1) * n);
    return { at, ...estimate(result, combination, psi, level) };
  });
  const overallInfluence = emptyInfluence(result.influence, 1);
  const whole = overallOf(result, ofRows, influence, overall, overallInfluence.values);
  const se = whole === null ? null : seOf(overallInfluence, overallInfluence.values);
  const statistic = whole !== null && se !== null ? whole / se : null;
  return {
    call: { method: "aggregate", options: plainOptions(options, type, level, result) },
    used: result.used,
    dropped: result.dropped,
    warnings: result.warnings,
    overall: {
      att: whole,
      se,
      statistic,
      p: statistic === null ? null : 2 * normal.upper(Math.abs(statistic)),
      ...interval(whole, se, level),
    },
    rows: ofRows,
    influence,
    overallInfluence,
  };
}

function estimate(result: CallawaySantAnna, combination: Combination, psi: Float64Array, level: number) {
  const att = combine(result, combination, psi);
  const se = seOf(result.influence, psi);
  return { att, se, ...interval(att, se, level) };
}

function seOf({ cluster, clusters }: Influence, psi: Float64Array): number | null {
  return standardError(psi, cluster, clusters);
}

/** Σ weight · ATT; writes Σ weight · ψ, and the part of estimated weights, into `psi`. */
function combine(result: CallawaySantAnna, combination: Combination, psi: Float64Array): number {
  const { n, values } = result.influence;
  let att = 0;
  combination.cells.forEach((cell, k) => {
    const weight = combination.weights[k]!;
    att += weight * (result.cells[cell]!.att as number);
    addColumn(psi, values.subarray(cell * n, (cell + 1) * n), weight);
  });
  if (combination.estimated) {
    const effects = combination.cells.map((cell) => result.cells[cell]!.att as number);
    const groups = combination.cells.map((cell) => result.cells[cell]!.group);
    addWeightInfluence(result, groups, effects, psi);
  }
  return att;
}

function addColumn(psi: Float64Array, column: Float64Array, weight: number): void {
  for (let i = 0; i < psi.length; i++) psi[i]! += weight * column[i]!;
}

/**
 * With θ = Σ p_k·a_k/Σp and p_k the estimated share of the cohort of entry k, unit i adds
 * Σ_k (1{i in cohort k} − p_k)(a_k − θ)/Σp.
 */
function addWeightInfluence(
  { cohorts, cohortOf, weights }: CallawaySantAnna,
  groups: readonly number[],
  effects: readonly number[],
  psi: Float64Array,
): void {
  const at = new Map(cohorts.map((cohort, g) => [cohort.group, g]));
  const own = groups.map((group) => at.get(group) as number);
  const shares = own.map((g) => cohorts[g]!.share);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = effects.reduce((sum, effect, k) => sum + effect * shares[k]!, 0) / total;
  const move = new Float64Array(cohorts.length);
  own.forEach((g, k) => {
    move[g]! += (effects[k]! - mean) / total;
  });
  let centre = 0;
  cohorts.forEach((cohort, g) => {
    centre += cohort.share * move[g]!;
  });
  for (let i = 0; i < psi.length; i++) {
    const g = cohortOf[i]!;
    const w = weights ? weights[i]! : 1;
    psi[i]! += (g < 0 ? 0 : w * move[g]!) - centre;
  }
}

function overallOf(
  result: CallawaySantAnna,
  rows: readonly AggregateRow[],
  influence: Influence,
  overall: Combination | "mean" | "mean_from_zero" | "by_cohort",
  psi: Float64Array,
): number | null {
  if (typeof overall === "object") return overall.cells.length === 0 ? null : combine(result, overall, psi);
  const used = rows.flatMap((row, k) => (overall !== "mean_from_zero" || row.at >= 0 ? [k] : []));
  if (used.length === 0) return null;
  const shares = new Map(result.cohorts.map((cohort) => [cohort.group, cohort.share]));
  const raw = used.map((k) => (overall === "by_cohort" ? (shares.get(rows[k]!.at) as number) : 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const { n, values } = influence;
  let att = 0;
  used.forEach((k, at) => {
    const weight = raw[at]! / total;
    att += weight * (rows[k]!.att as number);
    addColumn(psi, values.subarray(k * n, (k + 1) * n), weight);
  });
  if (overall === "by_cohort") {
    const groups = used.map((k) => rows[k]!.at);
    const effects = used.map((k) => rows[k]!.att as number);
    addWeightInfluence(result, groups, effects, psi);
  }
  return att;
}

function emptyInfluence(from: Influence, columns: number): Influence {
  return { ...from, columns, values: new Float64Array(from.n * columns) };
}

function plainOptions(options: AggregateOptions, type: Kind, level: number, { call }: CallawaySantAnna) {
  return {
    type,
    balance: options.balance ?? null,
    min: options.min ?? null,
    max: options.max ?? null,
    level,
    of: { method: call.method, options: call.options },
  };
}
