import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Effects } from "../effects.ts";
import { EnvironmentError } from "../errors/run-errors.ts";
import { type Paths, projectPaths } from "../warehouse/paths.ts";

/** What every command works with. */
export interface Context {
  effects: Effects;
  paths: Paths;
  /** One JSON document on standard output and nothing else there. */
  json: boolean;
  /** No progress, no notes. */
  quiet: boolean;
}

export interface CommonOptions {
  json?: boolean;
  quiet?: boolean;
  root?: string;
}

/** The options that every command has. */
export function addCommonOptions(command: Command): Command {
  return command
    .option(
      "--json",
      "machine output: one JSON document on standard output, errors as JSON on standard error",
    )
    .option("--quiet", "no progress and no notes, only the result and errors")
    .option("--root <folder>", "project folder (default: NAP_ROOT, else the current folder)");
}

/** @throws EnvironmentError where the folder is not the project's. */
export async function contextOf(effects: Effects, options: CommonOptions): Promise<Context> {
  const root = resolve(options.root ?? effects.env.NAP_ROOT ?? ".");
  if (!(await effects.files.exists(join(root, "data", "register")))) {
    throw new EnvironmentError(
      "This is not the project folder: it has no data/register",
      { file: root },
      "Run the command in the project folder, or name it with --root or NAP_ROOT",
    );
  }
  return { effects, paths: projectPaths(root), json: options.json === true, quiet: options.quiet === true };
}

/** Prints the result: the document with --json, else the text. */
export function printResult(context: Context, document: unknown, text: string): void {
  context.effects.out(context.json ? `${JSON.stringify(document, null, 2)}\n` : text);
}
