import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { oecdCrs } from "../../loaders/oecd-crs/source.ts";
import { oecdCrsQuery } from "../../loaders/oecd-crs-query/source.ts";
import { oecdDac } from "../../loaders/oecd-dac/source.ts";
import { warehouseColumns } from "../../src/model/contract.ts";
import type { Answer, LiveExtract } from "../../src/model/live-source.ts";
import { oecdCrsReplay } from "../support/replay/oecd-crs.ts";
import { oecdCrsQueryReplay } from "../support/replay/oecd-crs-query.ts";
import { oecdDacReplay } from "../support/replay/oecd-dac.ts";
import type { Replay } from "../support/replay/replay.ts";
import { tempFolder } from "../support/temp.ts";
import { answer, context, runExtract } from "./oecd-work.ts";

/** One complete pull from a replay: asks until the loader has nothing more to ask. */
async function pull(source: LiveExtract, replay: Replay): Promise<Answer[]> {
  const folder = await tempFolder();
  const answers: Answer[] = [];
  for (let round = 0; round < 10; round++) {
    const requests = await source.next(answers, context());
    if (requests.length === 0) return answers;
    for (const request of requests) {
      const url = new URL(request.url);
      expect(source.hosts).toContain(url.hostname);
      const given = replay.answer(url, {});
      expect(given, request.url).not.toBeNull();
      const path = join(folder, request.name);
      writeFileSync(path, given?.body ?? "");
      const got = answer(path, request.kind);
      expect(got.bytes).toBeGreaterThanOrEqual(request.minBytes);
      answers.push(got);
      const again = replay.answer(url, { "if-none-match": given?.headers?.etag });
      expect(again?.status).toBe(304);
    }
  }
  throw new Error("the loader never stops asking");
}

test.each([
  [oecdCrs, oecdCrsReplay],
  [oecdCrsQuery, oecdCrsQueryReplay],
  [oecdDac, oecdDacReplay],
])("a complete pull fills the tables as their contracts say: $id", async (source, replay) => {
  const done = await runExtract(source, await pull(source, replay));
  for (const contract of source.tables) {
    const columns = warehouseColumns(contract);
    const described = await done.query(
      contract.table,
      "SELECT column_name AS n, column_type AS t FROM (DESCRIBE SELECT * FROM {})",
    );
    expect(described.map((c) => `${c.n} ${c.t}`)).toEqual(
      Object.entries(columns).map(([name, column]) => `${name} ${column.sql}`),
    );
    const key = contract.key.join(", ");
    expect(
      await done.query(contract.table, `SELECT ${key} FROM {} GROUP BY ALL HAVING count(*) > 1`),
    ).toEqual([]);
    for (const [name, column] of Object.entries(columns)) {
      const wrong = [];
      if (!column.nullable) wrong.push(`${name} IS NULL`);
      if (column.check) wrong.push(`NOT (${column.check.replaceAll("{}", name)})`);
      if (wrong.length > 0)
        expect(
          await done.query(contract.table, `SELECT ${name} FROM {} WHERE ${wrong.join(" OR ")} LIMIT 3`),
        ).toEqual([]);
    }
    const countries = await done.query(
      contract.table,
      "SELECT DISTINCT donor_iso3 AS i FROM {} WHERE donor_iso3 IS NOT NULL",
    );
    expect(countries.length).toBeGreaterThan(5);
    for (const row of countries) expect(context().countries.has(String(row.i))).toBe(true);
  }
  const rows = Object.values(done.report.rows).reduce((a, b) => a + b, 0);
  expect(rows).toBeGreaterThanOrEqual(source.min_rows);
  expect(done.report.quarantinedTotal).toBe(0);
  await done.close();
});
