import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ourWorldInData } from "../../loaders/our-world-in-data/live.ts";
import { ourWorldInDataReplay } from "../support/replay/our-world-in-data.ts";
import { type Edit, PROTOTYPE_NAMES, pullAll, pullAndParse, rowsOf } from "../support/replay/pull-series.ts";
import type { Replay } from "../support/replay/replay.ts";

const INDEX = "women-political-empowerment-index";
const PARLIAMENT = "share-of-women-in-parliament";

/** The fixtures by the last part of the address. */
const small: Replay = {
  hosts: ["ourworldindata.org"],
  answer(url) {
    const name = url.pathname.split("/").at(-1) ?? "";
    return {
      body: readFileSync(new URL(`../fixtures/live/our-world-in-data/${name}`, import.meta.url), "utf8"),
    };
  },
};

const read = (edit?: Edit) => pullAndParse(ourWorldInData, small, edit);
const inFile =
  (file: string, change: (body: string) => string): Edit =>
  (name, body) =>
    name === file ? change(body) : body;
const swap = (file: string, from: string, to: string) => inFile(file, (body) => body.replaceAll(from, to));

describe("Our World in Data, good answers", () => {
  it("keeps countries and Kosovo, and counts groups, early years and unknown values", async () => {
    const got = await read();
    expect(rowsOf(got, "vdem_women_political_empowerment")).toEqual([
      "AFG 2024 0.101",
      "NAM 2024 0.871",
      "XKX 2024 0.85",
    ]);
    expect(rowsOf(got, "vdem_women_share_lower_chamber_pct")).toEqual([
      "AFG 2020 27.02",
      "NAM 2024 50",
      "COD 2024 13.2",
    ]);
    expect(got.leftOut).toEqual({
      "groups of countries, and places without a code": 3,
      "years before 1997": 1,
      "no value upstream: unknown": 1,
    });
    expect(got.as_of).toBe("2026-03-17");
    expect(got.as_of_basis).toContain("V-Dem (2026)");
  });

  it("asks for metadata before tables, and passes its own floor at full size", async () => {
    const answers = await pullAll(ourWorldInData, ourWorldInDataReplay);
    expect(answers.map((a) => a.name)).toEqual([
      `${INDEX}.metadata.json`,
      `${PARLIAMENT}.metadata.json`,
      `${INDEX}.csv`,
      `${PARLIAMENT}.csv`,
    ]);
    const got = await pullAndParse(ourWorldInData, ourWorldInDataReplay);
    expect(got.rows.length).toBeGreaterThan(ourWorldInData.min_rows);
    expect(got.quarantined).toEqual([]);
  });

  it("takes columns by name in any order, and a byte order mark", async () => {
    const got = await read(
      inFile(`${PARLIAMENT}.csv`, (body) => {
        const lines = body.trimEnd().split("\n").slice(0, 3);
        return `\ufeff${lines.map((line) => line.split(",").reverse().join(",")).join("\n")}\n`;
      }),
    );
    expect(rowsOf(got, "vdem_women_share_lower_chamber_pct")).toEqual(["AFG 2020 27.02", "NAM 2024 50"]);
  });
});

describe("Our World in Data, drift", () => {
  it.each<[string, Edit, string, RegExp]>([
    ["column renamed", swap(`${INDEX}.csv`, "wom_emp_vdem__estimate_best", "wpei"), "drift", /wom_emp_vdem/],
    ["column missing", swap(`${INDEX}.csv`, "entity,code,", "entity,"), "csv-structure", /cells/],
    ["unknown column", swap(`${INDEX}.csv`, "owid_region", "population"), "drift", /does not explain/],
    ["column twice", swap(`${INDEX}.csv`, "owid_region", "year"), "drift", /twice/],
    ["duplicate key", inFile(`${PARLIAMENT}.csv`, (b) => `${b}Namibia,NAM,2024,49\n`), "drift", /NAM 2024/],
    ["no records", inFile(`${PARLIAMENT}.csv`, (b) => b.split("\n")[0] ?? ""), "drift", /no records/],
    ["web page for a table", inFile(`${INDEX}.csv`, () => "<html>Sorry</html>"), "answer-kind", /web page/],
    ["web page for metadata", inFile(`${INDEX}.metadata.json`, () => "<html>"), "answer-kind", /web page/],
    [
      "open quote",
      inFile(`${PARLIAMENT}.csv`, (b) => `${b}"Namibia,NAM,2023,49\n`),
      "csv-structure",
      /broken/,
    ],
    ["other title", swap(`${INDEX}.metadata.json`, "political empowerment", "income"), "drift", /titleShort/],
    ["other producer", swap(`${INDEX}.metadata.json`, "V-Dem", "IPU"), "drift", /citationShort/],
    ["other unit", swap(`${PARLIAMENT}.metadata.json`, '"%"', '"seats"'), "drift", /unit/],
    ["two measures", swap(`${INDEX}.metadata.json`, '"owid_region"', '"gender_gap"'), "drift", /2 measures/],
    ["no columns", swap(`${INDEX}.metadata.json`, '"columns"', '"fields"'), "drift", /columns is nothing/],
  ])("%s", async (_, edit, code, what) => {
    const failed = read(edit);
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(what);
  });
});

describe("Our World in Data, bad cells and hostile text", () => {
  it.each([
    ["Namibia,NAM,2024,n/a", "not-a-number"],
    ["Namibia,NAM,2024,101", "out-of-range"],
    ["Namibia,NAM,2026,50", "out-of-range"],
    ["Namibia,NAM,next,50", "out-of-range"],
    ["Namibia,\u202eMAN,2024,50", "wrong-form"],
    [`Namibia,${"x".repeat(1_000_000)},2024,50`, "wrong-form"],
    ...PROTOTYPE_NAMES.map((name): [string, string] => [`Namibia,${name},2024,50`, "wrong-form"]),
  ])("%.30s goes to quarantine", async (line, code) => {
    const got = await read(swap(`${PARLIAMENT}.csv`, "Namibia,NAM,2024,50", line));
    expect(got.quarantined).toMatchObject([{ code, row: 3, file: `${PARLIAMENT}.csv` }]);
    expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
    expect(rowsOf(got, "vdem_women_share_lower_chamber_pct")).toHaveLength(2);
  });

  it("a country that our table lacks is counted by its code", async () => {
    const got = await read(swap(`${PARLIAMENT}.csv`, "NAM", "ZZB"));
    expect(got.leftOut).toMatchObject({ "country not in our table: ZZB": 1 });
  });
});
