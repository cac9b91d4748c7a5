import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Activity, Asymmetry, MemberDetail, SupportRow } from "../../web/data/partnership.ts";
import type { Role } from "../../web/data/twinning.ts";
import { int } from "./common.ts";
import { groupRows, list, number, text } from "./twinning-rows.ts";

/** Members with their plans and with the income group that held when the arrangement is first documented. */
export async function memberDetails(db: Database): Promise<Map<string, MemberDetail[]>> {
  const plans = groupRows(
    await db.query(
      "SELECT plan_id, iso3, sequence, adopted_year, period_start, period_end FROM plan ORDER BY iso3, sequence",
    ),
    "iso3",
  );
  const rows = await db.query(
    `SELECT m.*, c.name, max_by(o.category, o.year) AS income_group, max(o.year) AS income_year
     FROM partnership_member m
     JOIN country c USING (iso3)
     JOIN partnership_start s USING (partnership_id)
     LEFT JOIN observation o ON o.indicator = 'wb_income_group_by_gni_year' AND o.iso3 = m.iso3
       AND o.category IS NOT NULL AND o.year <= s.first_documented_year
     GROUP BY ALL
     ORDER BY m.partnership_id, c.name, m.iso3`,
  );
  const out = new Map<string, MemberDetail[]>();
  for (const [id, members] of groupRows(rows, "partnership_id"))
    out.set(
      id,
      members.map((m) => memberDetail(m, plans.get(String(m.iso3)) ?? [])),
    );
  return out;
}

const memberDetail = (m: Row, plans: readonly Row[]): MemberDetail => ({
  iso3: String(m.iso3),
  name: String(m.name),
  role: String(m.role) as Role,
  joined: number(m, "joined_year"),
  left: number(m, "left_year"),
  note: text(m, "note"),
  sources: list(m.source_ids),
  income: m.income_group === null ? null : { group: String(m.income_group), year: int(m, "income_year") },
  plans: plans.map((p) => ({
    id: String(p.plan_id),
    sequence: int(p, "sequence"),
    adopted: number(p, "adopted_year"),
    from: number(p, "period_start"),
    to: number(p, "period_end"),
  })),
});

export async function activityRows(db: Database): Promise<Map<string, Activity[]>> {
  const rows = await db.query(
    "SELECT * FROM partnership_activity ORDER BY partnership_id, year NULLS LAST, date_or_year, activity_id",
  );
  const out = new Map<string, Activity[]>();
  for (const [id, own] of groupRows(rows, "partnership_id"))
    out.set(
      id,
      own.map((a) => ({
        id: String(a.activity_id),
        when: text(a, "date_or_year"),
        type: String(a.type),
        theme: String(a.theme),
        host: text(a, "host_iso3"),
        funders: list(a.funder_iso3),
        description: String(a.description),
        amount: number(a, "amount"),
        currency: text(a, "currency"),
        sources: list(a.source_ids),
      })),
    );
  return out;
}

interface Support extends SupportRow {
  donors: string[];
  recipients: string[];
}

export async function supportRows(db: Database): Promise<Support[]> {
  const rows = await db.query("SELECT * FROM donor_support ORDER BY year NULLS LAST, support_id");
  return rows.map((r) => ({
    id: String(r.support_id),
    donor: String(r.donor_name),
    recipient: String(r.recipient_name ?? "a regional body"),
    amount: number(r, "amount"),
    currency: text(r, "currency"),
    year: number(r, "year"),
    period: text(r, "period"),
    purpose: String(r.purpose),
    link: String(r.nap_link),
    note: text(r, "note"),
    sources: list(r.source_ids),
    donors: list(r.donor_code),
    recipients: list(r.recipient_codes),
  }));
}

/**
 * Support that may be the same money as the arrangement's own: one of its givers to one of its receivers. Peers are
 * both. Support to the same receivers from others is only counted.
 */
export function supportBeside(
  members: readonly MemberDetail[],
  rows: readonly Support[],
): { own: SupportRow[]; others: number } {
  const inRoles = (...roles: Role[]) =>
    new Set(members.filter((m) => roles.includes(m.role)).map((m) => m.iso3));
  const givers = inRoles("supporting", "peer");
  const receivers = inRoles("supported", "peer");
  const supported = inRoles("supported");
  const isOwn = (r: Support) =>
    r.donors.some((d) => givers.has(d) && r.recipients.some((x) => x !== d && receivers.has(x)));
  return {
    own: rows.filter(isOwn).map(({ donors: _donors, recipients: _recipients, ...row }) => row),
    others: rows.filter((r) => !isOwn(r) && r.recipients.some((x) => supported.has(x))).length,
  };
}

export async function asymmetries(db: Database): Promise<Map<string, Asymmetry>> {
  const rows = await db.query("SELECT * FROM partnership_asymmetry ORDER BY partnership_id");
  return new Map(rows.map((r) => [String(r.partnership_id), asymmetry(r)]));
}

const asymmetry = (r: Row): Asymmetry => ({
  gdpRatio: number(r, "gdp_ratio"),
  supportingGdp: {
    median: number(r, "supporting_gdp_median"),
    known: int(r, "supporting_gdp_known"),
    of: int(r, "supporting"),
  },
  supportedGdp: {
    median: number(r, "supported_gdp_median"),
    known: int(r, "supported_gdp_known"),
    of: int(r, "supported"),
  },
  activities: int(r, "activities"),
  hosted: {
    supporting: int(r, "hosted_by_supporting"),
    supported: int(r, "hosted_by_supported"),
    peer: int(r, "hosted_by_peer"),
    third: int(r, "hosted_by_third"),
    unknown: int(r, "host_unknown"),
  },
  funded: {
    supporting: int(r, "funded_by_supporting"),
    supported: int(r, "funded_by_supported"),
    peer: int(r, "funded_by_peer"),
    third: int(r, "funded_by_third"),
    unknown: int(r, "funder_unknown"),
  },
});
