import { makePanel } from "../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../src/evaluation/core/panel.ts";
import { seeded } from "../../src/evaluation/core/random.ts";
import { makeSpells, type Spells } from "../../src/evaluation/core/spells.ts";

/** A balanced panel with three cohorts that make up a third of the units, an AR(1) outcome and one covariate. */
export function benchPanel(units: number, times: number, treatedShare = 1 / 3): Panel {
  const random = seeded(units * 31 + times);
  const dates = [0.3, 0.5, 0.7].map((share) => 2000 + Math.floor(share * times));
  const unit: number[] = [];
  const time: number[] = [];
  const outcome: number[] = [];
  const first: number[] = [];
  const x: number[] = [];
  for (let i = 0; i < units; i++) {
    const treated = random.uniform() < treatedShare;
    const date = treated ? (dates[random.integer(3)] as number) : 0;
    const level = random.normal();
    let shock = random.normal();
    for (let s = 0; s < times; s++) {
      shock = 0.6 * shock + random.normal();
      unit.push(i);
      time.push(2000 + s);
      first.push(date);
      x.push(level);
      outcome.push(10 + level + 0.1 * s + shock + (date > 0 && 2000 + s >= date ? 1 : 0));
    }
  }
  return makePanel({ unit, time, outcome, firstTreated: first, covariates: { x } });
}

/** The same panel without its covariate. */
export function plainPanel(panel: Panel): Panel {
  return { ...panel, covariates: [] };
}

/** Counting rows with 25 distinct times (heavily tied), or each with a time of its own. */
export function benchSpells(rows: number, tied: boolean): Spells {
  const random = seeded(rows + (tied ? 1 : 2));
  const stop: number[] = [];
  const start: number[] = [];
  const event: number[] = [];
  const twinned: number[] = [];
  const x: number[] = [];
  const id: number[] = [];
  for (let r = 0; r < rows; r++) {
    const from = tied ? random.integer(12) : 12 * random.uniform();
    const length = tied ? 1 + random.integer(13) : 0.1 + 13 * random.uniform();
    start.push(from);
    stop.push(from + length);
    event.push(random.uniform() < 0.4 ? 1 : 0);
    twinned.push(random.uniform() < 0.3 ? 1 : 0);
    x.push(random.normal());
    id.push(r);
  }
  return makeSpells({
    start,
    stop,
    event,
    twinned,
    covariates: { x },
    id,
    cluster: id.map((i) => Math.floor(i / 5)),
  });
}
