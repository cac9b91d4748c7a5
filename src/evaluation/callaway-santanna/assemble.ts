import type { Label } from "../core/panel.ts";
import type { Notice, Used } from "../core/result.ts";
import type { Cell } from "./cells.ts";
import { interval, standardError } from "./inference.ts";
import { cautions, missingCells } from "./notices.ts";
import type { CellEstimate } from "./panel-cell.ts";
import { pretest } from "./pretest.ts";
import type { CallawaySantAnna, Cohort, GroupTime, Influence } from "./types.ts";

/** What an engine (panel or cross-sections) hands over: its units, and how to estimate one cell. */
export interface Engine {
  n: number;
  units: readonly Label[];
  /** n, in the order of `units`. */
  first: Float64Array;
  cluster: Int32Array;
  /** n, in the order of `units`; null = all 1. */
  weights: Float64Array | null;
  observations: number;
  /** Estimates a cell and writes its influence function into `out` (length n, zero before). */
  estimate: (cell: Cell, out: Float64Array) => CellEstimate;
  /** Covariates that depend on others in some cell; read after all cells are done. */
  deficient: ReadonlySet<string>;
}

export interface Request {
  method: string;
  options: Readonly<Record<string, unknown>>;
  clustered: boolean;
  level: number;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
}

/** Runs all cells and gathers the result. */
export function assemble(
  engine: Engine,
  groups: readonly number[],
  times: readonly number[],
  cells: readonly Cell[],
  request: Request,
): CallawaySantAnna {
  const { n } = engine;
  const values = new Float64Array(n * cells.length);
  const { codes, count } = request.clustered ? recode(engine.cluster) : { codes: null, count: n };
  const influence: Influence = {
    n,
    columns: cells.length,
    values,
    units: engine.units,
    cluster: codes,
    clusters: count,
  };
  const rows = cells.map((cell, k): GroupTime => {
    const psi = values.subarray(k * n, (k + 1) * n);
    const found = engine.estimate(cell, psi);
    if (found.att === null) psi.fill(Number.NaN);
    const se = found.att === null ? null : standardError(psi, codes, count);
    const reason = found.reason ?? (se === null ? "no_variation" : null);
    return {
      group: cell.group,
      time: times[cell.now]!,
      base: times[cell.base]!,
      post: cell.post,
      att: found.att,
      se,
      ...interval(found.att, se, request.level),
      treated: found.treated,
      control: found.control,
      reason,
    };
  });
  const { cohorts, cohortOf, weights } = cohortsOf(engine, groups);
  return {
    call: { method: request.method, options: request.options },
    used: usedBy(engine, cohorts, times, codes ? count : null),
    dropped: request.dropped,
    warnings: [...request.warnings, ...cautions(cohorts, influence), ...missingCells(rows, engine.deficient)],
    cells: rows,
    cohorts,
    times: [...times],
    influence,
    cohortOf,
    weights,
    pretest: pretest(rows, influence),
  };
}

function cohortsOf(engine: Engine, groups: readonly number[]) {
  const { n, first } = engine;
  const weights = engine.weights ? scaledToMeanOne(engine.weights) : null;
  const at = new Map(groups.map((group, g) => [group, g]));
  const cohortOf = Int32Array.from(first, (value) => at.get(value) ?? -1);
  const cohorts: Cohort[] = groups.map((group) => ({ group, units: 0, share: 0 }));
  for (let i = 0; i < n; i++) {
    const cohort = cohorts[cohortOf[i]!];
    if (!cohort) continue;
    cohort.units++;
    cohort.share += weights ? weights[i]! : 1;
  }
  for (const cohort of cohorts) cohort.share /= n;
  return { cohorts, cohortOf, weights };
}

function scaledToMeanOne(weights: Float64Array): Float64Array {
  let total = 0;
  for (const weight of weights) total += weight;
  return weights.map((weight) => (weight * weights.length) / total);
}

function usedBy(
  engine: Engine,
  cohorts: readonly Cohort[],
  times: readonly number[],
  clusters: number | null,
) {
  const treated = cohorts.reduce((total, cohort) => total + cohort.units, 0);
  let never = 0;
  for (const value of engine.first) if (value === Number.POSITIVE_INFINITY) never++;
  const used: Used = {
    units: engine.n,
    treated,
    never,
    times: times.length,
    observations: engine.observations,
  };
  return clusters === null ? used : { ...used, clusters };
}

/** Clusters in use numbered from 0. */
function recode(cluster: Int32Array): { codes: Int32Array; count: number } {
  const seen = new Map<number, number>();
  const codes = cluster.map((code) => {
    const known = seen.get(code);
    if (known !== undefined) return known;
    seen.set(code, seen.size);
    return seen.size - 1;
  });
  return { codes, count: seen.size };
}
