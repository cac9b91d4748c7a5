import { EvaluationError } from "../core/errors.ts";
import { seeded } from "../core/random.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import type { Spells } from "../core/spells.ts";
import { normal } from "../numeric/distributions.ts";
import { cox } from "../survival/cox.ts";
import { permuteTwinDates } from "../survival/permute-twin-dates.ts";
import type { AnalysisPlan } from "./analysis-plan.ts";
import type { Reading, Verdict } from "./verdict.ts";

/** Renewal of plans: is the next one adopted sooner while a country is twinned? */
export interface RenewalAnalysis extends ResultBase {
  hazardRatio: number;
  low: number;
  high: number;
  /** Twin dates in other hands: honest with few twinned. */
  p: number;
  /** By the Cox model, clustered by country; beside the other, as few clusters make it too small. */
  pModel: number | null;
  /** Hazard ratio that would have been found with the plan's power. */
  detectable: number;
  events: number;
  eventsTwinned: number;
  plansTwinned: number;
}

/** @throws EvaluationError where no plan is twinned while observed. */
export function analyseRenewal(spells: Spells, plan: AnalysisPlan): RenewalAnalysis {
  const level = 1 - plan.alpha;
  const fit = cox(spells, { covariates: ["twinned"], ties: plan.renewal.ties, variance: "cluster", level });
  const [term] = fit.terms;
  const numbers = [term?.hr, term?.low, term?.high, term?.seModel];
  if (numbers.some((value) => value == null)) {
    throw new EvaluationError(
      "The effect of twinning on renewal is not identified",
      {},
      "Choose another definition",
    );
  }
  const [hazardRatio, low, high, seModel] = numbers as [number, number, number, number];
  const test = permuteTwinDates(spells, { random: seeded(plan.seed), draws: plan.draws, covariates: [] });
  const reach = normal.quantile(1 - plan.alpha / 2) + normal.quantile(plan.power);
  let eventsTwinned = 0;
  const twinned = new Set<number>();
  for (let r = 0; r < spells.n; r++) {
    if (spells.twinned[r] !== 1) continue;
    eventsTwinned += spells.event[r]!;
    twinned.add(spells.id[r]!);
  }
  return {
    call: { method: "analyseRenewal", options: { ties: plan.renewal.ties, draws: plan.draws, level } },
    used: fit.used,
    dropped: fit.dropped,
    warnings: [
      ...fit.warnings,
      ...test.warnings.filter(({ code }) => !fit.warnings.some((one) => one.code === code)),
    ],
    hazardRatio,
    low,
    high,
    p: test.p,
    pModel: term?.p ?? null,
    detectable: Math.exp(reach * Math.max(seModel, term?.se ?? 0)),
    events: fit.events,
    eventsTwinned,
    plansTwinned: twinned.size,
  };
}

/** The verdict on renewal, by the rules of the plan. */
export function renewalVerdict(
  plan: AnalysisPlan,
  analysis: RenewalAnalysis,
  pAdjusted: number | null,
): Verdict {
  const { smallestHazardRatio } = plan.renewal;
  const reasons: Notice[] = [];
  if (analysis.plansTwinned < plan.leastTreated) {
    const words = `only ${analysis.plansTwinned} twinned plans were observed, the plan of analysis asks for ${plan.leastTreated}`;
    reasons.push(notice("too_few_treated", words, { count: analysis.plansTwinned }));
  }
  const separated = analysis.warnings.find(({ code }) => code === "separation");
  if (separated)
    reasons.push(
      notice(
        "separation",
        "the rate ratio has no bound: events of twinned and other plans do not overlap in time",
      ),
    );
  const found = pAdjusted !== null && pAdjusted <= plan.alpha;
  const effect: Reading = analysis.hazardRatio > 1 ? "helps" : "harms";
  const none: Reading = analysis.detectable <= smallestHazardRatio ? "no_sign" : "cannot_tell";
  const reading: Reading = reasons.length > 0 ? "withheld" : found ? effect : none;
  return {
    outcome: "renewal",
    reading,
    words: wordsOf(reading, analysis, smallestHazardRatio, pAdjusted, reasons),
    reasons,
    estimate: analysis.hazardRatio,
    p: analysis.p,
    pAdjusted,
    low: analysis.low,
    high: analysis.high,
    detectable: analysis.detectable,
    smallestEffect: smallestHazardRatio,
  };
}

function wordsOf(
  reading: Reading,
  { hazardRatio, low, high, detectable, eventsTwinned, events }: RenewalAnalysis,
  smallest: number,
  pAdjusted: number | null,
  reasons: readonly Notice[],
): string {
  const times = (value: number) => value.toPrecision(3);
  const effect = `While twinned, a plan is renewed at ${times(hazardRatio)} times the rate of others (interval ${times(low)} to ${times(high)}; ${eventsTwinned} of ${events} renewals happened while twinned)`;
  const seen = `The smallest rate ratio that these data would have shown in four of five cases is ${times(detectable)}`;
  switch (reading) {
    case "helps":
    case "harms":
      return `Renewal of plans: more than chance explains (corrected p = ${pAdjusted?.toFixed(3)}). ${effect}.`;
    case "no_sign":
      return `Renewal of plans: no sign of an effect. ${effect}. ${seen}.`;
    case "cannot_tell":
      return `Renewal of plans: the data cannot tell. ${effect}. ${seen}, more than the ${smallest} that would matter.`;
    case "withheld":
      return `Renewal of plans: no verdict, because ${reasons.map(({ words }) => words).join(" and ")}.`;
  }
}
