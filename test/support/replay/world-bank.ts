import type { Replay } from "./replay.ts";
import { countries, dataRows, seeded } from "./series-data.ts";

const UPDATED = "2026-10-08";
const YEARS = Array.from({ length: 30 }, (_, i) => 1997 + i);

/** Groups as the country list has them, the last with an empty ISO code in rows of data. */
const GROUPS = [
  ["WLD", "1W", "World"],
  ["EUU", "EU", "European Union"],
  ["INX", "XY", "Not classified"],
] as const;

const INCOME = new Map([
  ["L", "LIC"],
  ["LM", "LMC"],
  ["UM", "UMC"],
  ["H", "HIC"],
]);

interface Economy {
  iso3: string;
  iso2: string;
  name: string;
  income: string;
  group: boolean;
}

function economies(): Economy[] {
  const groups = new Map<string, string>();
  for (const row of dataRows("snapshots/world-bank-classifications/2025-10-07/context-income-region.csv")) {
    if (row.get("indicator") === "wb_income_group_by_gni_year") {
      groups.set(row.get("iso3") ?? "", row.get("value") ?? "");
    }
  }
  const real = [...groups].flatMap(([iso3, group]) => {
    const country = countries.get(iso3);
    const iso2 = iso3 === "XKX" ? "XK" : (country?.iso2 ?? null);
    if (!country || iso2 === null) return [];
    return [{ iso3, iso2, name: country.name, income: INCOME.get(group) ?? "INX", group: false }];
  });
  // The Channel Islands are an economy of the World Bank, but not in our country table.
  real.push({ iso3: "CHI", iso2: "JG", name: "Channel Islands", income: "HIC", group: false });
  const aggregates = GROUPS.map(([iso3, iso2, name]) => ({ iso3, iso2, name, income: "NA", group: true }));
  return [...real, ...aggregates];
}

/** Values of the transcribed snapshots where they exist: real figures, of older pulls. */
function transcribed(): Map<string, number> {
  const out = new Map<string, number>();
  const files = [
    "snapshots/women-in-parliament/2026-10-10/women-in-parliament.csv",
    "snapshots/gdp-population/2025/context-gdp-population.csv",
    "snapshots/exchange-rates/2026-11-24/exchange-rates.csv",
  ];
  for (const row of files.flatMap(dataRows)) {
    out.set(`${row.get("indicator")} ${row.get("iso3")} ${row.get("year")}`, Number(row.get("value")));
  }
  return out;
}

/** Series, the indicator of the snapshots that holds real values, and a made-up level for the rest. */
const SERIES = new Map<string, { known: string; level: number; spread: number }>([
  ["SG.GEN.PARL.ZS", { known: "women_share_parliament_pct", level: 15, spread: 30 }],
  ["SG.GEN.MNST.ZS", { known: "", level: 10, spread: 40 }],
  ["NY.GDP.PCAP.KD", { known: "gdp_per_capita_constant_2015_usd", level: 800, spread: 30_000 }],
  ["NY.GDP.PCAP.PP.KD", { known: "", level: 1500, spread: 50_000 }],
  ["SP.POP.TOTL", { known: "population", level: 100_000, spread: 50_000_000 }],
  ["PA.NUS.FCRF", { known: "official_exchange_rate_lcu_per_usd", level: 1, spread: 100 }],
  ["NY.GDP.DEFL.ZS", { known: "us_gdp_deflator", level: 60, spread: 60 }],
]);

/** Seats are counted in every year since; the snapshots stop where the world had gaps. */
function rowsOf(code: string, list: readonly Economy[], real: ReadonlyMap<string, number>): unknown[] {
  const series = SERIES.get(code);
  if (!series) return [];
  const random = seeded(code.length * 7919 + code.charCodeAt(3));
  return list.flatMap((economy) =>
    [...YEARS].reverse().map((year) => {
      const made = random();
      const known = real.get(`${series.known} ${economy.iso3} ${year}`);
      // One value in forty is unknown, and so is the newest year.
      const value =
        made < 0.025 || year === 2026 ? null : Number((series.level + made * series.spread).toFixed(6));
      return {
        indicator: { id: code, value: code },
        country: { id: economy.iso2, value: economy.name },
        countryiso3code: economy.iso2 === "XY" ? "" : economy.iso3,
        date: String(year),
        value: known ?? (code === "SP.POP.TOTL" && value !== null ? Math.round(value) : value),
        unit: "",
        obs_status: "",
        decimal: 1,
      };
    }),
  );
}

const countryRow = (e: Economy) => ({
  id: e.iso3,
  iso2Code: e.iso2,
  name: e.name,
  region: e.group
    ? { id: "NA", iso2code: "NA", value: "Aggregates" }
    : { id: "SSF", iso2code: "ZG", value: "Sub-Saharan Africa " },
  adminregion: { id: "", iso2code: "", value: "" },
  incomeLevel: { id: e.income, iso2code: "XX", value: e.income },
  lendingType: { id: "LNX", iso2code: "XX", value: "Not classified" },
  capitalCity: "",
  longitude: "",
  latitude: "",
});

function page(rows: readonly unknown[], perPage: number, number: number, extra: object): string {
  const head = {
    page: number,
    pages: Math.ceil(rows.length / perPage),
    per_page: perPage,
    total: rows.length,
  };
  return JSON.stringify([{ ...head, ...extra }, rows.slice((number - 1) * perPage, number * perPage)]);
}

const list = economies();
const real = transcribed();
const data = new Map([...SERIES.keys()].map((code) => [code, rowsOf(code, list, real)]));

/** The Indicators API v2 with all economies and years; it caps pages at 4,000 rows so that paging is seen. */
export const worldBankReplay: Replay = {
  hosts: ["api.worldbank.org"],
  answer(url) {
    if (url.hostname !== "api.worldbank.org" || url.searchParams.get("format") !== "json") return null;
    const number = Number(url.searchParams.get("page") ?? "1");
    const headers = { "content-type": "application/json;charset=utf-8" };
    if (url.pathname === "/v2/country") {
      const perPage = Number(url.searchParams.get("per_page") ?? "50");
      return { headers, body: page(list.map(countryRow), perPage, number, {}) };
    }
    const code = /^\/v2\/country\/all\/indicator\/([\w.]+)$/.exec(url.pathname)?.[1] ?? "";
    const rows = data.get(code);
    if (!rows) {
      const message = [
        { id: "120", key: "Invalid value", value: "The provided parameter value is not valid" },
      ];
      return { headers, body: JSON.stringify([{ message }, null]) };
    }
    return { headers, body: page(rows, 4000, number, { sourceid: "2", lastupdated: UPDATED }) };
  },
};
