import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { areasOf, PURPOSES } from "../generate/crs-words.ts";
import { tagged, XML } from "./oecd-sdmx.ts";
import type { Replay } from "./replay.ts";

const DATAFLOW = readFileSync("test/fixtures/live/oecd-crs/dataflow-1.6.xml", "utf8");
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/**
 * A whole file of CRS in Parquet, made of arithmetic on a running number: 400,000 activities, more than 100,000
 * different rows of crs_flow. The same bytes each time.
 */
async function wholeFile(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "replay-crs-"));
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const path = join(folder, "CRS.parquet");
  const areas = (role: "donor" | "recipient") =>
    areasOf(role)
      .map((a) => `(${Number(a.dac)}, ${text(a.code)}, ${text(a.name)})`)
      .join(", ");
  await connection.run(
    `CREATE TABLE donor AS SELECT row_number() OVER () - 1 AS i, * FROM (VALUES ${areas("donor")}) t(code, de, name)`,
  );
  await connection.run(
    `CREATE TABLE recipient AS SELECT row_number() OVER () - 1 AS i, * FROM (VALUES ${areas("recipient")}) t(code, de, name)`,
  );
  await connection.run(
    `CREATE TABLE purpose AS SELECT row_number() OVER () - 1 AS i, * FROM (VALUES ${PURPOSES.map((p) => `(${p.code}, ${text(p.name)})`).join(", ")}) t(code, name)`,
  );
  const [donors, recipients, purposes] = [
    areasOf("donor").length,
    areasOf("recipient").length,
    PURPOSES.length,
  ];
  await connection.run(`COPY (
    SELECT (2006 + n % 19)::BIGINT AS year, d.code::BIGINT AS donor_code, d.de AS de_donorcode, d.name AS donor_name,
      1::BIGINT AS agency_code, n::VARCHAR AS crs_id, 'P' || n AS project_number, r.code::BIGINT AS recipient_code,
      r.de AS de_recipientcode, r.name AS recipient_name, 1::BIGINT AS bi_multi,
      CASE WHEN n % 23 = 0 THEN 21 ELSE 10 END::BIGINT AS category, CASE WHEN n % 7 = 0 THEN 'F01' ELSE 'C01' END AS aid_t,
      (n % 5000) / 1000.0::DOUBLE AS usd_commitment, (n % 3000) / 1000.0::DOUBLE AS usd_disbursement,
      (n % 5000) / 1000.0::DOUBLE AS usd_commitment_defl, (n % 3000) / 1000.0::DOUBLE AS usd_disbursement_defl,
      p.code::BIGINT AS purpose_code, p.name AS purpose_name,
      CASE (n * 40503 // 257) % 4 WHEN 3 THEN NULL ELSE (n * 40503 // 257) % 4 END::BIGINT AS gender
    FROM range(400000) t(n) JOIN donor d ON d.i = (n // 19) % ${donors}
      JOIN recipient r ON r.i = (n // ${19 * donors}) % ${recipients} JOIN purpose p ON p.i = (n * 48271 // 97) % ${purposes}
    ORDER BY n) TO ${text(path)} (FORMAT parquet)`);
  connection.closeSync();
  const bytes = readFileSync(path);
  await rm(folder, { recursive: true });
  return bytes;
}

const WHOLE = await wholeFile();

export const oecdCrsReplay: Replay = {
  hosts: ["sdmx.oecd.org", "webfs-dcd.oecd.org"],
  answer(url, headers) {
    if (/^\/public\/rest\/dataflow\/OECD\.DCD\.FSD\/DSD_CRS@DF_CRS\/(latest|1\.6)$/.test(url.pathname))
      return tagged(DATAFLOW, XML, headers);
    if (url.hostname === "webfs-dcd.oecd.org" && url.pathname === "/files/dotStat/DSD_CRS/CRS.parquet") {
      const answer = tagged(WHOLE, "application/octet-stream", headers);
      return { ...answer, headers: { ...answer.headers, "last-modified": "Mon, 03 Aug 2026 12:00:00 GMT" } };
    }
    return null;
  },
};
