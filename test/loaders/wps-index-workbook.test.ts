import { describe, expect, it } from "vitest";
import { wpsIndexWorkbook } from "../../loaders/wps-index-workbook/live.ts";
import { type Cell, economyRow, headerRows, workbook } from "../fixtures/live/wps-index-workbook/build.ts";
import { answerOf, context, PROTOTYPE_NAMES, pullAndParse, rowsOf } from "../support/replay/pull-series.ts";
import { wpsIndexWorkbookReplay } from "../support/replay/wps-index-workbook.ts";

const INPUTS: [Cell, Cell][] = [
  [2.2, null],
  [5.1, "a"],
  [4.7, "ae"],
  [30.5, "b, ae"],
  [27.2, null],
  [31.9, null],
  [0.8, "ac"],
  [620, null],
  [1.06, null],
  [34, null],
  [9.8, null],
  [0.2, null],
  [78, null],
];

/** Real ranks and scores, made-up inputs. */
const sheet = (): Cell[][] => [
  ...headerRows(),
  ["TOP QUINTILE"],
  economyRow(
    1,
    "Denmark",
    "DNK",
    0.939,
    INPUTS.map(([value]) => [value, null]),
  ),
  ["BOTTOM QUINTILE"],
  economyRow(181, "Afghanistan", "AFG", 0.279, INPUTS),
  [],
  economyRow(null, "Palestine ", " PSE ", null, [["..", null], ...INPUTS.slice(1)]),
  economyRow(null, "Channel Islands", "CHI", null, INPUTS),
  economyRow(null, "Sub-Saharan Africa", "", 0.5, INPUTS),
  ["Notes: ae Imputed."],
];

async function read(change: (rows: Cell[][]) => void = () => {}, name = "TABLE 1", extra?: string) {
  const rows = sheet();
  change(rows);
  return readBytes(await workbook(name, rows, extra));
}

async function readBytes(bytes: Uint8Array) {
  const [request] = await wpsIndexWorkbook.next([], context);
  if (!request) throw new Error("nothing asked");
  return wpsIndexWorkbook.parse([await answerOf(request, bytes)], context);
}

const AFG = 9;
const cell = (row: number, column: number, value: Cell) => (rows: Cell[][]) => {
  const cells = rows[row];
  if (cells) cells[column] = value;
};

describe("WPS Index workbook, good answers", () => {
  it("reads scores, ranks and inputs; imputed inputs are no values but a count", async () => {
    const got = await read();
    expect(rowsOf(got, "wps_2023_method_score")).toEqual(["DNK 2025 0.939", "AFG 2025 0.279"]);
    expect(rowsOf(got, "wps_2023_method_rank")).toEqual(["DNK 2025 1", "AFG 2025 181"]);
    expect(rowsOf(got, "wps_2023_method_education_years")).toEqual(["DNK 2025 2.2", "AFG 2025 2.2"]);
    expect(rowsOf(got, "wps_2023_method_financial_inclusion_pct")).toEqual(["DNK 2025 4.7"]);
    expect(rowsOf(got, "wps_2023_method_justice_score")).toContain("AFG 2025 0.8");
    expect(rowsOf(got, "wps_2023_method_imputed_inputs")).toEqual(["DNK 2025 0", "AFG 2025 2", "PSE 2025 2"]);
    expect(got.leftOut).toEqual({
      "separators, groups of countries and notes": 4,
      'imputed by the index (mark "ae"), counted for each country instead': 6,
      // Rank and score of two economies without a rank, and one input.
      "no value upstream: unknown": 5,
      "country not in our table: CHI": 12,
    });
    expect(got.quarantined).toEqual([]);
    const counted = Object.values(got.leftOut).reduce((a, b) => a + b, 0);
    expect(got.rows.length + counted).toBe(got.records);
    expect(got.rows.find((r) => r.row.iso3 === "AFG")?.at).toBe(AFG + 1);
  });

  it("reads all economies of the edition and passes its own floor", async () => {
    const got = await pullAndParse(wpsIndexWorkbook, wpsIndexWorkbookReplay);
    expect(rowsOf(got, "wps_2023_method_rank")).toHaveLength(181);
    expect(rowsOf(got, "wps_2023_method_rank")).toContain("AFG 2025 181");
    expect(got.rows.length).toBeGreaterThan(wpsIndexWorkbook.min_rows);
    expect(got.quarantined).toEqual([]);
  });

  it("takes columns that stand elsewhere by their names", async () => {
    const got = await read((rows) => {
      for (const cells of rows.slice(3)) {
        const [rank, ...rest] = cells;
        if (cells.length > 2) cells.splice(0, cells.length, ...rest, null, rank ?? null);
      }
    });
    expect(rowsOf(got, "wps_2023_method_rank")).toEqual(["DNK 2025 1", "AFG 2025 181"]);
  });
});

describe("WPS Index workbook, drift", () => {
  it.each<[string, (rows: Cell[][]) => void, RegExp]>([
    ["column missing", cell(4, 8, null), /employment of women/],
    ["column renamed", cell(4, 3, "Composite"), /WPS Index score/],
    ["column twice", cell(4, 5, "Employment"), /2 columns/],
    ["no column of footnotes", cell(4, 7, "Source"), /no column of footnotes/],
    ["values one column further", cell(AFG, 7, 2.2), /footnotes holds/],
    ["duplicate economy", (rows) => rows.push([...(rows[AFG] ?? [])]), /AFG 2025/],
    ["no economies", (rows) => rows.splice(6), /No usable value/],
    ["empty sheet", (rows) => rows.splice(0, rows.length, ["x"]), /not one/],
  ])("%s", async (_, change, what) => {
    const failed = read(change);
    await expect(failed).rejects.toMatchObject({ code: "drift" });
    await expect(failed).rejects.toThrow(what);
  });

  it("another name of the sheet", async () => {
    await expect(read(undefined, "Sheet1")).rejects.toThrow(/no sheet "TABLE 1"/);
  });

  it("a web page, a cut workbook, an archive that is none, a bomb", async () => {
    const good = await workbook("TABLE 1", sheet());
    const page = new TextEncoder().encode("<!doctype html><title>Not found</title>");
    await expect(readBytes(page)).rejects.toMatchObject({ code: "archive" });
    await expect(readBytes(good.slice(0, good.length / 2))).rejects.toMatchObject({
      code: expect.stringMatching(/truncated|archive/),
    });
    await expect(read(undefined, "TABLE 1", "0".repeat(70_000_000))).rejects.toMatchObject({
      code: "too-large",
    });
  });
});

describe("WPS Index workbook, bad cells and hostile text", () => {
  it.each<[Cell, string]>([
    ["n/a", "not-a-number"],
    ["5,1", "not-a-number"],
    [510, "out-of-range"],
  ])("the value %j goes to quarantine", async (value, code) => {
    const got = await read(cell(AFG, 8, value));
    expect(got.quarantined).toMatchObject([{ code, row: AFG + 1 }]);
    expect(rowsOf(got, "wps_2023_method_employment_pct")).not.toContain("AFG 2025 5.1");
  });

  it.each([...PROTOTYPE_NAMES, "A\u202eFG", "", "x".repeat(30_000)])(
    "code %.20s goes to quarantine",
    async (code) => {
      const got = await read(cell(AFG, 2, code));
      expect(got.quarantined).toMatchObject([{ code: "wrong-form", row: AFG + 1 }]);
      expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
    },
  );
});
