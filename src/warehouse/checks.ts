import { WarehouseCheckError } from "../errors/data-errors.ts";
import type { Database } from "./database.ts";

/** A rule that every warehouse must keep: a query that returns the offending rows, none when all is well. */
export interface WarehouseCheck {
  name: string;
  sql: string;
  remedy: string;
}

export const CHECKS: readonly WarehouseCheck[] = [
  {
    name: "a plan's period does not end before it starts",
    sql: "SELECT plan_id AS row_key FROM plan WHERE period_end < period_start",
    remedy: "Correct the period in data/register/plans/plans.csv",
  },
];

/** @throws WarehouseCheckError that names the rule and the first offending rows. */
export async function checkWarehouse(db: Database): Promise<void> {
  for (const check of CHECKS) {
    const rows = await db.query<{ row_key: string }>(check.sql);
    if (rows.length === 0) continue;
    const some = rows.slice(0, 5).map((r) => r.row_key);
    throw new WarehouseCheckError(
      `Broken rule: ${check.name} (${rows.length} rows, first ${some.join(", ")})`,
      {},
      check.remedy,
    );
  }
}
