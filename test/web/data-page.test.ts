import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DataTable, DatedPart } from "../../src/web/data/data-page.ts";
import { fileSize } from "../../src/web/format/bytes.ts";
import {
  asOfWords,
  licenceLabel,
  licenceWords,
  partsWords,
  shownWords,
} from "../../src/web/text/data-words.ts";
import { tableEntry } from "../../src/web/ui/data-table-entry.ts";

const globals = globalThis as { document?: unknown };
beforeEach(() => {
  globals.document = parseHTML("<html><body></body></html>").document;
});
afterEach(() => {
  globals.document = undefined;
});

const column = (name: string, description: string) => ({
  name,
  type: "VARCHAR",
  nullable: true,
  key: false,
  unit: null,
  description,
  references: null,
  codes: name === "status" ? { lapsed: "no longer active" } : null,
});

const TABLE: DataTable = {
  name: "plan",
  title: "Plans",
  group: "register",
  rowIs: "One row is one plan",
  rows: 3,
  columns: [column("iso3", "Country"), column("status", "State"), column("budget_note", "<b>Remarks</b>")],
  asOf: { from: "2026-01-01", to: "2026-01-01", basis: null },
  madeFrom: [],
  licences: ["CC-BY-4.0"],
  commercialUse: "yes",
  files: [{ path: "data/plan.csv", format: "csv", bytes: 400, sha256: "ab".repeat(32) }],
};

describe("filter of tables and columns", () => {
  const visibleRows = (element: HTMLElement) =>
    [...element.querySelectorAll("tbody tr")].filter((r) => !r.hasAttribute("hidden")).length;

  it("finds a column by name, meaning or code and shows only what it found", () => {
    const entry = tableEntry(TABLE);
    entry.filter("no longer", true);
    expect([entry.shown(), entry.columnsFound(), visibleRows(entry.element)]).toEqual([true, 1, 1]);
    expect(entry.element.querySelector("details")?.hasAttribute("open")).toBe(true);
    expect(entry.element.querySelector("summary")?.textContent).toBe("1 of 3 columns");
    entry.filter("budget", true);
    expect(entry.columnsFound()).toBe(1);
  });

  it("finds a table by its name and leaves all its columns", () => {
    const entry = tableEntry(TABLE);
    entry.filter("plan", true);
    expect([entry.shown(), entry.columnsFound(), visibleRows(entry.element)]).toEqual([true, 0, 3]);
    entry.filter("", true);
    expect(entry.element.querySelector("details")?.hasAttribute("open")).toBe(false);
  });

  it("hides what neither table nor column matches, and tables of other kinds", () => {
    const entry = tableEntry(TABLE);
    entry.filter("zebra", true);
    expect(entry.shown()).toBe(false);
    entry.filter("plan", false);
    expect(entry.shown()).toBe(false);
  });

  it("shows the text of a description as text", () => {
    const { element } = tableEntry(TABLE);
    expect(element.querySelector("b")).toBeNull();
    expect(element.textContent).toContain("<b>Remarks</b>");
  });
});

describe("words of the Data page", () => {
  it("says as of when, for one date, for several and for none", () => {
    expect(asOfWords(TABLE.asOf)).toBe("as of 1 January 2026");
    expect(asOfWords({ from: "2019", to: "2025-10", basis: null })).toBe(
      "as of dates from 2019 to October 2025",
    );
    expect(asOfWords(null)).toBe("states a rule, not a date");
  });

  it("says as of when each part is", () => {
    const part = (name: DatedPart["part"], from: string, to: string) => ({ part: name, from, to });
    expect(
      partsWords([
        part("plans", "2026-01-01", "2026-01-01"),
        part("funding", "2025-10", "2025-10"),
        part("series", "2019", "2025-10-07"),
      ]),
    ).toMatch(
      /^What the parts speak of: the plan register as of 1 January 2026, the funding register as of October 2025 and each series by its last year, from 2019 to 2025\./,
    );
    expect(partsWords([part("series", "2024", "2024")])).toContain("by its last year, 2024.");
    expect(partsWords([])).toBe("No part of the data says as of when it is.");
  });

  it("says what the filter leaves", () => {
    expect(shownWords(45, 45, 0, "")).toBe("All 45 tables are shown.");
    expect(shownWords(9, 45, 0, " ")).toBe("9 of 45 tables are shown.");
    expect(shownWords(0, 45, 0, "zebra")).toBe("No table or column matches “zebra”.");
    expect(shownWords(2, 45, 1, "budget")).toBe("2 of 45 tables are shown for “budget”; 1 column matches.");
    expect(shownWords(2, 45, 7, "budget")).toMatch(/7 columns match\.$/);
  });

  it("names licences as people do, and what they allow", () => {
    expect(
      ["CC-BY-NC-4.0", "CC-BY-3.0-IGO", "LicenseRef-UNDP-HDR", "LicenseRef-Facts", "ISC"].map(licenceLabel),
    ).toEqual(["CC BY-NC 4.0", "CC BY 3.0 IGO", "UNDP terms", "facts", "ISC"]);
    expect(licenceWords(TABLE)).toBe("CC BY 4.0: any use with attribution");
    expect(licenceWords({ ...TABLE, licences: ["CC-BY-4.0", "CC-BY-NC-4.0"], commercialUse: "no" })).toBe(
      "CC BY 4.0, CC BY-NC 4.0: no commercial use",
    );
    expect(licenceWords({ ...TABLE, licences: ["LicenseRef-Facts"] })).toBe("facts: any use");
  });

  it("gives sizes in decimal units", () => {
    expect([385, 9_999, 41_177, 1_659_424].map(fileSize)).toEqual(["0.4 kB", "10.0 kB", "41 kB", "1.7 MB"]);
  });
});
