import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { SnapshotIntegrityError } from "../errors/data-errors.ts";
import { type AnalysisPlan, parseAnalysisPlan } from "../evaluation/verdict/analysis-plan.ts";
import { decodeText } from "../parse/text.ts";

const PLAN = "reference/analysis-plan.json";
const SUM = "reference/analysis-plan.sha256";

/**
 * The analysis plan, if it is still the one that was written down: its SHA-256 stands beside it in the form that
 * `sha256sum --check` reads, so that a change after seeing results shows.
 * @throws SnapshotIntegrityError where it is not, EvaluationError for a plan that cannot be read.
 */
export async function readAnalysisPlan(
  effects: Effects,
  data: string,
): Promise<{ plan: AnalysisPlan; sha256: string }> {
  const bytes = await effects.files.read(join(data, PLAN));
  const stated = decodeText(await effects.files.read(join(data, SUM)), SUM).slice(0, 64);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== stated) {
    throw new SnapshotIntegrityError(
      "The analysis plan is not the one whose checksum was written down",
      { file: `data/${PLAN}` },
      `Undo the change, or give it a new plan_id and date and its checksum in data/${SUM}`,
    );
  }
  return { plan: parseAnalysisPlan(JSON.parse(decodeText(bytes, PLAN))), sha256 };
}
