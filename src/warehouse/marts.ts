import { readFile } from "node:fs/promises";
import type { Database } from "./database.ts";

/** Marts in the order in which they build on each other; each is one SQL file with typed, commented tables. */
export const MARTS: readonly string[] = [
  "study_window",
  "price_base",
  "partnership_start",
  "twinning_status",
  "plan_timeline",
  "plan_twinning",
  "panel",
  "plan_spell_left_out",
  "plan_spell",
  "plan_money",
  "funding_gap",
  "donor_support_flow",
  "partnership_asymmetry",
  "network_growth",
  "coverage",
  "reconciliation",
];

export async function buildMarts(db: Database): Promise<void> {
  for (const mart of MARTS) {
    const sql = await readFile(new URL(`./marts/${mart}.sql`, import.meta.url), "utf8");
    await db.run(sql);
  }
}
