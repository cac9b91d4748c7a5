import type { Panel } from "../core/panel.ts";
import { type ImputationEffect, imputation } from "../imputation/imputation.ts";
import {
  allAlone,
  chiSquareWald,
  type EventCoefficient,
  type EventFit,
  refuseWithoutBefore,
  seenAt,
} from "./event-study-parts.ts";

/**
 * Imputation by horizon; before treatment, a regression on untreated cells with a coefficient for each time of the
 * window, against all earlier times, or against the earliest where the window holds them all (Borusyak, Jaravel and
 * Spiess).
 */
export function imputationEventStudy(panel: Panel, level: number): EventFit {
  const seen = seenAt(panel);
  const before = seen.filter(({ at }) => at < 0);
  if (before.length === 0) refuseWithoutBefore();
  const reference = hasEarlier(panel, before[0]!.at) ? null : before[0]!.at;
  const leads = before.filter(({ at }) => at !== reference).map(({ at }) => at);
  const horizons = seen.filter(({ at }) => at >= 0).map(({ at }) => at);
  const result = imputation(panel, {
    horizon: horizons,
    pretrends: leads,
    covariates: panel.covariates.map(({ name }) => name),
    level,
  });
  const alone = (at: number) => allAlone(panel, seen.find((one) => one.at === at)?.units ?? []);
  const row = ({ event, estimate, se, units }: ImputationEffect): EventCoefficient => {
    const at = event ?? 0;
    const lone = alone(at) && estimate !== null;
    const reason = estimate === null ? "not_identified" : lone ? "one_unit_cohort" : null;
    return {
      at,
      estimate,
      se: lone ? null : se,
      df: Number.POSITIVE_INFINITY,
      treated: units,
      ...(reason ? { reason } : {}),
    };
  };
  const lead = result.pretrends.map(row);
  const later = result.horizons.map(row);
  const first: EventCoefficient[] =
    reference === null
      ? []
      : [{ at: reference, estimate: 0, se: null, df: 1, treated: before[0]!.units.length, reference: true }];
  const coefficients = [...first, ...lead, ...later];
  const identified = later.flatMap((one, k) => (one.estimate === null ? [] : [k]));
  const early = (k: number) => k - first.length;
  const covariance = (a: number, b: number) => {
    const [from, to] = [early(a), early(b)];
    const split = lead.length;
    if (from < split !== to < split) return 0;
    if (from < split) return result.pretrendCovariance[from * split + to] ?? Number.NaN;
    const place = (k: number) => identified.indexOf(k - split);
    return result.horizonCovariance[place(from) * identified.length + place(to)] ?? Number.NaN;
  };
  return {
    coefficients,
    covariance,
    critical: null,
    smallSample: false,
    wald: (places) =>
      chiSquareWald(
        places.map((k) => coefficients[k]!.estimate!),
        Float64Array.from(places.flatMap((a) => places.map((b) => covariance(a, b)))),
      ),
    used: result.used,
    dropped: result.dropped,
    warnings: result.warnings,
  };
}

/** Some treated unit is seen earlier than this many times before treatment. */
function hasEarlier({ n, t, times, first, observed }: Panel, at: number): boolean {
  for (let i = 0; i < n; i++) {
    if (!(first[i]! <= times[t - 1]!)) continue;
    for (let s = 0; s < t; s++) if (observed[i * t + s] && times[s]! - first[i]! < at) return true;
  }
  return false;
}
