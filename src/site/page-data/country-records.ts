import type { Row } from "../../model/column.ts";
import { planBudgetStatus } from "../../model/contracts/funding.ts";
import { plan as planContract } from "../../model/contracts/plans.ts";
import { partnership, partnershipMember, planOrientation } from "../../model/contracts/twinning.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Arrangement, Counts, NamedPlan, Network, PlanRecord } from "../../web/data/country.ts";
import { byCountry, codedOf, codeOf, listOf, numberOf, textOf } from "./cells.ts";
import { DEFAULT_DEFINITION } from "./common.ts";

const ARRANGEMENTS = `
  SELECT m.iso3, p.partnership_id, p.name, p.kind, m.role, p.phase, p.evidence_strength, p.status, p.announced_year,
         s.first_documented_year, s.basis, p.end_year, s.last_documented_year, m.joined_year, m.left_year, m.source_ids,
         CASE WHEN list_contains(string_split(t.undated_partnership_ids, ';'), p.partnership_id) THEN 'undated'
              WHEN list_contains(string_split(t.partnership_ids, ';'), p.partnership_id) THEN 'dated'
              ELSE 'no' END AS counts
  FROM partnership_member m
  JOIN partnership p USING (partnership_id)
  JOIN partnership_start s USING (partnership_id)
  LEFT JOIN twinning_status t ON t.iso3 = m.iso3 AND t.definition_id = '${DEFAULT_DEFINITION}'
  ORDER BY counts = 'no', coalesce(s.first_documented_year, p.end_year) NULLS LAST, p.partnership_id`;

const PLANS = `
  SELECT p.*, g.gap_usd_current, g.gap_basis, g.gap_reason, g.gap_source_ids, g.committed_usd_current,
    CASE WHEN m.period_from > p.period_end OR m.period_to < p.period_start THEN m.period END AS cost_other_years
  FROM plan p
  LEFT JOIN funding_gap g USING (plan_id)
  LEFT JOIN plan_money m ON m.money_id = g.cost_money_ids
  ORDER BY p.iso3, p.sequence`;

/** Rows on money that name a plan which the register of plans does not hold, by its id or by a later period. */
const NAMED_ELSEWHERE = `
  WITH last AS (
    SELECT iso3, period_end FROM plan QUALIFY row_number() OVER (PARTITION BY iso3 ORDER BY sequence DESC) = 1
  ), rows AS (
    SELECT iso3, plan_id, period, source_ids FROM plan_budget
    UNION ALL SELECT iso3, plan_id, period, source_ids FROM plan_budget_status
  )
  SELECT r.iso3, r.period, string_agg(DISTINCT r.source_ids, ';' ORDER BY r.source_ids) AS source_ids
  FROM rows r LEFT JOIN last USING (iso3)
  WHERE r.plan_id IS NOT NULL AND (r.plan_id NOT IN (SELECT plan_id FROM plan)
    OR try_cast(regexp_extract(r.period, '^[0-9]{4}') AS INTEGER) > last.period_end)
  GROUP BY ALL ORDER BY r.iso3, r.period`;

/** What the registers hold of each country, by its code. */
export interface CountryRecords {
  plans: Map<string, PlanRecord[]>;
  namedElsewhere: Map<string, NamedPlan[]>;
  arrangements: Map<string, Arrangement[]>;
  networks: Map<string, Network[]>;
}

export async function countryRecords(db: Database): Promise<CountryRecords> {
  const orientation = byCountry(
    await db.query("SELECT * FROM plan_orientation ORDER BY plan_id, orientation, source_ids"),
    "plan_id",
  );
  const budgets = byCountry(
    await db.query("SELECT * FROM plan_budget_status WHERE plan_id IS NOT NULL ORDER BY status_id"),
    "plan_id",
  );
  const plans = byCountry(await db.query(PLANS));
  const named = byCountry(await db.query(NAMED_ELSEWHERE));
  const arrangements = byCountry(await db.query(ARRANGEMENTS));
  const networks = byCountry(
    await db.query("SELECT * FROM network_membership ORDER BY joined_year NULLS LAST, network"),
  );
  return {
    plans: mapped(plans, (row) => planRecord(row, orientation, budgets)),
    namedElsewhere: mapped(named, (row) => ({
      period: textOf(row, "period"),
      sources: [...new Set(listOf(row, "source_ids"))],
    })),
    arrangements: mapped(arrangements, arrangementRecord),
    networks: mapped(networks, (row) => ({
      name: String(row.network),
      role: String(row.role),
      joined: numberOf(row, "joined_year"),
      sources: listOf(row, "source_ids"),
    })),
  };
}

const mapped = <T>(groups: Map<string, Row[]>, make: (row: Row) => T): Map<string, T[]> =>
  new Map([...groups].map(([iso3, rows]) => [iso3, rows.map(make)]));

function planRecord(row: Row, orientation: Map<string, Row[]>, budgets: Map<string, Row[]>): PlanRecord {
  const id = String(row.plan_id);
  const { columns } = planContract;
  const amount = numberOf(row, "budget_amount");
  return {
    id,
    sequence: Number(row.sequence),
    title: textOf(row, "title_short"),
    adopted: numberOf(row, "adopted_year"),
    adoptedDate: textOf(row, "adopted_date"),
    start: numberOf(row, "period_start"),
    end: numberOf(row, "period_end"),
    lead: textOf(row, "lead_agency"),
    leadType: codedOf(row, "lead_type", columns.lead_type),
    budget: codedOf(row, "budget_specified", columns.budget_specified),
    budgetAmount: amount === null ? null : { value: amount, currency: textOf(row, "budget_currency") ?? "" },
    budgetNote: textOf(row, "budget_note"),
    monitoring: codedOf(row, "monitoring_framework", columns.monitoring_framework),
    civilSociety: codedOf(row, "civil_society_role", columns.civil_society_role),
    status: codeOf(row, "status", columns.status),
    confidence: codeOf(row, "confidence", columns.confidence),
    note: textOf(row, "note"),
    sources: listOf(row, "source_ids"),
    orientation: (orientation.get(id) ?? []).map((o) => ({
      ...codeOf(o, "orientation", planOrientation.columns.orientation),
      sources: listOf(o, "source_ids"),
    })),
    budgetStatus: (budgets.get(id) ?? []).map((b) => ({
      ...codeOf(b, "budget_status", planBudgetStatus.columns.budget_status),
      note: textOf(b, "note"),
      sources: listOf(b, "source_ids"),
    })),
    gap: {
      usd: numberOf(row, "gap_usd_current"),
      committedUsd: numberOf(row, "committed_usd_current"),
      otherYears: textOf(row, "cost_other_years"),
      words: textOf(row, "gap_basis") ?? textOf(row, "gap_reason"),
      sources: listOf(row, "gap_source_ids"),
    },
  };
}

function arrangementRecord(row: Row): Arrangement {
  const { columns } = partnership;
  return {
    id: String(row.partnership_id),
    name: String(row.name),
    kind: codeOf(row, "kind", columns.kind),
    role: codeOf(row, "role", partnershipMember.columns.role),
    phase: codedOf(row, "phase", columns.phase),
    evidence: codeOf(row, "evidence_strength", columns.evidence_strength),
    status: codeOf(row, "status", columns.status),
    announced: numberOf(row, "announced_year"),
    start: numberOf(row, "first_documented_year"),
    startBasis: String(row.basis),
    end: numberOf(row, "end_year"),
    lastDocumented: numberOf(row, "last_documented_year"),
    joined: numberOf(row, "joined_year"),
    left: numberOf(row, "left_year"),
    counts: String(row.counts) as Counts,
    sources: listOf(row, "source_ids"),
  };
}
