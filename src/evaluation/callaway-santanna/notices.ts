import { type Notice, notice } from "../core/result.ts";
import type { CellReason, Cohort, GroupTime, Influence } from "./types.ts";

const FEW_TREATED = 5;
const FEW_CLUSTERS = 30;

/** What makes these standard errors less than they claim. */
export function cautions(cohorts: readonly Cohort[], influence: Influence): Notice[] {
  const out: Notice[] = [];
  const groups = (condition: (cohort: Cohort) => boolean) =>
    cohorts.filter(condition).map((cohort) => cohort.group);
  const single = groups((cohort) => cohort.units === 1);
  if (single.length > 0) {
    const words = `Cohorts of one unit (${single.join(", ")}): the treated side adds no variance, so their standard errors are far too small`;
    out.push(notice("one_unit_cohort", words, { count: single.length, items: single }));
  }
  const small = groups((cohort) => cohort.units > 1 && cohort.units < FEW_TREATED);
  if (small.length > 0) {
    const words = `Cohorts of fewer than ${FEW_TREATED} units (${small.join(", ")}): their standard errors are too small`;
    out.push(notice("small_cohorts", words, { count: small.length, items: small }));
  }
  const treated = cohorts.reduce((total, cohort) => total + cohort.units, 0);
  if (treated < FEW_TREATED) {
    out.push(notice("few_treated", `Only ${treated} units are treated`, { count: treated }));
  }
  if (influence.cluster && influence.clusters < FEW_CLUSTERS) {
    const words = `Standard errors rest on ${influence.clusters} clusters and are too small`;
    out.push(notice("few_clusters", words, { count: influence.clusters }));
  }
  return out;
}

const WORDS: Record<Exclude<CellReason, "base_time">, string> = {
  no_treated: "no unit of the cohort is observed at both times",
  no_controls: "there is nobody to compare with",
  rank_deficient: "the covariates of the controls depend on each other",
  no_overlap: "treated and controls do not overlap in their covariates",
  no_variation: "the influence function is zero",
};

/** Cells without an estimate or a standard error, by reason. */
export function missingCells(cells: readonly GroupTime[], columns: ReadonlySet<string>): Notice[] {
  const out: Notice[] = [];
  for (const reason of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
    const hit = cells.filter((cell) => cell.reason === reason);
    if (hit.length === 0) continue;
    const named = reason === "rank_deficient" && columns.size > 0 ? ` (${[...columns].join(", ")})` : "";
    const what = reason === "no_variation" ? "a standard error" : "an estimate";
    const words = `${hit.length} of ${cells.length} cells lack ${what}: ${WORDS[reason]}${named}`;
    const items = hit.map((cell) => `${cell.group}/${cell.time}`);
    out.push(notice(`cells_${reason}`, words, { count: hit.length, items }));
  }
  return out;
}
