import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { tableFromIPC, type Vector } from "apache-arrow";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/warehouse/database.ts";
import type { Paths } from "../../src/warehouse/paths.ts";
import { HOSTILE, hostileProject, publish, ROWS, removeTemporary } from "./fixture.ts";

let paths: Paths;
const file = (name: string) => join(paths.published, "data", name);

beforeAll(async () => {
  paths = await hostileProject();
  await publish(paths);
});
afterAll(removeTemporary);

describe("CSV", () => {
  it("is UTF-8 with a header, LF and one record for each row, in the order of the key", async () => {
    const bytes = await readFile(file("hostile.csv"));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    expect(text.startsWith("id,body,small,whole,big,share,yes,amount,precise\n")).toBe(true);
    expect(text.endsWith("\n")).toBe(true);
    const { data, errors } = Papa.parse<string[]>(text, { newline: "\n", skipEmptyLines: false });
    expect(errors).toEqual([]);
    expect(data.slice(1, -1).map((r) => Number(r[0]))).toEqual(ROWS.map((r) => r.id));
    expect(data.every((r, i) => r.length === 9 || i === data.length - 1)).toBe(true);
  });

  it("gives hostile text back letter by letter", async () => {
    const { data } = Papa.parse<string[]>(await readFile(file("hostile.csv"), "utf8"), { newline: "\n" });
    const bodies = data.filter((r) => Number(r[0]) >= 10).map((r) => r[1]);
    expect(bodies).toEqual(HOSTILE);
  });

  it("writes all digits, true and false, and an empty field for NULL", async () => {
    const text = await readFile(file("hostile.csv"), "utf8");
    expect(text).toContain("\n0,,,,,,,,\n");
    expect(text).toContain(
      "\n1,largest,32767,2147483647,9223372036854775807,0.1,true,6030000000.10,12345678901234567890123456789012.123456\n",
    );
    expect(text).toContain(",-5e-324,false,-800.90,-0.000001\n");
  });

  it("tells empty text from NULL", async () => {
    const text = await readFile(file("hostile.csv"), "utf8");
    const id = 10 + HOSTILE.indexOf("");
    expect(text).toContain(`\n${id},"",,,,,,,\n`);
    const manifest = JSON.parse(await readFile(file("manifest.json"), "utf8"));
    expect(manifest.tables.find((t: { table: string }) => t.table === "hostile").empty_text_cells).toBe(1);
    expect(await readFile(file("README.txt"), "utf8")).toContain("1 cells hold empty text");
  });
});

describe("Parquet", () => {
  // The driver drops a byte order mark at the start of a text, hence the bar before it.
  it("gives back types, nulls, digits and text exactly", async () => {
    const db = await openDatabase(":memory:");
    const rows = await db.query("SELECT * REPLACE ('|' || body AS body) FROM read_parquet($1)", [
      file("hostile.parquet"),
    ]);
    expect(rows).toEqual(ROWS.map((r) => ({ ...r, body: r.body === null ? null : `|${r.body}` })));
    const types = await db.query("SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet($1))", [
      file("hostile.parquet"),
    ]);
    expect(types.map((t) => t.column_type)).toEqual(
      "INTEGER VARCHAR SMALLINT INTEGER BIGINT DOUBLE BOOLEAN DECIMAL(20,2) DECIMAL(38,6)".split(" "),
    );
    const codecs = await db.query("SELECT DISTINCT compression FROM parquet_metadata($1)", [
      file("hostile.parquet"),
    ]);
    expect(codecs).toEqual([{ compression: "ZSTD" }]);
    db.close();
  });
});

describe("Arrow", () => {
  it("gives back types, nulls, digits and text exactly", async () => {
    const table = tableFromIPC(await readFile(file("hostile.arrow")));
    expect(table.numRows).toBe(ROWS.length);
    expect(texts(table.getChild("body"))).toEqual(ROWS.map((r) => r.body));
    for (const name of ["id", "small", "whole", "share", "yes"] as const) {
      expect([...(table.getChild(name) ?? [])], name).toEqual(ROWS.map((r) => r[name]));
    }
    const big = [...(table.getChild("big") ?? [])];
    expect(big).toEqual(ROWS.map((r) => (r.big === null ? null : BigInt(r.big))));
    expect(table.schema.fields.map((f) => String(f.type))).toEqual(
      "Int32 Utf8 Int16 Int32 Int64 Float64 Bool Float64 Decimal[38e+6]".split(" "),
    );
    expect(table.schema.fields.map((f) => f.nullable)).toEqual([false, ...Array(8).fill(true)]);
  });

  it("keeps decimals as doubles where no digit is lost, else as Decimal128", async () => {
    const table = tableFromIPC(await readFile(file("hostile.arrow")));
    const amount = table.getChild("amount");
    expect(String(amount?.type)).toBe("Float64");
    expect([...(amount ?? [])].map((v) => (v === null ? null : v.toFixed(2)))).toEqual(
      ROWS.map((r) => r.amount),
    );
    const precise = table.getChild("precise");
    expect(String(precise?.type)).toBe("Decimal[38e+6]");
    const digits = [...(precise ?? [])].map((v) => (v === null ? null : String(v)));
    expect(digits).toEqual(ROWS.map((r) => unscaled(r.precise)));
    expect(await readFile(file("README.txt"), "utf8")).toContain(
      "Decimal128 (apply the scale of the type): hostile.precise",
    );
  });

  it("carries unit and declared type, and a table without rows keeps its columns", async () => {
    const table = tableFromIPC(await readFile(file("hostile.arrow")));
    const metadata = table.schema.fields.find((f) => f.name === "amount")?.metadata;
    expect(metadata?.get("unit")).toBe("EUR");
    expect(metadata?.get("description")).toBe("Money");
    expect(metadata?.get("declared_type")).toBe("DECIMAL(20,2)");
    const none = tableFromIPC(await readFile(file("nothing_yet.arrow")));
    expect([none.numRows, none.schema.fields.map((f) => f.name)]).toEqual([0, ["id", "name"]]);
  });
});

/** "-0.000001" → "-1": the integer that Arrow keeps. */
const unscaled = (text: string | null) => (text === null ? null : String(BigInt(text.replace(".", ""))));

/** Texts of a vector from its own bytes: the reader of apache-arrow drops a byte order mark at the start of a text. */
function texts(vector: Vector | null): (string | null)[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (vector?.data ?? []).flatMap((d) =>
    Array.from({ length: d.length }, (_, i) =>
      d.getValid(i) ? decoder.decode(d.values.subarray(d.valueOffsets[i], d.valueOffsets[i + 1])) : null,
    ),
  );
}
