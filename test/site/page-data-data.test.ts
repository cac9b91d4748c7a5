import { execFileSync } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EnvironmentError } from "../../src/errors/run-errors.ts";
import { quoteText } from "../../src/model/sql.ts";
import { sha256 } from "../../src/publish/checksums.ts";
import { dataPageData } from "../../src/site/page-data/data.ts";
import { lineageOf, originsOf } from "../../src/site/page-data/lineage.ts";
import { prerender } from "../../src/site/prerender.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import type { Paths } from "../../src/warehouse/paths.ts";
import type { DataPageData } from "../../src/web/data/data-page.ts";
import * as page from "../../src/web/pages/data.ts";
import { READ_SNIPPETS } from "../../src/web/text/read-snippets.ts";
import { publish, removeTemporary, temporaryPaths } from "../publish/fixture.ts";
import { ROOT, testPaths, testWarehouse } from "../support/warehouse.ts";

const NO_LIVE_FACTS = { state: "base", sources: [], refreshes: [] };

let paths: Paths;
let db: Database;
let data: DataPageData;
beforeAll(async () => {
  paths = { ...(await temporaryPaths()), warehouse: testPaths().warehouse };
  await publish(paths);
  db = await testWarehouse();
  const [entry] = await dataPageData(db, { published: paths.published, live: NO_LIVE_FACTS });
  expect(entry?.[0]).toBe("data.json");
  data = entry?.[1] as DataPageData;
});
afterAll(async () => {
  db.close();
  await removeTemporary();
});

const table = (name: string) => data.tables.find((t) => t.name === name);

describe("data of the Data page", () => {
  it("has every table of the warehouse with its rows", async () => {
    const names = await db.query<{ name: string }>(
      "SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name",
    );
    expect(data.tables.map((t) => t.name).sort()).toEqual(names.map((n) => n.name).sort());
    for (const t of data.tables) {
      const [row] = await db.query(`SELECT count(*) AS n FROM "${t.name}"`);
      expect([t.name, t.rows]).toEqual([t.name, Number(row?.n)]);
      expect(t.columns.length).toBeGreaterThan(0);
      expect(t.rowIs).toMatch(/^One row is /);
    }
  });

  it("links only to files that were published, with the checksum of their bytes", async () => {
    const files = [...data.tables.flatMap((t) => t.files), ...data.papers];
    expect(new Set(files.map((f) => f.path)).size).toBe(files.length);
    for (const f of files) {
      const bytes = await readFile(join(paths.published, f.path));
      expect([f.path, f.bytes, f.sha256]).toEqual([f.path, bytes.length, sha256(bytes)]);
    }
    for (const t of data.tables)
      expect(t.files.map((f) => f.format).sort()).toEqual(["arrow", "csv", "parquet"]);
    expect(data.papers.map((f) => f.path)).toContain("data/SHA256SUMS");
  });

  it("sorts tables into register, series, derived and reference", () => {
    expect(["plan", "source", "observation", "panel", "country"].map((n) => table(n)?.group)).toEqual([
      "register",
      "register",
      "series",
      "mart",
      "reference",
    ]);
  });

  it("dates a table by the files that go into it", async () => {
    expect(table("plan")?.asOf).toMatchObject({ from: "2026-01-01", to: "2026-01-01" });
    const [series] = await db.query(
      "SELECT min(as_of) AS a, max(as_of) AS b FROM snapshot WHERE kind = 'series'",
    );
    expect(table("observation")?.asOf).toMatchObject({ from: series?.a, to: series?.b });
    expect(table("twinning_status")?.madeFrom).toEqual(
      expect.arrayContaining(["partnership_member", "partnership_start", "plan", "twinning_definition"]),
    );
    expect(table("plan")?.madeFrom).toEqual([]);
  });

  it("dates the whole by its newest register or series, and each part by its own", async () => {
    expect(data.parts.map((p) => [p.part, p.to])).toEqual([
      ["plans", "2026-01-01"],
      ["twinning", "2025-12-04"],
      ["funding", "2025-10"],
      ["series", expect.stringMatching(/^2025/)],
    ]);
    expect(data.asOf).toBe(
      data.parts
        .map((p) => p.to)
        .sort()
        .at(-1),
    );
    expect(data.citation.text).toContain("data as of 2026-01-01");
  });

  it("draws every table with working anchors, and nothing broken", () => {
    const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
    const root = document.getElementById("app") as unknown as HTMLElement;
    prerender(document, root, data, page as never);
    expect(root.querySelectorAll("article.data-table")).toHaveLength(data.tables.length);
    for (const a of root.querySelectorAll('a[href^="#"]'))
      expect(root.querySelector(`[id="${a.getAttribute("href")?.slice(1)}"]`)).not.toBeNull();
    expect(root.textContent).not.toMatch(/undefined|NaN|\[object/);
    expect(root.textContent).toContain("CC BY-NC 4.0");
  });

  it("says what to do where nothing was published", async () => {
    const absent = dataPageData(db, { published: join(paths.published, "none"), live: NO_LIVE_FACTS });
    await expect(absent).rejects.toBeInstanceOf(EnvironmentError);
    await expect(absent).rejects.toMatchObject({ remedy: expect.stringContaining("nap build") });
  });
});

describe("ways to read the files", () => {
  const code = (id: string) => READ_SNIPPETS.find((s) => s.id === id)?.code ?? "";

  it("work in JavaScript, with unknown as null", async () => {
    const folder = join(paths.published, "data");
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const ask = `${code("javascript")}
      console.log(JSON.stringify([fromCsv.length, fromParquet.length, fromArrow.length,
        fromCsv.filter((r) => r.budget_specified === null).length]));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", ask], {
      cwd: folder,
      encoding: "utf8",
    });
    const [n] = await db.query(
      "SELECT count(*) AS n, count(*) - count(budget_specified) AS unknown FROM plan",
    );
    expect(JSON.parse(said)).toEqual([Number(n?.n), Number(n?.n), Number(n?.n), Number(n?.unknown)]);
  });

  it("work in SQL, with unknown as NULL", async () => {
    const own = await openDatabase(":memory:");
    await own.run(`SET file_search_path = ${quoteText(join(paths.published, "data"))}`);
    await own.run(code("sql"));
    const [both] = await own.query(
      `SELECT (SELECT count(budget_specified) FROM plan) AS a, (SELECT count(budget_specified) FROM plan_text) AS b`,
    );
    own.close();
    expect(both?.a).toBe(both?.b);
    expect(Number(both?.a)).toBeGreaterThan(0);
  });
});

describe("lineage of derived tables", () => {
  const known = new Set(["plan", "country", "note", "made"]);

  it("reads the tables of an SQL text, not its comments or texts", () => {
    const sql = `-- FROM note\nCREATE TABLE made AS WITH x AS (SELECT * FROM plan) SELECT 'FROM note' FROM x JOIN "country" USING (iso3);`;
    expect([...lineageOf(sql, known)]).toEqual([["made", ["country", "plan"]]]);
  });

  it("follows derived tables down to their files, and stops at circles", () => {
    const lineage = new Map([
      ["a", ["b", "plan"]],
      ["b", ["a", "observation"]],
    ]);
    expect(originsOf("a", lineage, ["wps-index"])).toEqual(["register/plans/plans", "wps-index"]);
  });
});
