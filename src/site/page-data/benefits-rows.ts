import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import { readPartnershipLives } from "../../warehouse/partnership-spells.ts";
import type {
  BenefitActivity,
  BenefitArrangement,
  BenefitCountry,
  BenefitPlan,
  BenefitSupport,
  BenefitsData,
} from "../../web/data/benefits.ts";
import type { Role } from "../../web/data/twinning.ts";
import { listOf, numberOf, textOf } from "./cells.ts";
import { int } from "./common.ts";
import { durationsOf } from "./plans-over-time-durations.ts";
import { groupRows } from "./twinning-rows.ts";

/** Arrangements with their sides at the start, and how long they lasted by the page Plans over time. */
export async function benefitArrangements(
  db: Database,
  asOfYear: number,
): Promise<Pick<BenefitsData, "arrangements" | "duration">> {
  const { lines, without, durations } = durationsOf(await readPartnershipLives(db), asOfYear);
  const members = groupRows(
    await db.query("SELECT * FROM partnership_member ORDER BY partnership_id, role, iso3"),
    "partnership_id",
  );
  const rows = await db.query(
    `SELECT p.partnership_id, p.name, p.kind, p.status, p.direction, p.evidence_strength, p.announced_year,
       s.first_documented_year, s.first_activity_year,
       a.supporting_gdp_median, a.supported_gdp_median, a.peer_gdp_median, a.hosted_by_supporting,
       a.hosted_by_supported, a.hosted_by_peer, a.hosted_by_third, a.host_unknown
     FROM partnership p JOIN partnership_start s USING (partnership_id)
     JOIN partnership_asymmetry a USING (partnership_id) ORDER BY p.partnership_id`,
  );
  const twinning = durations.find(({ kind }) => kind === "twinning");
  if (!twinning) throw new Error("No durations of twinning and cross-learning");
  return {
    arrangements: rows.map((r) => {
      const id = String(r.partnership_id);
      const line = lines.find((one) => one.id === id);
      return {
        ...arrangement(r, members.get(id) ?? []),
        life: line ? { start: line.start, last: line.last, end: line.end, event: line.event } : null,
        noLife: without.find((one) => one.id === id)?.why ?? null,
      };
    }),
    duration: {
      n: twinning.n,
      unknown: twinning.unknown,
      shortest: twinning.medians.shortest,
      longest: twinning.medians.longest,
    },
  };
}

const arrangement = (r: Row, members: readonly Row[]): Omit<BenefitArrangement, "life" | "noLife"> => ({
  id: String(r.partnership_id),
  name: String(r.name),
  kind: String(r.kind),
  status: String(r.status),
  direction: String(r.direction),
  evidence: String(r.evidence_strength),
  start: numberOf(r, "first_documented_year"),
  announced: numberOf(r, "announced_year"),
  firstActivity: numberOf(r, "first_activity_year"),
  members: members.map((m) => ({
    iso3: String(m.iso3),
    role: String(m.role) as Role,
    joined: numberOf(m, "joined_year"),
  })),
  gdp: {
    supporting: numberOf(r, "supporting_gdp_median"),
    supported: numberOf(r, "supported_gdp_median"),
    peer: numberOf(r, "peer_gdp_median"),
  },
  hosted: {
    supporting: int(r, "hosted_by_supporting"),
    supported: int(r, "hosted_by_supported"),
    peer: int(r, "hosted_by_peer"),
    third: int(r, "hosted_by_third"),
    unknown: int(r, "host_unknown"),
  },
});

/** Activities without the adoptions of linked plans, which are not something that partners did together. */
export async function benefitActivities(db: Database): Promise<BenefitActivity[]> {
  const rows = await db.query(
    "SELECT * FROM partnership_activity WHERE type <> 'linked_nap_adoption' ORDER BY partnership_id, activity_id",
  );
  return rows.map((r) => ({
    id: String(r.activity_id),
    arrangement: String(r.partnership_id),
    when: textOf(r, "date_or_year"),
    year: numberOf(r, "year"),
    type: String(r.type),
    theme: String(r.theme),
    funders: listOf(r, "funder_iso3"),
    what: String(r.description),
    amount: numberOf(r, "amount"),
    currency: textOf(r, "currency"),
  }));
}

export async function benefitSupports(db: Database): Promise<BenefitSupport[]> {
  const rows = await db.query("SELECT * FROM donor_support_flow ORDER BY year NULLS LAST, support_id");
  return rows.map((r) => ({
    id: String(r.support_id),
    donor: String(r.donor_code),
    donorName: String(r.donor_name),
    recipients: listOf(r, "recipients"),
    recipientName: textOf(r, "recipient_name") ?? "a regional body",
    year: numberOf(r, "year"),
    amount: numberOf(r, "amount"),
    currency: textOf(r, "currency"),
    link: String(r.nap_link),
    purpose: String(r.purpose),
    strong: r.tie === "strong",
  }));
}

export async function benefitPlans(db: Database): Promise<BenefitPlan[]> {
  const readings = groupRows(
    await db.query("SELECT * FROM plan_orientation ORDER BY plan_id, orientation, source_ids"),
    "plan_id",
  );
  const rows = await db.query(
    `SELECT t.plan_id, t.iso3, t.sequence, t.adopted_year, t.lead_type, g.has_budget
     FROM plan_timeline t JOIN funding_gap g USING (plan_id) ORDER BY t.iso3, t.sequence`,
  );
  return rows.map((r) => ({
    id: String(r.plan_id),
    iso3: String(r.iso3),
    sequence: int(r, "sequence"),
    adopted: numberOf(r, "adopted_year"),
    lead: textOf(r, "lead_type"),
    budget: textOf(r, "has_budget"),
    readings: (readings.get(String(r.plan_id)) ?? []).map((one) => ({
      orientation: String(one.orientation),
      source: String(one.source_ids),
    })),
  }));
}

/** Countries with a plan or in an arrangement, a network or a support. */
export async function benefitCountries(db: Database): Promise<BenefitCountry[]> {
  const rows = await db.query(
    `SELECT c.iso3, c.name, c.un_region, c.iso3 IN (SELECT iso3 FROM plan) AS has_plan, f.first_plan_year
     FROM country c
     LEFT JOIN (SELECT iso3, any_value(first_plan_year) AS first_plan_year FROM panel GROUP BY iso3) f USING (iso3)
     WHERE c.iso3 IN (SELECT iso3 FROM plan) OR c.iso3 IN (SELECT iso3 FROM partnership_member)
       OR c.iso3 IN (SELECT iso3 FROM network_membership)
       OR c.iso3 IN (SELECT unnest(string_split(recipients, ';')) FROM donor_support_flow)
     ORDER BY c.name, c.iso3`,
  );
  return rows.map((r) => ({
    iso3: String(r.iso3),
    name: String(r.name),
    region: String(r.un_region),
    hasPlan: r.has_plan === true,
    firstPlan: numberOf(r, "first_plan_year"),
  }));
}
