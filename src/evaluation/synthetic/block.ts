import { EvaluationError } from "../core/errors.ts";
import { alwaysTreated, everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice } from "../core/result.ts";

/** One cohort and its controls: everyone of the cohort starts at the same time, no control ever does. */
export interface Block {
  /** First treated time. */
  cohort: number;
  /** Indices of units in the panel. */
  treated: readonly number[];
  controls: readonly number[];
  /** Times before the start, and in all. */
  t0: number;
  t: number;
  /** Outcome of the controls, controls × t. */
  y: Float64Array;
  /** Outcome of the treated, treated × t. */
  outcomes: Float64Array;
  /** Mean outcome of the treated, t. */
  target: Float64Array;
}

export interface Blocks {
  panel: Panel;
  blocks: readonly Block[];
  dropped: readonly Notice[];
}

/**
 * Splits a panel into one block a cohort against the never treated. Units with gaps, units treated from the start and
 * cohorts with fewer than two times before treatment are left out and counted.
 * @throws EvaluationError without never-treated units or without a cohort.
 */
export function blocksOf(panel: Panel): Blocks {
  const dropped: Notice[] = [];
  const gaps = unitsWhere(panel, (i) => !complete(panel, i));
  if (gaps.length > 0) dropped.push(leftOut("incomplete_units", panel, gaps, "not observed at every time"));
  const always = unitsWhere(panel, (i) => complete(panel, i) && alwaysTreated(panel, i));
  if (always.length > 0)
    dropped.push(leftOut("always_treated", panel, always, "treated from the first time on"));
  const kept = restrictTo(panel, {
    units: unitsWhere(panel, (i) => complete(panel, i) && !alwaysTreated(panel, i)),
  });
  const controls = unitsWhere(kept, (i) => !everTreated(kept, i));
  if (controls.length < 2) {
    throw new EvaluationError(
      `Synthetic weights need at least two never-treated units without gaps, here are ${controls.length}`,
      {},
      "Use a comparison with not-yet-treated units, such as Callaway–Sant'Anna",
    );
  }
  const starts = [...new Set(unitsWhere(kept, (i) => everTreated(kept, i)).map((i) => kept.first[i]!))];
  const blocks: Block[] = [];
  for (const cohort of starts.sort((a, b) => a - b)) {
    const treated = unitsWhere(kept, (i) => kept.first[i] === cohort);
    const t0 = kept.times.filter((time) => time < cohort).length;
    if (t0 < 2) dropped.push(leftOut("short_before", kept, treated, "only one time before treatment"));
    else blocks.push(makeBlock(kept, cohort, treated, controls, t0));
  }
  if (blocks.length === 0) {
    throw new EvaluationError(
      "No cohort is left that is observed without gaps and at least twice before treatment",
      {},
      "Choose a longer period or an outcome known for the treated units",
    );
  }
  return { panel: kept, blocks, dropped };
}

/** The block that would be seen if `pseudo` (positions among the controls) had been treated at the same time. */
export function placeboBlock(block: Block, pseudo: readonly number[], absent: readonly number[]): Block {
  const { t, y } = block;
  const outcomes = rowsOf(y, pseudo, t);
  const out = new Set(absent);
  const rest: number[] = [];
  for (let row = 0; row < block.controls.length; row++) if (!out.has(row)) rest.push(row);
  return {
    cohort: block.cohort,
    treated: pseudo.map((row) => block.controls[row]!),
    controls: rest.map((row) => block.controls[row]!),
    t0: block.t0,
    t,
    y: rowsOf(y, rest, t),
    outcomes,
    target: meanOf(outcomes, pseudo.length, t),
  };
}

function makeBlock(
  panel: Panel,
  cohort: number,
  treated: readonly number[],
  controls: readonly number[],
  t0: number,
): Block {
  const { t, outcome } = panel;
  const outcomes = rowsOf(outcome, treated, t);
  return {
    cohort,
    treated,
    controls,
    t0,
    t,
    y: rowsOf(outcome, controls, t),
    outcomes,
    target: meanOf(outcomes, treated.length, t),
  };
}

function rowsOf(from: Float64Array, rows: readonly number[], t: number): Float64Array {
  const out = new Float64Array(rows.length * t);
  rows.forEach((row, at) => {
    out.set(from.subarray(row * t, (row + 1) * t), at * t);
  });
  return out;
}

function meanOf(rows: Float64Array, n: number, t: number): Float64Array {
  const out = new Float64Array(t);
  for (let i = 0; i < n; i++) for (let s = 0; s < t; s++) out[s]! += rows[i * t + s]!;
  return out.map((total) => total / n);
}

function complete(panel: Panel, i: number): boolean {
  for (let s = 0; s < panel.t; s++) if (!panel.observed[i * panel.t + s]) return false;
  return true;
}

function leftOut(code: string, panel: Panel, units: readonly number[], why: string): Notice {
  const items = units.map((i) => panel.units[i]!);
  return notice(code, `${items.length} units left out: ${why}`, { count: items.length, items });
}
