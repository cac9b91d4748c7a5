import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../src/model/column.ts";
import { quoteName, quoteText } from "../../src/model/sql.ts";
import { type CatalogueTable, readCatalogue } from "../../src/publish/catalogue.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import type { Paths } from "../../src/warehouse/paths.ts";
import { testPaths, testWarehouse } from "../support/warehouse.ts";
import { folderBytes, publish, removeTemporary, temporaryPaths } from "./fixture.ts";

let paths: Paths;
let warehouse: Database;
let tables: CatalogueTable[];
let reader: Database;

const file = (name: string) => join(paths.published, "data", name);
const readJson = async (name: string) => JSON.parse(await readFile(file(name), "utf8"));

beforeAll(async () => {
  paths = { ...(await temporaryPaths()), warehouse: testPaths().warehouse };
  await publish(paths);
  warehouse = await testWarehouse();
  tables = await readCatalogue(warehouse);
  reader = await openDatabase(":memory:");
});
afterAll(async () => {
  warehouse.close();
  reader.close();
  await removeTemporary();
});

const inOrder = (table: CatalogueTable) =>
  warehouse.query(
    `SELECT * FROM ${quoteName(table.name)} ORDER BY ${table.primaryKey.map(quoteName).join(", ")}`,
  );

describe("every table of the real warehouse", () => {
  it("has a key, so that the order of rows is settled", () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((t) => t.primaryKey.length === 0).map((t) => t.name)).toEqual([]);
  });

  it("comes back from CSV when read with the declared types", async () => {
    for (const table of tables) {
      const columns = table.columns.map((c) => `${quoteText(c.name)}: ${quoteText(c.type)}`).join(", ");
      const rows = await reader.query(
        `SELECT * FROM read_csv(${quoteText(file(`${table.name}.csv`))}, auto_detect = false, header = true, delim = ',',
           quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {${columns}})`,
      );
      expect(rows, table.name).toEqual(await inOrder(table));
    }
  });

  it("comes back from Parquet, types included", async () => {
    for (const table of tables) {
      const path = quoteText(file(`${table.name}.parquet`));
      expect(await reader.query(`SELECT * FROM read_parquet(${path})`), table.name).toEqual(
        await inOrder(table),
      );
      const types = await reader.query(
        `SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet(${path}))`,
      );
      expect(types.map((t) => t.column_type)).toEqual(table.columns.map((c) => c.type));
    }
  });

  it("comes back from Arrow", async () => {
    for (const table of tables) {
      const arrow = tableFromIPC(await readFile(file(`${table.name}.arrow`)));
      const decimals = new Set(table.columns.filter((c) => c.type.startsWith("DECIMAL")).map((c) => c.name));
      const got = arrow.toArray().map((r) => plain(r.toJSON()));
      const wanted = (await inOrder(table)).map((row) => withNumbers(row, decimals));
      expect(got, table.name).toEqual(wanted);
    }
  });

  it("has a described column for each of its columns", async () => {
    const entries: { table: string; column: string; description: string | null }[] =
      await readJson("dictionary.json");
    const columns = tables.flatMap((t) => t.columns.map((c) => `${t.name}.${c.name}`));
    expect(entries.map((e) => `${e.table}.${e.column}`)).toEqual(columns);
    expect(entries.filter((e) => !e.description?.trim()).map((e) => `${e.table}.${e.column}`)).toEqual([]);
    expect(tables.filter((t) => !t.rowIs?.startsWith("One row is ")).map((t) => t.name)).toEqual([]);
  });
});

/** Arrow gives 64-bit integers as BigInt; the warehouse gives them as text. */
const plain = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === "bigint" ? String(v) : v]));

const withNumbers = (row: Row, decimals: Set<string>) =>
  Object.fromEntries(Object.entries(row).map(([k, v]) => [k, decimals.has(k) && v !== null ? Number(v) : v]));

describe("the papers beside the tables", () => {
  it("list every file with its true size and checksum", async () => {
    const bytes = await folderBytes(paths);
    const { files } = await readJson("manifest.json");
    const listed = files.map((f: { path: string }) => f.path);
    expect([...listed, "SHA256SUMS", "manifest.json"].sort()).toEqual([...bytes.keys()].sort());
    for (const f of files) {
      const content = bytes.get(f.path);
      expect([f.path, content?.length]).toEqual([f.path, f.bytes]);
      expect(
        createHash("sha256")
          .update(content ?? "")
          .digest("hex"),
        f.path,
      ).toBe(f.sha256);
    }
  });

  it("satisfy sha256sum -c, and a changed byte does not", async () => {
    const check = () =>
      execFileSync("sha256sum", ["-c", "--quiet", "SHA256SUMS"], { cwd: file(""), stdio: "pipe" });
    expect(() => check()).not.toThrow();
    const lines = (await readFile(file("SHA256SUMS"), "utf8")).trimEnd().split("\n");
    expect(lines.filter((l) => !/^[0-9a-f]{64} {2}[\w.]+$/.test(l))).toEqual([]);
    const path = file("plan.csv");
    const before = await readFile(path);
    await writeFile(path, Buffer.concat([before, Buffer.from("x")]));
    expect(() => check()).toThrow();
    await writeFile(path, before);
  });

  it("count the rows that the warehouse has", async () => {
    const manifest = await readJson("manifest.json");
    for (const table of tables) {
      const [count] = await warehouse.query(`SELECT count(*)::INTEGER AS n FROM ${quoteName(table.name)}`);
      const own = manifest.files.filter((f: { table: string }) => f.table === table.name);
      expect(own.map((f: { format: string }) => f.format).sort(), table.name).toEqual([
        "arrow",
        "csv",
        "parquet",
      ]);
      for (const f of own) expect([f.rows, f.columns], f.path).toEqual([count?.n, table.columns.length]);
    }
  });

  it("take the as-of date from the newest register or series", async () => {
    const [row] = await warehouse.query(
      "SELECT max(as_of) AS as_of FROM snapshot WHERE kind <> 'reference' AND snapshot_id NOT LIKE '%/sources'",
    );
    const manifest = await readJson("manifest.json");
    expect([manifest.version, manifest.as_of]).toEqual(["1.2.3", row?.as_of]);
  });

  it("hold the same bytes when published again, and nothing of this machine", async () => {
    const again = { ...(await temporaryPaths()), warehouse: paths.warehouse };
    await publish(again);
    const [first, second] = [await folderBytes(paths), await folderBytes(again)];
    expect([...second.keys()]).toEqual([...first.keys()]);
    for (const [name, bytes] of first) {
      expect(second.get(name)?.equals(bytes), name).toBe(true);
      expect(bytes.includes(paths.root) || bytes.includes(testPaths().root), name).toBe(false);
    }
  });
});

describe("the data package", () => {
  it("describes each CSV file by its header, with keys that lead to a resource", async () => {
    const { $schema, resources } = await readJson("datapackage.json");
    expect($schema).toBe("https://datapackage.org/profiles/2.0/datapackage.json");
    const names = new Set(resources.map((r: { name: string }) => r.name));
    expect(names).toEqual(new Set(tables.map((t) => t.name)));
    for (const r of resources) {
      const header = (await readFile(file(r.path), "utf8")).split("\n", 1)[0];
      const fields = r.schema.fields.map((f: { name: string }) => f.name);
      expect(header).toBe(fields.join(","));
      expect(r.schema.primaryKey.every((k: string) => fields.includes(k))).toBe(true);
      expect(r.licenses.length, r.name).toBeGreaterThan(0);
      for (const key of r.schema.foreignKeys ?? [])
        expect(names.has(key.reference.resource), r.name).toBe(true);
    }
    const member = resources.find((r: { name: string }) => r.name === "partnership_member");
    expect(member.schema.foreignKeys).toContainEqual({
      fields: ["iso3"],
      reference: { resource: "country", fields: ["iso3"] },
    });
  });
});
