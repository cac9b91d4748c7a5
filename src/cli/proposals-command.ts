import type { Command } from "commander";
import type { Effects } from "../effects.ts";
import { safeValue } from "../errors/nap-error.ts";
import { livePaths } from "../live/paths.ts";
import type { Proposal } from "../model/live-source.ts";
import { addCommonOptions, type CommonOptions, contextOf, printResult } from "./context.ts";
import { table } from "./table.ts";

interface Found {
  found: string | null;
  proposals: Proposal[];
}

export function addProposals(program: Command, effects: Effects): void {
  const command = program
    .command("proposals")
    .description(
      "list the plan pages that a person should compare with the register; nothing is written into it unseen",
    )
    .addHelpText("after", "\nExample:\n  $ nap proposals");
  addCommonOptions(command).action(async (options: CommonOptions) => {
    const context = await contextOf(effects, options);
    const path = livePaths(context.paths.data).proposals;
    const found: Found = (await effects.files.exists(path))
      ? (JSON.parse(new TextDecoder().decode(await effects.files.read(path))) as Found)
      : { found: null, proposals: [] };
    printResult(context, found, describe(found));
  });
}

function describe({ found, proposals }: Found): string {
  if (found === null)
    return "No plan page was proposed yet; nap refresh --source peacewomen-plans looks for them\n";
  const rows = proposals.map((p) => [
    p.action,
    p.iso3 ?? "",
    safeValue(p.country),
    p.modified.slice(0, 10),
    safeValue(p.reason),
    p.url,
  ]);
  return `${table(["", "code", "country", "changed", "why", "page"], rows)}\n\nFound on ${found}. Compare each page with data/register/plans/plans.csv; cite it as a source where you change a row.\n`;
}
