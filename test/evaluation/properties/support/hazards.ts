import type { Spells } from "../../../../src/evaluation/core/spells-types.ts";
import { type CoxOptions, cox } from "../../../../src/evaluation/survival/cox.ts";
import {
  type DiscreteHazardOptions,
  discreteHazard,
} from "../../../../src/evaluation/survival/discrete-hazard.ts";
import { kaplanMeier } from "../../../../src/evaluation/survival/kaplan-meier.ts";
import { logRank } from "../../../../src/evaluation/survival/log-rank.ts";
import type { Figure, Figures } from "./figures.ts";

/** A method for spells as the properties see it. */
export interface Hazard {
  name: string;
  result: (spells: Spells) => unknown;
  figures: (spells: Spells) => Figures;
  /** Rows of one year each. */
  byYear?: boolean;
  /** Coefficient of the covariate is among the figures. */
  covariate?: boolean;
}

interface Coefficient {
  term: string;
  se: number | null;
  p: number | null;
  low: number | null;
  high: number | null;
}

/** Without a finite maximum there is no coefficient: only how well the model can be made to fit. */
function coefficientsOf(
  terms: readonly (Coefficient & { value: number | null })[],
  warnings: readonly { code: string }[],
): Figure[] {
  if (warnings.some(({ code }) => code === "separation")) return [];
  return terms.map(({ term, value, se, p, low, high }) => ({
    name: term,
    estimate: value,
    se,
    p,
    low,
    high,
  }));
}

const TERMS = ["twinned", "x"];

function coxEntry(name: string, own: CoxOptions): Hazard {
  const options = { covariates: TERMS, ...own };
  return {
    name: `cox ${name}`,
    covariate: options.covariates.includes("x"),
    result: (spells) => cox(spells, options),
    figures: (spells) => {
      const { terms, warnings, loglik, loglikNull, score, events, concordance } = cox(spells, options);
      const separated = warnings.some(({ code }) => code === "separation");
      return {
        figures: coefficientsOf(
          terms.map((term) => ({
            ...term,
            value: term.coef,
            low: term.low === null ? null : Math.log(term.low),
            high: term.high === null ? null : Math.log(term.high),
          })),
          warnings,
        ),
        dates: [],
        unitless: [
          // On a likelihood without a peak the climb may stop anywhere near the top.
          separated ? null : loglik,
          loglikNull,
          score.stat,
          events,
          separated ? null : (concordance?.concordant ?? null),
        ],
        headline: null,
      };
    },
  };
}

function curvesEntry(by: string | null): Hazard {
  return {
    name: `kaplanMeier by ${by ?? "none"}`,
    result: (spells) => kaplanMeier(spells, { by }),
    figures: (spells) => {
      const { curves } = kaplanMeier(spells, { by });
      // Times at which rows merely end depend on how rows are cut; those of events do not.
      const steps = curves.flatMap((curve, c) =>
        curve.time.flatMap((time, at) => ((curve.event[at] as number) > 0 ? [{ curve, c, time, at }] : [])),
      );
      return {
        figures: steps.map(({ curve, c, at }) => ({
          name: `curve ${c}`,
          estimate: curve.survival[at] as number,
          se: curve.se[at] ?? null,
          p: null,
          low: curve.low[at] ?? null,
          high: curve.high[at] ?? null,
        })),
        dates: steps.map(({ time }) => time),
        unitless: [
          ...steps.flatMap(({ curve, at }) => [curve.atRisk[at] as number, curve.event[at] as number]),
          ...steps.map(({ curve, at }) => curve.cumulativeHazard[at] as number),
        ],
        headline: null,
      };
    },
  };
}

function logRankEntry(by: string, rho: number, strata: boolean): Hazard {
  return {
    name: `logRank by ${by}, rho ${rho}${strata ? ", stratified" : ""}`,
    result: (spells) => logRank(spells, { by, rho, strata }),
    figures: (spells) => {
      const { groups, chisq, p, df, variance } = logRank(spells, { by, rho, strata });
      return {
        figures: [],
        dates: [],
        unitless: [
          ...groups.flatMap(({ observed, expected }) => [observed, expected]),
          chisq,
          p,
          df,
          ...variance,
        ],
        headline: null,
      };
    },
  };
}

function discreteEntry(name: string, own: DiscreteHazardOptions): Hazard {
  const options = { covariates: TERMS, ...own };
  return {
    name: `discreteHazard ${name}`,
    byYear: true,
    covariate: true,
    result: (spells) => discreteHazard(spells, options),
    figures: (spells) => {
      const { terms, warnings, deviance, events, n } = discreteHazard(spells, options);
      const named = terms.filter(({ term }) => term === "twinned" || term === "x");
      return {
        figures: coefficientsOf(
          named.map((term) => ({ ...term, value: term.estimate })),
          warnings,
        ),
        dates: [],
        unitless: [deviance, events, n],
        headline: null,
      };
    },
  };
}

export const HAZARDS: readonly Hazard[] = [
  coxEntry("Efron", { strata: false }),
  coxEntry("Breslow, clustered", { strata: false, ties: "breslow", variance: "cluster" }),
  coxEntry("exact", { strata: false, ties: "exact" }),
  coxEntry("Efron, stratified, clustered", { strata: true, variance: "cluster" }),
  coxEntry("Efron, given risks far apart", { strata: false, covariates: ["twinned"], offset: "far" }),
  curvesEntry(null),
  curvesEntry("twinned"),
  curvesEntry("strata"),
  logRankEntry("twinned", 0, false),
  logRankEntry("twinned", 0, true),
  logRankEntry("twinned", 1, false),
  logRankEntry("strata", 0, false),
  discreteEntry("cloglog", {}),
  discreteEntry("logit", { link: "logit", variance: "model" }),
];
