import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel, usedOf } from "../core/panel.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { fitGrid } from "../regression/fit.ts";
import { type LinearInput, linearGrid } from "../regression/linear-model.ts";
import { panelGroupings } from "../regression/panel-groups.ts";
import { panelModel } from "../regression/panel-model.ts";
import { aliasNotices, checkLevel, covariateValues } from "../regression/panel-regression.ts";
import type { ClusterBy } from "../regression/variance.ts";
import { noVariation } from "../twfe/checks.ts";
import {
  bootstrapFit,
  type FilledOptions,
  WILD_DEFAULTS,
  type WildEstimate,
  type WildOptions,
} from "./bootstrap-fit.ts";

export interface WildClusterOptions extends WildOptions {
  covariates?: readonly string[];
  trends?: boolean;
  by?: ClusterBy;
}

export interface WildClusterResult extends WildEstimate, ResultBase {}

/**
 * Wild cluster bootstrap of the static two-way fixed effects estimate (Cameron, Gelbach and Miller 2008; Roodman and
 * others 2019). A companion of CR2 and permutation only: with few treated clusters WCR hardly ever rejects and WCU
 * rejects too often (MacKinnon and Webb 2017), which the warnings say.
 * @throws EvaluationError without variation in treatment, with one cluster, or without `random` where draws are needed.
 */
export function wildClusterBootstrap(panel: Panel, options: WildClusterOptions = {}): WildClusterResult {
  const { covariates = [], trends = false, by = "cluster", random = null, ...rest } = options;
  const filled: FilledOptions = { ...WILD_DEFAULTS, ...rest };
  checkLevel(filled.level);
  const groupings = panelGroupings(panel, [{ type: "cluster", by }]);
  const clusters = groupings[by] ?? groupings.cluster;
  const columns = covariates.map((name) => ({ name, values: covariateValues(panel, name) }));
  const treated = { name: "treated", value: (first: number, time: number) => (time >= first ? 1 : 0) };
  const fit = fitGrid(panelModel(panel, [treated], columns, "twoWay", trends));
  if (fit.names[0] !== "treated") throw noVariation();
  const { result, warnings } = bootstrapFit(fit, 0, clusters, filled, random);
  const treatedClusters = new Set<number>();
  for (let i = 0; i < panel.n; i++) if (everTreated(panel, i)) treatedClusters.add(clusters.of[i]!);
  return {
    call: { method: "wildClusterBootstrap", options: { ...filled, covariates, trends, by } },
    used: { ...usedOf(panel), clusters: clusters.count },
    dropped: [...panel.dropped, ...aliasNotices(fit.aliased)],
    warnings: [...panel.notices, ...warnings, ...fewTreatedClusters(treatedClusters.size, filled.type)],
    ...result,
  };
}

/** Wild cluster bootstrap of one term of an ordinary linear model with clusters. */
export function wildClusterBootstrapLinear(
  input: LinearInput & { cluster: NonNullable<LinearInput["cluster"]> },
  options: WildOptions & { term: string },
): WildClusterResult {
  const { term, random = null, ...rest } = options;
  const filled: FilledOptions = { ...WILD_DEFAULTS, ...rest };
  checkLevel(filled.level);
  const { model, grouping, dropped } = linearGrid(input);
  const fit = fitGrid(model);
  const column = fit.names.indexOf(term);
  if (column < 0) {
    throw new EvaluationError(
      `The model has no coefficient of this term`,
      { column: term },
      `Terms with a coefficient: ${fit.names.join(", ")}`,
    );
  }
  const { result, warnings } = bootstrapFit(fit, column, grouping, filled, random);
  return {
    call: {
      method: "wildClusterBootstrapLinear",
      options: { ...filled, term, terms: Object.keys(input.terms) },
    },
    used: {
      units: model.n,
      treated: 0,
      never: model.n,
      times: 1,
      observations: model.n,
      clusters: grouping.count,
    },
    dropped: [...dropped, ...aliasNotices(fit.aliased)],
    warnings,
    ...result,
  };
}

const WCR_NEEDS = 5;
const WCU_NEEDS = 10;

function fewTreatedClusters(count: number, type: "WCR" | "WCU"): Notice[] {
  if (type === "WCR" && count < WCR_NEEDS) {
    const words = `With ${count} treated clusters the restricted bootstrap cannot reject, whatever the effect`;
    return [notice("wcr_cannot_reject", words, { count })];
  }
  if (type === "WCU" && count < WCU_NEEDS) {
    const words = `With ${count} treated clusters the unrestricted bootstrap rejects too often`;
    return [notice("wcu_over_rejects", words, { count })];
  }
  return [];
}
