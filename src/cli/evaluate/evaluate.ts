import { EnvironmentError, UsageError } from "../../errors/run-errors.ts";
import { makeSpells } from "../../evaluation/core/spells.ts";
import { evaluatePlan } from "../../evaluation/verdict/evaluate-plan.ts";
import { readAnalysisPlan } from "../../warehouse/analysis-plan.ts";
import { type Database, openDatabase } from "../../warehouse/database.ts";
import { readPlanSpells } from "../../warehouse/plan-spells.ts";
import { readAsOf, readStudy } from "../../warehouse/study.ts";
import { type Context, printResult } from "../context.ts";
import { evaluateCurve } from "./curve.ts";
import type { EvaluateOptions } from "./options.ts";
import { panelFromFile, spellsFromFile } from "./own-data.ts";
import { evaluatePanel, evaluateSpecification } from "./panel.ts";
import { plain } from "./plain.ts";
import { renderPlan } from "./render.ts";
import { evaluateSpells } from "./spells.ts";

/** Which of its works `nap evaluate` is asked for. @throws UsageError for options that do not go together. */
export async function evaluate(context: Context, options: EvaluateOptions): Promise<void> {
  const { effects } = context;
  if (options.input !== undefined) {
    if (options.curve || options.definition || narrows(options)) {
      const words = "--input goes with neither --curve nor --definition, --role and --date-rule";
      throw new UsageError(words, {}, "Leave one of them out");
    }
    if (options.spells)
      evaluateSpells(context, await spellsFromFile(effects, options), options, [options.input]);
    else evaluatePanel(context, await panelFromFile(effects, options), options, [options.input]);
    return;
  }
  if (options.spells && narrows(options)) {
    const remedy = "Leave one of them out: plans count as twinned by the definition of the analysis plan";
    throw new UsageError("--spells goes with neither --role nor --date-rule", {}, remedy);
  }
  await withWarehouse(context, async (db) => {
    if (options.spells) {
      evaluateSpells(context, makeSpells(await readPlanSpells(db)), options, sourceOf(await readAsOf(db)));
    } else if (options.curve) {
      await evaluateCurve(context, await readStudy(db), options);
    } else if (
      options.outcome ??
      options.definition ??
      options.estimator ??
      options.role ??
      options.dateRule
    ) {
      const { plan } = await readAnalysisPlan(effects, context.paths.data);
      const study = await readStudy(db);
      evaluateSpecification(context, study, plan, options, sourceOf(study.asOf));
    } else {
      await verdict(context, db, options);
    }
  });
}

const narrows = ({ role, dateRule }: EvaluateOptions) => role !== undefined || dateRule !== undefined;

const sourceOf = (asOf: string) => [`Data of the WPS twinning warehouse, as of ${asOf}.`];

async function verdict(context: Context, db: Database, options: EvaluateOptions): Promise<void> {
  if (options.script) {
    throw new UsageError("A script needs one set of choices", {}, "Add --outcome, or --spells");
  }
  const { plan, sha256 } = await readAnalysisPlan(context.effects, context.paths.data);
  const study = await readStudy(db);
  const result = evaluatePlan(study, makeSpells(await readPlanSpells(db)), plan);
  printResult(
    context,
    plain({ kind: "verdict", asOf: study.asOf, sha256, ...result }),
    renderPlan(result, sha256, study.asOf),
  );
}

async function withWarehouse(context: Context, work: (db: Database) => Promise<void>): Promise<void> {
  if (!(await context.effects.files.exists(context.paths.warehouse))) {
    throw new EnvironmentError(
      "The warehouse is not built yet",
      { file: "build/warehouse.duckdb" },
      "Run nap build --warehouse-only",
    );
  }
  const db = await openDatabase(context.paths.warehouse, { readOnly: true, locked: true });
  try {
    await work(db);
  } finally {
    db.close();
  }
}
