import type { Panel } from "../../evaluation/core/panel.ts";
import type { Notice, ResultBase } from "../../evaluation/core/result.ts";
import type { Analysis } from "../../evaluation/study/analyse.ts";
import type { CurvePoint } from "../../evaluation/study/curve.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import type { Trends } from "../../evaluation/study/trends.ts";

/** Random draws and their seed, as `nap evaluate --draws --seed` has them. */
export interface Chance {
  draws: number;
  seed: number;
}

/** The estimate and its test; the rest of an analysis follows. */
export type Headline = Pick<Analysis, "specification" | "estimate" | "test" | "detectable" | "treated"> & {
  compared: number;
  dropped: readonly Notice[];
};

/** Everything that the engine's worker does, by name: what goes in, what comes back, what comes in between. */
export interface Tasks {
  /** One set of choices. In between: the headline, from the first draws and then from all of them. */
  analysis: { input: { specification: Specification } & Chance; output: Analysis; partial: Headline };
  /** One method of `nap evaluate --estimator` on the panel of a set of choices. */
  method: {
    input: { specification: Specification; method: string } & Chance;
    output: ResultBase;
    partial: never;
  };
  /** Each treated unit's outcome beside that of its comparison. */
  trends: { input: { specification: Specification }; output: Trends; partial: never };
  /** The panel behind a set of choices. */
  panel: { input: { specification: Specification }; output: Panel; partial: never };
  /** An R script that holds the data and finds the numbers again. */
  script: { input: { specification: Specification }; output: string; partial: never };
  /** The same for renewal of plans (Cox). */
  spellsScript: { input: Record<string, never>; output: string; partial: never };
  /** Many sets of choices. In between: the points done since the last message. */
  curve: {
    input: { specifications: readonly Specification[] } & Chance;
    output: CurvePoint[];
    partial: readonly CurvePoint[];
  };
}

export type TaskName = keyof Tasks;

/** From the page to the worker. */
export type Request =
  | { kind: "open"; study: string; own: unknown }
  | { [K in TaskName]: { kind: "ask"; id: number; task: K; input: Tasks[K]["input"] } }[TaskName]
  | { kind: "cancel"; id: number };

/** What is wrong with a request, in words for the reader. */
export interface Failure {
  code: string;
  what: string;
  remedy: string;
}

/** From the worker to the page. */
export type Reply =
  | { kind: "opened"; years: readonly number[] }
  | { kind: "partial"; id: number; value: unknown }
  | { kind: "done"; id: number; value: unknown; ms: number }
  | { kind: "failed"; id: number | null; failure: Failure };
