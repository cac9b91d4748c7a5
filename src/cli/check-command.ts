import type { Command } from "commander";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { readAll } from "../warehouse/read-all.ts";
import { checkBuilt } from "./check-built.ts";
import { describeFindings, exitOfFindings, type Findings } from "./check-report.ts";
import { checkScratchWarehouse } from "./check-warehouse.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { liveInput } from "./live-input.ts";
import { progressOf } from "./progress.ts";
import type { SetExit } from "./set-exit.ts";

interface CheckOptions extends CommonOptions {
  registerOnly?: boolean;
}

export function addCheck(program: Command, effects: Effects, setExit: SetExit): void {
  const command = program
    .command("check")
    .description(
      "report every refused row and unresolved reference, and check warehouse, published files and site",
    )
    .option("--register-only", "only the registers and snapshots")
    .addHelpText("after", "\nExample:\n  $ nap check --register-only");
  addCommonOptions(command).action(async (options: CheckOptions) => {
    const context = await contextOf(effects, options);
    const findings = await check(context, options.registerOnly === true);
    printResult(context, findings, describeFindings(findings));
    setExit(exitOfFindings(findings));
  });
}

async function check(context: Context, registerOnly: boolean): Promise<Findings> {
  const { effects, paths } = context;
  const progress = progressOf(context);
  try {
    progress.step("check", "registers and snapshots", 0, 3);
    const live = await liveInput(effects, paths);
    const { quarantined, unresolved } = await readAll(effects, paths.data, SERIES_SOURCES, live);
    const findings: Findings = { quarantined, unresolved, faults: [], notes: [] };
    if (registerOnly) return findings;
    progress.step("check", "warehouse", 1, 3);
    findings.faults.push(...(await checkScratchWarehouse(effects, paths, live)));
    progress.step("check", "published files and site", 2, 3);
    const built = await checkBuilt(effects, paths);
    findings.faults.push(...built.faults);
    findings.notes.push(...built.notes);
    return findings;
  } finally {
    progress.end();
  }
}
