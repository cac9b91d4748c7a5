import { Command } from "commander";
import type { Effects } from "../effects.ts";
import { addBuild } from "./build-command.ts";
import { addCheck } from "./check-command.ts";
import { addEvaluate } from "./evaluate-command.ts";
import { addExplain } from "./explain-command.ts";
import { addProposals } from "./proposals-command.ts";
import { addRefresh } from "./refresh-command.ts";
import { addServe } from "./serve-command.ts";
import type { SetExit } from "./set-exit.ts";
import { addSources } from "./sources-command.ts";
import { addStatus } from "./status-command.ts";

/** The whole command line as commander sees it; docs/cli.md is tested against it. */
export function makeProgram(effects: Effects, setExit: SetExit): Command {
  const program = new Command("nap")
    .description("Builds, checks, serves and explains the evidence on twinning of WPS national action plans.")
    .addHelpText(
      "after",
      "\nExample:\n  $ nap build && nap serve\n\nCommands: docs/cli.md. Errors and exit codes: docs/errors.md.",
    )
    .exitOverride()
    .configureOutput({ writeOut: effects.out, writeErr: effects.err, outputError: () => {} })
    .showSuggestionAfterError(true)
    .helpCommand(false);
  addBuild(program, effects);
  addRefresh(program, effects, setExit);
  addSources(program, effects);
  addProposals(program, effects);
  addCheck(program, effects, setExit);
  addServe(program, effects);
  addStatus(program, effects);
  addExplain(program, effects);
  addEvaluate(program, effects);
  return program;
}
