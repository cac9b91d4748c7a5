import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { assemble } from "./assemble.ts";
import { type Cell, planCells } from "./cells.ts";
import { planCohorts } from "./cohorts.ts";
import { crossSectionEngine } from "./cross-section-engine.ts";
import { rowsOfPanel } from "./cross-section-rows.ts";
import { fillOptions, oneOf } from "./options.ts";
import { panelEngine } from "./panel-engine.ts";
import { samplePanel } from "./panel-sample.ts";
import type { CallawaySantAnna, CallawaySantAnnaOptions } from "./types.ts";

/**
 * Group-time average treatment effects ATT(g, t) of a staggered panel: each cohort's change since before its treatment
 * less that of units never, or not yet, treated (Callaway and Sant'Anna 2021). Standard errors are analytic, from the
 * influence functions, and too small for cohorts of few units: see the warnings. The panel is not changed.
 * @throws EvaluationError for unknown covariates, options out of range, or a panel in which no cohort can be compared.
 */
export function callawaySantAnna(panel: Panel, options: CallawaySantAnnaOptions = {}): CallawaySantAnna {
  const filled = fillOptions(options);
  const unbalanced = options.unbalanced ?? "drop_units";
  oneOf("unbalanced", unbalanced, ["drop_units", "cross_sections"]);
  const plan = planCohorts(panel.first, panel.times, filled.control, filled.anticipation);
  const inUse = new Set(plan.times);
  const times = panel.times.flatMap((time, s) => (inUse.has(time) ? [s] : []));
  const cells = planCells(plan.groups, plan.times, filled.base, filled.anticipation);
  const candidates = Array.from({ length: panel.n }, (_, i) => i).filter((i) => plan.keep(panel.first[i]!));
  const complete = candidates.filter((i) => isComplete(panel, i, times));
  const gaps = complete.length < candidates.length;
  const request = {
    method: "callawaySantAnna",
    options: { ...filled, unbalanced },
    clustered: filled.cluster,
    level: filled.level,
    dropped: [...panel.dropped, ...plan.dropped],
    warnings: [...panel.notices.filter(({ code }) => !OWN.has(code)), ...plan.warnings],
  };
  if (gaps && unbalanced === "cross_sections") {
    const rows = rowsOfPanel(panel, plan, candidates, times, filled.covariates);
    const engine = crossSectionEngine(rows, filled);
    const warnings = [...request.warnings, asCrossSections(candidates.length - complete.length)];
    return assemble(engine, plan.groups, plan.times, cells, { ...request, warnings });
  }
  if (complete.length === 0) throw noCompleteUnit();
  const lost = candidates.filter((i) => !isComplete(panel, i, times)).map((i) => panel.units[i]!);
  const dropped = gaps ? [...request.dropped, incomplete(lost)] : request.dropped;
  const sample = samplePanel(panel, plan, complete, times, filled.covariates);
  const engine = panelEngine(sample, filled.control, filled.method, times.length);
  const present = new Set(sample.first);
  const left = plan.groups.filter((group) => present.has(group));
  const own = left.length === plan.groups.length ? cells : cellsOf(cells, left);
  return assemble(engine, left, plan.times, own, { ...request, dropped });
}

/** Notices of the panel that this estimator states in its own way. */
const OWN = new Set(["always_treated_kept", "few_treated"]);

/** Cells of the groups that are left, their indices anew. */
function cellsOf(cells: readonly Cell[], groups: readonly number[]): Cell[] {
  return cells.flatMap((cell) => {
    const g = groups.indexOf(cell.group);
    return g < 0 ? [] : [{ ...cell, g }];
  });
}

function isComplete(panel: Panel, i: number, times: readonly number[]): boolean {
  for (const s of times) if (!panel.observed[i * panel.t + s]) return false;
  return true;
}

function incomplete(lost: readonly (string | number)[]): Notice {
  const words = `${lost.length} units left out: not observed at every time`;
  return notice("incomplete_units", words, { count: lost.length, items: lost });
}

function asCrossSections(count: number): Notice {
  return notice(
    "as_cross_sections",
    `${count} units are not observed at every time; rows are compared as repeated cross-sections`,
    { count },
  );
}

function noCompleteUnit(): EvaluationError {
  return new EvaluationError(
    "No unit is observed at every time",
    {},
    'Use rows as repeated cross-sections: unbalanced: "cross_sections"',
  );
}
