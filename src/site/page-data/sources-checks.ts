import { group } from "d3";
import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Claim, Conflict, ReadingConflict, Reconciled, Verdict } from "../../web/data/sources.ts";
import { int } from "./common.ts";

const ids = (value: unknown) => (typeof value === "string" ? value.split(";") : []);
const numberOrNull = (value: unknown) => (value === null ? null : Number(value));

/** Every published total beside the register's own count, in order of time. */
export async function reconciliationOf(db: Database): Promise<Reconciled[]> {
  const rows = await db.query("SELECT * FROM reconciliation ORDER BY as_of, reference_id");
  return rows.map((r) => ({
    id: String(r.reference_id),
    metric: String(r.metric),
    asOf: String(r.as_of),
    unit: String(r.unit),
    published: int(r, "published_value"),
    ownLow: numberOrNull(r.own_low),
    ownHigh: numberOrNull(r.own_high),
    verdict: r.verdict as Verdict,
    rule: String(r.rule),
    explanation: r.explanation === null ? null : String(r.explanation),
    sourceIds: ids(r.source_ids),
  }));
}

const claimOf = (r: Row): Claim => ({
  value: String(r.value),
  agrees: r.agrees_with_consensus as Claim["agrees"],
  sourceIds: ids(r.source_ids),
  note: r.note === null ? null : String(r.note),
});

/** Questions of fact that the sources do not answer alike, and how many they do. */
export async function conflictsOf(db: Database): Promise<{ conflicts: Conflict[]; agreedQuestions: number }> {
  const rows = await db.query(
    `SELECT c.*, p.name FROM claim c LEFT JOIN partnership p USING (partnership_id)
     ORDER BY c.claim, c.claim_id`,
  );
  const questions = [...group(rows, (r) => String(r.claim)).entries()];
  const open = questions.filter(([, claims]) => claims.some((c) => c.agrees_with_consensus !== "yes"));
  return {
    agreedQuestions: questions.length - open.length,
    conflicts: open.map(([question, claims]) => ({
      question,
      partnerships: [
        ...new Map(
          claims.flatMap((c) =>
            c.partnership_id === null ? [] : [[String(c.partnership_id), String(c.name)] as const],
          ),
        ),
      ].map(([id, name]) => ({ id, name })),
      claims: claims.map(claimOf),
    })),
  };
}

/** Plans whose orientation is read differently by different sources. */
export async function readingConflicts(db: Database): Promise<ReadingConflict[]> {
  const rows = await db.query(
    `SELECT o.plan_id, o.iso3, c.name, o.orientation, string_agg(o.source_ids, ';' ORDER BY o.source_ids) AS source_ids
     FROM plan_orientation o JOIN country c USING (iso3)
     WHERE o.plan_id IN (SELECT plan_id FROM plan_orientation GROUP BY plan_id HAVING count(DISTINCT orientation) > 1)
     GROUP BY ALL ORDER BY o.plan_id, o.orientation`,
  );
  return [...group(rows, (r) => String(r.plan_id)).entries()].map(([planId, readings]) => ({
    planId,
    iso3: String(readings[0]?.iso3),
    country: String(readings[0]?.name),
    readings: readings.map((r) => ({ orientation: String(r.orientation), sourceIds: ids(r.source_ids) })),
  }));
}
