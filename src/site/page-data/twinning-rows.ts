import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Status } from "../../web/data/common.ts";
import type {
  Arrangement,
  Claim,
  Member,
  MemberCountry,
  Role,
  Rule,
  SourceRef,
} from "../../web/data/twinning.ts";
import { int } from "./common.ts";

export const text = (row: Row, column: string) =>
  row[column] === null || row[column] === undefined ? null : String(row[column]);
export const number = (row: Row, column: string) =>
  row[column] === null || row[column] === undefined ? null : Number(row[column]);
export const list = (value: unknown) => (value ? String(value).split(";") : []);

/** Groups rows by one of their columns. */
export function groupRows(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export async function rules(db: Database): Promise<Rule[]> {
  const rows = await db.query("SELECT * FROM twinning_definition ORDER BY position");
  return rows.map((r) => ({
    id: String(r.definition_id),
    label: String(r.label),
    statement: String(r.statement),
    kinds: list(r.kinds),
    roles: list(r.roles),
    evidence: list(r.evidence),
    dateRule: String(r.date_rule),
    excluded: list(r.excluded),
    excludedReason: text(r, "excluded_reason"),
  }));
}

export async function arrangements(db: Database): Promise<Arrangement[]> {
  const rows = await db.query(
    `SELECT p.*, s.first_documented_year, s.basis, s.first_activity_year, s.last_documented_year
     FROM partnership p JOIN partnership_start s USING (partnership_id) ORDER BY p.partnership_id`,
  );
  const members = groupRows(
    await db.query("SELECT * FROM partnership_member ORDER BY partnership_id, role, iso3"),
    "partnership_id",
  );
  const activities = groupRows(
    await db.query(
      "SELECT * FROM partnership_activity ORDER BY partnership_id, year NULLS LAST, date_or_year, activity_id",
    ),
    "partnership_id",
  );
  return rows.map((r) => {
    const own = activities.get(String(r.partnership_id)) ?? [];
    return {
      id: String(r.partnership_id),
      name: String(r.name),
      kind: String(r.kind),
      phase: text(r, "phase"),
      status: String(r.status),
      direction: String(r.direction),
      evidence: String(r.evidence_strength),
      start: number(r, "first_documented_year"),
      startBasis: String(r.basis),
      announced: number(r, "announced_year"),
      firstActivity: number(r, "first_activity_year"),
      end: number(r, "end_year"),
      lastDocumented: number(r, "last_documented_year"),
      members: (members.get(String(r.partnership_id)) ?? []).map(member),
      note: text(r, "note"),
      activities: own
        .filter((a) => a.year !== null)
        .map((a) => ({
          year: int(a, "year"),
          what: String(a.description),
          linkedPlan: a.type === "linked_nap_adoption",
        })),
      undatedActivities: own.filter((a) => a.year === null).length,
    };
  });
}

const member = (r: Row): Member => ({
  iso3: String(r.iso3),
  role: String(r.role) as Role,
  joined: number(r, "joined_year"),
});

/**
 * Members' names with the other names that readers search for. A name that holds another country's name is left out:
 * "Northern Ireland" would make a search for Ireland answer with the United Kingdom.
 */
export async function memberCountries(db: Database): Promise<MemberCountry[]> {
  const rows = await db.query(
    "SELECT iso3, name, other_names, iso3 IN (SELECT iso3 FROM partnership_member) AS member FROM country ORDER BY name, iso3",
  );
  const names = rows.map((r) => [String(r.iso3), ` ${String(r.name).toLowerCase()} `] as const);
  const foreign = (alias: string, iso3: string) =>
    names.some(([other, name]) => other !== iso3 && ` ${alias.toLowerCase()} `.includes(name));
  return rows
    .filter((r) => r.member === true)
    .map((r) => ({
      iso3: String(r.iso3),
      name: String(r.name),
      otherNames: list(r.other_names).filter((alias) => !foreign(alias, String(r.iso3))),
    }));
}

export async function statuses(
  db: Database,
): Promise<Record<string, Record<string, { status: Status; since: number | null }>>> {
  const rows = await db.query(
    "SELECT definition_id, iso3, status, since_year FROM twinning_status WHERE status <> 'not_twinned' ORDER BY definition_id, iso3",
  );
  const out: Record<string, Record<string, { status: Status; since: number | null }>> = {};
  for (const r of rows) {
    const id = String(r.definition_id);
    out[id] = {
      ...out[id],
      [String(r.iso3)]: { status: r.status as Status, since: number(r, "since_year") },
    };
  }
  return out;
}

export const sourceRef = (r: Row): SourceRef => ({
  id: String(r.source_id),
  title: String(r.title),
  publisher: text(r, "publisher"),
  year: text(r, "year"),
  url: text(r, "url"),
});

/** Claims in the order of the register, each with its one source. */
export async function claims(db: Database): Promise<Claim[]> {
  const rows = await db.query(
    `SELECT c.claim_id, c.partnership_id, c.claim, c.value, c.agrees_with_consensus, c.note AS claim_note,
            s.source_id, s.title, s.publisher, s.year, s.url
     FROM claim c
     JOIN citation t ON t.table_name = 'claim' AND t.row_key = c.claim_id
     JOIN source s ON s.source_id = t.source_id
     ORDER BY c.claim_id, s.source_id`,
  );
  return rows.map((r) => ({
    id: String(r.claim_id),
    partnershipId: text(r, "partnership_id"),
    question: String(r.claim),
    says: String(r.value),
    agrees: String(r.agrees_with_consensus),
    note: text(r, "claim_note"),
    source: sourceRef(r),
  }));
}
