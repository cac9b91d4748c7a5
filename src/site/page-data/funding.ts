import type { Database } from "../../warehouse/database.ts";
import type { FundingData } from "../../web/data/funding.ts";
import { asOfDates, DEFAULT_DEFINITION, definitions, int, one, type PageData } from "./common.ts";
import { aidFigures, publishedShares, supports, twinnedPairs } from "./funding-aid.ts";
import { fundingPlans, localBudgets, moneyFigures } from "./funding-money.ts";

const AS_OF = [
  "register/plans/plans",
  "register/plans/aggregates",
  "register/twinning/partnerships",
  "register/funding/plan-budgets",
  "register/funding/budget-status",
  "register/funding/local-plan-budgets",
  "register/funding/aid-figures",
  "register/funding/donor-support",
  "register/funding/context-figures",
  "exchange-rates",
];

/** Everything that the Funding page shows; amounts stay in their currency beside US dollars. */
export const fundingData: PageData = async (db: Database) => {
  const data: FundingData = {
    asOf: await asOfDates(db, AS_OF),
    definitions: await definitions(db),
    baseYear: int(await one(db, "SELECT base_year FROM price_base"), "base_year"),
    plans: await fundingPlans(db),
    money: await moneyFigures(db),
    local: await localBudgets(db),
    published: await publishedShares(db),
    supports: await supports(db),
    pairs: await twinnedPairs(db, DEFAULT_DEFINITION),
    aid: await aidFigures(db),
    names: {},
    sources: {},
  };
  data.names = await namesOf(
    db,
    data.supports.flatMap((s) => [s.donor, ...s.recipients]),
  );
  data.sources = await titlesOf(db, citedBy(data));
  return [["funding.json", data]];
};

function citedBy(data: FundingData): Set<string> {
  const gaps = data.plans.flatMap((p) => (p.gap ? [p.gap] : []));
  const rows = [data.money, data.local, data.published, data.supports, data.aid, gaps].flat();
  return new Set(rows.flatMap((r) => r.sources));
}

/** Names of countries and groups that are used. */
async function namesOf(db: Database, codes: readonly string[]): Promise<Record<string, string>> {
  const used = new Set(codes);
  const rows = await db.query(
    "SELECT iso3 AS code, name FROM country UNION ALL SELECT actor_code, name FROM actor_group ORDER BY code",
  );
  return Object.fromEntries(
    rows.filter((r) => used.has(String(r.code))).map((r) => [String(r.code), String(r.name)]),
  );
}

async function titlesOf(db: Database, ids: ReadonlySet<string>): Promise<Record<string, string>> {
  const rows = await db.query("SELECT source_id, title, publisher FROM source ORDER BY source_id");
  return Object.fromEntries(
    rows
      .filter((r) => ids.has(String(r.source_id)))
      .map((r) => [String(r.source_id), [r.title, r.publisher].filter(Boolean).join(", ")]),
  );
}
