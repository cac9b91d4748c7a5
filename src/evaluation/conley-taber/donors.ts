import { EvaluationError } from "../core/errors.ts";
import { alwaysTreated, everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { TwfeParts } from "../twfe/parts.ts";

/** What each never-treated unit would add to β̂ − β by chance in the place of each treated unit. */
export interface Contributions {
  /** Treated units with a time before treatment, ascending. */
  treated: number[];
  /** Never-treated units, ascending. */
  donors: number[];
  /** treated × donors. */
  k: Float64Array;
  notices: Notice[];
}

/**
 * K_jl = Σ_t (d_jt − d̄_j) e_lt / Σ_jt (d_jt − d̄_j)², with e the residuals of two-way fixed effects (Conley and Taber
 * 2011). Where a donor has gaps, d_j and its mean are taken over the donor's own times.
 * @throws EvaluationError without a treated unit that has a time before, or without never-treated units.
 */
export function contributions(panel: Panel, parts: TwfeParts): Contributions {
  const { n, t } = parts;
  const notices: Notice[] = [];
  const always = unitsWhere(panel, (i) => alwaysTreated(panel, i));
  if (always.length > 0) {
    const items = always.map((i) => panel.units[i]!);
    const words = `${always.length} units have no time before treatment and add nothing to the estimate`;
    notices.push(notice("always_treated_unused", words, { count: always.length, items }));
  }
  const treated = unitsWhere(panel, (i) => everTreated(panel, i) && !alwaysTreated(panel, i));
  const donors = unitsWhere(panel, (i) => !everTreated(panel, i));
  if (treated.length === 0 || donors.length === 0) {
    throw new EvaluationError(
      treated.length === 0
        ? "No unit is first treated within the period"
        : "No unit is never treated, so there is nobody to draw chance from",
      {},
      "Conley–Taber needs treated and never-treated units; the permutation test does without the latter",
    );
  }
  if (donors.length < 20) {
    const words = `Chance is judged from only ${donors.length} never-treated units`;
    notices.push(notice("few_donors", words, { count: donors.length }));
  }
  const residual = (cell: number) =>
    panel.weights && panel.observed[cell]
      ? parts.residuals[cell]! / Math.sqrt(panel.weights[cell]!)
      : parts.residuals[cell]!;
  let square = 0;
  for (const i of treated) square += deviation(panel, i, panel.first[i]!).square;
  const byDate = new Map<number, Float64Array>();
  const k = new Float64Array(treated.length * donors.length);
  treated.forEach((i, j) => {
    const date = panel.first[i]!;
    let row = byDate.get(date);
    if (!row) {
      row = Float64Array.from(donors, (l) => {
        const { share } = deviation(panel, l, date);
        let total = 0;
        for (let s = 0; s < t; s++) {
          if (panel.observed[l * t + s])
            total += ((panel.times[s]! >= date ? 1 : 0) - share) * residual(l * t + s);
        }
        return total / square;
      });
      byDate.set(date, row);
    }
    k.set(row, j * donors.length);
  });
  return { treated, donors, k, notices };

  function deviation(from: Panel, i: number, date: number): { share: number; square: number } {
    let cells = 0;
    let after = 0;
    for (let s = 0; s < t && i < n; s++) {
      if (!from.observed[i * t + s]) continue;
      cells++;
      if (from.times[s]! >= date) after++;
    }
    const share = cells === 0 ? 0 : after / cells;
    return { share, square: after * (1 - share) };
  }
}
