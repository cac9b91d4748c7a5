import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { iati } from "../../loaders/iati/source.ts";
import { answerOf, runExtract } from "../support/iati-work.ts";
import { tempFolder } from "../support/temp.ts";
import { zipOf } from "../support/zip-of.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/live/iati/${name}`, import.meta.url));

it("reads one document of each dialect as the standard says", async () => {
  const folder = await tempFolder();
  const index = JSON.stringify({
    index_created: "2024-05-01",
    datasets: { new: { publisher_name: "x", url_xml: "https://bulk-data.iatistandard.org/x/new.xml" } },
  });
  const archive = await zipOf({
    "x/new.xml": fixture("activity-2.03.xml"),
    "x/old.xml": fixture("activity-1.03.xml"),
  });
  const { query, report } = await runExtract(iati, [
    await answerOf(folder, "datasets-minimal.json", "json", index),
    await answerOf(folder, "iati-data.zip", "zip", archive),
  ]);
  const rows = await query<Record<string, unknown>>(
    "SELECT reporter_name, recipient_kind, recipient_code, year, stage, sector, gender, currency, CAST(amount AS VARCHAR) AS amount FROM iati_flow ORDER BY ALL",
  );
  // 800 x 75% x 50% = 300 in Liberia for each purpose, 800 x 25% x 50% = 100 in the region.
  expect(rows.map((r) => Object.values(r).join(" "))).toEqual([
    "Example agency country LR 2022 disbursement 15170 2 USD 300.000000",
    "Example agency country LR 2022 disbursement 15220 2 USD 300.000000",
    "Example agency region 298 2022 disbursement 15170 2 USD 100.000000",
    "Example agency region 298 2022 disbursement 15220 2 USD 100.000000",
    "Example ministry country LR 2011 disbursement 15220 1 GBP 100.000000",
  ]);
  expect(report.leftOut).toEqual({ "incoming funds": 1 });
  expect(report.notes[0]).toBe("Datasets by version of the standard: 1.03: 1, 2.03: 1");
});
