import { CommanderError } from "commander";
import { type Effects, realEffects } from "../effects.ts";
import { EXIT } from "../errors/nap-error.ts";
import { UsageError } from "../errors/run-errors.ts";
import { makeProgram } from "./program.ts";
import { exitCodeOf, renderError } from "./render-error.ts";

/** Runs `nap` with these arguments and gives the exit code. The one place where errors end. */
export async function main(argv: string[], effects: Effects = realEffects()): Promise<number> {
  let exitCode: number = EXIT.ok;
  try {
    const program = makeProgram(effects, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const fault = error instanceof CommanderError ? usageError(error) : error;
    effects.err(renderError(fault, argv.includes("--json")));
    return exitCodeOf(fault);
  }
}

/** Commander's complaint in our form; "(outputHelp)" is what it says where no command was named. */
function usageError(error: CommanderError): UsageError {
  const said = error.message.replace(/^error: /, "").replaceAll("\n", " ");
  const what = error.code === "commander.help" ? "No command was named" : said;
  return new UsageError(what, {}, "See nap --help, or nap <command> --help");
}
