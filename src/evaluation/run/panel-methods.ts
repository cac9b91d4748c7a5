import { aggregate } from "../callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../callaway-santanna/estimate.ts";
import type { Base, Control, Method } from "../callaway-santanna/types.ts";
import { conleyTaber } from "../conley-taber/conley-taber.ts";
import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { type Random, seeded } from "../core/random.ts";
import type { ResultBase } from "../core/result.ts";
import { goodmanBacon } from "../goodman-bacon/goodman-bacon.ts";
import { ibragimovMuller } from "../ibragimov-muller/ibragimov-muller.ts";
import { imputation } from "../imputation/imputation.ts";
import { permutationTest } from "../permutation/permutation-test.ts";
import { powerCurve } from "../power/power-curve.ts";
import { rothSantAnna } from "../roth-santanna/estimate.ts";
import { eventStudyOf } from "../study/event-study-of.ts";
import { needNever } from "../study/kernel-of.ts";
import { ESTIMATORS, type Estimator } from "../study/specification.ts";
import { sunAbraham } from "../sun-abraham/sun-abraham.ts";
import { syntheticDid } from "../synthetic/synthetic-did.ts";
import { eventStudy } from "../twfe/event-study.ts";
import { twfe } from "../twfe/twfe.ts";
import { twoStage } from "../two-stage/two-stage.ts";
import { wildClusterBootstrap } from "../wild-bootstrap/wild-cluster-bootstrap.ts";
import { sensitivity } from "./sensitivity.ts";
import { usualSeNotices, withholdRow } from "./withhold.ts";

/** What a method may need beside the panel; each takes what concerns it. */
export interface PanelRun {
  random: Random;
  draws: number;
  level: number;
  control: Control;
  method: Method;
  base: Base;
  anticipation: number;
  /** Permutation only within the panel's strata. */
  strata: boolean;
}

export interface PanelMethod {
  id: string;
  label: string;
  /** @throws EvaluationError where the panel does not allow it. */
  run(panel: Panel, options: PanelRun): ResultBase;
}

const covariatesOf = (panel: Panel) => panel.covariates.map(({ name }) => name);
const ESTIMATOR_WORDS: Record<Estimator, string> = {
  imputation: "imputation",
  cs_never: "Callaway and Sant'Anna, never treated compared",
  cs_not_yet: "Callaway and Sant'Anna, not yet treated compared",
  twfe: "two-way fixed effects",
};
const CLUSTERED = { type: "cluster", by: "cluster" } as const;

/** Every estimator and test of panels by name, as `nap evaluate --estimator` takes them. */
export const PANEL_METHODS: readonly PanelMethod[] = [
  {
    id: "twfe",
    label: "Two-way fixed effects, one effect",
    run: (panel, { level }) =>
      twfe(panel, { level, covariates: covariatesOf(panel), variance: [CLUSTERED, { type: "cr2" }] }),
  },
  {
    id: "event_study",
    label: "Two-way fixed effects, effects by time since treatment",
    run: (panel, { level }) => eventStudy(panel, { level, covariates: covariatesOf(panel) }),
  },
  { id: "bacon", label: "Goodman-Bacon decomposition", run: (panel) => goodmanBacon(panel) },
  { id: "callaway_santanna", label: "Callaway and Sant'Anna", run: callaway },
  { id: "sun_abraham", label: "Sun and Abraham", run: (panel, { level }) => sunAbraham(panel, { level }) },
  {
    id: "imputation",
    label: "Imputation (Borusyak, Jaravel and Spiess)",
    run: (panel, { level }) => imputation(panel, { level, horizon: true, covariates: covariatesOf(panel) }),
  },
  {
    id: "two_stage",
    label: "Two-stage (Gardner)",
    run: (panel, { level }) => twoStage(panel, { level, covariates: covariatesOf(panel) }),
  },
  {
    id: "roth_santanna",
    label: "Efficient under random timing (Roth and Sant'Anna)",
    run: (panel) => rothSantAnna(panel, { estimand: "simple" }),
  },
  {
    id: "synthetic_did",
    label: "Synthetic difference-in-differences",
    run: (panel, { level, draws, random }) =>
      syntheticDid(panel, { method: "sdid", level, draws: few(draws), random }),
  },
  {
    id: "synthetic_control",
    label: "Synthetic control",
    run: (panel, { level, draws, random }) =>
      syntheticDid(panel, { method: "sc", level, draws: few(draws), random }),
  },
  {
    id: "permutation",
    label: "Randomization test of the two-way effect",
    run: (panel, { level, draws, random, strata }) =>
      permutationTest(panel, { level, draws, random, strata, covariates: covariatesOf(panel) }),
  },
  {
    id: "permutation_t",
    label: "Randomization test of the studentised two-way effect",
    run: (panel, { level, draws, random, strata }) =>
      permutationTest(panel, {
        statistic: "t",
        level,
        draws,
        random,
        strata,
        covariates: covariatesOf(panel),
      }),
  },
  {
    id: "conley_taber",
    label: "Conley and Taber",
    run: (panel, { level, draws, random }) => {
      needNever(panel);
      return conleyTaber(panel, {
        level,
        draws: Math.max(draws, 100_000),
        random,
        covariates: covariatesOf(panel),
      });
    },
  },
  {
    id: "ibragimov_muller",
    label: "Ibragimov and Müller",
    run: (panel, { level }) => ibragimovMuller(panel, { level }),
  },
  {
    id: "wild_bootstrap",
    label: "Wild cluster bootstrap",
    run: (panel, { level, draws, random }) =>
      wildClusterBootstrap(panel, { level, draws, random, covariates: covariatesOf(panel) }),
  },
  {
    id: "sensitivity",
    label: "Bounds when trends are not parallel (Rambachan and Roth)",
    run: (panel, { level }) => sensitivity(panel, level),
  },
  ...ESTIMATORS.map((estimator) => ({
    id: `dynamic_${estimator}`,
    label: `Effects by time since treatment with bands: ${ESTIMATOR_WORDS[estimator]}`,
    run: (panel: Panel, { level, draws, random }: PanelRun) =>
      eventStudyOf(panel, estimator, { level, draws, random }),
  })),
  {
    id: "power",
    label: "Power by simulation",
    run: power,
  },
];

/** Effects at which power is told, in twentieths of the detectable one, on both sides. */
const POWER_STEPS = 32;

/** Power over a range of effects that reaches well beyond what can be detected; the same panels serve all of them. */
function power(panel: Panel, { random, level }: PanelRun): ResultBase {
  const options = { level, covariates: covariatesOf(panel) };
  // What can be detected has to be known before the range; both runs begin with the same random numbers.
  const seed = random.uint32();
  const first = powerCurve(panel, { ...options, random: seeded(seed) });
  const step = (first.detectable ?? 0) / 20;
  if (!(step > 0)) return first;
  const effects = Array.from({ length: 2 * POWER_STEPS + 1 }, (_, k) => (k - POWER_STEPS) * step);
  return powerCurve(panel, { ...options, effects, random: seeded(seed) });
}

/** Synthetic weights are solved anew for each placebo. */
const few = (draws: number) => Math.min(draws, 500);

/** Methods whose standard errors lean on many treated units. */
const USUAL_SE = new Set([
  "twfe",
  "event_study",
  "callaway_santanna",
  "sun_abraham",
  "imputation",
  "two_stage",
  "roth_santanna",
]);

/**
 * One method by name; what is known to be too small is said with its result.
 * @throws EvaluationError naming the methods there are.
 */
export function panelMethod(id: string): PanelMethod {
  const found = PANEL_METHODS.find((one) => one.id === id);
  if (found) {
    if (!USUAL_SE.has(id)) return found;
    return {
      ...found,
      run: (panel, options) => {
        const result = found.run(panel, options);
        const more = usualSeNotices(result);
        // The same thing in other words is said once.
        const said = more.some(({ code }) => code === "se_understated");
        const kept = result.warnings.filter(({ code }) => !(said && code === "few_treated_standard_error"));
        return { ...result, warnings: [...kept, ...more] };
      },
    };
  }
  throw new EvaluationError(
    `There is no estimator ${id} for panels`,
    { column: "estimator", value: id },
    `Choose one of: ${PANEL_METHODS.map((one) => one.id).join(", ")}`,
  );
}

/** All cells, the four aggregations, and bands that hold for all cells at once. */
function callaway(panel: Panel, options: PanelRun): ResultBase {
  const { control, method, base, anticipation, level, draws, random } = options;
  if (control === "never") needNever(panel);
  const result = callawaySantAnna(panel, {
    control,
    method,
    base,
    anticipation,
    level,
    covariates: covariatesOf(panel),
    cluster: panel.clusters.length < panel.n,
    unbalanced: panel.balanced ? "drop_units" : "cross_sections",
  });
  const alone = new Set(result.cohorts.filter(({ units }) => units === 1).map(({ group }) => group));
  const shown = (type: "simple" | "dynamic" | "group" | "calendar") => {
    const { overall, rows, warnings } = aggregate(result, { type, level });
    // A cohort of one adds no variance of its own.
    const kept = rows.map((row) =>
      type === "group" && alone.has(row.at) ? withholdRow(row, "one_unit_cohort") : row,
    );
    return {
      overall: alone.size === result.cohorts.length ? withholdRow(overall, "one_unit_cohort") : overall,
      rows: kept,
      warnings,
    };
  };
  const { critical, uniform, se, warnings } = multiplierBootstrap(result.influence, { draws, random, level });
  const { influence: _influence, cohortOf: _cohortOf, weights: _weights, ...rest } = result;
  return {
    ...rest,
    cells: rest.cells.map((cell) => (cell.treated === 1 ? withholdRow(cell, "one_unit_cohort") : cell)),
    warnings: [...result.warnings, ...warnings],
    bootstrap: {
      draws,
      critical,
      uniform,
      se: se.map((value, at) => (rest.cells[at]?.treated === 1 ? null : value)),
    },
    simple: shown("simple"),
    dynamic: shown("dynamic"),
    group: shown("group"),
    calendar: shown("calendar"),
  } as ResultBase;
}
