import type { AidFigure, PublishedShare, Support, TwinnedPair } from "../../funding/types.ts";
import type { Database } from "../../warehouse/database.ts";
import { listOf, numberOf, textOf } from "./cells.ts";

const SUPPORTS = `
  SELECT f.*, coalesce(c.name, a.name, f.donor_name) AS donor
  FROM donor_support_flow f
  LEFT JOIN country c ON c.iso3 = f.donor_iso3
  LEFT JOIN actor_group a ON a.actor_code = f.donor_code
  ORDER BY f.support_id`;

/** Members of one arrangement that counts by default: givers with receivers, peers with peers. */
const PAIRS = `
  SELECT DISTINCT a.iso3 AS a, b.iso3 AS b, p.partnership_id AS id, s.first_documented_year IS NOT NULL AS dated
  FROM twinning_definition d
  JOIN partnership p ON list_contains(string_split(d.kinds, ';'), p.kind)
    AND list_contains(string_split(d.evidence, ';'), p.evidence_strength)
  JOIN partnership_start s USING (partnership_id)
  JOIN partnership_member a USING (partnership_id)
  JOIN partnership_member b USING (partnership_id)
  WHERE d.definition_id = $definition
    AND ((a.role = 'supporting' AND b.role IN ('supported', 'peer'))
      OR (a.role = 'peer' AND b.role = 'peer' AND a.iso3 <> b.iso3))
  ORDER BY ALL`;

/** The same total in two registers (same date, same number) stands once; the row with a printed total of plans is kept. */
const PUBLISHED = `
  WITH shares AS (
    SELECT figure_id AS id, as_of, CAST(value AS INTEGER) AS with_budget,
      TRY_CAST(nullif(regexp_extract(unit, 'of (\\d+)', 1), '') AS INTEGER) AS total, NULL AS printed, note, source_ids, 1 AS rank
    FROM context_figure WHERE regexp_matches(metric, '^NAPs with .*(budget|funding)')
    UNION ALL
    SELECT aggregate_id, as_of, value,
      TRY_CAST(nullif(regexp_extract(note, '(?i)of (\\d+)', 1), '') AS INTEGER),
      TRY_CAST(nullif(regexp_extract(note, '(\\d+) ?%', 1), '') AS INTEGER), note, source_ids, 2
    FROM published_aggregate WHERE metric = 'plans_with_budget')
  SELECT * FROM shares
  QUALIFY row_number() OVER (PARTITION BY as_of, with_budget ORDER BY total IS NULL, rank) = 1
  ORDER BY as_of, id`;

const AID = `
  SELECT f.*, coalesce(d.name, da.name, f.donor_code) AS donor,
    (SELECT string_agg(coalesce(c.name, a.name, code), ', ' ORDER BY coalesce(c.name, a.name, code))
     FROM unnest(string_split(f.recipient_codes, ';')) AS r(code)
     LEFT JOIN country c ON c.iso3 = code LEFT JOIN actor_group a ON a.actor_code = code) AS recipient
  FROM funding_flow f
  LEFT JOIN country d ON d.iso3 = f.donor_code
  LEFT JOIN actor_group da ON da.actor_code = f.donor_code
  ORDER BY f.aid_figure_id`;

export async function supports(db: Database): Promise<Support[]> {
  return (await db.query(SUPPORTS)).map((r) => ({
    id: String(r.support_id),
    donor: String(r.donor_code),
    donorName: String(r.donor),
    recipients: listOf(r, "recipients"),
    recipientName: String(r.recipient_name),
    tie: r.tie === "strong" ? "strong" : "weak",
    link: String(r.nap_link),
    purpose: String(r.purpose),
    partner: textOf(r, "implementing_partner"),
    year: numberOf(r, "year"),
    period: textOf(r, "period"),
    amount: numberOf(r, "amount"),
    currency: textOf(r, "currency"),
    usd: numberOf(r, "amount_usd_current"),
    usdNote: textOf(r, "usd_note"),
    partOfAnother: r.part_of_another === true,
    note: textOf(r, "note"),
    sources: listOf(r, "source_ids"),
  }));
}

export async function twinnedPairs(db: Database, definition: string): Promise<TwinnedPair[]> {
  const rows = await db.query(PAIRS.replace("$definition", `'${definition}'`));
  return rows.map((r) => ({ a: String(r.a), b: String(r.b), id: String(r.id), dated: r.dated === true }));
}

export async function publishedShares(db: Database): Promise<PublishedShare[]> {
  return (await db.query(PUBLISHED)).map((r) => ({
    id: String(r.id),
    asOf: String(r.as_of),
    withBudget: Number(r.with_budget),
    total: numberOf(r, "total"),
    printed: r.printed === null ? null : Number(r.printed) / 100,
    note: textOf(r, "note"),
    sources: listOf(r, "source_ids"),
  }));
}

export async function aidFigures(db: Database): Promise<AidFigure[]> {
  return (await db.query(AID)).map((r) => ({
    id: String(r.aid_figure_id),
    donor: String(r.donor),
    donorCode: String(r.donor_code),
    recipient: String(r.recipient),
    recipientCode: String(r.recipient_codes),
    period: textOf(r, "period"),
    from: numberOf(r, "year_from"),
    to: numberOf(r, "year_to"),
    stage: String(r.stage),
    what: String(r.marker_or_fund),
    measure: String(r.measure) as AidFigure["measure"],
    value: Number(r.value),
    unit: String(r.unit),
    priceBasis: String(r.price_basis),
    note: textOf(r, "note"),
    sources: listOf(r, "source_ids"),
  }));
}
