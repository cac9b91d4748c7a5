import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { missingChoice, relevant, useOf } from "../../src/web/own-data/choice.ts";
import { errorsOf } from "../../src/web/own-data/column-type.ts";
import { parseTask } from "../../src/web/own-data/parse-task.ts";
import { summaryOf } from "../../src/web/own-data/summary.ts";
import type { Checked, Interpretation, Profile, World } from "../../src/web/own-data/types.ts";

const world: World = {
  years: [1997, 2025],
  countries: [
    ["CAN", "Canada"],
    ["CIV", "Côte d'Ivoire"],
    ["FIN", "Finland"],
    ["IRL", "Ireland"],
    ["KEN", "Kenya"],
    ["KOR", "Republic of Korea"],
    ["LBR", "Liberia"],
    ["NOR", "Norway"],
    ["NPL", "Nepal"],
    ["SWE", "Sweden"],
    ["TUR", "Türkiye"],
  ].map(([iso3 = "", name = ""]) => ({ iso3, name })),
};

const fixture = (name: string) => readFileSync(new URL(`../fixtures/own-data/${name}`, import.meta.url));

async function profileOf(text: BlobPart): Promise<Profile> {
  const reply = await parseTask({ task: "profile", file: new Blob([text]), world });
  if (reply.kind !== "profile") throw new Error(JSON.stringify(reply));
  return reply.value;
}

async function check(text: BlobPart, change: Partial<Interpretation> = {}): Promise<Checked> {
  const { columns, proposal } = await profileOf(text);
  const choice = relevant({ ...proposal, ...change });
  const names = columns.map(({ name }) => name);
  const reply = await parseTask({ task: "check", file: new Blob([text]), world, choice, columns: names });
  if (reply.kind !== "check") throw new Error(JSON.stringify(reply));
  return reply.value;
}

describe("an outcome with a row for each country and year", () => {
  it("is recognised", async () => {
    const { columns, rows, proposal, preview } = await profileOf(fixture("long.csv"));
    expect(columns.map(({ type }) => type)).toEqual(["country", "year", "number", "number"]);
    expect(columns.map(({ counts }) => counts.unknown)).toEqual([0, 0, 1, 0]);
    expect(columns.map((column) => errorsOf(column, column.type))).toEqual([1, 0, 0, 0]);
    expect(rows).toBe(9);
    expect(preview[3]?.[2]).toEqual({ text: "NA", kind: "unknown" });
    expect(proposal).toMatchObject({ kind: "outcome", layout: "long", country: 0, year: 1, value: 2 });
  });

  it("gives its values; unknown, repeated, out of range and wrong ones are counted", async () => {
    const checked = await check(fixture("long.csv"));
    expect(checked.outcome?.cells).toEqual([
      { iso3: "KEN", year: 2001, value: 1.5 },
      { iso3: "KEN", year: 2002, value: 2.5 },
      { iso3: "CIV", year: 2001, value: 0 },
      { iso3: "TUR", year: 2001, value: -3.25 },
      { iso3: "TUR", year: 2002, value: 4 },
    ]);
    expect(checked).toMatchObject({ unknown: 1, repeated: 1, leftOut: 1, rows: 9, definition: null });
    expect(checked.problems.shown).toEqual([
      { code: "country_unknown", row: 10, column: "Country", value: "World" },
    ]);
    expect(checked.sha256).toBe(createHash("sha256").update(fixture("long.csv")).digest("hex"));
  });

  it("uses neither of two values of one country and year", async () => {
    const { outcome, problems } = await check(
      "country,year,value\nKEN,2001,1\nKenya,2001,2\nKEN,2001,1\nKEN,2002,3\n",
    );
    expect(outcome?.cells).toEqual([{ iso3: "KEN", year: 2002, value: 3 }]);
    expect(problems).toMatchObject({ total: 1, shown: [{ code: "conflict", row: 3, column: "value" }] });
  });

  it("takes another value column when told so", async () => {
    const { outcome } = await check(fixture("long.csv"), { value: 3 });
    expect(outcome?.cells[0]).toEqual({ iso3: "KEN", year: 2001, value: 3 });
  });

  it("tells what is wrong with each cell, and uses nothing of it", async () => {
    const { outcome, problems } = await check(
      'country,year,value\n,2001,1\nKEN,soon,1\nKEN,,1\nKEN,2001,"1,5"\nKEN,2001,=2+2\nNOR,2001,12%\nNOR,2002,many\n',
    );
    expect(outcome?.cells).toEqual([]);
    expect(problems.shown.map(({ code, row, column }) => [code, row, column])).toEqual([
      ["country_missing", 2, "country"],
      ["year_invalid", 3, "year"],
      ["year_missing", 4, "year"],
      ["number_comma", 5, "value"],
      ["number_formula", 6, "value"],
      ["number_percent", 7, "value"],
      ["number_text", 8, "value"],
    ]);
  });

  it("counts all problems and keeps the first hundred, cut short", async () => {
    const rows = Array.from({ length: 250 }, () => `${"Atlantis ".repeat(20)},2001,1`).join("\n");
    const { problems } = await check(`country,year,value\nKEN,2001,1\n${rows}\n`);
    expect(problems.total).toBe(250);
    expect(problems.kinds).toEqual([["country_unknown", 250]]);
    expect(problems.shown).toHaveLength(100);
    expect(problems.shown[99]?.row).toBe(102);
    expect(problems.shown[0]?.value).toHaveLength(60);
  });
});

describe("an outcome with one column for each year", () => {
  it("is recognised and read, with a mark, semicolons and a separator at the end", async () => {
    const profile = await profileOf(fixture("wide.csv"));
    expect(profile.delimiter).toBe(";");
    expect(profile.proposal).toMatchObject({ kind: "outcome", layout: "wide", country: 0 });
    expect(profile.problems.total).toBe(0);
    const checked = await check(fixture("wide.csv"));
    expect(checked.outcome?.cells).toEqual([
      { iso3: "KOR", year: 2001, value: 1 },
      { iso3: "KOR", year: 2003, value: 3 },
      { iso3: "KEN", year: 2001, value: 4 },
    ]);
    expect(checked).toMatchObject({ unknown: 2, repeated: 1 });
    expect(checked.problems.shown.map(({ code, column }) => [code, column])).toEqual([
      ["number_comma", "2002"],
      ["conflict", "2003"],
    ]);
  });

  it("reports two columns of one year", async () => {
    const { problems, columns } = await profileOf("country,2001,2001\nKEN,1,2\nNOR,3,3\n");
    expect(columns.map(({ name }) => name)).toEqual(["country", "2001", "2001 (column 3)"]);
    expect(problems.kinds).toEqual([["header_duplicate", 1]]);
    const { outcome, repeated } = await check("country,2001,2001\nKEN,1,2\nNOR,3,3\n");
    expect(outcome?.cells).toEqual([{ iso3: "NOR", year: 2001, value: 3 }]);
    expect(repeated).toBe(1);
  });
});

describe("partnerships", () => {
  it("are recognised, and both ends count from the first known year", async () => {
    const { proposal } = await profileOf(fixture("partnerships.csv"));
    expect(proposal).toMatchObject({ kind: "definition", country: 0, partner: 1, year: 2, role: 3 });
    const checked = await check(fixture("partnerships.csv"));
    expect(checked.definition?.countries).toEqual([
      { iso3: "FIN", since: 2015 },
      { iso3: "KEN", since: 2012 },
      { iso3: "NOR", since: 2012 },
      { iso3: "IRL", since: null },
      { iso3: "LBR", since: null },
      { iso3: "NPL", since: 2018 },
    ]);
    expect(checked).toMatchObject({ unknown: 2, facilitators: 1, outcome: null });
    expect(checked.problems.shown.map(({ code, row }) => [code, row])).toEqual([
      ["partner_self", 7],
      ["partner_unknown", 8],
      ["year_invalid", 9],
    ]);
  });

  it("without a year column are all undated, and the page says that nothing follows", async () => {
    const checked = await check("country\nKEN\nNOR\n", { kind: "definition" });
    expect(checked.definition?.countries.every(({ since }) => since === null)).toBe(true);
    expect(summaryOf(checked, world).join(" ")).toMatch(
      /2 countries are twinned in no known year.*no effect can be estimated/,
    );
  });

  it("keep years before and after the study, and say what becomes of them", async () => {
    const checked = await check("country,since\nKEN,1990\nNOR,2026\nFIN,2010\n");
    expect(checked.definition?.countries.map(({ since }) => since)).toEqual([1990, 2026, 2010]);
    const words = summaryOf(checked, world).join(" ");
    expect(words).toMatch(/3 countries are twinned; 1 of them/);
    expect(words).toMatch(/1 country is twinned since 1997 or before/);
    expect(words).toMatch(/1 country is twinned only after 2025/);
    expect(words).toMatch(/other 8 countries .* not twinned/);
  });
});

describe("hostile names", () => {
  const hostile = "__proto__,constructor,toString\nKEN,2001,1\n__proto__,2002,2\nNOR,2003,constructor\n";

  it("are names like others", async () => {
    const { columns, proposal } = await profileOf(hostile);
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ["__proto__", "country"],
      ["constructor", "year"],
      ["toString", "number"],
    ]);
    const { outcome, problems } = await check(hostile);
    expect(proposal).toMatchObject({ country: 0, year: 1, value: 2 });
    expect(outcome?.cells).toEqual([{ iso3: "KEN", year: 2001, value: 1 }]);
    expect(problems.kinds).toEqual([
      ["country_unknown", 1],
      ["number_text", 1],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("of columns without data are not complained about, with data they are", async () => {
    expect((await profileOf("country,year,\nKEN,2001,\n")).problems.total).toBe(0);
    expect((await profileOf("country,year,\nKEN,2001,5\n")).problems.kinds).toEqual([["header_empty", 1]]);
  });

  it("that are countries show that the header is missing", async () => {
    expect((await profileOf("KEN,2001,5\nNOR,2001,6\n")).problems.kinds).toEqual([["header_data", 1]]);
  });

  it("above which other lines stand are found out", async () => {
    const reply = await parseTask({
      task: "profile",
      world,
      file: new Blob(["Source,World Bank\n\ncountry,code,2001\nKenya,KEN,1\nNorway,NOR,2\n"]),
    });
    expect(reply).toMatchObject({ kind: "refused", words: { code: "header_short" } });
  });
});

describe("the reader's choice", () => {
  it("must be complete, and uses no column twice", async () => {
    const { columns, proposal } = await profileOf("country,year,value\nKEN,2001,1\n");
    expect(missingChoice(proposal, columns)).toBeNull();
    expect(missingChoice({ ...proposal, country: null, value: null }, columns)).toBe(
      "Choose the column with the country and the value.",
    );
    expect(missingChoice({ ...proposal, value: 1 }, columns)).toMatch(/two things/);
    expect(missingChoice({ ...proposal, layout: "wide" }, columns)).toMatch(/named as a year/);
    expect(missingChoice({ ...proposal, kind: "definition", year: null }, columns)).toBeNull();
    expect(useOf(1, { ...proposal, kind: "definition" }, columns)).toBe("twinned since");
    expect(useOf(2, { ...proposal, kind: "definition" }, columns)).toBe("not used");
  });
});
