import { makePanel, type PanelInput, type PanelOptions } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";

export interface Rows {
  unit: number[];
  time: number[];
  outcome: number[];
  firstTreated: number[];
  covariates: { x: number[]; fixed: number[] };
  cluster: number[];
  weights: number[];
}

/** Units with a path each: paths[i][s] at time 2001 + s. */
export function panelOf(paths: number[][], first: number[], more: Partial<PanelInput> = {}): Panel {
  const rows = paths.flatMap((path, i) => path.map((y, s) => ({ i, s, y })));
  return makePanel({
    unit: rows.map(({ i }) => i + 1),
    time: rows.map(({ s }) => 2001 + s),
    outcome: rows.map(({ y }) => y),
    firstTreated: rows.map(({ i }) => first[i] as number),
    ...more,
  });
}

/** A seeded panel of five years with a covariate that moves, one that does not, clusters and weights. */
export function simulate(n: number, firsts: readonly number[], seed = 5): Rows {
  const random = seeded(seed);
  const out: Rows = {
    unit: [],
    time: [],
    outcome: [],
    firstTreated: [],
    covariates: { x: [], fixed: [] },
    cluster: [],
    weights: [],
  };
  for (let i = 0; i < n; i++) {
    const first = firsts[i % firsts.length] as number;
    const level = random.normal();
    const fixed = random.normal();
    const weight = 0.5 + random.uniform();
    for (let s = 0; s < 5; s++) {
      const x = random.normal() + 0.2 * s;
      out.unit.push(i);
      out.time.push(2001 + s);
      out.firstTreated.push(first);
      out.covariates.x.push(x);
      out.covariates.fixed.push(fixed);
      out.cluster.push(i % 7);
      out.weights.push(weight);
      out.outcome.push(
        level + random.normal() + 0.3 * s * x + 0.2 * s * fixed + (first > 0 && 2001 + s >= first ? 1 : 0),
      );
    }
  }
  return out;
}

export function panelFrom(
  rows: Rows,
  without: (keyof Rows)[] = ["weights"],
  options: PanelOptions = {},
): Panel {
  const input = Object.fromEntries(
    Object.entries(rows).filter(([name]) => !without.includes(name as keyof Rows)),
  );
  return makePanel(input as unknown as PanelInput, options);
}

/** The rows whose position fulfils a condition. */
export function keepRows(rows: Rows, condition: (row: number) => boolean): Rows {
  const keep = rows.unit.map((_, row) => row).filter(condition);
  const pick = (values: number[]) => keep.map((row) => values[row] as number);
  return {
    unit: pick(rows.unit),
    time: pick(rows.time),
    outcome: pick(rows.outcome),
    firstTreated: pick(rows.firstTreated),
    covariates: { x: pick(rows.covariates.x), fixed: pick(rows.covariates.fixed) },
    cluster: pick(rows.cluster),
    weights: pick(rows.weights),
  };
}

export const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);
