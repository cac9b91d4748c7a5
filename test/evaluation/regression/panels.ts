import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";

export interface Design {
  units?: number;
  times?: number;
  /** First treated time of each unit, repeated. */
  first?: (unit: number) => number;
  gaps?: boolean;
  weights?: boolean;
  covariate?: boolean;
  regions?: number;
  seed?: number;
}

/** A small panel with correlated errors; regions as clusters, or each unit its own. */
export function smallPanel(design: Design = {}): Panel {
  const { units = 9, times = 6, gaps = false, weights = false, covariate = false, seed = 7 } = design;
  const first = design.first ?? ((i) => [2003, 2004, 2005][i % 5] ?? 0);
  const random = seeded(seed);
  const rows = { unit: [] as number[], time: [] as number[], y: [] as number[], g: [] as number[] };
  const x: number[] = [];
  const w: number[] = [];
  const region: string[] = [];
  for (let i = 0; i < units; i++) {
    let error = random.normal();
    for (let s = 0; s < times; s++) {
      error = 0.6 * error + random.normal();
      const covariateValue = random.normal() + 0.3 * i;
      const weight = 0.5 + random.uniform();
      if (gaps && random.uniform() < 0.2) continue;
      rows.unit.push(i);
      rows.time.push(2000 + s);
      rows.g.push(first(i));
      rows.y.push(
        10 + i + 0.3 * s + (first(i) && 2000 + s >= first(i) ? 1.5 : 0) + 0.4 * covariateValue + error,
      );
      x.push(covariateValue);
      w.push(weight);
      region.push(`r${i % (design.regions ?? 1)}`);
    }
  }
  return makePanel({
    unit: rows.unit,
    time: rows.time,
    outcome: rows.y,
    firstTreated: rows.g,
    ...(covariate ? { covariates: { x } } : {}),
    ...(weights ? { weights: w } : {}),
    ...(design.regions ? { cluster: region } : {}),
  });
}

export const treatedAt = (panel: Panel) => (unit: number, time: number) =>
  (panel.times[time] as number) >= (panel.first[unit] as number) ? 1 : 0;

export const covariateAt = (panel: Panel) => (unit: number, time: number) =>
  panel.covariates[0]?.values[unit * panel.t + time] as number;
