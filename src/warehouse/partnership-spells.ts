import type { Database } from "./database.ts";

/** What the register knows of how long an arrangement lasted. */
export interface PartnershipLife {
  id: string;
  name: string;
  kind: string;
  /** Last documented status. */
  status: string;
  /** First documented year; null where none is. */
  start: number | null;
  /** Where `start` comes from, as in partnership_start. */
  basis: string;
  /** End year of the register: stated, planned or only the last documented one. */
  end: number | null;
  lastTrace: number | null;
  /** It began and ended within one known month. */
  singleEvent: boolean;
  /** Why it would count twice beside another one; null where it does not. */
  umbrella: string | null;
}

/** The umbrella is the one that the definition with donor support leaves out. */
const ROWS = `
  SELECT p.partnership_id, p.name, p.kind, p.status, s.first_documented_year, s.basis, p.end_year,
    s.last_documented_year,
    coalesce(length(p.start_date) >= 7 AND left(p.start_date, 7) = left(p.end_date, 7), false) AS single_event,
    (SELECT excluded_reason FROM twinning_definition
      WHERE definition_id = 'with-donor-support' AND excluded = p.partnership_id) AS umbrella
  FROM partnership p JOIN partnership_start s USING (partnership_id)
  ORDER BY p.partnership_id`;

const yearOf = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Every arrangement of the register, also those of which no year is known. */
export async function readPartnershipLives(db: Database): Promise<PartnershipLife[]> {
  const rows = await db.query(ROWS);
  return rows.map((r) => ({
    id: String(r.partnership_id),
    name: String(r.name),
    kind: String(r.kind),
    status: String(r.status),
    start: yearOf(r.first_documented_year),
    basis: String(r.basis),
    end: yearOf(r.end_year),
    lastTrace: yearOf(r.last_documented_year),
    singleEvent: r.single_event === true,
    umbrella: r.umbrella === null ? null : String(r.umbrella),
  }));
}
