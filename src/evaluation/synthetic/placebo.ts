import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { type Block, placeboBlock } from "./block.ts";
import { fitBlock, type SyntheticMethod } from "./fit.ts";
import { choices, drawSubset, subsets } from "./subsets.ts";
import type { PlaceboDistribution } from "./types.ts";
import type { Solver } from "./weights.ts";

export interface PlaceboPlan {
  method: SyntheticMethod;
  solver: Solver;
  draws: number;
  random: Random | undefined;
}

/**
 * The overall estimate when as many controls as there are treated units, chosen at random, count as treated at the
 * same times and all other controls remain controls. With one cohort all choices are used where there are at most
 * `draws` of them.
 * @throws EvaluationError where too few controls remain or a draw is needed without a generator.
 */
export function placeboDistribution(blocks: readonly Block[], plan: PlaceboPlan): PlaceboDistribution {
  const n0 = (blocks[0] as Block).controls.length;
  const sizes = blocks.map((block) => block.treated.length);
  const n1 = sizes.reduce((a, b) => a + b, 0);
  if (n0 - n1 < 2) {
    throw new EvaluationError(
      `Placebos need at least two controls more than treated units: ${n1} treated, ${n0} controls`,
      {},
      'Ask for inference "none", or use a method for few controls',
    );
  }
  const exact = blocks.length === 1 && choices(n0, n1) <= plan.draws;
  const assignments = exact ? subsets(n0, n1) : draw(n0, n1, plan);
  const estimates: number[] = [];
  for (const chosen of assignments) estimates.push(overallPlacebo(blocks, sizes, chosen, plan));
  return { estimates: Float64Array.from(estimates), exact, smallestP: 1 / (estimates.length + 1) };
}

function* draw(n0: number, n1: number, plan: PlaceboPlan): Generator<number[]> {
  if (!plan.random) {
    throw new EvaluationError("Placebo assignments are drawn at random", {}, "Pass a seeded generator");
  }
  for (let b = 0; b < plan.draws; b++) yield drawSubset(n0, n1, plan.random);
}

function overallPlacebo(
  blocks: readonly Block[],
  sizes: readonly number[],
  chosen: readonly number[],
  plan: PlaceboPlan,
): number {
  let from = 0;
  let total = 0;
  let weight = 0;
  blocks.forEach((block, at) => {
    const size = sizes[at] as number;
    const placebo = placeboBlock(block, chosen.slice(from, from + size), chosen);
    from += size;
    const share = size * (block.t - block.t0);
    total += share * fitBlock(placebo, plan.method, plan.solver).estimate;
    weight += share;
  });
  return total / weight;
}

/** (1 + number at least as far from zero as the estimate) / (number + 1). */
export function rankP(estimate: number, placebos: Float64Array): number {
  const bar = Math.abs(estimate) * (1 - 1e-12);
  let beyond = 1;
  for (const value of placebos) if (Math.abs(value) >= bar) beyond++;
  return beyond / (placebos.length + 1);
}
