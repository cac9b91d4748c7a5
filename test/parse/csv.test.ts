import { describe, expect, it } from "vitest";
import { CsvStructureError, HeaderError } from "../../src/errors/data-errors.ts";
import { readCsv } from "../../src/parse/csv.ts";

const read = (text: string, columns = ["a", "b"]) => readCsv(text, "x.csv", columns);

describe("readCsv", () => {
  it("numbers records by their row in the file, the header being row 1", () => {
    expect(read('a,b\n1,"x, ""y"""\n2,\n')).toEqual([
      { row: 2, cells: ["1", 'x, "y"'] },
      { row: 3, cells: ["2", ""] },
    ]);
  });

  it("reads CRLF files the same way", () => {
    expect(read("a,b\r\n1,2\r\n")).toEqual([{ row: 2, cells: ["1", "2"] }]);
  });

  it("leaves ragged rows to the caller", () => {
    expect(read("a,b\n1\n1,2,3\n").map((r) => r.cells.length)).toEqual([1, 3]);
  });

  it("keeps NA as text: it is Namibia's code", () => {
    expect(read("a,b\nNA,null\n")[0]?.cells).toEqual(["NA", "null"]);
  });

  it.each([
    ["never closed", 'a,b\n1,"open\n2,x\n3,y\n'],
    ["closed by a later row's quote", 'a,b\n1,"open\n2,x\n3,"y"\n'],
    ["over two lines", 'a,b\n1,"two\nlines"\n'],
  ])("refuses a quote that is %s", (_, text) => {
    expect(() => read(text)).toThrow(CsvStructureError);
    expect(() => read(text)).toThrow(/row [2-4]/);
  });

  it.each([
    ["a missing column", "a\n1\n", /missing: b/],
    ["a new column", "a,b,c\n1,2,3\n", /not in the contract: c/],
    ["another order", "b,a\n1,2\n", /order differs/],
    ["the same column twice", "a,b,b\n1,2,3\n", /twice: b|order/],
    ["__proto__ as a column", "a,b,__proto__\n1,2,3\n", /__proto__/],
    ["an empty file", "", /empty/],
    ["a web page instead of a table", "<!DOCTYPE html>\n<p>Sorry</p>\n", /missing: a, b/],
  ])("refuses %s", (_, text, message) => {
    expect(() => read(text)).toThrow(HeaderError);
    expect(() => read(text)).toThrow(message);
  });
});

describe("lines", () => {
  it.each([
    ["mixed line ends", "a,b\r\n1,2\n", /line ends/],
    ["old line ends", "a,b\r1,2\r", /line ends/],
    ["a blank line", "a,b\n\n1,2\n", /row 2/],
  ])("with %s are named as such", (_, text, message) => expect(() => read(text)).toThrow(message));
});
