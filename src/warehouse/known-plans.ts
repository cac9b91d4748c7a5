import type { Effects } from "../effects.ts";
import { plan } from "../model/contracts/plans.ts";
import type { KnownPlan } from "../model/live-source.ts";
import { readRegister } from "../quality/read-register.ts";
import { readDataFile } from "../snapshot/read-data.ts";

/** The plans of the register, as far as a proposal needs them. */
export async function knownPlans(effects: Effects, dataDir: string): Promise<KnownPlan[]> {
  const file = await readDataFile(effects, dataDir, plan.file as string);
  const { rows } = readRegister(file.bytes, plan, file.path);
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  return rows.map(({ row }) => ({
    iso3: String(row.iso3),
    nap_sequence: Number(row.sequence),
    adopted: text(row.adopted_date) ?? text(row.adopted_year),
    start_year: number(row.period_start),
    end_year: number(row.period_end),
  }));
}
