import { seeded } from "../../evaluation/core/random.ts";
import type { Spells } from "../../evaluation/core/spells.ts";
import { coxScript, specificationScript } from "../../evaluation/r-script/scripts.ts";
import { panelMethod } from "../../evaluation/run/panel-methods.ts";
import { analysePanel, headline } from "../../evaluation/study/analyse.ts";
import { type CurvePoint, runCurve } from "../../evaluation/study/curve.ts";
import { panelOf } from "../../evaluation/study/panel-of.ts";
import type { Study } from "../../evaluation/study/study.ts";
import { trendsOf } from "../../evaluation/study/trends.ts";
import type { AnalysisPlan } from "../../evaluation/verdict/analysis-plan.ts";
import type { TaskName, Tasks } from "./tasks.ts";

/** Draws that are shown at once, while the others are made. */
const FIRST_LOOK = 999;

/** Milliseconds between two messages of a long task. */
const TELL_EVERY = 100;

/** What the worker works on. */
export interface Opened {
  study: Study;
  spells: Spells;
  plan: AnalysisPlan;
}

export interface Running<P> {
  partial(value: P): void;
  /** Lets waiting messages in. */
  breathe(): Promise<void>;
  cancelled(): boolean;
}

type Run<K extends TaskName> = (
  world: Opened,
  input: Tasks[K]["input"],
  running: Running<Tasks[K]["partial"]>,
) => Promise<Tasks[K]["output"]>;

/** Each task as a function of the world and its input. */
export const RUN: { [K in TaskName]: Run<K> } = {
  async analysis({ study, plan }, { specification, draws, seed }, { partial, breathe, cancelled }) {
    const panel = panelOf(study, specification);
    const { alpha, power } = plan;
    const options = { draws, alpha, power, level: 1 - alpha };
    const { dropped } = panel;
    const stage = async (some: number) => {
      const found = headline(panel, specification, { ...options, draws: some, random: seeded(seed) });
      partial({ ...found, specification, dropped });
      await breathe();
      if (cancelled()) throw new Error("cancelled");
      return found;
    };
    // The same random numbers: the first draws of the whole test, for a first look.
    if (draws > FIRST_LOOK) await stage(FIRST_LOOK);
    const first = await stage(draws);
    return analysePanel(panel, specification, { ...options, random: seeded(seed), test: first.test });
  },
  async method({ study }, { specification, method, draws, seed }) {
    return panelMethod(method).run(panelOf(study, specification), {
      random: seeded(seed),
      draws,
      level: 0.95,
      control:
        specification.estimator === "cs_not_yet" || specification.comparison === "not_yet"
          ? "not_yet"
          : "never",
      method: "dr",
      base: "varying",
      anticipation: 0,
      strata: specification.inference === "permutation_in_region",
    });
  },
  async trends({ study }, { specification }) {
    return trendsOf(panelOf(study, specification));
  },
  async panel({ study }, { specification }) {
    return panelOf(study, specification);
  },
  async script({ study }, { specification }) {
    return specificationScript(panelOf(study, specification), specification, sourceOf(study));
  },
  async spellsScript({ study, spells, plan }) {
    return coxScript(spells, plan.renewal.ties, sourceOf(study));
  },
  async curve({ study }, { specifications, draws, seed }, { partial, breathe, cancelled }) {
    const waiting: CurvePoint[] = [];
    const signal = { aborted: false };
    let told = performance.now();
    const { points } = await runCurve(study, specifications, {
      draws,
      seed,
      signal,
      onPoint: (point) => waiting.push(point),
      pause: async () => {
        if (performance.now() - told < TELL_EVERY) return;
        partial(waiting.splice(0));
        await breathe();
        signal.aborted = cancelled();
        told = performance.now();
      },
    });
    partial(waiting);
    return points;
  },
};

const sourceOf = ({ asOf }: Study) => [`Data of the WPS twinning warehouse, as of ${asOf}.`];
