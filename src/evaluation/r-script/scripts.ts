import type { Panel } from "../core/panel.ts";
import type { Spells } from "../core/spells.ts";
import { estimateOf } from "../study/kernel-of.ts";
import { ESTIMATORS, type Specification } from "../study/specification.ts";
import { cox } from "../survival/cox.ts";
import { panelScript } from "./panel-script.ts";
import { spellsScript } from "./spells-script.ts";

/** R that finds the estimates of every fast estimator on a panel again. @param source lines on where the data come from. */
export function specificationScript(panel: Panel, one: Specification, source: readonly string[]): string {
  const about = [
    `Effect of ${one.definition} on ${one.outcome}, ${one.period.join("-")}, compared with: ${one.comparison}.`,
    ...source,
  ];
  const ours = ESTIMATORS.map((name) => ({ name, value: estimateOf(panel, name) }));
  return panelScript(panel, { about, ours });
}

/** R that finds the Cox model on spells again. */
export function coxScript(
  spells: Spells,
  ties: "efron" | "breslow" | "exact",
  source: readonly string[],
): string {
  const fit = cox(spells, { ties, variance: "model", concordance: false });
  const covariates = fit.terms.map(({ term }) => term);
  const ours = fit.terms.flatMap(({ term, coef, seModel }) => [
    { name: term, value: coef },
    { name: `se_${term}`, value: seModel },
  ]);
  return spellsScript(spells, { about: ["Cox model on counting rows.", ...source], ties, covariates, ours });
}
