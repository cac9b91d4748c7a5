import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { oecdCrs } from "../../loaders/oecd-crs/source.ts";
import { tempFolder } from "../support/temp.ts";
import { answer, context, runExtract } from "./oecd-work.ts";

const HERE = "test/fixtures/live/oecd-crs";
const good = readFileSync(join(HERE, "crs-current.txt"), "utf8");
let folder = "";
beforeAll(async () => {
  folder = await tempFolder();
});

function changed(from: string | RegExp, to: string): string {
  const text = good.replace(from, to);
  expect(text).not.toBe(good);
  return text;
}

async function extract(bytes: string | Buffer, name = "crs.txt") {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const done = await runExtract(oecdCrs, [answer(path, "csv")]);
  const [row] = await done.query(
    "crs_flow",
    "SELECT sum(activities)::INTEGER AS n, sum(commitment)::VARCHAR AS c FROM {}",
  );
  await done.close();
  return { ...done.report, n: row?.n, c: row?.c };
}

/** Lines of the fixture: 15, with commitments of 42.291666 in all. */
const ALL = { n: 15, c: "42.291666" };

describe("a file that cannot be trusted is refused as a whole", () => {
  test("a column that is needed has gone", async () => {
    await expect(extract(changed('"Gender"', '"GenderNew"'))).rejects.toMatchObject({
      code: "drift",
      place: { column: "gender" },
    });
  });
  test("a column stands there twice, in another spelling", async () => {
    await expect(extract(changed('"Keywords"', '"usd_commitment"'))).rejects.toMatchObject({ code: "drift" });
  });
  test("a quote is never closed", async () => {
    const text = changed('"Rural roads, lot 2"', '"Rural roads, lot 2');
    await expect(extract(text)).rejects.toMatchObject({ code: "csv-structure" });
  });
  test("a quote is never closed in the last line", async () => {
    const at = good.lastIndexOf('"Security system management"');
    const text = `${good.slice(0, at)}"Security system management${good.slice(at + 28)}`;
    await expect(extract(text)).rejects.toMatchObject({ code: "csv-structure" });
  });
  test("NUL bytes", async () => {
    await expect(extract(changed("Rural roads", "Rural\u0000roads"))).rejects.toMatchObject({
      code: "encoding",
    });
  });
  test("UTF-16 without its mark", async () => {
    await expect(extract(Buffer.from(good, "utf16le"))).rejects.toMatchObject({ code: "encoding" });
  });
  test("UTF-8 with one damaged letter does not pass for Latin-1", async () => {
    const bytes = Buffer.from(good, "utf8");
    const at = bytes.indexOf(Buffer.from("ö", "utf8"));
    bytes[at + 1] = 0x41;
    await expect(extract(bytes)).rejects.toMatchObject({ code: "encoding" });
  });
  test("half a UTF-16 letter at the end", async () => {
    const bytes = readFileSync(join(HERE, "crs-2017-utf16.txt"));
    await expect(extract(bytes.subarray(0, bytes.length - 1))).rejects.toMatchObject({ code: "encoding" });
  });
  test("a web page", async () => {
    await expect(extract("<!DOCTYPE html><html><body>Just a moment...</body></html>")).rejects.toMatchObject({
      code: "drift",
    });
  });
  test("Parquet that was cut", async () => {
    const path = join(folder, "cut.parquet");
    writeFileSync(path, readFileSync(join(HERE, "crs.parquet")).subarray(0, 3000));
    await expect(runExtract(oecdCrs, [answer(path, "parquet")])).rejects.toMatchObject({ code: "archive" });
  });
  test("a pull without a file of activities", async () => {
    await expect(
      runExtract(oecdCrs, [answer(join(HERE, "dataflow-1.6.xml"), "xml", "structure.xml")]),
    ).rejects.toMatchObject({ code: "drift" });
  });
});

describe("a line that cannot be read is listed with its number, and the rest counts", () => {
  test.each<[string, string, string, string]>([
    ["words for an amount", '|"1.5"|', '|"n/a"|', "USD_Commitment"],
    ["a decimal comma", '|"1.5"|', '|"1,5"|', "USD_Commitment"],
    ["not a number", '|"1.5"|', '|"NaN"|', "USD_Commitment"],
    ["a purpose that is no number", '"15170"', '"151X0"', "PurposeCode"],
  ])("%s", async (_, from, to, column) => {
    const report = await extract(changed(from, to));
    expect(report).toMatchObject({ n: 14, c: "40.791666", records: 15, quarantinedTotal: 1 });
    expect(report.quarantined).toMatchObject([{ row: 2, column, code: "not-a-number" }]);
  });
  test("an unknown marker is not taken for one of the four", async () => {
    const lines = good.split("\n");
    const column = (lines[0] ?? "").split("|").indexOf('"Gender"');
    expect(column).toBeGreaterThan(0);
    const cells = (lines[5] ?? "").split("|");
    // Line 6 of the text is record 5: the third title runs over a line end.
    expect(cells[column]).toBe('"0"');
    cells[column] = '"3"';
    lines[5] = cells.join("|");
    const report = await extract(lines.join("\n"));
    expect(report).toMatchObject({ n: 14, c: "38.291666" });
    expect(report.quarantined).toMatchObject([{ column: "Gender", value: "3" }]);
  });
  test("a line with cells too few, and one with a cell too many", async () => {
    const report = await extract(changed('|"Loan to a bank"|', "\n").replace('|"NAM"|', '|"NAM"||'));
    expect(report).toMatchObject({ n: 13, c: "37.291666", quarantinedTotal: 3 });
    expect(report.quarantined.map((q) => q.code)).toContain("cell-count");
  });
  test("a year that is none", async () => {
    const report = await extract(changed('"2019"|"5"', '"219"|"5"'));
    expect(report).toMatchObject({
      n: 14,
      quarantinedTotal: 1,
      quarantined: [{ column: "Year", code: "bad-cell" }],
    });
  });
  test("a field of three megabytes", async () => {
    const report = await extract(changed("Rural roads, lot 2", "x".repeat(3_000_000)));
    expect(report).toMatchObject({
      n: 14,
      c: "32.291666",
      quarantinedTotal: 1,
      quarantined: [{ code: "oversized" }],
    });
  });
});

test("columns may come in another order, and new ones are said", async () => {
  const lines = good.replaceAll("\nsecond line", " second line").trimEnd().split("\n");
  const turned = lines.map((line, i) => {
    const cells = line.split(/\|(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return [i === 0 ? '"Peace_Marker"' : '"1"', ...cells.reverse()].join("|");
  });
  const report = await extract(turned.join("\n"));
  expect(report).toMatchObject({ ...ALL, quarantinedTotal: 0 });
  expect(report.notes).toContain("crs.txt: columns not known so far: Peace_Marker");
});

test("files without ISO codes: a country only where its name is exactly ours", async () => {
  const path = join(folder, "old.txt");
  writeFileSync(path, changed('"DERecipientcode"', '"Former1"').replace('"DEDonorcode"', '"Former2"'));
  const done = await runExtract(oecdCrs, [answer(path, "csv")]);
  const rows = await done.query(
    "crs_flow",
    "SELECT DISTINCT recipient_name AS n, recipient_iso3 AS i, recipient_kind AS k FROM {} ORDER BY 1",
  );
  await done.close();
  expect(rows).toContainEqual({ n: "Afghanistan", i: "AFG", k: "country" });
  expect(rows).toContainEqual({ n: "Africa, regional", i: null, k: "region" });
});

describe("what is asked for", () => {
  const flow = (file: string, name: string) => answer(join(HERE, file), "xml", name);
  const ask = (file: string) =>
    oecdCrs.next([flow(file, "latest.xml"), flow(file, "structure.xml")], context());
  const other = (change: (xml: string) => string) => {
    const path = join(folder, "flow.xml");
    writeFileSync(path, change(readFileSync(join(HERE, "dataflow-1.6.xml"), "utf8")));
    return oecdCrs.next([answer(path, "xml", "latest.xml"), answer(path, "xml", "structure.xml")], context());
  };

  test("the version first, then what it offers, then the whole in Parquet, then nothing", async () => {
    expect((await oecdCrs.next([], context())).map((r) => r.url)).toEqual([
      "https://sdmx.oecd.org/public/rest/dataflow/OECD.DCD.FSD/DSD_CRS@DF_CRS/latest",
    ]);
    expect(
      (await oecdCrs.next([flow("dataflow-1.6.xml", "latest.xml")], context())).map((r) => r.url),
    ).toEqual(["https://sdmx.oecd.org/public/rest/dataflow/OECD.DCD.FSD/DSD_CRS@DF_CRS/1.6"]);
    expect(await ask("dataflow-1.6.xml")).toMatchObject([
      { url: "https://webfs-dcd.oecd.org/files/dotStat/DSD_CRS/CRS.parquet", kind: "parquet" },
    ]);
    expect(await ask("dataflow-guid.xml")).toMatchObject([
      {
        url: "https://stats.oecd.org/wbos/fileview2.aspx?IDFile=50f0355e-8f61-4230-85f3-90b4db45bfc9",
        kind: "zip",
      },
    ]);
    const file = answer(join(HERE, "crs.parquet"), "parquet");
    const asked = [flow("dataflow-1.6.xml", "latest.xml"), flow("dataflow-1.6.xml", "structure.xml"), file];
    expect(await oecdCrs.next(asked, context())).toEqual([]);
  });
  test("without the whole its reduced form, without that the years, all of them", async () => {
    expect(await other((xml) => xml.replace("CRS-Parquet", "CRS-Gone"))).toMatchObject([
      { url: "https://webfs-dcd.oecd.org/files/dotStat/DSD_CRS/CRS-reduced.parquet" },
    ]);
    const gone = (xml: string) => xml.replace("CRS-Parquet", "CRS-Gone").replace("CRS-reduced", "CRS-less");
    await expect(other(gone)).rejects.toMatchObject({ code: "drift" });
    const years = await other((xml) => gone(xml).replaceAll("2024", "2006"));
    expect(years).toMatchObject([
      {
        name: "crs-2006.zip",
        url: "https://webfs-dcd.oecd.org/files/dotStat/DSD_CRS/CRS%202006%20data.zip",
        kind: "zip",
      },
    ]);
  });
  test("another host, another version, or no XML is refused", async () => {
    await expect(
      other((xml) => xml.replaceAll("webfs-dcd.oecd.org", "files.example.com")),
    ).rejects.toMatchObject({ code: "drift" });
    await expect(other((xml) => xml.replace('version="1.6"', 'version="1.7"'))).rejects.toMatchObject({
      code: "drift",
    });
    await expect(other(() => "<html><body>Just a moment</body>")).rejects.toMatchObject({
      code: "answer-kind",
    });
  });
  test("the release is that of the label", async () => {
    const done = await runExtract(oecdCrs, [
      flow("dataflow-1.6.xml", "structure.xml"),
      answer(join(HERE, "crs.parquet"), "parquet"),
    ]);
    await done.close();
    expect(done.report.as_of).toBe("2026-08-03");
  });
});
