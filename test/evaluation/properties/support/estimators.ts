import { aggregate } from "../../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnna } from "../../../../src/evaluation/callaway-santanna/estimate.ts";
import type { CallawaySantAnnaOptions } from "../../../../src/evaluation/callaway-santanna/types.ts";
import { conleyTaber } from "../../../../src/evaluation/conley-taber/conley-taber.ts";
import type { Panel } from "../../../../src/evaluation/core/panel.ts";
import { goodmanBacon } from "../../../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import { ibragimovMuller } from "../../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { imputation } from "../../../../src/evaluation/imputation/imputation.ts";
import { callawaySantAnnaKernel } from "../../../../src/evaluation/kernels/callaway-santanna-kernel.ts";
import { imputationKernel } from "../../../../src/evaluation/kernels/imputation-kernel.ts";
import type { Kernel } from "../../../../src/evaluation/kernels/kernel.ts";
import { twfeKernel } from "../../../../src/evaluation/kernels/twfe-kernel.ts";
import { permutationTest } from "../../../../src/evaluation/permutation/permutation-test.ts";
import { rothSantAnna } from "../../../../src/evaluation/roth-santanna/estimate.ts";
import { permuteKernel } from "../../../../src/evaluation/study/permute-kernel.ts";
import { sunAbraham } from "../../../../src/evaluation/sun-abraham/sun-abraham.ts";
import { syntheticDid } from "../../../../src/evaluation/synthetic/synthetic-did.ts";
import { eventStudy } from "../../../../src/evaluation/twfe/event-study.ts";
import { twfe } from "../../../../src/evaluation/twfe/twfe.ts";
import { twoStage } from "../../../../src/evaluation/two-stage/two-stage.ts";
import { wildClusterBootstrap } from "../../../../src/evaluation/wild-bootstrap/wild-cluster-bootstrap.ts";
import type { Figure, Figures } from "./figures.ts";
import type { PanelKinds } from "./panels.ts";

/** One estimator as the properties see it. */
export interface Estimator {
  name: string;
  /** Panels on which it is defined, for the most part. */
  kinds: PanelKinds;
  covariates?: readonly ("x" | "z")[];
  /** The whole result, for bits. */
  result: (panel: Panel) => unknown;
  figures: (panel: Panel) => Figures;
  /** Levels of units and of times, whatever they are, leave it alone. Default true. */
  absorbsEffects?: boolean;
  /** Its headline is the mean effect, to which a constant one is added. Default true. */
  meansEffect?: boolean;
  /** What stands for its standard error is the spread over reassignments, which an effect widens. Default false. */
  spreadOfChance?: boolean;
}

type Inferred = Partial<Omit<Figure, "name" | "estimate">>;

function figure(name: string | number, estimate: number | null, more: Inferred = {}): Figure {
  const { se = null, p = null, low = null, high = null } = more;
  return { name: String(name), estimate, se, p, low, high };
}

const ALL: PanelKinds = { gaps: 5, always: true, skips: true };
const BALANCED: PanelKinds = { always: true, skips: true };

const VARIANCES = [
  { type: "iid" },
  { type: "hc1" },
  { type: "cluster" },
  { type: "twoway" },
  { type: "driscoll_kraay", lag: 1 },
  { type: "cr2" },
  { type: "jackknife" },
] as const;

function twfeEntry(name: string, covariates: readonly ("x" | "z")[]): Estimator {
  const run = (panel: Panel) => twfe(panel, { covariates, variance: VARIANCES });
  return {
    name,
    kinds: ALL,
    covariates,
    result: run,
    figures: (panel) => {
      const { estimate, variances, r2Within } = run(panel);
      return {
        figures: variances.map((one) => figure(one.name, estimate, one.inference[0])),
        dates: [],
        unitless: [r2Within],
        headline: estimate,
      };
    },
  };
}

const eventStudyEntry: Estimator = {
  name: "eventStudy",
  kinds: ALL,
  meansEffect: false,
  result: (panel) => eventStudy(panel),
  figures: (panel) => {
    const { terms, variances } = eventStudy(panel);
    return {
      figures: variances.flatMap((one) =>
        terms.map(({ term, estimate }, at) => figure(`${one.name} ${term}`, estimate, one.inference[at])),
      ),
      dates: [],
      unitless: [],
      headline: null,
    };
  },
};

const baconEntry: Estimator = {
  name: "goodmanBacon",
  kinds: BALANCED,
  result: (panel) => goodmanBacon(panel),
  figures: (panel) => {
    const { twoByTwos, twfe: coefficient } = goodmanBacon(panel);
    return {
      figures: [figure("twfe", coefficient), ...twoByTwos.map((row) => figure(row.type, row.estimate))],
      dates: twoByTwos.flatMap(({ treated, untreated }) =>
        untreated === "never" ? [treated] : [treated, untreated],
      ),
      unitless: twoByTwos.map(({ weight }) => weight),
      headline: coefficient,
    };
  },
};

function callawayEntry(options: CallawaySantAnnaOptions, kinds: PanelKinds): Estimator {
  const { control = "never", method = "dr", base = "varying", unbalanced = "drop_units" } = options;
  const covariates = (options.covariates ?? []) as ("x" | "z")[];
  const types = ["simple", "dynamic", "group", "calendar"] as const;
  const run = (panel: Panel) => {
    const cells = callawaySantAnna(panel, options);
    return { cells, means: types.map((type) => aggregate(cells, { type })) };
  };
  return {
    name: `callawaySantAnna ${control} ${method} ${base} ${unbalanced} ${covariates.join("+")}`.trim(),
    kinds,
    covariates,
    // Rows of other units stand at the base: their levels are part of the comparison.
    absorbsEffects: unbalanced === "drop_units",
    result: run,
    figures: (panel) => {
      const { cells, means } = run(panel);
      return {
        figures: [
          ...cells.cells.map((cell) => figure(`${cell.time - cell.group}`, cell.att, cell)),
          ...means.flatMap(({ overall, rows }, m) => [
            figure(`${types[m]} overall`, overall.att, overall),
            ...rows.map((row) => figure(`${types[m]} row`, row.att, row)),
          ]),
        ],
        dates: cells.cells.flatMap(({ group, time, base: from }) => [group, time, from]),
        unitless: cells.cohorts.map(({ share }) => share),
        headline: means[0]?.overall.att ?? null,
      };
    },
  };
}

const sunAbrahamEntry: Estimator = {
  name: "sunAbraham",
  kinds: ALL,
  result: (panel) => sunAbraham(panel),
  figures: (panel) => {
    const { att, eventStudy: study, byCohort, coefficients } = sunAbraham(panel);
    return {
      figures: [
        figure("att", att.estimate, att),
        ...study.map((row) => figure(`at ${row.event}`, row.estimate, row)),
        ...byCohort.map((row) => figure("cohort", row.estimate, row)),
        ...coefficients.map((row) => figure(`cell ${row.event}`, row.estimate, row)),
      ],
      dates: [...byCohort, ...coefficients].map(({ cohort }) => cohort),
      unitless: [],
      headline: att.estimate,
    };
  },
};

function imputationEntry(name: string, covariates: readonly ("x" | "z")[]): Estimator {
  const run = (panel: Panel) => imputation(panel, { covariates });
  return {
    name,
    kinds: ALL,
    covariates,
    result: run,
    figures: (panel) => {
      const { overall, horizons } = run(panel);
      return {
        figures: [overall, ...horizons].map((row) => figure(`at ${row.event}`, row.estimate, row)),
        dates: [],
        unitless: [],
        headline: overall.estimate,
      };
    },
  };
}

const twoStageEntry: Estimator = {
  name: "twoStage",
  kinds: ALL,
  result: (panel) => twoStage(panel),
  figures: (panel) => {
    const { overall, eventStudy: study } = twoStage(panel);
    return {
      figures: [overall, ...study].map((row) => figure(`at ${row.event}`, row.estimate, row)),
      dates: [],
      unitless: [],
      headline: overall.estimate,
    };
  },
};

function rothEntry(estimand: "simple" | "cohort" | "calendar" | "eventstudy"): Estimator {
  return {
    name: `rothSantAnna ${estimand}`,
    kinds: { cohort: 2, cohorts: 2, always: true, skips: true },
    // Random timing is about levels: it uses them.
    absorbsEffects: false,
    meansEffect: estimand !== "eventstudy",
    result: (panel) => rothSantAnna(panel, { estimand }),
    figures: (panel) => {
      const { rows } = rothSantAnna(panel, { estimand });
      return {
        figures: rows.flatMap((row) => [
          figure(`at ${row.eventTime}`, row.estimate, { ...row, se: row.seNeyman }),
          figure(`adjusted, at ${row.eventTime}`, row.estimate, { se: row.se }),
        ]),
        dates: [],
        unitless: rows.map(({ beta }) => beta),
        headline: estimand === "eventstudy" ? null : (rows[0]?.estimate ?? null),
      };
    },
  };
}

function syntheticEntry(method: "sdid" | "did"): Estimator {
  const run = (panel: Panel) => syntheticDid(panel, { method, inference: "placebo", draws: 300 });
  return {
    name: `syntheticDid ${method}, all placebos`,
    // With fewer controls than times before, also among placebos, the weights hang on the least digits.
    kinds: { never: 8, cohorts: 1, units: [9, 13], times: [4, 5] },
    // The penalty is taken from changes over time, common ones included.
    absorbsEffects: method === "did",
    result: run,
    figures: (panel) => {
      const { estimate, inference, cohorts } = run(panel);
      return {
        figures: [figure("effect", estimate, inference)],
        dates: cohorts.map(({ cohort }) => cohort),
        unitless: cohorts.flatMap((one) => one.lambda.map(({ w }) => w)),
        headline: estimate,
      };
    },
  };
}

function permutationEntry(statistic: "beta" | "t", kinds: PanelKinds): Estimator {
  const run = (panel: Panel) => permutationTest(panel, { statistic, exact: true, level: 0.8 });
  return {
    name: `permutationTest ${statistic}${kinds.gaps ? " with gaps" : ""}`,
    kinds: { units: [6, 9], times: [4, 6], cohorts: 2, ...kinds },
    meansEffect: false,
    result: run,
    figures: (panel) => {
      const result = run(panel);
      return {
        figures: [figure("effect", result.estimate, { ...result, se: result.spread })],
        dates: [],
        unitless: [result.distinct, result.statistic === null ? null : Math.abs(result.statistic)],
        headline: null,
      };
    },
  };
}

const conleyTaberEntry: Estimator = {
  name: "conleyTaber, all tuples",
  kinds: { gaps: 3, always: true, cohorts: 2 },
  result: (panel) => conleyTaber(panel, { limit: 1e6 }),
  figures: (panel) => {
    const result = conleyTaber(panel, { limit: 1e6, level: 0.9 });
    // The interval of type-1 quantiles steps over a value when turned around, and is checked on its own.
    return {
      figures: [figure("effect", result.estimate, { se: result.se, p: result.p })],
      dates: [],
      unitless: [result.draws],
      headline: result.estimate,
    };
  },
};

const ibragimovMullerEntry: Estimator = {
  name: "ibragimovMuller",
  kinds: ALL,
  result: (panel) => ibragimovMuller(panel),
  figures: (panel) => {
    const result = ibragimovMuller(panel);
    return {
      figures: [figure("effect", result.estimate, result)],
      dates: [],
      unitless: [result.signChange.p, result.q],
      headline: result.estimate,
    };
  },
};

function wildEntry(type: "WCR" | "WCU"): Estimator {
  return {
    name: `wildClusterBootstrap ${type}, all signs`,
    kinds: { gaps: 3, always: true, cohort: 2, units: [7, 10] },
    result: (panel) => wildClusterBootstrap(panel, { type }),
    figures: (panel) => {
      const { estimate, p, statistic, low, high } = wildClusterBootstrap(panel, { type, level: 0.8 });
      return {
        figures: [figure("effect", estimate, { se: Math.abs(estimate / statistic), p, low, high })],
        dates: [],
        unitless: [Math.abs(statistic)],
        headline: estimate,
      };
    },
  };
}

function kernelEntry(
  name: string,
  kernel: (panel: Panel) => Kernel,
  kinds: PanelKinds,
  covariates: readonly ("x" | "z")[] = [],
): Estimator {
  const run = (panel: Panel) => permuteKernel(panel, kernel(panel), { level: 0.8 });
  return {
    name: `${name}${covariates.length > 0 ? " with covariates" : ""}`,
    kinds: { units: [6, 9], times: [4, 6], cohorts: 2, ...kinds },
    covariates,
    spreadOfChance: true,
    result: run,
    figures: (panel) => {
      const { estimate, p, low, high, spread } = run(panel);
      return {
        figures: [figure("effect", estimate, { se: spread, p, low, high })],
        dates: [],
        unitless: [],
        headline: estimate,
      };
    },
  };
}

const CS = (options: CallawaySantAnnaOptions, kinds: PanelKinds = BALANCED) => callawayEntry(options, kinds);
const MANY: PanelKinds = { units: [14, 20], never: 10, cohort: 4, cohorts: 2, times: [4, 5] };

export const ESTIMATORS: readonly Estimator[] = [
  twfeEntry("twfe", []),
  twfeEntry("twfe with covariates", ["x"]),
  eventStudyEntry,
  baconEntry,
  CS({}),
  CS({ control: "not_yet", base: "universal" }),
  CS({}, ALL),
  CS({ unbalanced: "cross_sections" }, ALL),
  CS({ method: "reg", covariates: ["x"] }),
  CS({ method: "ipw", covariates: ["z"] }, MANY),
  CS({ method: "dr", covariates: ["z"], control: "not_yet" }, MANY),
  sunAbrahamEntry,
  imputationEntry("imputation", []),
  imputationEntry("imputation with covariates", ["x"]),
  twoStageEntry,
  rothEntry("simple"),
  rothEntry("cohort"),
  rothEntry("calendar"),
  rothEntry("eventstudy"),
  syntheticEntry("sdid"),
  syntheticEntry("did"),
  permutationEntry("beta", {}),
  permutationEntry("t", {}),
  permutationEntry("beta", { gaps: 3 }),
  permutationEntry("t", { gaps: 3 }),
  conleyTaberEntry,
  ibragimovMullerEntry,
  wildEntry("WCR"),
  wildEntry("WCU"),
  kernelEntry("twfeKernel", twfeKernel, { gaps: 3 }),
  kernelEntry("twfeKernel", twfeKernel, { gaps: 3 }, ["x"]),
  kernelEntry("imputationKernel", imputationKernel, { gaps: 3 }),
  kernelEntry("callawaySantAnnaKernel never", (panel) => callawaySantAnnaKernel(panel, "never"), { gaps: 3 }),
  kernelEntry("callawaySantAnnaKernel not_yet", (panel) => callawaySantAnnaKernel(panel, "not_yet"), {
    gaps: 3,
  }),
];
