import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareCrs } from "../../loaders/oecd-crs-query/compare.ts";
import { oecdCrsQuery } from "../../loaders/oecd-crs-query/source.ts";
import { oecdDac } from "../../loaders/oecd-dac/source.ts";
import { tempFolder } from "../support/temp.ts";
import { answer, context, runExtract } from "./oecd-work.ts";

const CRS = "test/fixtures/live/oecd-crs-query/crs.csv";
const DAC = "test/fixtures/live/oecd-dac";
const FLOW = "test/fixtures/live/oecd-crs/dataflow-1.6.xml";

/** A changed copy of the CRS fixture. */
async function changed(change: (text: string) => string): Promise<string> {
  const path = join(await tempFolder(), "crs.csv");
  const text = readFileSync(CRS, "utf8");
  const other = change(text);
  expect(other).not.toBe(text);
  writeFileSync(path, other);
  return path;
}

test("observations of the seven purposes add up, in USD million whatever their multiplier", async () => {
  const done = await runExtract(oecdCrsQuery, [answer(CRS, "csv")]);
  const rows = await done.query(
    "crs_query_flow",
    `SELECT concat_ws(' ', year, donor_iso3, coalesce(recipient_iso3, recipient_kind), purpose, gender_marker,
      coalesce(commitment::VARCHAR, '-'), coalesce(disbursement::VARCHAR, '-'), coalesce(commitment_constant::VARCHAR, '-'),
      coalesce(constant_base_year::VARCHAR, '-'), observations) AS r FROM {} ORDER BY 1`,
  );
  await done.close();
  expect(rows.map((row) => row.r)).toEqual([
    // 1.5 + 2,250,000 / 1,000,000; 0.5 + 1; 1.6 + 2.4
    "2019 DEU CIV 15170 2 3.750000 1.500000 4.000000 2023 4",
    // 750 / 1,000
    "2019 SWE CIV 15170 2 0.750000 - - - 1",
    "2020 SWE NAM 15220 1 - 0.400000 - - 1",
    "2020 SWE XKX 15180 not_screened 0.333333 - - - 1",
    "2020 SWE region 15230 0 6.000000 - - - 1",
  ]);
  expect(done.report.leftOut).toEqual({ "no value": 1, "group of recipients": 1 });
  expect(done.report.quarantined).toMatchObject([{ column: "OBS_VALUE", value: "n/a" }]);
  expect(done.report.records).toBe(13);
});

test("an answer of another form is a named error, never a number", async () => {
  const extract = async (change: (text: string) => string) =>
    runExtract(oecdCrsQuery, [answer(await changed(change), "csv")]);
  await expect(extract((t) => t.replace("GENDER_EQUALITY", "GENDER"))).rejects.toMatchObject({
    code: "drift",
  });
  await expect(extract((t) => t.replace("MD_DIM", "DONOR"))).rejects.toMatchObject({ code: "drift" });
  await expect(
    extract((t) => t.replace(",2023,,A,Normal value,6,", ",,,A,Normal value,6,")),
  ).rejects.toMatchObject({
    code: "drift",
    place: { column: "BASE_PER" },
  });
  await expect(extract((t) => t.replace(",2023,", ",2022,"))).rejects.toMatchObject({ code: "drift" });
  await expect(extract((t) => t.replace(",A,Normal value,3,", ",A,Normal value,2,"))).rejects.toMatchObject({
    place: { column: "UNIT_MULT", value: "2" },
  });
  await expect(extract((t) => t.replace(",Support,,2", ',"Support,,2'))).rejects.toMatchObject({
    code: "csv-structure",
  });
  const marker = await extract((t) => t.replace(",Peace-building,,1,", ",Peace-building,,7,"));
  expect(marker.report.quarantined.map((q) => q.column)).toContain("GENDER_EQUALITY");
  await marker.close();
});

test("the query asks for what it must, and refuses a version that nobody has seen", async () => {
  const [first] = await oecdCrsQuery.next([], context());
  expect(first?.url).toBe("https://sdmx.oecd.org/public/rest/dataflow/OECD.DCD.FSD/DSD_CRS@DF_CRS/latest");
  const queries = await oecdCrsQuery.next([answer(FLOW, "xml", "latest.xml")], context());
  expect(queries.map((q) => q.name)).toEqual([
    "crs-2002-2006.csv",
    "crs-2007-2011.csv",
    "crs-2012-2016.csv",
    "crs-2017-2021.csv",
    "crs-2022-2025.csv",
  ]);
  expect(queries[0]?.url).toBe(
    "https://sdmx.oecd.org/dcd-public/rest/data/OECD.DCD.FSD,DSD_CRS@DF_CRS,1.6/" +
      "..15170+15180+15210+15220+15230+15240+15261.100...C+D.V+Q.DD..?startPeriod=2002&endPeriod=2006" +
      "&dimensionAtObservation=AllDimensions&format=csvfilewithlabels",
  );
  const newer = join(await tempFolder(), "newer.xml");
  writeFileSync(newer, readFileSync(FLOW, "utf8").replace('version="1.6"', 'version="2.0"'));
  await expect(oecdCrsQuery.next([answer(newer, "xml", "latest.xml")], context())).rejects.toMatchObject({
    code: "drift",
    place: { value: "2.0" },
  });
});

test("totals of donors and by recipient keep groups apart from countries", async () => {
  const done = await runExtract(oecdDac, [
    answer(join(DAC, "dac1.csv"), "csv", "dac1-2000-2025.csv"),
    answer(join(DAC, "dac2a.csv"), "csv", "dac2a-2020-2025.csv"),
  ]);
  const donors = await done.query(
    "dac_total",
    "SELECT concat_ws(' ', year, donor_code, coalesce(donor_iso3, '-'), flow_type, price_base, coalesce(base_year::VARCHAR, '-'), coalesce(amount::VARCHAR, '-')) AS r FROM {} ORDER BY 1",
  );
  const names = await done.query(
    "dac_total",
    "SELECT DISTINCT donor_name AS d, measure_name AS m, flow_type_name AS f FROM {} WHERE donor_code = 'DEU'",
  );
  expect(names).toEqual([
    { d: "Germany", m: "Official Development Assistance (ODA)", f: "Disbursements, net" },
  ]);
  const pairs = await done.query(
    "dac_recipient_total",
    "SELECT concat_ws(' ', year, recipient_code, recipient_kind, coalesce(recipient_iso3, '-'), price_base, amount) AS r FROM {} ORDER BY 1",
  );
  await done.close();
  expect(donors.map((row) => row.r)).toEqual([
    "2015 4EU001 - 1140 V - 13849.700000",
    "2015 DAC - 1140 V - 131585.510000",
    "2015 USA USA 1140 V - 30985.540000",
    "2020 DEU DEU 1140 V - 29320.380000",
    "2020 FRA FRA 1140 V - -",
    "2020 USA USA 1140 Q 2023 35396.410000",
  ]);
  expect(pairs.map((row) => row.r)).toEqual([
    "2020 CIV country CIV Q 44.250000",
    "2020 CIV country CIV V 41.500000",
    "2020 DPGC unmatched - V 1000.000000",
    "2020 DPGC_X unspecified - V 300.000000",
  ]);
  expect(done.report.leftOut).toEqual({ "not a year": 1, "part of a total": 1, "exact copies": 1 });
});

test("two values for one key are refused", async () => {
  const path = join(await tempFolder(), "dac1.csv");
  writeFileSync(path, readFileSync(join(DAC, "dac1.csv"), "utf8").replace("29320.38", "29320.39"));
  const answers = [answer(path, "csv", "dac1-a.csv"), answer(join(DAC, "dac2a.csv"), "csv", "dac2a-a.csv")];
  await expect(runExtract(oecdDac, answers)).rejects.toMatchObject({ code: "drift" });
});

test("bulk and query are compared for the years that both have", async () => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`CREATE TABLE crs_flow AS SELECT * FROM (VALUES
    (2019, '15170', '2', '10', 4.5, 1.5), (2019, '15170', '2', '21', 9, 9), (2019, 'other', '2', '10', 7, 7),
    (2018, '15170', '2', '10', 3, 3), (2019, '15180', '1', '10', 1, 1))
    t(year, purpose, gender_marker, category, commitment, disbursement)`);
  await connection.run(`CREATE TABLE crs_query_flow AS SELECT * FROM (VALUES
    (2019, '15170', '2', 4.5, 1.0), (2019, '15180', '1', 1.001, 1))
    t(year, purpose, gender_marker, commitment, disbursement)`);
  const query = async <T>(sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as T[];
  expect(await compareCrs({ query })).toMatchObject([
    { year: 2019, purpose: "15170", gender_marker: "2", bulk_disbursement: "1.5", query_disbursement: "1.0" },
  ]);
  connection.closeSync();
});
