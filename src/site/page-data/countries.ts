import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Status } from "../../web/data/common.ts";
import type { CountriesData, CountryItem, LatestStatus } from "../../web/data/countries.ts";
import type { CountryData, PlanRecord, SourceRecord } from "../../web/data/country.ts";
import { listOf, numberOf, textOf } from "./cells.ts";
import { asOfDates, DEFAULT_DEFINITION, definitions, type PageData } from "./common.ts";
import { type CountryMoney, countryMoney } from "./country-money.ts";
import { type CountryRecords, countryRecords } from "./country-records.ts";
import { FEWEST_PEERS, readSeries, type Series } from "./country-series.ts";

/** Every country that a page of the site may name: UN members, and any other in a register. */
const COUNTRIES = `
  WITH named AS (
    SELECT iso3 FROM country WHERE un_member
    UNION SELECT iso3 FROM plan UNION SELECT iso3 FROM partnership_member UNION SELECT iso3 FROM network_membership
    UNION SELECT iso3 FROM twinning_status
    UNION SELECT unnest(string_split(donor_code, ';')) FROM donor_support
    UNION SELECT unnest(string_split(recipient_codes, ';')) FROM donor_support
    UNION SELECT unnest(string_split(donor_code, ';')) FROM funding_flow
    UNION SELECT unnest(string_split(recipient_codes, ';')) FROM funding_flow
    UNION SELECT iso3 FROM local_plan_budget)
  SELECT c.*, coalesce(t.status, 'not_twinned') AS twinning, t.since_year, t.role
  FROM country c
  JOIN named USING (iso3)
  LEFT JOIN twinning_status t ON t.iso3 = c.iso3 AND t.definition_id = '${DEFAULT_DEFINITION}'
  ORDER BY c.iso3`;

const AS_OF = [
  "register/plans/plans",
  "register/twinning/partnerships",
  "register/twinning/network-members",
  "register/funding/plan-budgets",
  "register/funding/donor-support",
  "women-in-parliament",
  "wps-index",
  "gender-inequality-index",
  "world-bank-classifications",
  "gdp-population",
  "conflict-deaths",
  "oda-fragility",
];

interface Shared {
  asOf: CountryData["asOf"];
  definition: CountryData["definition"];
  records: CountryRecords;
  money: CountryMoney;
  series: Series;
  sources: Map<string, SourceRecord>;
  /** Codes of countries with a plan, by region. */
  planned: Map<string, string[]>;
}

export const countriesData: PageData = async (db: Database) => {
  const collator = new Intl.Collator("en");
  const countries = (await db.query(COUNTRIES)).sort((a, b) =>
    collator.compare(String(a.name), String(b.name)),
  );
  const shared = await readShared(db, countries);
  const index: CountriesData = {
    asOf: shared.asOf,
    definition: shared.definition,
    countries: countries.map((c) => item(c, shared)),
  };
  return [
    ["countries.json", index],
    ...countries.map((c): [string, unknown] => [`countries/${c.iso3}.json`, country(c, shared)]),
  ];
};

async function readShared(db: Database, countries: readonly Row[]): Promise<Shared> {
  const definition = (await definitions(db)).find((d) => d.id === DEFAULT_DEFINITION);
  if (!definition) throw new Error(`No definition ${DEFAULT_DEFINITION}`);
  const names = new Map(countries.map((c) => [String(c.iso3), String(c.name)]));
  const sources = await db.query(
    "SELECT source_id, title, publisher, year, url, grade FROM source ORDER BY source_id",
  );
  const records = await countryRecords(db);
  const planned = new Map<string, string[]>();
  for (const c of countries) {
    if (!records.plans.has(String(c.iso3))) continue;
    const region = String(c.un_region);
    planned.set(region, [...(planned.get(region) ?? []), String(c.iso3)]);
  }
  return {
    asOf: await asOfDates(db, AS_OF),
    definition,
    records,
    money: await countryMoney(db, names),
    series: await readSeries(db),
    sources: new Map(
      sources.map((s) => [
        String(s.source_id),
        {
          id: String(s.source_id),
          title: String(s.title),
          publisher: textOf(s, "publisher"),
          year: textOf(s, "year"),
          url: textOf(s, "url"),
          grade: textOf(s, "grade"),
        },
      ]),
    ),
    planned,
  };
}

const latestOf = (plans: readonly PlanRecord[]): LatestStatus =>
  (plans.at(-1)?.status.code as LatestStatus | undefined) ?? "none";

function item(c: Row, { records }: Shared): CountryItem {
  const iso3 = String(c.iso3);
  const plans = records.plans.get(iso3) ?? [];
  return {
    iso3,
    name: String(c.name),
    otherNames: listOf(c, "other_names"),
    region: String(c.un_region),
    plans: plans.map(({ sequence, adopted, start, end }) => ({ sequence, adopted, start, end })),
    latest: latestOf(plans),
    namedElsewhere: records.namedElsewhere.has(iso3),
    twinning: String(c.twinning) as Status,
    since: numberOf(c, "since_year"),
    arrangements: records.arrangements.get(iso3)?.length ?? 0,
  };
}

function country(c: Row, shared: Shared): CountryData {
  const { records, money, series } = shared;
  const iso3 = String(c.iso3);
  const region = String(c.un_region);
  const plans = records.plans.get(iso3) ?? [];
  const peers = (shared.planned.get(region) ?? []).filter((p) => p !== iso3);
  const parts = {
    plans,
    namedElsewhere: records.namedElsewhere.get(iso3) ?? [],
    arrangements: records.arrangements.get(iso3) ?? [],
    networks: records.networks.get(iso3) ?? [],
    money: money.plans.get(iso3) ?? [],
    given: money.given.get(iso3) ?? [],
    received: money.received.get(iso3) ?? [],
  };
  const tier = series.category("oecd_fragility_tier", iso3);
  return {
    asOf: shared.asOf,
    definition: shared.definition,
    iso3,
    name: String(c.name),
    otherNames: listOf(c, "other_names"),
    region,
    subregion: String(c.un_subregion),
    unMember: c.un_member === true,
    note: textOf(c, "note"),
    latest: latestOf(plans),
    twinning: {
      status: String(c.twinning) as Status,
      since: numberOf(c, "since_year"),
      roles: listOf(c, "role"),
    },
    ...parts,
    fewest: FEWEST_PEERS,
    peers: peers.length,
    parliament: series.years("women_share_parliament_pct", iso3, peers),
    wps: series.editions(iso3, peers),
    gii: series.years("undp_gii_hdr2020", iso3, peers),
    income: series.spells("wb_income_group_by_gni_year", iso3),
    aidList: series.spells("dac_oda_eligible", iso3),
    aidListYear: series.lastYear("dac_oda_eligible"),
    gdp: series.years("gdp_per_capita_constant_2015_usd", iso3, []),
    deaths: series.years("ucdp_battle_related_deaths_wb", iso3, []),
    fragilityYear: series.lastYear("oecd_fragility_score"),
    fragility: tier === null ? null : { tier, score: series.value("oecd_fragility_score", iso3) },
    sources: cited(parts, shared.sources),
  };
}

/** The sources of everything on the page, in the order of their first use. */
function cited(
  parts: Pick<
    CountryData,
    "plans" | "namedElsewhere" | "arrangements" | "networks" | "money" | "given" | "received"
  >,
  sources: ReadonlyMap<string, SourceRecord>,
): SourceRecord[] {
  const ids = new Set<string>();
  const use = (rows: readonly { sources: string[] }[]) => {
    for (const row of rows) for (const id of row.sources) ids.add(id);
  };
  use(parts.namedElsewhere);
  for (const plan of parts.plans) {
    use([plan, plan.gap, ...plan.orientation, ...plan.budgetStatus]);
  }
  use([...parts.arrangements, ...parts.networks, ...parts.money, ...parts.given, ...parts.received]);
  return [...ids].flatMap((id) => sources.get(id) ?? []);
}
