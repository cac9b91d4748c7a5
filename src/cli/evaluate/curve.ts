import { UsageError } from "../../errors/run-errors.ts";
import { allChoices, type Choices, specificationsOf } from "../../evaluation/study/choices.ts";
import { ESTIMATORS } from "../../evaluation/study/specification.ts";
import type { Study } from "../../evaluation/study/study.ts";
import { type Context, printResult } from "../context.ts";
import { curveOnThreads } from "./curve-workers.ts";
import { chosen, definitionOption, type EvaluateOptions, numberOption, oneOf } from "./options.ts";
import { plain } from "./plain.ts";
import { renderCurve } from "./render.ts";
import { drawsOf, seedOf } from "./settings.ts";

/** The specification curve: every choice that the options do not fix. Ctrl-C ends it without a result. */
export async function evaluateCurve(context: Context, study: Study, options: EvaluateOptions): Promise<void> {
  if (options.script) throw new UsageError("A curve has no script", {}, "Leave --curve or --script out");
  const choices = narrowed(study, options);
  const specifications = specificationsOf(choices);
  const draws = options.draws === undefined ? 999 : drawsOf(options);
  const seed = seedOf(options);
  const threads = numberOption("threads", options.threads ?? "2", { low: 1, high: 64 });
  const points = await curveOnThreads({ study, specifications, draws, seed }, threads, {
    progress: (done, of) => {
      if (!context.quiet && context.effects.isTerminal)
        context.effects.err(`\r${done} of ${of} specifications`);
    },
  });
  if (!context.quiet && context.effects.isTerminal) context.effects.err("\n");
  const found = points ?? [];
  printResult(
    context,
    plain({ kind: "curve", asOf: study.asOf, draws, seed, points: found }),
    renderCurve(found, 0.05),
  );
}

function narrowed(study: Study, options: EvaluateOptions): Choices {
  const all = allChoices(study);
  const { comparison, inference, incomplete, period } = chosen(options);
  return {
    ...all,
    ...(options.outcome ? { outcomes: [options.outcome] } : {}),
    definitions: (options.definition ? [options.definition] : all.definitions).map((id) =>
      definitionOption(options, id),
    ),
    ...(options.estimator ? { estimators: [oneOf("estimator", options.estimator, ESTIMATORS)] } : {}),
    ...(comparison ? { comparisons: [comparison] } : {}),
    ...(inference ? { inference: [inference] } : {}),
    ...(incomplete ? { incomplete: [incomplete] } : {}),
    ...(period ? { periods: [period] } : {}),
  };
}
