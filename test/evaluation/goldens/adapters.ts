import type { GoldenAdapter } from "./adapter.ts";
import { adapter as callawaySantAnna } from "./callaway-santanna.ts";
import { adapter as conleyTaber } from "./conley-taber.ts";
import { adapter as cox } from "./cox.ts";
import { adapter as discreteHazard } from "./discrete-hazard.ts";
import { adapter as distributions } from "./distributions.ts";
import { adapter as goodmanBacon } from "./goodman-bacon.ts";
import { adapter as honest } from "./honest.ts";
import { adapter as ibragimovMuller } from "./ibragimov-muller.ts";
import { adapter as imputation } from "./imputation.ts";
import { adapter as matching } from "./matching.ts";
import { adapter as multipleOutcomes } from "./multiple-outcomes.ts";
import { adapter as permutation } from "./permutation.ts";
import { adapter as power } from "./power.ts";
import { adapter as rothSantAnna } from "./roth-santanna.ts";
import { adapter as sunAbraham } from "./sun-abraham.ts";
import { adapter as survivalCurves } from "./survival-curves.ts";
import { adapter as synthetic } from "./synthetic.ts";
import { adapter as twfe } from "./twfe.ts";
import { adapter as twoStage } from "./two-stage.ts";
import { adapter as wildBootstrap } from "./wild-bootstrap.ts";

/** Each method of the goldens has exactly one of these. */
export const ADAPTERS: readonly GoldenAdapter[] = [
  callawaySantAnna,
  conleyTaber,
  cox,
  discreteHazard,
  distributions,
  goodmanBacon,
  honest,
  ibragimovMuller,
  imputation,
  matching,
  multipleOutcomes,
  permutation,
  power,
  rothSantAnna,
  sunAbraham,
  survivalCurves,
  synthetic,
  twfe,
  twoStage,
  wildBootstrap,
];
