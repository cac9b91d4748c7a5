import { type Command, Option } from "commander";
import type { Effects } from "../effects.ts";
import { addCommonOptions, contextOf } from "./context.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { EvaluateOptions } from "./evaluate/options.ts";

export function addEvaluate(program: Command, effects: Effects): void {
  const command = program
    .command("evaluate")
    .description(
      "does twinning help? The verdict of the analysis plan, one set of choices, all of them, or your own data",
    )
    .addHelpText(
      "after",
      `
Examples:
  $ nap evaluate
  $ nap evaluate --outcome women_share_parliament_pct --definition with-donor-support --estimator cs_never
  $ nap evaluate --role supporting --date-rule first_activity --comparison not_yet
  $ nap evaluate --outcome undp_gii_hdr2020 --estimator imputation --script r > check.R && Rscript check.R
  $ nap evaluate --spells --estimator cox
  $ nap evaluate --curve --draws 999
  $ nap evaluate --input panel.csv --unit id --time year --outcome y --first-treated g --estimator callaway_santanna`,
    )
    .option("--outcome <id>", "outcome of the warehouse, or a column of the file")
    .option(
      "--definition <id>",
      "who counts as twinned (default: that of the analysis plan); definition/role/date rule in one too",
    )
    .option(
      "--estimator <id>",
      "imputation, cs_never, cs_not_yet, twfe, or any other by name: docs/cli.md lists them",
    )
    .option("--role <role>", "who of the twinned counts: any, supported, supporting or peer")
    .option("--date-rule <rule>", "from when: any, announced, first_documented or first_activity")
    .option("--comparison <rule>", "with_plans, not_yet, all, same_region, same_income or matched")
    .option("--inference <rule>", "permutation, permutation_in_region or conley_taber")
    .option("--period <years>", "such as 1997-2025")
    .option("--covariates <names>", "names joined by commas")
    .option("--incomplete <rule>", "keep or drop units with missing times")
    .option("--curve", "every sensible set of choices, on two threads")
    .option("--spells", "time to renewal instead of outcomes by year")
    .addOption(new Option("--script <language>", "write a script that reproduces the numbers").choices(["r"]))
    .option("--input <file>", "a CSV of your own with a header row")
    .option("--unit <column>", "of the file: unit")
    .option("--time <column>", "of the file: time, a number")
    .option("--first-treated <column>", "of the file: first treated time; empty, 0 or Inf = never")
    .option("--cluster <column>", "of the file: cluster")
    .option("--strata <column>", "of the file: stratum")
    .option("--weights <column>", "of the file: weight")
    .option("--exists <column>", "of the file: time from which the unit can be treated at all")
    .option("--id <column>", "of the file, with --spells: what a row belongs to")
    .option("--start <column>", "of the file, with --spells: under observation from")
    .option("--stop <column>", "of the file, with --spells: until")
    .option("--event <column>", "of the file, with --spells: 1 where the event happened at stop")
    .option("--twinned <column>", "of the file, with --spells: 1 where treated during the row")
    .option("--control <rule>", "callaway_santanna: never or not_yet")
    .option("--method <rule>", "callaway_santanna: dr, ipw or reg")
    .option("--base <rule>", "callaway_santanna: varying or universal")
    .option("--anticipation <times>", "callaway_santanna: times by which an effect may come early")
    .option("--ties <rule>", "cox: efron, breslow or exact")
    .option("--landmark <time>", "landmark: its time")
    .option("--ever-twinned", "cox: ask for who is ever twinned; refused, because it is biased")
    .option("--force-biased", "do it all the same, and label the result")
    .option("--draws <n>", "permutations, tuples or bootstrap draws (default 9999)")
    .option("--seed <n>", "of the random numbers (default 1325)")
    .option("--level <share>", "of intervals (default 0.95)")
    .option("--threads <n>", "of the curve (default 2)");
  addCommonOptions(command).action(async (options: EvaluateOptions) => {
    await evaluate(await contextOf(effects, options), options);
  });
}
