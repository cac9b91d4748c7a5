import { aggregate } from "../../src/evaluation/callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../../src/evaluation/callaway-santanna/estimate.ts";
import type { Panel } from "../../src/evaluation/core/panel.ts";
import { seeded } from "../../src/evaluation/core/random.ts";
import { restrictTo } from "../../src/evaluation/core/restrict.ts";
import { goodmanBacon } from "../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import { imputation } from "../../src/evaluation/imputation/imputation.ts";
import { permutationTest } from "../../src/evaluation/permutation/permutation-test.ts";
import { sunAbraham } from "../../src/evaluation/sun-abraham/sun-abraham.ts";
import { cox } from "../../src/evaluation/survival/cox.ts";
import { placeboEach } from "../../src/evaluation/synthetic/placebo-each.ts";
import { syntheticDid } from "../../src/evaluation/synthetic/synthetic-did.ts";
import { eventStudy } from "../../src/evaluation/twfe/event-study.ts";
import { wildClusterBootstrap } from "../../src/evaluation/wild-bootstrap/wild-cluster-bootstrap.ts";
import { benchPanel, benchSpells, plainPanel } from "./data.ts";

/** One figure: our whole call beside the peer's median on a machine of this kind. */
export interface Task {
  name: string;
  peer: string;
  peerSeconds: number;
  /** How many times faster than the peer we mean to be. */
  factor: number;
  prepare: () => () => unknown;
}

const CLUSTERED = [{ type: "cluster", by: "cluster" }] as const;

function callaway(panel: Panel): unknown {
  const result = callawaySantAnna(panel, { covariates: panel.covariates.map(({ name }) => name) });
  const dynamic = aggregate(result, { type: "dynamic" });
  const simple = aggregate(result, { type: "simple" });
  const random = seeded(1);
  return [
    simple.overall.att,
    multiplierBootstrap(result.influence, { draws: 1000, random }).critical,
    dynamic.overall.att,
  ];
}

const panels = new Map<string, Panel>();
function panelOf(units: number, times: number): Panel {
  const key = `${units}x${times}`;
  const panel = panels.get(key) ?? benchPanel(units, times);
  // One large panel at a time.
  if (!panels.has(key)) panels.clear();
  panels.set(key, panel);
  return panel;
}

const on =
  (units: number, times: number, run: (panel: Panel) => unknown, covariates = false) =>
  () => {
    const panel = covariates ? panelOf(units, times) : plainPanel(panelOf(units, times));
    return () => run(panel);
  };

const sizes = [
  [110, 25],
  [10_000, 25],
  [100_000, 10],
] as const;

function each(
  name: string,
  peer: string,
  seconds: readonly number[],
  factor: number,
  run: (panel: Panel) => unknown,
): Task[] {
  return seconds.map((peerSeconds, at) => {
    const [units, times] = sizes[at] as readonly [number, number];
    return {
      name: `${name}, ${units.toLocaleString("en")} × ${times}`,
      peer,
      peerSeconds,
      factor,
      prepare: on(units, times, run),
    };
  });
}

/** 39 units × 31 times with one treated unit. */
function californiaShaped(): Panel {
  const panel = plainPanel(benchPanel(39, 31, 0));
  const first = Float64Array.from(panel.first);
  first[0] = panel.times[19] as number;
  return restrictTo({ ...panel, first }, { keepAll: true });
}

export const TASKS: readonly Task[] = [
  ...each("Callaway–Sant'Anna, 1,000 draws", "did 2.5.1", [0.19, 5.4, 16.4], 5, callaway),
  {
    name: "Callaway–Sant'Anna with a covariate, 1,000 draws, 10,000 × 25",
    peer: "did 2.5.1",
    peerSeconds: 6.8,
    factor: 5,
    prepare: on(10_000, 25, callaway, true),
  },
  ...each("TWFE event study, clustered", "fixest 0.14.2", [0.022, 0.75, 0.9], 2, (panel) =>
    eventStudy(panel, { variance: [CLUSTERED[0]] }),
  ),
  ...each("Sun–Abraham", "fixest 0.14.2", [0.072, 11.1, 8.6], 5, (panel) => sunAbraham(panel)),
  ...each("Imputation", "didimputation 0.5.0", [0.029, 2.7], 5, (panel) => imputation(panel)),
  {
    name: "Goodman-Bacon, 110 × 25",
    peer: "bacondecomp 0.1.3",
    peerSeconds: 0.13,
    factor: 5,
    prepare: on(110, 25, (panel) => goodmanBacon(panel)),
  },
  {
    name: "9,999 permutations of TWFE, 110 × 25",
    peer: "R, partialled out by hand",
    peerSeconds: 0.116,
    factor: 5,
    prepare: on(110, 25, (panel) => permutationTest(panel, { draws: 9999, random: seeded(1), exact: false })),
  },
  {
    name: "Wild cluster bootstrap, 9,999 draws, 110 × 25",
    peer: "fwildclusterboot 0.14.3",
    peerSeconds: 0.117,
    factor: 5,
    prepare: on(110, 25, (panel) => wildClusterBootstrap(panel, { draws: 9999, random: seeded(1) })),
  },
  {
    name: "Synthetic DiD with all placebos, 39 × 31",
    peer: "synthdid 0.0.9",
    peerSeconds: 5.1,
    factor: 5,
    prepare: () => {
      const panel = californiaShaped();
      return () => [syntheticDid(panel, { inference: "none" }).estimate, placeboEach(panel, {})];
    },
  },
  {
    name: "Cox, 100,000 tied counting rows",
    peer: "survival 3.5",
    peerSeconds: 0.37,
    factor: 2,
    prepare: () => {
      const spells = benchSpells(100_000, true);
      return () => cox(spells, { variance: "model", concordance: false });
    },
  },
  {
    name: "Cox, 100,000 tied counting rows, clustered",
    peer: "survival 3.5",
    peerSeconds: 0.82,
    factor: 2,
    prepare: () => {
      const spells = benchSpells(100_000, true);
      return () => cox(spells, { variance: "cluster", concordance: false });
    },
  },
  {
    name: "Cox, 100,000 untied counting rows, clustered",
    peer: "survival 3.5",
    peerSeconds: 55,
    factor: 2,
    prepare: () => {
      const spells = benchSpells(100_000, false);
      return () => cox(spells, { variance: "cluster", concordance: false });
    },
  },
];

/** A task made ready and warm: half a second of calls, two at least. */
export function warmUp(task: Task): () => unknown {
  const run = task.prepare();
  const began = performance.now();
  run();
  run();
  while (performance.now() - began < 500) run();
  return run;
}

/** A browser's clock ticks every tenth of a millisecond: short calls are timed in batches at least this long. */
const BATCH = 0.005;

/** Seconds of a call, measured again and again for a fifth of a second. */
export function timeCalls(run: () => unknown): number[] {
  const seconds = (calls: number) => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) run();
    return (performance.now() - start) / 1000 / calls;
  };
  const once = seconds(1);
  const calls = Math.max(1, Math.ceil(BATCH / Math.max(once, 1e-5)));
  const times: number[] = [];
  let total = 0;
  while (times.length === 0 || (times.length < 200 && total < 0.2)) {
    const time = seconds(calls);
    times.push(time);
    total += time * calls;
  }
  return times;
}
