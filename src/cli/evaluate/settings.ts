import { seeded } from "../../evaluation/core/random.ts";
import type { PanelRun } from "../../evaluation/run/panel-methods.ts";
import type { SpellRun } from "../../evaluation/run/spell-methods.ts";
import { type EvaluateOptions, numberOption, oneOf } from "./options.ts";

/** Seed of every run that is not told another: the number of the resolution. */
export const SEED = 1325;

export const seedOf = (options: EvaluateOptions) =>
  numberOption("seed", options.seed ?? String(SEED), { low: 0, high: 2 ** 31 - 1 });

export const drawsOf = (options: EvaluateOptions) =>
  numberOption("draws", options.draws ?? "9999", { low: 99, high: 1_000_000 });

const levelOf = (options: EvaluateOptions) =>
  numberOption("level", options.level ?? "0.95", { low: 0.5, high: 0.999, whole: false });

/** What the methods of panels need, from the command line. @throws UsageError */
export function panelRun(options: EvaluateOptions): PanelRun {
  return {
    random: seeded(seedOf(options)),
    draws: drawsOf(options),
    level: levelOf(options),
    control: oneOf("control", options.control ?? usualControl(options), ["never", "not_yet"]),
    method: oneOf("method", options.method ?? "dr", ["dr", "ipw", "reg"]),
    base: oneOf("base", options.base ?? "varying", ["varying", "universal"]),
    anticipation: numberOption("anticipation", options.anticipation ?? "0", { low: 0, high: 100 }),
    strata: options.inference === "permutation_in_region",
  };
}

/** Where only countries twinned later are compared, nobody is never treated. */
const usualControl = ({ comparison }: EvaluateOptions) => (comparison === "not_yet" ? "not_yet" : "never");

/** What the methods of time to event need. @throws UsageError */
export function spellRun(options: EvaluateOptions): SpellRun {
  return {
    random: seeded(seedOf(options)),
    draws: drawsOf(options),
    level: levelOf(options),
    ties: oneOf("ties", options.ties ?? "efron", ["efron", "breslow", "exact"]),
    landmark:
      options.landmark === undefined
        ? null
        : numberOption("landmark", options.landmark, { low: 0, high: 1e6, whole: false }),
    everTwinned: options.everTwinned === true,
    forceBiased: options.forceBiased === true,
  };
}
