import type { SpellsInput } from "../../../src/evaluation/core/spells.ts";

/** Thirteen counting rows of ten plans with ties, late entry and changing status. */
export const small = {
  id: [1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 10],
  start: [0, 2, 0, 0, 1, 0, 1, 0, 3, 0, 2, 0, 0],
  stop: [2, 5, 3, 1, 4, 4, 6, 3, 7, 2, 5, 4, 6],
  event: [0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0],
  twinned: [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0],
  covariates: { x: [0.5, 0.5, -1, 0.2, 0.2, 1.4, -0.3, 0.8, 0.8, 0, -0.7, 1.1, 0.3] },
} satisfies SpellsInput;

export const smallStrata = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2];
export const smallWeights = [1, 1, 2, 1.5, 1.5, 1, 1, 2, 2, 1, 0.5, 1, 1];
export const smallClusters = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5];
