import { aggregate } from "../callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../callaway-santanna/estimate.ts";
import { covariance as influenceCovariance } from "../callaway-santanna/pretest.ts";
import type { CallawaySantAnna } from "../callaway-santanna/types.ts";
import type { Panel } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import {
  allAlone,
  chiSquareWald,
  EVENT_WINDOW,
  type EventCoefficient,
  type EventFit,
  refuseWithoutBefore,
  seenAt,
} from "./event-study-parts.ts";
import { needNever } from "./kernel-of.ts";

/**
 * Callaway and Sant'Anna by time since treatment, all against the last time before it (universal base), with the uniform
 * critical value of a multiplier bootstrap of the influence functions.
 */
export function csEventStudy(
  panel: Panel,
  control: "never" | "not_yet",
  { random, draws, level }: { random: Random; draws: number; level: number },
): EventFit {
  if (control === "never") needNever(panel);
  const seen = seenAt(panel);
  if (!seen.some(({ at }) => at < 0)) refuseWithoutBefore();
  const cells = callawaySantAnna(panel, {
    control,
    base: "universal",
    covariates: panel.covariates.map(({ name }) => name),
    cluster: panel.clusters.length < panel.n,
    unbalanced: panel.balanced ? "drop_units" : "cross_sections",
    level,
  });
  const dynamic = aggregate(cells, {
    type: "dynamic",
    min: -EVENT_WINDOW.before,
    max: EVENT_WINDOW.after - 1,
    level,
  });
  const coefficients = dynamic.rows.map(({ at, att, se }): EventCoefficient => {
    const groups = new Set(
      cells.cells.flatMap(({ group, time, att: one }) =>
        time - group === at && one !== null ? [group] : [],
      ),
    );
    const units = (seen.find((one) => one.at === at)?.units ?? []).filter((i) => groups.has(panel.first[i]!));
    const base = { at, estimate: att, df: Number.POSITIVE_INFINITY, treated: units.length };
    if (isBase(cells, at)) return { ...base, se: null, reference: true };
    if (allAlone(panel, units)) return { ...base, se: null, reason: "one_unit_cohort" };
    return { ...base, se };
  });
  const shown = [...coefficients.keys()].filter((k) => coefficients[k]!.se !== null);
  const { n, values } = dynamic.influence;
  const kept = Float64Array.from(shown.flatMap((k) => [...values.subarray(k * n, (k + 1) * n)]));
  const band =
    shown.length === 0
      ? null
      : multiplierBootstrap(
          { ...dynamic.influence, columns: shown.length, values: kept },
          { draws, random, level },
        );
  const all = influenceCovariance(dynamic.influence, [...coefficients.keys()]);
  const covariance = (a: number, b: number) => all[a * coefficients.length + b]! / n;
  return {
    coefficients,
    covariance,
    critical: band?.critical ?? null,
    smallSample: false,
    wald: (places) =>
      chiSquareWald(
        places.map((k) => coefficients[k]!.estimate!),
        Float64Array.from(places.flatMap((a) => places.map((b) => covariance(a, b)))),
      ),
    used: cells.used,
    dropped: cells.dropped,
    warnings: [...cells.warnings, ...(band?.warnings ?? [])],
  };
}

/** All cells behind it are bases: zero by construction. */
function isBase({ cells }: CallawaySantAnna, at: number): boolean {
  const own = cells.filter(({ group, time }) => time - group === at);
  return own.length > 0 && own.every(({ reason }) => reason === "base_time");
}
