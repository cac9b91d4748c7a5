import type { SpellsInput } from "../../evaluation/core/spells.ts";
import type { Study } from "../../evaluation/study/study.ts";
import type { AnalysisPlan } from "../../evaluation/verdict/analysis-plan.ts";
import type { SourceLine } from "../ui/figure.ts";
import type { Definition } from "./common.ts";

/** What the engine's worker reads by itself: the world as plain data. */
export interface StudyFile {
  study: Study;
  /** Renewal of plans as counting rows. */
  spells: SpellsInput;
  plan: AnalysisPlan;
  /** Of the plan's file. */
  sha256: string;
}

/** What the controls of the workbench and of the specification curve need before the worker has read anything. */
export interface WorkbenchData {
  asOf: string;
  years: readonly [first: number, last: number];
  definitions: readonly Definition[];
  outcomes: readonly WorkbenchOutcome[];
  covariates: readonly { id: string; label: string; unit: string }[];
  plan: AnalysisPlan;
  sha256: string;
  countries: readonly { iso3: string; name: string }[];
}

export interface WorkbenchOutcome {
  id: string;
  label: string;
  unit: string;
  better: "higher" | "lower";
  /** First and last year with a known value. */
  known: readonly [first: number, last: number];
  definition: string;
  caution: string | null;
  sources: readonly SourceLine[];
}
