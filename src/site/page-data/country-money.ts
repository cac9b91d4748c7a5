import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Amount, PlanMoney, Support } from "../../web/data/country.ts";
import { byCountry, listOf, numberOf, textOf } from "./cells.ts";

/** Money on record for each country, by its code. */
export interface CountryMoney {
  plans: Map<string, PlanMoney[]>;
  given: Map<string, Support[]>;
  received: Map<string, Support[]>;
}

export async function countryMoney(db: Database, names: ReadonlyMap<string, string>): Promise<CountryMoney> {
  const money = byCountry(await db.query("SELECT * FROM plan_money ORDER BY iso3, plan_id, money_id"));
  const support = await db.query("SELECT * FROM donor_support ORDER BY year NULLS LAST, support_id");
  const given = new Map<string, Support[]>();
  const received = new Map<string, Support[]>();
  for (const row of support) {
    const donors = listOf(row, "donor_code");
    const recipients = listOf(row, "recipient_codes");
    for (const iso3 of donors) if (names.has(iso3)) add(given, iso3, supportOf(row, recipients, names));
    for (const iso3 of recipients) if (names.has(iso3)) add(received, iso3, supportOf(row, donors, names));
  }
  return {
    plans: new Map([...money].map(([iso3, rows]) => [iso3, rows.map(moneyOf)])),
    given,
    received,
  };
}

function add(groups: Map<string, Support[]>, iso3: string, support: Support) {
  const group = groups.get(iso3);
  if (group) group.push(support);
  else groups.set(iso3, [support]);
}

function amountOf(row: Row): Amount | null {
  const value = numberOf(row, "amount");
  return value === null ? null : { value, currency: textOf(row, "currency") ?? "" };
}

const moneyOf = (row: Row): PlanMoney => ({
  id: String(row.money_id),
  plan: textOf(row, "plan_id"),
  stage: String(row.stage),
  scope: String(row.scope),
  amount: amountOf(row),
  usd: numberOf(row, "amount_usd_current"),
  usdNote: textOf(row, "usd_note"),
  perYear: row.per_year === true,
  period: textOf(row, "period"),
  note: textOf(row, "basis"),
  sources: listOf(row, "source_ids"),
});

const supportOf = (row: Row, others: readonly string[], names: ReadonlyMap<string, string>): Support => ({
  id: String(row.support_id),
  donor: String(row.donor_name),
  recipient: String(row.recipient_name),
  recipients: listOf(row, "recipient_codes").length,
  partners: others.flatMap((iso3) => {
    const name = names.get(iso3);
    return name ? [{ iso3, name }] : [];
  }),
  amount: amountOf(row),
  year: numberOf(row, "year"),
  period: textOf(row, "period"),
  purpose: String(row.purpose),
  partner: textOf(row, "implementing_partner"),
  tie: String(row.nap_link),
  note: textOf(row, "note"),
  sources: listOf(row, "source_ids"),
});
