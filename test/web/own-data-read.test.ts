import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/web/format/csv.ts";
import { readCsv } from "../../src/web/own-data/read-csv.ts";
import { Refusal } from "../../src/web/own-data/refusal.ts";
import { RowSplitter } from "../../src/web/own-data/rows.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/own-data/${name}`, import.meta.url));

/** Cuts at random places; every piece has at least one unit. */
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });
function pieces<T extends { length: number; slice(from: number, to: number): T }>(
  whole: T,
  sizes: readonly number[],
) {
  const out: T[] = [];
  for (let at = 0, i = 0; at < whole.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    out.push(whole.slice(at, at + size));
    at += size;
  }
  return out;
}

function rowsOf(texts: readonly string[]): string[][] {
  const splitter = new RowSplitter();
  return [...texts.flatMap((text) => splitter.push(text)), ...splitter.end()];
}

/** Header, rows with their numbers, and the result of reading a file. */
async function read(parts: BlobPart[]) {
  const rows: [number, string[]][] = [];
  let header: string[] = [];
  const result = await readCsv(new Blob(parts), {
    header: (names) => {
      header = names;
    },
    row: (cells, row) => void rows.push([row, cells]),
  });
  return { ...result, header, rows, total: result.rows };
}

const codeOf = (parts: BlobPart[]) =>
  read(parts).then(
    () => "read",
    (error: unknown) => (error instanceof Refusal ? error.words.code : String(error)),
  );

const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", " ", "𝛼", "=", "x"), maxLength: 6 });
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );

describe("rows of a text that comes in pieces", () => {
  it("are the same however the text is cut, and the same as were written", () => {
    fc.assert(
      fc.property(table, cuts, fc.boolean(), (rows, sizes, windows) => {
        const names = (rows[0] ?? []).map((_, i) => `n${i}`);
        const csv = toCsv(names, rows);
        const text = windows ? csv.replaceAll("\n", "\r\n") : csv;
        const whole = rowsOf([text]).filter((row) => row.length > 1);
        expect(whole).toEqual([names, ...rows]);
        const head = text.slice(0, text.indexOf("\n") + 1);
        const cut = rowsOf([head, ...pieces(text.slice(head.length), sizes)]).filter((row) => row.length > 1);
        expect(cut).toEqual(whole);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each([
    ["a;b\n1;2\n", ";"],
    ["a\tb\n1\t2\n", "\t"],
    ["a,b\r1,2\r", ","],
    ["country\nKEN\n", ","],
  ])("%j are cut at their separator", (text, delimiter) => {
    const splitter = new RowSplitter();
    const rows = [...splitter.push(text), ...splitter.end()].filter((row) => row.join("") !== "");
    expect(splitter.delimiter).toBe(delimiter);
    expect(rows).toHaveLength(2);
  });
});

describe("bytes", () => {
  it("are read with a mark at the beginning, blank lines and names of any kind", async () => {
    const text = "\ufeff\n__proto__,constructor\n\n =1+1 , x \n,\ny,z";
    const { header, rows, total, sha256 } = await read([text]);
    expect(header).toEqual(["__proto__", "constructor"]);
    expect(rows).toEqual([
      [4, ["=1+1", "x"]],
      [6, ["y", "z"]],
    ]);
    expect(total).toBe(2);
    expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("say where they are not UTF-8, and what they would say otherwise", async () => {
    await expect(read([fixture("windows-1252.csv")])).rejects.toMatchObject({
      words: { code: "not_utf8", what: expect.stringMatching(/^Line 3 .*“Côte d.Ivoire,2002,2”$/) },
    });
  });
});

describe("a file is refused", () => {
  const utf16 = (text: string) => Buffer.from(text, "utf16le");
  const big = utf16("country,year\nKEN,2001\n").swap16();
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",");
  const line = `KEN,2001,${"x".repeat(991)}\n`;

  it.each<[string, BlobPart[], string]>([
    ["empty", [""], "empty"],
    ["blank", ["\n\n \n"], "empty"],
    ["a header alone", ["country,year\n"], "no_rows"],
    ["a spreadsheet", [Uint8Array.of(0x50, 0x4b, 3, 4, 20)], "not_csv"],
    ["an old workbook", [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)], "not_csv"],
    ["UTF-16 with a mark", [Uint8Array.of(0xff, 0xfe), utf16("country,year\nKEN,2001\n")], "utf16"],
    ["UTF-16 without one", [utf16("country,year\nKEN,2001\n")], "utf16"],
    ["UTF-16 the other way round", [big], "utf16"],
    ["zero bytes", ["country,year\nKEN,20\u000001\n"], "binary"],
    [
      "zero bytes far in",
      [
        "country,year\n",
        ..."x"
          .repeat(9)
          .split("")
          .map(() => line),
        "\u0000\n",
      ],
      "binary",
    ],
    ["a character cut off at the end", ["country,year\nKEN,2001\n", Uint8Array.of(0xc3)], "not_utf8"],
    ["a quote never closed", ['country,year\n"KEN,2001\nNOR,2002\n'], "open_quote"],
    ["a quote never closed in a large file", ['a,b\n"', line.repeat(1200)], "open_quote"],
    ["a quote in the wrong place", ['country,year\n"KEN"x,2001\n'], "stray_quote"],
    ["10,000 columns", [`${wide}\n1,2\n`], "columns"],
    ["a cell of a million characters", ["a,b\n", "x".repeat(999_000), ",1\n"], "long_cell"],
    ["a row without end", ["a,b\n", "x,".repeat(600_000)], "long_row"],
    ["more than a million rows", ["a,b\n", "1,2\n".repeat(1_000_001)], "rows"],
  ])("%s", async (_, parts, code) => {
    expect(await codeOf(parts)).toBe(code);
  });

  it("over 100 MB before anything of it is read", async () => {
    const file = { size: 100_000_001 } as Blob;
    await expect(readCsv(file, { header: () => {}, row: () => {} })).rejects.toMatchObject({
      words: { code: "size" },
    });
  });

  it("but not at the limits", async () => {
    const columns = Array.from({ length: 500 }, (_, i) => `c${i}`).join(",");
    const { rows } = await read([`${columns}\n`, "y".repeat(10_000), ",1\n"]);
    expect(rows[0]?.[1][0]).toHaveLength(10_000);
  });
});
