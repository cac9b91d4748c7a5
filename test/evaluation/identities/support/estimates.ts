import { aggregate } from "../../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnna } from "../../../../src/evaluation/callaway-santanna/estimate.ts";
import { conleyTaber } from "../../../../src/evaluation/conley-taber/conley-taber.ts";
import type { Panel } from "../../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../../src/evaluation/core/random.ts";
import { ibragimovMuller } from "../../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { imputation } from "../../../../src/evaluation/imputation/imputation.ts";
import { permutationTest } from "../../../../src/evaluation/permutation/permutation-test.ts";
import { estimateOf } from "../../../../src/evaluation/study/kernel-of.ts";
import { ESTIMATORS } from "../../../../src/evaluation/study/specification.ts";
import { sunAbraham } from "../../../../src/evaluation/sun-abraham/sun-abraham.ts";
import { twfe } from "../../../../src/evaluation/twfe/twfe.ts";
import { twoStage } from "../../../../src/evaluation/two-stage/two-stage.ts";

/** What a method says of a panel: the effect, and what must stay when the outcome is moved or stretched. */
export interface Said {
  estimate: number | null;
  /** Scales with the outcome. */
  se: number | null;
  /** Stays when the outcome is stretched. */
  p: number | null;
}

const CLUSTER = [{ type: "cluster", by: "cluster" }] as const;

export const METHODS: Readonly<Record<string, (panel: Panel) => Said>> = {
  twfe: (panel) => {
    const result = twfe(panel, { variance: CLUSTER });
    const inference = result.variances[0]?.inference[0];
    return { estimate: result.estimate, se: inference?.se ?? null, p: inference?.p ?? null };
  },
  callaway_santanna: (panel) => {
    const { overall } = aggregate(
      callawaySantAnna(panel, { unbalanced: panel.balanced ? "drop_units" : "cross_sections" }),
      { type: "simple" },
    );
    return { estimate: overall.att, se: overall.se, p: overall.p };
  },
  callaway_santanna_not_yet: (panel) => {
    const { overall } = aggregate(
      callawaySantAnna(panel, {
        control: "not_yet",
        unbalanced: panel.balanced ? "drop_units" : "cross_sections",
      }),
      { type: "dynamic" },
    );
    return { estimate: overall.att, se: overall.se, p: overall.p };
  },
  sun_abraham: (panel) => {
    const { att } = sunAbraham(panel);
    return { estimate: att.estimate, se: att.se, p: att.p };
  },
  imputation: (panel) => {
    const { overall } = imputation(panel, { horizon: false });
    return { estimate: overall.estimate, se: overall.se, p: overall.p };
  },
  two_stage: (panel) => {
    const { overall } = twoStage(panel);
    return { estimate: overall.estimate, se: overall.se, p: overall.p };
  },
  permutation: (panel) => {
    const result = permutationTest(panel, { draws: 199, random: seeded(7), interval: false });
    return { estimate: result.estimate, se: result.spread, p: result.p };
  },
  conley_taber: (panel) => {
    const result = conleyTaber(panel, { draws: 500, random: seeded(7) });
    return { estimate: result.estimate, se: result.se, p: result.p };
  },
  ...Object.fromEntries(
    ESTIMATORS.map((id) => [
      `kernel_${id}`,
      (panel: Panel) => ({ estimate: estimateOf(panel, id), se: null, p: null }),
    ]),
  ),
};

/** Methods that need a balanced panel. */
export const BALANCED_ONLY: Readonly<Record<string, (panel: Panel) => Said>> = {
  ibragimov_muller: (panel) => {
    const result = ibragimovMuller(panel);
    return { estimate: result.estimate, se: result.se, p: result.p };
  },
};
