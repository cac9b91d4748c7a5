import { type Notice, notice } from "../core/result.ts";
import type { IndexPair } from "./greedy.ts";
import type { BalanceRow, MatchResult, Propensity } from "./types.ts";

/** Above this standardised difference groups are usually called unbalanced. */
const UNBALANCED = 0.25;

export function matchWarnings(found: {
  propensity: Propensity | null;
  pairs: readonly IndexPair[];
  counts: MatchResult["counts"];
  ratio: number;
  matched: readonly BalanceRow[];
}): Notice[] {
  const { propensity, pairs, counts, ratio, matched } = found;
  const out: Notice[] = [];
  if (propensity?.separated) {
    const words =
      "The covariates tell some treated units and controls apart for certain: propensity scores near 0 or 1 mean nothing";
    out.push(notice("separation", words));
  }
  const aliased = propensity?.coef.filter((row) => row.value === null).map((row) => row.name) ?? [];
  if (aliased.length > 0) {
    const words = `Covariates that follow from the others were left out of the score: ${aliased.join(", ")}`;
    out.push(notice("collinear", words, { count: aliased.length, items: aliased }));
  }
  const short = counts.matched.treated * ratio - pairs.length;
  if (short > 0) {
    const words = `${short} of the ${counts.matched.treated * ratio} controls asked for were not found`;
    out.push(notice("fewer_controls", words, { count: short }));
  }
  if (counts.matched.treated < 5) {
    const words = `Only ${counts.matched.treated} treated units are matched`;
    out.push(notice("few_treated", words, { count: counts.matched.treated }));
  }
  const apart = matched.filter((row) => row.smd !== null && Math.abs(row.smd) > UNBALANCED);
  if (apart.length > 0) {
    const items = apart.map((row) => row.name);
    const words = `After matching the groups still differ by more than ${UNBALANCED} standard deviations in ${items.join(", ")}`;
    out.push(notice("unbalanced_covariates", words, { count: items.length, items }));
  }
  return out;
}
