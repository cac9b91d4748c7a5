import { describeShape } from "../core/make-panel.ts";
import { alwaysTreated, everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { notice } from "../core/result.ts";
import { balanceOf } from "../matching/balance.ts";
import { outcomeTrajectory } from "../matching/comparison.ts";
import { match } from "../matching/match.ts";
import type { BalanceRow } from "../matching/types.ts";

/** Controls looked for beside each treated unit. */
const RATIO = 3;

/**
 * The panel with only those comparison units that were like the treated before anyone was treated: in the same stratum
 * (region), and nearest by Mahalanobis distance of level and slope of the outcome until then. All treated units stay.
 */
export function matchedComparison(panel: Panel): Panel {
  const { rows, treated } = trajectories(panel);
  const known = rows.filter(({ level, slope }) => level !== null && slope !== null);
  const result = match(
    {
      unit: known.map(({ unit }) => unit),
      treated: known.map(({ i }) => treated.has(i)),
      covariates: { level: known.map(({ level }) => level), slope: known.map(({ slope }) => slope) },
      ...(panel.strata ? { exact: known.map(({ i }) => panel.strataLabels[panel.strata![i]!]!) } : {}),
    },
    { distance: "mahalanobis", ratio: RATIO },
  );
  const controls = new Set(result.pairs.map(({ control }) => control));
  const units = unitsWhere(panel, (i) => treated.has(i) || controls.has(panel.units[i]!));
  const lone = [...treated].filter((i) => !result.pairs.some((pair) => pair.treated === panel.units[i]));
  const out = panel.n - units.length;
  const words = `${out} countries are not among the ${RATIO} most like a twinned one in its region before ${firstDate(panel)}`;
  const notices = [notice("not_matched", words, { count: out })];
  if (lone.length > 0) {
    const items = lone.map((i) => panel.units[i]!);
    notices.push(
      notice("without_match", `${lone.length} twinned countries have no match of their own`, {
        count: lone.length,
        items,
      }),
    );
  }
  const kept = restrictTo(panel, { units });
  return { ...kept, dropped: [...panel.dropped, ...notices], notices: describeShape(kept) };
}

/** How alike treated and compared units were before the first treatment: level and slope of the outcome. */
export function trajectoryBalance(panel: Panel): BalanceRow[] {
  const { rows, treated } = trajectories(panel);
  const known = rows.filter(({ level, slope }) => level !== null && slope !== null);
  const flags = Uint8Array.from(known, ({ i }) => (treated.has(i) ? 1 : 0));
  const ones = new Float64Array(known.length).fill(1);
  const count = flags.reduce((sum, flag) => sum + flag, 0);
  if (count < 2 || known.length - count < 2) return [];
  return (["level", "slope"] as const).map((name) =>
    balanceOf(
      { name, values: Float64Array.from(known, (row) => row[name] ?? Number.NaN), reference: false },
      flags,
      ones,
    ),
  );
}

function trajectories(panel: Panel) {
  const treated = new Set(unitsWhere(panel, (i) => everTreated(panel, i) && !alwaysTreated(panel, i)));
  const rows = outcomeTrajectory(panel, firstDate(panel)).map((row, i) => ({ ...row, i }));
  return { rows, treated };
}

/** Earliest treatment in the panel. */
function firstDate(panel: Panel): number {
  return panel.first.reduce(
    (least, date) => (date > panel.times[0]! ? Math.min(least, date) : least),
    Number.POSITIVE_INFINITY,
  );
}
