import { UsageError } from "../../errors/run-errors.ts";
import type { Spells } from "../../evaluation/core/spells.ts";
import { coxScript } from "../../evaluation/r-script/scripts.ts";
import { spellMethod } from "../../evaluation/run/spell-methods.ts";
import { type Context, printResult } from "../context.ts";
import type { EvaluateOptions } from "./options.ts";
import { plain } from "./plain.ts";
import { renderResult } from "./render.ts";
import { spellRun } from "./settings.ts";

/** Time to an event by one method. */
export function evaluateSpells(
  context: Context,
  spells: Spells,
  options: EvaluateOptions,
  source: readonly string[],
): void {
  const method = spellMethod(options.estimator ?? "cox");
  const settings = spellRun(options);
  if (options.script) {
    if (method.id !== "cox")
      throw new UsageError("Only the Cox model has a script", {}, "Use --estimator cox");
    context.effects.out(coxScript(spells, settings.ties, source));
    return;
  }
  const standard = method.run(spells, settings);
  printResult(
    context,
    plain({ kind: "spells", estimator: method.id, standard }),
    renderResult(method.label, standard),
  );
}
