import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { unSdg } from "../../loaders/un-sdg/live.ts";
import {
  context,
  type Edit,
  PROTOTYPE_NAMES,
  pullAll,
  pullAndParse,
  rowsOf,
} from "../support/replay/pull-series.ts";
import type { Replay } from "../support/replay/replay.ts";
import { unSdgReplay } from "../support/replay/un-sdg.ts";

const fixture = readFileSync(new URL("../fixtures/live/un-sdg/parliament.json", import.meta.url), "utf8");

/** The same records for each series, under its code; ratios in place of per cent where a ratio is asked. */
const small: Replay = {
  hosts: ["unstats.un.org"],
  answer(url) {
    const code = url.searchParams.get("seriesCode") ?? "";
    const body = fixture.replaceAll("SG_GEN_PARL", code);
    return {
      body: code === "SG_DMK_PARLMP_LC" ? body.replace(/"value": "(\d)[\d.]+"/g, '"value": "0.$1"') : body,
    };
  },
};

type Json = ReturnType<typeof JSON.parse>;
const FIRST = "SG_GEN_PARL.p1.json";
const changed =
  (change: (data: Json[], body: Json) => void): Edit =>
  (name, text) => {
    if (name !== FIRST) return text;
    const body = JSON.parse(text);
    change(body.data, body);
    if (body.totalElements === 9) body.totalElements = body.data?.length ?? 9;
    return JSON.stringify(body);
  };
const read = (edit?: Edit) => pullAndParse(unSdg, small, edit);
const parliament = async (edit?: Edit) => rowsOf(await read(edit), "sdg_women_share_parliament_pct");

describe("UN SDG, good answers", () => {
  it("keeps women’s global figures of countries, and counts all others by reason", async () => {
    const got = await read();
    expect(rowsOf(got, "sdg_women_share_parliament_pct")).toEqual([
      "AFG 2005 27.3",
      "NAM 2024 49.04",
      "ALB 2020 29.5",
    ]);
    expect(got.leftOut).toEqual({
      "no value upstream: unknown": 7,
      "sex MALE": 7,
      "reporting type N": 7,
      "bounds instead of values, such as <5: unknown": 7,
      "areas that are no country of our table (regions and groups)": 7,
      "years before 1997": 7,
    });
    expect(got.as_of).toBe("2024");
    expect(got.rows.length + got.quarantined.length + 6 * 7).toBe(got.records);
  });

  it("pages through the whole series and passes its own floor", async () => {
    const answers = await pullAll(unSdg, unSdgReplay);
    expect(answers.filter((a) => a.name.startsWith("SG_GEN_PARL.")).length).toBeGreaterThan(2);
    const got = await unSdg.parse(answers, context);
    expect(got.rows.length).toBeGreaterThan(unSdg.min_rows);
    expect(rowsOf(got, "sdg_women_share_parliament_pct")).toContain("AFG 2005 27.3");
    expect(got.quarantined).toEqual([]);
    const cut = answers.filter((a) => a.name !== "SG_GEN_PARL.p2.json");
    await expect(unSdg.parse(cut, context)).rejects.toMatchObject({ code: "drift" });
  });

  it("takes a byte order mark", async () => {
    expect(await parliament((_, body) => `\ufeff${body}`)).toHaveLength(3);
  });
});

describe("UN SDG, drift", () => {
  it.each<[string, (data: Json[], body: Json) => void, RegExp]>([
    ["two rows after filtering", (d) => d.push({ ...d[0], value: "30" }), /AFG 2005/],
    ["unknown dimension", (d) => (d[0].dimensions.Location = "URBAN"), /Location/],
    ["unknown code", (d) => (d[0].dimensions.Sex = "F"), /Sex/],
    ["dimension __proto__", (d) => (d[0].dimensions = JSON.parse('{"__proto__":"G"}')), /__proto__/],
    ["dimensions gone", (d) => delete d[0].dimensions, /dimensions is nothing/],
    ["column renamed", (d) => delete d[0].timePeriodStart, /timePeriodStart/],
    ["value of another type", (d) => (d[0].value = { amount: 1 }), /value is neither/],
    ["other unit", (d) => (d[0].attributes.Units = "NUMBER"), /unit of SG_GEN_PARL/],
    ["other series", (d) => (d[0].series = "SG_GEN_PARLN"), /another series/],
    ["empty list", (d) => d.splice(0), /no records/],
    ["fewer records than announced", (_, b) => (b.totalElements = 10), /9 records came, 10/],
    ["fewer pages than announced", (_, b) => (b.totalPages = 0), /pages/],
    ["no totals", (_, b) => delete b.totalPages, /totalPages/],
    ["data gone", (_, b) => delete b.data, /data is nothing/],
  ])("%s", async (_, change, what) => {
    const failed = read(changed(change));
    await expect(failed).rejects.toMatchObject({ code: "drift" });
    await expect(failed).rejects.toThrow(what);
  });

  it("a web page is named", async () => {
    const failed = read((name, body) => (name === FIRST ? "<html>Service Unavailable</html>" : body));
    await expect(failed).rejects.toMatchObject({ code: "answer-kind" });
  });
});

describe("UN SDG, bad cells and hostile text", () => {
  it.each(["n/a", "27,3", "27.3 %"])("the value %j goes to quarantine", async (value) => {
    const got = await read(changed((d) => (d[0].value = value)));
    expect(got.quarantined).toMatchObject([{ code: "not-a-number", row: 1, file: FIRST }]);
  });

  it.each([...PROTOTYPE_NAMES, "\u202e4", "x".repeat(1_000_000)])(
    "area %.20s goes to quarantine",
    async (area) => {
      const got = await read(changed((d) => (d[0].geoAreaCode = area)));
      expect(got.quarantined).toMatchObject([{ code: "wrong-form", column: "geoAreaCode" }]);
      expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
    },
  );

  it("a value given as a number is taken, a year with a fraction is not", async () => {
    const got = await read(
      changed((d) => {
        d[0].value = 27.3;
        d[2].timePeriodStart = 2024.5;
      }),
    );
    expect(rowsOf(got, "sdg_women_share_parliament_pct")).toEqual(["AFG 2005 27.3", "ALB 2020 29.5"]);
    expect(got.quarantined).toMatchObject([{ column: "year" }]);
  });
});
