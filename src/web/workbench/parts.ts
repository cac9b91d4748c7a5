import type { ResultBase } from "../../evaluation/core/result.ts";
import type { Analysis } from "../../evaluation/study/analyse.ts";
import type { Estimator, Specification } from "../../evaluation/study/specification.ts";
import type { Trends } from "../../evaluation/study/trends.ts";
import type { Engine } from "../engine/client.ts";
import type { Chance, Headline } from "../engine/tasks.ts";

type Asked = { specification: Specification } & Chance;

/** What each part of the workbench shows. */
export interface PartResults {
  /** The first answer; the whole analysis once it is there. */
  headline: Headline | Analysis;
  trends: Trends;
  "event-study": ResultBase;
  "group-time": ResultBase;
  bacon: ResultBase;
  synthetic: ResultBase;
  sensitivity: ResultBase;
  power: ResultBase;
}

export type PartId = keyof PartResults;

interface PartTask<K extends PartId> {
  /** The analysis has a worker of its own, so that its number never waits. */
  lane: "analysis" | "detail";
  ask(
    engine: Engine,
    asked: Asked,
    signal: AbortSignal,
    early: (value: Headline) => void,
  ): Promise<PartResults[K]>;
}

/** A method of `nap evaluate --estimator` on the panel of the choices. */
const method = (id: string | ((estimator: Estimator) => string), change: Partial<Specification> = {}) => ({
  lane: "detail" as const,
  ask: (engine: Engine, { specification, draws, seed }: Asked, signal: AbortSignal) =>
    engine.ask(
      "method",
      {
        specification: { ...specification, ...change },
        method: typeof id === "string" ? id : id(specification.estimator),
        draws,
        seed,
      },
      { signal },
    ),
});

/** What the worker is asked for each part, in this order. */
export const TASK_OF: { [K in PartId]: PartTask<K> } = {
  headline: {
    lane: "analysis",
    ask: (engine, asked, signal, partial) => engine.ask("analysis", asked, { signal, partial }),
  },
  trends: {
    lane: "detail",
    ask: (engine, { specification }, signal) => engine.ask("trends", { specification }, { signal }),
  },
  "event-study": method((estimator) => `dynamic_${estimator}`),
  "group-time": method("callaway_santanna"),
  // The decomposition is only defined where every country is known in every year.
  bacon: method("bacon", { incomplete: "drop" }),
  sensitivity: method("sensitivity"),
  power: method("power"),
  synthetic: method("synthetic_did"),
};
