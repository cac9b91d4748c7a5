import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { notice, type ResultBase } from "../core/result.ts";
import { honestRelativeMagnitudes } from "../honest/relative-magnitudes.ts";
import { honestSmoothness } from "../honest/smoothness.ts";
import { normal } from "../numeric/distributions.ts";
import { eventStudy } from "../twfe/event-study.ts";

/** Times before (the last of them being the reference) and from treatment on that the event study covers. */
const BEFORE = 5;
const AFTER = 4;
const MBAR = [0, 0.5, 1, 1.5, 2];
/** Second differences allowed, in standard errors of the effect. */
const SMOOTHNESS = [0, 0.25, 0.5, 1];

/**
 * How far the mean effect of the first times depends on parallel trends (Rambachan and Roth 2023): bounds when the trends
 * differ after treatment by at most M̄ times what they did before, or bend by at most M. Covariance: CR2, and CR1 where
 * CR2 is not defined. @throws EvaluationError where the event study does not reach that far.
 */
export function sensitivity(panel: Panel, level: number): ResultBase {
  const study = eventStudy(panel, {
    min: -BEFORE,
    max: AFTER - 1,
    bins: false,
    covariates: panel.covariates.map(({ name }) => name),
    variance: [{ type: "cr2" }, { type: "cluster", by: "cluster" }],
    level,
  });
  const at = [...study.relative.keys()];
  const pre = at.filter((k) => study.relative[k]! < 0);
  const post = at.filter((k) => study.relative[k]! >= 0);
  const shown = [...pre, ...post];
  const report = study.variances.find(({ covariance }) =>
    shown.every((a) => shown.every((b) => covariance[a]?.[b] != null)),
  );
  if (pre.length === 0 || post.length === 0 || !report) {
    throw new EvaluationError(
      "The event study has no coefficients with a covariance on both sides of treatment",
      {},
      "Use a panel with more times before treatment or more treated units",
    );
  }
  const sigma = Float64Array.from(
    shown.flatMap((a) => shown.map((b) => report.covariance[a]?.[b] ?? Number.NaN)),
  );
  const input = {
    beta: Float64Array.from(shown, (k) => study.terms[k]!.estimate),
    sigma,
    numPre: pre.length,
    numPost: post.length,
    target: new Float64Array(post.length).fill(1 / post.length),
    level,
    used: study.used,
  };
  const relative = honestRelativeMagnitudes({ ...input, mbar: MBAR });
  const se = (relative.original.high - relative.original.low) / (2 * normal.quantile((1 + level) / 2));
  const smooth = honestSmoothness({ ...input, m: SMOOTHNESS.map((share) => share * se) });
  const { bounds, ...rest } = relative;
  return {
    ...rest,
    call: {
      method: "sensitivity",
      options: { before: BEFORE, after: AFTER, mbar: MBAR, smoothness: SMOOTHNESS, level },
    },
    used: study.used,
    dropped: study.dropped,
    warnings: [
      ...study.warnings,
      ...relative.warnings.filter((one) => !study.warnings.includes(one)),
      notice("covariance_used", `Covariance of the event study: ${report.name}`),
    ],
    relativeMagnitudes: bounds,
    smoothness: smooth.bounds,
    breakdownSmoothness: smooth.breakdown,
  } as ResultBase;
}
