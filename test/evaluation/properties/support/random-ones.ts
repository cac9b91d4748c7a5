import { multiplierBootstrap } from "../../../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../../../../src/evaluation/callaway-santanna/estimate.ts";
import { conleyTaber } from "../../../../src/evaluation/conley-taber/conley-taber.ts";
import type { Panel } from "../../../../src/evaluation/core/panel.ts";
import type { Random } from "../../../../src/evaluation/core/random.ts";
import { imputationKernel } from "../../../../src/evaluation/kernels/imputation-kernel.ts";
import { permutationTest } from "../../../../src/evaluation/permutation/permutation-test.ts";
import { permuteKernel } from "../../../../src/evaluation/study/permute-kernel.ts";
import { syntheticDid } from "../../../../src/evaluation/synthetic/synthetic-did.ts";
import { wildClusterBootstrap } from "../../../../src/evaluation/wild-bootstrap/wild-cluster-bootstrap.ts";

const drawn = (name: string, result: (panel: Panel, random: Random) => unknown) => ({ name, result });

/** Those that draw at random, each with few draws. */
export const RANDOM_ONES = [
  drawn("permutationTest", (panel, random) => permutationTest(panel, { exact: false, draws: 99, random })),
  drawn("conleyTaber", (panel, random) => conleyTaber(panel, { limit: 0, draws: 99, random })),
  drawn("wildClusterBootstrap, Webb", (panel, random) =>
    wildClusterBootstrap(panel, { weights: "webb", draws: 99, random }),
  ),
  drawn("wildClusterBootstrap, Rademacher", (panel, random) =>
    wildClusterBootstrap(panel, { type: "WCU", enumerate: false, draws: 99, random }),
  ),
  drawn("syntheticDid", (panel, random) => syntheticDid(panel, { method: "did", draws: 5, random })),
  drawn("permuteKernel", (panel, random) =>
    permuteKernel(panel, imputationKernel(panel), { exact: false, draws: 99, random }),
  ),
  drawn("multiplierBootstrap", (panel, random) =>
    multiplierBootstrap(callawaySantAnna(panel).influence, { draws: 99, random }),
  ),
];
