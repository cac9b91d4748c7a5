import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice } from "../core/result.ts";
import { balanceOf } from "./balance.ts";
import { type Design, designOf } from "./design.ts";
import { greedyPairs, type IndexPair, matchWeights } from "./greedy.ts";
import { mahalanobisCoordinates } from "./mahalanobis.ts";
import { matchWarnings } from "./match-warnings.ts";
import { propensityOf } from "./propensity.ts";
import type { GroupCounts, MatchOptions, MatchOrder, MatchResult, MatchUnits } from "./types.ts";

/**
 * Finds for each treated unit the controls most like it, greedily, with the conventions of the R package MatchIt 4.5
 * (Ho, Imai, King and Stuart 2011). Meant to choose the comparison group of a difference-in-differences, not as an
 * estimate of its own.
 * @throws EvaluationError for faulty columns, an empty group, or options that do not go together.
 */
export function match(units: MatchUnits, options: MatchOptions = {}): MatchResult {
  const { distance = "propensity", ratio = 1, caliper, replace = false, search = "nearest" } = options;
  checkOptions(ratio, caliper);
  const within = checkWithin(units, options);
  const design = designOf(units);
  const scored = distance === "propensity" || caliper !== undefined || within !== null;
  const order = options.order ?? (scored ? "largest" : "data");
  const propensity = scored || order === "largest" || order === "smallest" ? propensityOf(design) : null;
  const scores = (options.scale === "log_odds" ? propensity?.logOdds : propensity?.scores) ?? null;
  const pairs = greedyPairs(design, {
    order: choosers(design, order, scores, options),
    ratio,
    replace,
    distance: distanceOf(design, distance, scores ?? new Float64Array(0), caliper, within),
    ...(search === "matchit_4_5_1" && distance === "propensity" && scores
      ? { truncated: { scores, limit: limitOf(scores, caliper) } }
      : {}),
  });
  if (pairs.length === 0) {
    throw new EvaluationError(
      "No treated unit has a control that may be matched to it",
      {},
      "Widen the caliper or use coarser strata",
    );
  }
  const weights = matchWeights(design.units.length, pairs);
  const variables = [
    ...(scores ? [{ name: "distance", values: scores, reference: false }] : []),
    ...design.variables,
  ];
  const ones = new Float64Array(weights.length).fill(1);
  const counts = countsOf(design, weights);
  const balance = {
    all: variables.map((variable) => balanceOf(variable, design.treated, ones)),
    matched: variables.map((variable) => balanceOf(variable, design.treated, weights)),
  };
  return {
    call: {
      method: "match",
      options: {
        distance,
        scale: options.scale ?? "probability",
        ratio,
        caliper: caliper ?? null,
        within,
        replace,
        order,
        search,
        exact: units.exact !== undefined,
        covariates: Object.keys(units.covariates),
      },
    },
    used: {
      units: design.units.length,
      treated: counts.all.treated,
      never: counts.all.control,
      times: 1,
      observations: design.units.length,
    },
    dropped: [...design.dropped, ...unmatchedTreated(design, weights)],
    warnings: matchWarnings({ propensity, pairs, counts, ratio, matched: balance.matched }),
    pairs: pairs.map((pair) => named(design, pair)),
    weights,
    units: design.units,
    treated: design.treated,
    propensity,
    balance,
    counts,
  };
}

function checkOptions(ratio: number, caliper: number | undefined): void {
  if (!Number.isInteger(ratio) || ratio < 1)
    throw new EvaluationError(`ratio is ${ratio}`, {}, "Give a whole number of controls, at least 1");
  if (caliper !== undefined && !(caliper > 0))
    throw new EvaluationError(`caliper is ${caliper}`, {}, "Give a positive number of standard deviations");
}

function checkWithin(units: MatchUnits, { within, distance }: MatchOptions): readonly string[] | null {
  if (within === undefined) return null;
  const unknown = within.filter((name) => !(name in units.covariates));
  if (unknown.length === 0 && within.length > 0 && distance === "mahalanobis") return within;
  throw new EvaluationError(
    `Mahalanobis distance of ${within.join(", ") || "no covariate"} is not possible here`,
    { column: "within", value: unknown.join(", ") },
    'Name covariates of the units, with distance "mahalanobis"',
  );
}

function choosers(
  design: Design,
  order: MatchOrder,
  scores: Float64Array | null,
  options: MatchOptions,
): number[] {
  const treated: number[] = [];
  for (let i = 0; i < design.treated.length; i++) if (design.treated[i]) treated.push(i);
  if (order === "data") return treated;
  if (order === "random") {
    const { random } = options;
    if (!random) throw new EvaluationError("The order is to be random", {}, "Pass a seeded generator");
    for (let i = treated.length - 1; i > 0; i--) {
      const j = random.integer(i + 1);
      [treated[i], treated[j]] = [treated[j]!, treated[i]!];
    }
    return treated;
  }
  const sign = order === "largest" ? -1 : 1;
  return treated.sort((a, b) => sign * ((scores?.[a] ?? 0) - (scores?.[b] ?? 0)) || a - b);
}

function distanceOf(
  design: Design,
  distance: "propensity" | "mahalanobis",
  scores: Float64Array,
  caliper: number | undefined,
  within: readonly string[] | null,
): (i: number, c: number) => number {
  const limit = limitOf(scores, caliper);
  if (distance === "propensity") {
    return (i, c) => {
      const apart = Math.abs(scores[i]! - scores[c]!);
      return apart <= limit ? apart : Number.POSITIVE_INFINITY;
    };
  }
  const { at, k } = mahalanobisCoordinates(design, within);
  return (i, c) => {
    if (caliper !== undefined && Math.abs(scores[i]! - scores[c]!) > limit) return Number.POSITIVE_INFINITY;
    let square = 0;
    for (let j = 0; j < k; j++) square += (at[i * k + j]! - at[c * k + j]!) ** 2;
    return Math.sqrt(square);
  };
}

function limitOf(scores: Float64Array, caliper: number | undefined): number {
  return caliper === undefined ? Number.POSITIVE_INFINITY : caliper * sampleSd(scores);
}

function sampleSd(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let square = 0;
  for (const value of values) square += (value - mean) ** 2;
  return Math.sqrt(square / (values.length - 1));
}

function countsOf(design: Design, weights: Float64Array): MatchResult["counts"] {
  const count = (how: (i: number) => number): GroupCounts => {
    const out = { control: 0, treated: 0 };
    for (let i = 0; i < weights.length; i++) out[design.treated[i] ? "treated" : "control"] += how(i);
    return out;
  };
  const total = count((i) => weights[i]!);
  const squares = count((i) => weights[i]! ** 2);
  return {
    all: count(() => 1),
    matched: count((i) => (weights[i]! > 0 ? 1 : 0)),
    matchedEffective: {
      control: total.control ** 2 / squares.control,
      treated: total.treated ** 2 / squares.treated,
    },
    unmatched: count((i) => (weights[i]! > 0 ? 0 : 1)),
  };
}

function unmatchedTreated(design: Design, weights: Float64Array): Notice[] {
  const items = design.units.filter((_, i) => design.treated[i] && weights[i] === 0);
  if (items.length === 0) return [];
  const words = `${items.length} treated units have no control that may be matched to them`;
  return [notice("treated_unmatched", words, { count: items.length, items })];
}

function named(design: Design, pair: IndexPair) {
  return {
    treated: design.units[pair.treated]!,
    control: design.units[pair.control]!,
    distance: pair.distance,
  };
}
