import type { Database } from "../../warehouse/database.ts";
import { readAsOf } from "../../warehouse/study.ts";
import type { BenefitsData } from "../../web/data/benefits.ts";
import {
  benefitActivities,
  benefitArrangements,
  benefitCountries,
  benefitPlans,
  benefitSupports,
} from "./benefits-rows.ts";
import { pairsByYear, regionPairs, yearSeries } from "./benefits-series.ts";
import { numberOf, textOf } from "./cells.ts";
import { asOfDates, int, one, type PageData } from "./common.ts";
import { rules } from "./twinning-rows.ts";

const SOURCES = {
  twinning: { id: "register/twinning/partnerships", label: "Twinning register" },
  funding: { id: "register/funding/donor-support", label: "Funding register" },
  plans: { id: "register/plans/plans", label: "WPS national action plan register" },
  gdp: { id: "gdp-population", label: "World Bank, GDP per person" },
  deaths: { id: "conflict-deaths", label: "UCDP through the World Bank, battle-related deaths" },
  parliament: { id: "women-in-parliament", label: "Inter-Parliamentary Union, women in parliament" },
} as const;

/** Everything that the page on hopes and fears counts: rows, not results, so that each reading can be followed. */
export async function benefitsFor(db: Database): Promise<BenefitsData> {
  const asOf = await asOfDates(
    db,
    Object.values(SOURCES).map(({ id }) => id),
  );
  const lastYear = int(await one(db, "SELECT last_year FROM study_window"), "last_year");
  const twinningYear = Number(asOf[SOURCES.twinning.id]?.slice(0, 4));
  const countries = await benefitCountries(db);
  const withPlan = new Set(countries.filter((c) => c.hasPlan).map((c) => c.iso3));
  const parts = await benefitArrangements(db, twinningYear);
  const members = new Set(parts.arrangements.flatMap((a) => a.members.map((m) => m.iso3)));
  const all = new Set([...withPlan, ...members]);
  const gdp = await yearSeries(db, "gdp", all);
  const years = Array.from({ length: lastYear - gdp.first + 1 }, (_, i) => gdp.first + i);
  const memberships = await db.query(
    "SELECT network, iso3, joined_year FROM network_membership ORDER BY network, iso3",
  );
  const sizes = await db.query(
    "SELECT network, as_of, member_count FROM network_statement WHERE member_count IS NOT NULL ORDER BY network, as_of",
  );
  return {
    asOf: await readAsOf(db),
    sources: Object.fromEntries(
      Object.entries(SOURCES).map(([key, { id, label }]) => [key, { label, asOf: asOf[id] ?? "" }]),
    ) as BenefitsData["sources"],
    definitions: await rules(db),
    countries,
    ...parts,
    activities: await benefitActivities(db),
    supports: await benefitSupports(db),
    memberships: memberships.map((r) => ({
      network: String(r.network),
      iso3: String(r.iso3),
      joined: numberOf(r, "joined_year"),
    })),
    networkSizes: sizes.map((r) => ({
      network: String(r.network),
      year: textOf(r, "as_of"),
      size: String(r.member_count),
    })),
    plans: await benefitPlans(db),
    gdp,
    deaths: await yearSeries(db, "deaths", members),
    parliament: await yearSeries(db, "parliament", all),
    income: await yearSeries<string>(db, "income", members),
    pairs: pairsByYear(gdp, countries, years),
    regionPairs: regionPairs(countries),
    lastYear,
  };
}

export const benefitsData: PageData = async (db) => [["benefits.json", await benefitsFor(db)]];
