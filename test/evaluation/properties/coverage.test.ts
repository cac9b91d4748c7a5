import { describe, expect, test } from "vitest";
import { conleyTaber } from "../../../src/evaluation/conley-taber/conley-taber.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { type Random, seeded } from "../../../src/evaluation/core/random.ts";
import { imputationKernel } from "../../../src/evaluation/kernels/imputation-kernel.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { permuteKernel } from "../../../src/evaluation/study/permute-kernel.ts";

const PANELS = 200;
const LEVEL = 0.9;
const EFFECT = 1.5;
/** Four standard errors of a share of 200: by chance beyond it once in 16,000 times, and the seeds are fixed. */
const SLACK = 4 * Math.sqrt((LEVEL * (1 - LEVEL)) / PANELS);

/** A panel of 30 units and 10 years with autocorrelated noise (0.8), a constant effect, and as many treated as asked. */
function simulate(treated: number, random: Random): Panel {
  const rows = {
    unit: [] as number[],
    time: [] as number[],
    outcome: [] as number[],
    firstTreated: [] as number[],
  };
  for (let i = 0; i < 30; i++) {
    const first = i < treated ? 2004 + (i % 4) : 0;
    let noise = random.normal() / 0.6;
    for (let time = 2001; time <= 2010; time++) {
      rows.unit.push(i);
      rows.time.push(time);
      rows.firstTreated.push(first);
      rows.outcome.push(0.1 * time + noise + (first > 0 && time >= first ? EFFECT : 0));
      noise = 0.8 * noise + random.normal();
    }
  }
  return makePanel(rows);
}

interface Interval {
  low: number | null;
  high: number | null;
}

/** Share of panels whose interval holds the effect. */
function covered(treated: number, interval: (panel: Panel, random: Random) => Interval): number {
  const random = seeded(100 + treated);
  let hits = 0;
  for (let k = 0; k < PANELS; k++) {
    const { low, high } = interval(simulate(treated, random), random);
    if ((low ?? -Infinity) <= EFFECT && EFFECT <= (high ?? Infinity)) hits++;
  }
  return hits / PANELS;
}

describe.each([3, 5, 10])(
  "with %i treated units the interval holds the truth as often as it says",
  (treated) => {
    test("permutation of the coefficient", () => {
      const share = covered(treated, (panel, random) =>
        permutationTest(panel, { exact: false, draws: 199, random, level: LEVEL }),
      );
      expect(Math.abs(share - LEVEL)).toBeLessThan(SLACK);
    });

    test("permutation of the studentised coefficient", () => {
      const share = covered(treated, (panel, random) =>
        permutationTest(panel, { exact: false, draws: 199, random, level: LEVEL, statistic: "t" }),
      );
      expect(Math.abs(share - LEVEL)).toBeLessThan(SLACK);
    });

    test("permutation of imputation", () => {
      const share = covered(treated, (panel, random) =>
        permuteKernel(panel, imputationKernel(panel), { exact: false, draws: 199, random, level: LEVEL }),
      );
      expect(Math.abs(share - LEVEL)).toBeLessThan(SLACK);
    });

    test("Conley–Taber", () => {
      const share = covered(treated, (panel, random) =>
        conleyTaber(panel, { limit: 0, draws: 2000, random, level: LEVEL }),
      );
      expect(Math.abs(share - LEVEL)).toBeLessThan(SLACK);
    });
  },
);
