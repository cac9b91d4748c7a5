import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { worldBank } from "../../loaders/world-bank/live.ts";
import {
  context,
  type Edit,
  PROTOTYPE_NAMES,
  pullAll,
  pullAndParse,
  rowsOf,
} from "../support/replay/pull-series.ts";
import type { Replay } from "../support/replay/replay.ts";
import { worldBankReplay } from "../support/replay/world-bank.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/live/world-bank/${name}`, import.meta.url), "utf8");

/** Four economies: the fixtures as they are, and other series as copies with another code. */
const small: Replay = {
  hosts: ["api.worldbank.org"],
  answer(url) {
    if (url.pathname === "/v2/country") return { body: fixture("countries.json") };
    const code = url.pathname.split("/").at(-1) ?? "";
    const body = fixture("parliament.json").replaceAll("SG.GEN.PARL.ZS", code);
    if (code === "SG.GEN.PARL.ZS" || code === "SG.GEN.MNST.ZS") return { body };
    if (code === "NY.GDP.DEFL.ZS") return { body: asUnitedStates(body) };
    return { body: body.replace(/"value": (\d[\d.]*)/g, (_, v: string) => `"value": ${Number(v) * 100}`) };
  },
};

/** Kosovo's row of the fixture given to the United States, which the small country list gets with it. */
const asUnitedStates = (body: string) => body.replaceAll('"XK"', '"US"').replaceAll("XKX", "USA");
const withUnitedStates: Edit = (name, body) => {
  if (name !== "countries.p1.json") return body;
  const [head, rows] = JSON.parse(body);
  rows.push({ ...rows[0], id: "USA", iso2Code: "US", incomeLevel: { id: "HIC" } });
  return JSON.stringify([{ ...head, total: rows.length }, rows]);
};

const PARLIAMENT = "SG.GEN.PARL.ZS.p1.json";
type Json = ReturnType<typeof JSON.parse>;

/** Changes the parliament answer as parsed JSON, its total kept right. */
const changed =
  (change: (rows: Json[], head: Json) => void): Edit =>
  (name, body) => {
    const whole = withUnitedStates(name, body) as string;
    if (name !== PARLIAMENT) return whole;
    const [head, rows] = JSON.parse(whole);
    change(rows, head);
    return JSON.stringify([{ ...head, total: head.total === 8 ? rows.length : head.total }, rows]);
  };
const read = (edit: Edit = withUnitedStates) => pullAndParse(worldBank, small, edit);

describe("World Bank, good answers", () => {
  it("keeps countries, counts groups, unknown values and places outside our table", async () => {
    const got = await read();
    expect(rowsOf(got, "women_share_parliament_pct")).toEqual([
      "AFG 2007 27.7",
      "AFG 2006 27.3",
      "AFG 2005 27.3",
      "XKX 2007 30.8",
    ]);
    expect(rowsOf(got, "us_gdp_deflator")).toEqual(["USA 2007 30.8"]);
    expect(rowsOf(got, "wb_income_group_current")).toEqual(["AFG 2026 L", "XKX 2026 UM", "USA 2026 H"]);
    expect(got.leftOut).toMatchObject({
      "groups of countries": 2 + 7 * 2,
      "economies without an income group": 1,
      "country not in our table: CHI": 7,
      "no value upstream: unknown": 6,
      "NY.GDP.DEFL.ZS of other countries than USA": 5,
    });
    expect(got.as_of).toBe("2026-10-08");
    const counted = Object.values(got.leftOut).reduce((a, b) => a + b, 0);
    expect(got.rows.length + got.quarantined.length + counted).toBe(got.records);
  });

  it("asks the country list first, then every page, and stops", async () => {
    const answers = await pullAll(worldBank, worldBankReplay);
    expect(answers[0]?.name).toBe("countries.p1.json");
    expect(answers.filter((a) => a.name.startsWith("SP.POP.TOTL")).map((a) => a.name)).toEqual([
      "SP.POP.TOTL.p1.json",
      "SP.POP.TOTL.p2.json",
    ]);
    expect(answers.find((a) => a.name === PARLIAMENT)?.url).toContain("date=1997:2026");
    const got = await worldBank.parse(answers, context);
    expect(got.rows.length).toBeGreaterThan(worldBank.min_rows);
    expect(got.quarantined).toEqual([]);
    expect(rowsOf(got, "women_share_parliament_pct")).toContain("AFG 2005 27.3");
  });

  it("takes a byte order mark", async () => {
    const got = await read((name, body) => `\ufeff${withUnitedStates(name, body)}`);
    expect(rowsOf(got, "women_share_parliament_pct")).toHaveLength(4);
  });
});

describe("World Bank, errors that come with status 200", () => {
  const instead = (body: string): Edit => changedWhole((name, was) => (name === PARLIAMENT ? body : was));
  const changedWhole =
    (edit: (name: string, body: string) => string): Edit =>
    (name, body) =>
      edit(name, withUnitedStates(name, body) as string);

  it.each([
    ["error-120.json", /error 120/, "The provided parameter value is not valid"],
    ["error-null.json", /error 175/, "The indicator was not found"],
    ["error.xml", /error 120/, "The provided parameter value is not valid"],
  ])("%s is a named error with the message", async (file, what, text) => {
    const failed = read(instead(fixture(file)));
    await expect(failed).rejects.toMatchObject({ code: "answer-kind", what: expect.stringMatching(what) });
    await expect(failed).rejects.toThrow(text);
  });

  it.each([
    ["<!doctype html><title>Sorry</title>", "answer-kind"],
    ["", "drift"],
    ["[{]", "drift"],
    ["{}", "drift"],
    ["[]", "drift"],
    ['[{"page":0,"pages":0,"per_page":0,"total":0},null]', "drift"],
    ['[{"page":1,"pages":1,"per_page":50,"total":1,"lastupdated":"2026-10-08"},null]', "drift"],
    ['[{"page":1,"pages":900,"per_page":50,"total":45000,"lastupdated":"2026-10-08"},[]]', "drift"],
  ])("%s", async (body, code) => {
    await expect(read(instead(body))).rejects.toMatchObject({ code });
  });
});

describe("World Bank, drift", () => {
  const drift = { code: "drift" };
  it.each<[string, (rows: Json[], head: Json) => void, RegExp]>([
    ["column missing", (rows) => delete rows[0].value, /no value/],
    [
      "column renamed",
      (rows) => {
        for (const row of rows) {
          row.iso3 = row.countryiso3code;
          delete row.countryiso3code;
        }
      },
      /countryiso3code/,
    ],
    ["duplicate key", (rows) => rows.push(structuredClone(rows[0])), /AFG 2007/],
    ["fewer rows than announced", (_, head) => (head.total = 9), /8 rows came, 9/],
    ["wrong page", (_, head) => (head.page = 2), /Page 2 came/],
    ["another series", (rows) => (rows[3].indicator.id = "XX"), /another series/],
    ["another country code", (rows) => (rows[0].countryiso3code = "ALB"), /another code/],
    ["date of update gone", (_, head) => delete head.lastupdated, /lastupdated is missing/],
    ["date of update in words", (_, head) => (head.lastupdated = "8 October"), /lastupdated/],
  ])("%s", async (_, change, what) => {
    const failed = read(changed(change));
    await expect(failed).rejects.toMatchObject(drift);
    await expect(failed).rejects.toThrow(what);
  });

  it("pages that disagree on the day of update are refused", async () => {
    const failed = pullAndParse(worldBank, worldBankReplay, (name, body) =>
      name === "SP.POP.TOTL.p2.json" ? body.replace("2026-10-08", "2026-10-09") : body,
    );
    await expect(failed).rejects.toThrow(/lastupdated differs/);
  });

  it("a pull that lacks an announced page is refused", async () => {
    const answers = (await pullAll(worldBank, worldBankReplay)).filter(
      (a) => a.name !== "SP.POP.TOTL.p2.json",
    );
    await expect(worldBank.parse(answers, context)).rejects.toMatchObject(drift);
    const again = await worldBank.next(answers, context);
    expect(again.map((r) => r.name)).toEqual(["SP.POP.TOTL.p2.json"]);
  });

  it("an unknown income level is refused", async () => {
    const failed = read((name, body) => (withUnitedStates(name, body) as string).replace('"LIC"', '"LOW"'));
    await expect(failed).rejects.toThrow(/income group/);
  });
});

describe("World Bank, bad cells and hostile text", () => {
  it.each(["n/a", "27.7", "", "NaN"])("a value of text, %j, goes to quarantine", async (value) => {
    const got = await read(changed((rows) => (rows[0].value = value)));
    expect(got.quarantined).toMatchObject([{ code: "not-a-number", row: 1, file: PARLIAMENT }]);
    expect(rowsOf(got, "women_share_parliament_pct")).toHaveLength(3);
  });

  it("a bad cell of a second page is named by the row of its own page", async () => {
    const got = await pullAndParse(worldBank, worldBankReplay, (name, body) => {
      if (name !== "SP.POP.TOTL.p2.json") return body;
      const [head, rows] = JSON.parse(body);
      const at = rows.findIndex((row: Json) => row.countryiso3code === "ZWE" && row.date === "2015");
      rows[at].value = -1;
      return JSON.stringify([head, [rows[at], ...rows.slice(0, at), ...rows.slice(at + 1)]]);
    });
    expect(got.quarantined).toMatchObject([{ code: "out-of-range", file: "SP.POP.TOTL.p2.json", row: 1 }]);
  });

  it("a value out of range goes to quarantine", async () => {
    const got = await read(changed((rows) => (rows[0].value = 127)));
    expect(got.quarantined).toMatchObject([{ code: "out-of-range" }]);
  });

  it("all values as text leave no usable value, which is drift", async () => {
    const failed = read(
      changed((rows) => {
        for (const row of rows) row.value = String(row.value);
      }),
    );
    await expect(failed).rejects.toThrow(/No usable value for women_share_parliament_pct/);
  });

  it.each([...PROTOTYPE_NAMES, "\u202eFA", "x".repeat(1_000_000)])(
    "country %.20s is kept apart",
    async (id) => {
      const got = await read(changed((rows) => (rows[0].country.id = id)));
      expect(got.quarantined).toMatchObject([{ code: "unknown-code", column: "country" }]);
      expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
      expect(Object.getPrototypeOf(got.leftOut)).toBe(Object.prototype);
    },
  );
});

it("gives Austria the euro area's rate for the years without one of its own", async () => {
  const place = (id: string, iso2Code: string, region: string) => ({ id, iso2Code, region: { id: region } });
  const got = await read((name, body) => {
    const whole = withUnitedStates(name, body) as string;
    const [head, rows] = JSON.parse(whole);
    if (name === "countries.p1.json") {
      rows.push({ ...rows[0], ...place("AUT", "AT", "ECS"), incomeLevel: { id: "HIC" } });
      rows.push({ ...rows[0], ...place("EMU", "XC", "NA"), incomeLevel: { id: "NA" } });
    } else if (name === "PA.NUS.FCRF.p1.json") {
      const rate = (iso3: string, id: string, date: string, value: number | null) => ({
        ...rows[0],
        country: { id, value: iso3 },
        countryiso3code: iso3,
        date,
        value,
      });
      rows.push(rate("AUT", "AT", "1998", 12.379), rate("AUT", "AT", "2005", null));
      rows.push(rate("EMU", "XC", "1998", 0.9), rate("EMU", "XC", "2005", 0.804));
    }
    return JSON.stringify([{ ...head, total: rows.length }, rows]);
  });
  const rates = rowsOf(got, "official_exchange_rate_lcu_per_usd").filter((r) => r.startsWith("AUT"));
  expect(rates).toEqual(["AUT 1998 12.379", "AUT 2005 0.804"]);
});
