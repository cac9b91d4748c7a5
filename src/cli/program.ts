import { Command } from "commander";
import type { Effects } from "../effects.ts";
import { addBuild } from "./build-command.ts";

/** Sets the exit code of a run that ends without an error, such as a check that found something. */
export type SetExit = (code: number) => void;

/** The whole command line as commander sees it; docs/cli.md is tested against it. */
export function makeProgram(effects: Effects, setExit: SetExit): Command {
  const program = new Command("nap")
    .description("Builds, checks, serves and explains the evidence on twinning of WPS national action plans.")
    .addHelpText(
      "after",
      "\nExample:\n  $ nap build && nap serve\n\nExit codes and errors: docs/errors.md. Commands: docs/cli.md.",
    )
    .exitOverride()
    .configureOutput({ writeOut: effects.out, writeErr: effects.err, outputError: () => {} })
    .showSuggestionAfterError(true)
    .helpCommand(false);
  addBuild(program, effects, setExit);
  return program;
}
