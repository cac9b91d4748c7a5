import { WarehouseCheckError } from "../errors/data-errors.ts";
import type { WarehouseCheck } from "./checks/check.ts";
import { MART_CHECKS } from "./checks/mart-checks.ts";
import { REGISTER_CHECKS } from "./checks/register-checks.ts";
import type { Database } from "./database.ts";

export const CHECKS: readonly WarehouseCheck[] = [...REGISTER_CHECKS, ...MART_CHECKS];

/** Keys of the rows that break a rule, the allowed ones left aside. */
export async function offenders(db: Database, check: WarehouseCheck): Promise<string[]> {
  const rows = await db.query<{ row_key: string }>(check.sql);
  return rows.map((r) => r.row_key).filter((key) => !Object.hasOwn(check.allowed ?? {}, key));
}

/** @throws WarehouseCheckError that names the rule and the first offending rows. */
export async function checkWarehouse(
  db: Database,
  checks: readonly WarehouseCheck[] = CHECKS,
): Promise<void> {
  for (const check of checks) {
    const keys = await offenders(db, check);
    if (keys.length === 0) continue;
    throw new WarehouseCheckError(
      `Broken rule: ${check.name} (${keys.length} ${keys.length === 1 ? "row" : "rows"}, first ${keys.slice(0, 5).join(", ")})`,
      {},
      check.remedy,
    );
  }
}
