import type { Panel } from "../../evaluation/core/panel.ts";
import { seeded } from "../../evaluation/core/random.ts";
import { specificationScript } from "../../evaluation/r-script/scripts.ts";
import { panelMethod } from "../../evaluation/run/panel-methods.ts";
import { type AnalyseOptions, type Analysis, analysePanel } from "../../evaluation/study/analyse.ts";
import { definitionOf, parseDefinitionId } from "../../evaluation/study/compose-definition.ts";
import { panelOf } from "../../evaluation/study/panel-of.ts";
import type { Estimator, Specification } from "../../evaluation/study/specification.ts";
import type { Study } from "../../evaluation/study/study.ts";
import type { AnalysisPlan } from "../../evaluation/verdict/analysis-plan.ts";
import { type Context, printResult } from "../context.ts";
import { chosen, definitionOption, type EvaluateOptions, isFast, listOption } from "./options.ts";
import { plain } from "./plain.ts";
import { renderAnalysis, renderResult } from "./render.ts";
import { panelRun, seedOf } from "./settings.ts";

/** The classical estimator that stands beside each fast one. */
const BESIDE: Record<Estimator, string> = {
  twfe: "twfe",
  imputation: "imputation",
  cs_never: "callaway_santanna",
  cs_not_yet: "callaway_santanna",
};

/** One set of choices on the warehouse: what is not chosen is as in the analysis plan. */
export function evaluateSpecification(
  context: Context,
  study: Study,
  plan: AnalysisPlan,
  options: EvaluateOptions,
  source: readonly string[],
): void {
  const outcome = options.outcome ?? plan.outcomes[0]?.outcome ?? "";
  const estimator = options.estimator ?? plan.specification.estimator;
  const planned = plan.outcomes.find((one) => one.outcome === outcome);
  const specification: Specification = {
    ...plan.specification,
    outcome,
    period: planned?.period ?? [study.years[0] ?? 0, study.years.at(-1) ?? 0],
    definition: definitionOption(options, plan.specification.definition),
    covariates:
      options.covariates === undefined ? plan.specification.covariates : listOption(options.covariates),
    estimator: isFast(estimator) ? estimator : plan.specification.estimator,
    ...chosen(options),
  };
  const { id, label } = definitionOf(study, specification.definition);
  run(context, panelOf(study, specification), options, {
    specification,
    estimator,
    source,
    asOf: study.asOf,
    definition: { ...parseDefinitionId(id), id, label },
    plan,
  });
}

/** What a run says about itself. */
interface About {
  specification: Specification;
  estimator: string;
  source: readonly string[];
  asOf: string | null;
  /** Null for a file of the reader's own. */
  definition: { id: string; label: string; base: string; role: string; dateRule: string } | null;
  /** Whose level and power hold unless told otherwise. */
  plan: Pick<AnalysisPlan, "alpha" | "power"> | null;
}

/** A panel of the reader's own. */
export function evaluatePanel(
  context: Context,
  panel: Panel,
  options: EvaluateOptions,
  source: readonly string[],
): void {
  const estimator = options.estimator ?? "imputation";
  const specification: Specification = {
    definition: options.firstTreated ?? "",
    outcome: options.outcome ?? "",
    comparison: "all",
    estimator: isFast(estimator) ? estimator : "imputation",
    inference: "permutation",
    period: [panel.times[0] ?? 0, panel.times.at(-1) ?? 0],
    covariates: panel.covariates.map(({ name }) => name),
    incomplete: options.incomplete === "drop" ? "drop" : "keep",
    ...chosen(options),
  };
  run(context, panel, options, {
    specification,
    estimator,
    source,
    asOf: null,
    definition: null,
    plan: null,
  });
}

function run(context: Context, panel: Panel, options: EvaluateOptions, about: About): void {
  const { specification, estimator, source, asOf, definition, plan } = about;
  if (options.script) {
    context.effects.out(specificationScript(panel, specification, source));
    return;
  }
  const settings = panelRun(options);
  const method = panelMethod(isFast(estimator) ? BESIDE[estimator] : estimator);
  const control = estimator === "cs_not_yet" ? ("not_yet" as const) : settings.control;
  const standard = method.run(panel, { ...settings, control });
  const { draws, level } = settings;
  const sizes: Partial<AnalyseOptions> =
    plan && options.level === undefined
      ? { alpha: plan.alpha, level: 1 - plan.alpha, power: plan.power }
      : { alpha: 1 - level, level, ...(plan ? { power: plan.power } : {}) };
  // A generator of its own, as in the verdict and in the pages: the numbers are the same wherever they are asked for.
  const analysis: Analysis | null = isFast(estimator)
    ? analysePanel(panel, specification, { ...sizes, draws, random: seeded(seedOf(options)) })
    : null;
  printResult(
    context,
    plain({
      kind: "evaluation",
      asOf,
      definition,
      specification: { ...specification, estimator },
      analysis,
      standard,
    }),
    [
      `${specification.outcome}, ${specification.definition}, ${estimator}, ${specification.period.join("–")}`,
      "",
      ...(analysis ? [renderAnalysis(analysis)] : []),
      renderResult(method.label, standard),
    ].join("\n"),
  );
}
