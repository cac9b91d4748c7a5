import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { seeded } from "../core/random.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { TIE } from "../permutation/null-distribution.ts";
import { planAssignments } from "../permutation/plan.ts";
import { type ReferenceDraws, referenceDraws } from "../permutation/reference-draws.ts";
import { kernelOf } from "./kernel-of.ts";
import { panelOf } from "./panel-of.ts";
import { keyOf, type Specification } from "./specification.ts";
import type { Study } from "./study.ts";

/** One point of the curve; estimate and p are null where the choices identify no effect, with the reason. */
export interface CurvePoint {
  key: string;
  specification: Specification;
  estimate: number | null;
  p: number | null;
  treated: number | null;
  units: number | null;
  reason: string | null;
}

export interface CurveOptions {
  /** Permutations of each specification. */
  draws: number;
  seed: number;
  /** Checked between specifications. */
  signal?: { readonly aborted: boolean };
  progress?: (done: number, of: number) => void;
  /** Each point as soon as it is found. */
  onPoint?: (point: CurvePoint) => void;
  /** Called after each point so that a page can breathe when it must; the run goes on when it resolves. */
  pause?: () => Promise<void>;
}

export interface CurveRun {
  points: CurvePoint[];
  /** False where the run was stopped: the points are those done by then. */
  complete: boolean;
}

/**
 * Runs every specification with its permutation p-value. Panels and kernels are shared between specifications that
 * differ in inference only; each specification has its own generator, so that the order and any split into parts leave
 * the numbers alone.
 */
export async function runCurve(
  study: Study,
  specifications: readonly Specification[],
  options: CurveOptions,
): Promise<CurveRun> {
  const cache = new PanelCache(study);
  const points: CurvePoint[] = [];
  for (const specification of specifications) {
    if (options.signal?.aborted) return { points, complete: false };
    const point = pointOf(cache, specification, options);
    points.push(point);
    options.onPoint?.(point);
    options.progress?.(points.length, specifications.length);
    if (options.pause) await options.pause();
  }
  return { points, complete: true };
}

function pointOf(cache: PanelCache, specification: Specification, options: CurveOptions): CurvePoint {
  const key = keyOf(specification);
  const point = { key, specification };
  try {
    if (specification.inference === "conley_taber") throw byPermutationOnly();
    const { panel, kernel } = cache.get(specification);
    const plan = planAssignments(panel, { strata: specification.inference === "permutation_in_region" });
    const random = seeded(options.seed ^ hash(key));
    const reference = referenceDraws(plan, { draws: options.draws, random, limit: options.draws });
    const observed = new Float64Array(2);
    kernel.evaluate(plan.treated, observed);
    const estimate = observed[0]! / observed[1]!;
    const found = Number.isFinite(estimate);
    return {
      ...point,
      estimate: found ? estimate : null,
      p: found ? shareAsLarge(kernel, reference, observed[0]!) : null,
      treated: plan.treated.length,
      units: panel.n,
      reason: found ? null : "These choices identify no effect",
    };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { ...point, estimate: null, p: null, treated: null, units: null, reason: error.what };
  }
}

/** Another rule's name over a permutation's p would be a lie. */
const byPermutationOnly = () =>
  new EvaluationError(
    "The curve tests by permutation only",
    { column: "inference", value: "conley_taber" },
    "Leave the rule open, or ask for this one specification by itself",
  );

/** Two-sided p of no effect: only the outcome's statistic is needed, not that of every other null. */
function shareAsLarge(kernel: Kernel, reference: ReferenceDraws, observed: number): number {
  const least = Math.abs(observed) * (1 - TIE);
  const out = new Float64Array(1);
  let count = reference.exact ? 0 : 1;
  reference.visit((assigned) => {
    kernel.evaluate(assigned, out);
    // Written so that an assignment that identifies nothing (NaN) counts against an effect.
    if (!(Math.abs(out[0]!) < least)) count++;
  });
  return count / reference.total;
}

/** The last few panels and kernels: neighbours in the list share them. */
class PanelCache {
  private panels = new Map<string, Panel | EvaluationError>();
  private kernel: { key: string; kernel: Kernel } | null = null;

  constructor(private readonly study: Study) {}

  get(specification: Specification): { panel: Panel; kernel: Kernel } {
    const panelKey = keyOf({ ...specification, estimator: "twfe", inference: "permutation" });
    const panel = this.panelAt(panelKey, specification);
    const kernelKey = `${panelKey}|${specification.estimator}`;
    if (this.kernel?.key !== kernelKey) {
      this.kernel = { key: kernelKey, kernel: kernelOf(panel, specification.estimator) };
    }
    return { panel, kernel: this.kernel.kernel };
  }

  private panelAt(key: string, specification: Specification): Panel {
    let panel = this.panels.get(key);
    if (!panel) {
      panel = attempt(() => panelOf(this.study, specification));
      if (this.panels.size > 50) this.panels.clear();
      this.panels.set(key, panel);
    }
    if (panel instanceof EvaluationError) throw panel;
    return panel;
  }
}

function attempt(make: () => Panel): Panel | EvaluationError {
  try {
    return make();
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

/** FNV-1a, 32 bits: a seed of its own for every specification. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
