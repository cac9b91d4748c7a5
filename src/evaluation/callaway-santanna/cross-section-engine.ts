import type { Engine } from "./assemble.ts";
import type { Cell } from "./cells.ts";
import { adjustedCrossSections } from "./cross-section-adjusted.ts";
import type { Block, Blocks } from "./cross-section-blocks.ts";
import type { Rows, Slice } from "./cross-section-rows.ts";
import type { CellEstimate } from "./panel-cell.ts";
import { firstAbove } from "./panel-sample.ts";
import type { CellReason, Control, Method } from "./types.ts";

/** Estimates cells of repeated cross-sections. */
export function crossSectionEngine(rows: Rows, options: { control: Control; method: Method }): Engine {
  const deficient = new Set<string>();
  const estimate = (cell: Cell, out: Float64Array): CellEstimate => {
    const blocks = blocksOf(rows, cell, options.control);
    const treated = blocks.treatedBase.rows.length + blocks.treatedNow.rows.length;
    const control = blocks.controlBase.rows.length + blocks.controlNow.rows.length;
    const without = (reason: CellReason, att: number | null = null) => ({ att, treated, control, reason });
    if (cell.now === cell.base) return without("base_time", 0);
    if (isEmpty(blocks.treatedBase) || isEmpty(blocks.treatedNow)) return without("no_treated");
    if (isEmpty(blocks.controlBase) || isEmpty(blocks.controlNow)) return without("no_controls");
    if (rows.names.length === 0) return { att: plain(blocks, rows.n, out), treated, control, reason: null };
    const found = adjustedCrossSections(blocks, rows.n, rows.names, options.method, out);
    if (found.column !== null) deficient.add(found.column);
    return { att: found.att, treated, control, reason: found.reason };
  };
  const { n, units, first, cluster, weights, observations } = rows;
  return { n, units, first, cluster, weights, observations, estimate, deficient };
}

/** Four means. */
function plain(blocks: Blocks, n: number, out: Float64Array): number {
  return (
    meanInto(blocks.treatedNow, n, out) -
    meanInto(blocks.treatedBase, -n, out) -
    (meanInto(blocks.controlNow, -n, out) - meanInto(blocks.controlBase, n, out))
  );
}

/** Weighted mean of the outcome; adds scale·w/Σw·(y − mean) to the influence of each row's unit. */
function meanInto({ slice, rows }: Block, scale: number, out: Float64Array): number {
  const { outcome, weights, unit } = slice;
  let total = 0;
  let mean = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const w = weights ? weights[row]! : 1;
    total += w;
    mean += w * outcome[row]!;
  }
  mean /= total;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const w = weights ? weights[row]! : 1;
    out[unit[row]!]! += ((scale * w) / total) * (outcome[row]! - mean);
  }
  return mean;
}

function isEmpty(block: Block): boolean {
  return block.rows.length === 0;
}

function blocksOf(rows: Rows, cell: Cell, control: Control): Blocks {
  const base = rows.slices[cell.base]!;
  const now = rows.slices[cell.now]!;
  const after = control === "never" ? Number.MAX_VALUE : cell.controlAfter;
  return {
    treatedBase: cohortBlock(base, cell.group),
    treatedNow: cohortBlock(now, cell.group),
    controlBase: controlBlock(base, cell.group, after),
    controlNow: controlBlock(now, cell.group, after),
  };
}

function cohortBlock(slice: Slice, group: number): Block {
  const { from, to } = cohortRange(slice, group);
  return { slice, rows: range(from, to) };
}

function cohortRange({ first }: Slice, group: number): { from: number; to: number } {
  const to = firstAbove(first, group);
  let from = to;
  while (from > 0 && first[from - 1] === group) from--;
  return { from, to };
}

/** All rows treated later than `after`, the cohort's own excepted. */
function controlBlock(slice: Slice, group: number, after: number): Block {
  const start = firstAbove(slice.first, after);
  const end = slice.first.length;
  const { from, to } = cohortRange(slice, group);
  if (start >= to) return { slice, rows: range(start, end) };
  const rows = new Int32Array(from - start + (end - to));
  rows.set(range(start, from));
  rows.set(range(to, end), from - start);
  return { slice, rows };
}

function range(from: number, to: number): Int32Array {
  const out = new Int32Array(to - from);
  for (let i = 0; i < out.length; i++) out[i] = from + i;
  return out;
}
