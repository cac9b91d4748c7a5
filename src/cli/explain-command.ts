import type { Command } from "commander";
import type { Effects } from "../effects.ts";
import { EnvironmentError } from "../errors/run-errors.ts";
import { type Database, openDatabase } from "../warehouse/database.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { explainRow, type RowExplanation } from "./explain/explain-row.ts";
import { explainTable, type TableExplanation } from "./explain/explain-table.ts";
import { findRows } from "./explain/find.ts";
import { renderRow, renderTable } from "./explain/render.ts";
import { notFound } from "./explain/suggest.ts";

interface Explanation {
  what: string;
  table: TableExplanation | null;
  rows: RowExplanation[];
}

export function addExplain(program: Command, effects: Effects): void {
  const command = program
    .command("explain")
    .argument("<what>", "a plan, country, partnership, claim, source, budget, value or table")
    .description("show a row cell by cell, with its sources, disputes and the file it came from")
    .addHelpText(
      "after",
      '\nExamples:\n  $ nap explain LBR-1\n  $ nap explain "Côte d’Ivoire"\n  $ nap explain women_share_parliament_pct/LBR/2015',
    );
  addCommonOptions(command).action(async (what: string, options: CommonOptions) => {
    const context = await contextOf(effects, options);
    const explanation = await explain(context, what.trim());
    printResult(context, explanation, textOf(explanation));
  });
}

async function explain({ effects, paths }: Context, what: string): Promise<Explanation> {
  if (!(await effects.files.exists(paths.warehouse))) {
    throw new EnvironmentError(
      "The warehouse is not built yet",
      { file: "build/warehouse.duckdb" },
      "Run nap build --warehouse-only",
    );
  }
  const db = await openDatabase(paths.warehouse, { readOnly: true, locked: true });
  try {
    return await lookUp(db, what);
  } finally {
    db.close();
  }
}

/** @throws UsageError with the nearest names where nothing is called so. */
async function lookUp(db: Database, what: string): Promise<Explanation> {
  const table = await explainTable(db, what);
  const rows: RowExplanation[] = [];
  for (const found of await findRows(db, what)) rows.push(await explainRow(db, found));
  if (!table && rows.length === 0) throw await notFound(db, what);
  return { what, table, rows };
}

const textOf = ({ table, rows }: Explanation) =>
  [...(table ? [renderTable(table)] : []), ...rows.map(renderRow)].join("\n");
