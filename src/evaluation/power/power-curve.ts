import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { checkLevel } from "../permutation/permutation-test.ts";
import { type Design, estimateOf, makeDesign } from "./design.ts";
import {
  conleyTaberDetector,
  cr2Detector,
  type Detection,
  type Detector,
  drawAssignments,
  type PowerTest,
  permutationDetector,
} from "./detection.ts";
import { type DonorOptions, type DonorPool, donorPool } from "./donor-pool.ts";

export interface PowerOptions extends DonorOptions {
  random: Random;
  /** Effects whose power is wanted. Default: none; the smallest detectable effect is always given. */
  effects?: readonly number[];
  /** Default "permutation". */
  test?: PowerTest;
  /** Simulated panels. Default 1000. */
  sims?: number;
  /** Assignments or tuples of each test. Default 999. */
  draws?: number;
  level?: number;
  /** Chance of finding the effect that counts as enough. Default 0.8. */
  power?: number;
}

export interface PowerResult extends ResultBase {
  test: PowerTest;
  /** `error` is the simulation error (one standard deviation). */
  curve: { effect: number; power: number; error: number }[];
  /** How often the test rejects when there is no effect: should be near 1 − level. */
  size: number;
  /** Smallest effect found with the power asked for; null where no effect is. */
  detectable: number | null;
  /** The same for a harmful effect: a negative number. */
  detectableDown: number | null;
  /** Standard deviation of the estimate over simulated panels. */
  spread: number;
  source: DonorPool["source"];
  donors: number;
  sims: number;
}

/**
 * Power by simulation on the panel's own series: units to which nothing happened are drawn, the real dates are given to
 * them, an effect is added and the test is run. The same draws serve all effects (common random numbers), and each
 * panel gives in one go the range of effects its test would find, so that the curve never falls by chance.
 * @throws EvaluationError for impossible options or too few series.
 */
export function powerCurve(panel: Panel, options: PowerOptions): PowerResult {
  const settings = withDefaults(options);
  const { effects, test, sims, draws, level, power } = settings;
  const pool = donorPool(panel, options);
  const found = simulate(pool, pool.starts, settings, options.random);
  const warnings: Notice[] = [...panel.notices, ...pool.notices];
  if (!found) {
    warnings.push(notice("cr2_undefined", "CR2 is not defined with a single treated unit: it finds nothing"));
  }
  const detections = found?.detections ?? [];
  const detectable = found ? smallestDetectable(detections, power) : null;
  const mirrored = detections.map(({ above, below }) => ({ above: -below, below: -above }));
  const down = found ? smallestDetectable(mirrored, power) : null;
  if (found && detectable === null) {
    warnings.push(
      notice("no_detectable_effect", "No effect, however large, is found with the power asked for"),
    );
  }
  return {
    call: {
      method: "powerCurve",
      options: {
        effects: [...effects],
        test,
        sims,
        draws,
        level,
        power,
        donors: pool.source,
        covariates: [...(options.covariates ?? [])],
      },
    },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings,
    test,
    curve: effects.map((effect) => {
      const share = powerOf(detections, effect);
      return { effect, power: share, error: Math.sqrt((share * (1 - share)) / sims) };
    }),
    size: powerOf(detections, 0),
    detectable,
    detectableDown: down === null ? null : -down,
    spread: found?.spread ?? Number.NaN,
    source: pool.source,
    donors: pool.n,
    sims,
  };
}

export type PowerSettings = Required<
  Pick<PowerOptions, "effects" | "test" | "sims" | "draws" | "level" | "power">
>;

export function withDefaults(options: PowerOptions): PowerSettings {
  const { effects = [], test = "permutation", sims = 1000, draws = 999, level = 0.95, power = 0.8 } = options;
  checkLevel(level);
  const whole = (value: number) => Number.isInteger(value) && value > 0;
  if (!whole(sims) || !whole(draws) || !(power > 0 && power < 1)) {
    throw new EvaluationError(
      "Simulations and draws are positive whole numbers, power lies between 0 and 1",
      { column: "power" },
      "Use sims: 1000, draws: 999, power: 0.8",
    );
  }
  return { effects, test, sims, draws, level, power };
}

/** Simulated panels with the dates of `starts`; null where the test is not defined. */
export function simulate(
  pool: DonorPool,
  starts: Int32Array,
  settings: PowerSettings,
  random: Random,
): { detections: Detection[]; spread: number } | null {
  const design = makeDesign(pool, starts);
  const detect = detectorFor(design, settings, random);
  if (!detect) return null;
  const { sims } = settings;
  const { slots } = design;
  const drawn = drawAssignments(pool.n, slots, sims, random);
  const detections: Detection[] = [];
  let mean = 0;
  let square = 0;
  for (let b = 0; b < sims; b++) {
    const assigned = drawn.subarray(b * slots, (b + 1) * slots);
    const estimate = estimateOf(design, assigned);
    detections.push(detect(assigned, estimate));
    const step = estimate - mean;
    mean += step / (b + 1);
    square += step * (estimate - mean);
  }
  return { detections, spread: Math.sqrt(square / Math.max(1, sims - 1)) };
}

function detectorFor(design: Design, settings: PowerSettings, random: Random): Detector | null {
  const { test, draws, level } = settings;
  if (test === "permutation") return permutationDetector(design, draws, level, random);
  if (test === "conley-taber") return conleyTaberDetector(design, draws, level, random);
  return cr2Detector(design, level);
}

/** Share of panels in which the effect is found. */
export function powerOf(detections: readonly Detection[], effect: number): number {
  if (detections.length === 0) return 0;
  let count = 0;
  for (const { above, below } of detections) if (effect > above || effect < below) count++;
  return count / detections.length;
}

/** The smallest positive effect beyond which at least `power` of the panels find it; null where there is none. */
export function smallestDetectable(detections: readonly Detection[], power: number): number | null {
  const needed = Math.ceil(power * detections.length * (1 - 1e-12));
  const sorted = Float64Array.from(detections, (detection) => detection.above).sort();
  const sure = sorted[needed - 1] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(sure)) return null;
  // Panels that would also find it as a harm can only bring the answer down, and only near zero.
  for (const above of sorted) {
    if (above < 0) continue;
    if (above >= sure) break;
    if (powerOf(detections, above * (1 + 1e-12)) >= power) return above;
  }
  return Math.max(0, sure);
}
