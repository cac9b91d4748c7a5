import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { eventStudy } from "../twfe/event-study.ts";
import { waldTest } from "../twfe/wald.ts";
import {
  EVENT_WINDOW,
  type EventCoefficient,
  type EventFit,
  refuseWithoutBefore,
  seenAt,
} from "./event-study-parts.ts";

/**
 * Two-way fixed effects event study against the last time before treatment; what lies beyond the window is pooled into
 * its ends. CR2 with its own degrees of freedom; CR1 where CR2 is not defined.
 */
export function twfeEventStudy(panel: Panel, level: number): EventFit {
  const seen = seenAt(panel);
  const reference = seen.filter(({ at }) => at < 0).at(-1)?.at ?? refuseWithoutBefore();
  const min = -EVENT_WINDOW.before;
  const max = EVENT_WINDOW.after - 1;
  const study = eventStudy(panel, {
    reference,
    min,
    max,
    bins: true,
    covariates: panel.covariates.map(({ name }) => name),
    variance: [{ type: "cr2" }, { type: "cluster", by: "cluster" }],
    level,
  });
  const known = study.relative.map((_, k) => k);
  const report =
    study.variances.find(({ inference }) => known.every((k) => inference[k]!.se !== null)) ??
    study.variances.at(-1)!;
  const coefficients: EventCoefficient[] = [
    ...study.relative.map((at, k): EventCoefficient => {
      const treated = study.units[k]!;
      const { se, df } = report.inference[k]!;
      const lone = treated === 1;
      return {
        at,
        estimate: study.terms[k]!.estimate,
        se: lone ? null : se,
        df: df ?? Number.POSITIVE_INFINITY,
        treated,
        ...(lone ? { reason: "one_unit_cohort" } : {}),
      };
    }),
    { at: reference, estimate: 0, se: null, df: 1, treated: unitsAt(seen, reference), reference: true },
    ...study.collinearDropped.map(
      (at): EventCoefficient => ({
        at,
        estimate: null,
        se: null,
        df: 1,
        treated: unitsAt(seen, at),
        reason: "not_identified",
      }),
    ),
  ];
  coefficients.sort((a, b) => a.at - b.at);
  const place = new Map(study.relative.map((at, k) => [at, k]));
  const covariance = (a: number, b: number) => {
    const [from, to] = [place.get(coefficients[a]!.at)!, place.get(coefficients[b]!.at)!];
    return report.covariance[from]?.[to] ?? Number.NaN;
  };
  return {
    coefficients,
    covariance,
    critical: null,
    smallSample: report.variance.type === "cr2",
    wald(places) {
      const v = Float64Array.from(places.flatMap((a) => places.map((b) => covariance(a, b))));
      const df = Math.min(...places.map((k) => coefficients[k]!.df));
      const test = waldTest(
        places.map((k) => coefficients[k]!.estimate!),
        v,
        df,
      );
      if (!test) return null;
      return { kind: "F", statistic: test.statistic, df: test.df1, df2: test.df2, p: test.p };
    },
    used: study.used,
    dropped: study.dropped,
    warnings: [
      // Said below, in the words that all estimators share.
      ...study.warnings.filter(({ code }) => code !== "few_treated_standard_error"),
      ...pooled(panel, min, max),
      notice("covariance_used", `Covariance of the event study: ${report.name}`),
    ],
  };
}

const unitsAt = (seen: ReturnType<typeof seenAt>, at: number) =>
  seen.find((one) => one.at === at)?.units.length ?? 0;

function pooled({ n, t, times, first, observed }: Panel, min: number, max: number): Notice[] {
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(first[i]!)) continue;
    for (let s = 0; s < t; s++) {
      const at = times[s]! - first[i]!;
      if (observed[i * t + s] && (at < min || at > max)) count++;
    }
  }
  if (count === 0) return [];
  const words = `${count} cells of treated units lie before ${min} or after ${max}: they are pooled into the first and last coefficient`;
  return [notice("ends_pooled", words, { count })];
}
