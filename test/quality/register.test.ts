import { describe, expect, it } from "vitest";
import { code, integer, iso3, optional, ref, softRef, sources, text } from "../../src/model/column.ts";
import type { Contract } from "../../src/model/contract.ts";
import { readRegister } from "../../src/quality/read-register.ts";
import { resolve } from "../../src/quality/resolve.ts";

const parent: Contract = {
  table: "parent",
  title: "Parents",
  rowIs: "a parent",
  collection: "plans",
  derived: { key: { ...text("Key"), from: (r) => `${r.iso3}-${r.n}` } },
  columns: {
    iso3: iso3("Country"),
    n: integer("Number", 1, 9),
    kind: optional(code("Kind", { a: "first", b: "second" })),
    source_ids: sources(),
  },
  key: ["key"],
};
const child: Contract = {
  table: "child",
  title: "Children",
  rowIs: "a child",
  columns: {
    id: text("Id"),
    parent: ref("parent", "key", "Parent"),
    later: optional(softRef("parent", "key", "Later")),
  },
  key: ["id"],
};

const seed = new Map([
  ["country", [{ iso3: "LBR" }, { iso3: "KEN" }]],
  ["source", [{ source_id: "plans:S1" }, { source_id: "plans:S2" }]],
]);
const bytes = (lines: string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);
const parents = (...rows: string[]) =>
  readRegister(bytes(["iso3,n,kind,source_ids", ...rows]), parent, "data/parents.csv");
const children = (...rows: string[]) =>
  readRegister(bytes(["id,parent,later", ...rows]), child, "data/children.csv");

describe("registers", () => {
  it("loads good rows, derives keys and qualifies sources", () => {
    const { tables, quarantined } = resolve([parents("LBR,1,a,S1;S2")], seed);
    expect(tables.get("parent")).toEqual([
      { key: "LBR-1", iso3: "LBR", n: 1, kind: "a", source_ids: "plans:S1;plans:S2" },
    ]);
    expect(quarantined).toEqual([]);
  });

  it.each([
    ["bad country code", "lbr,1,a,S1", "iso3", "lbr", "wrong-form"],
    ["unknown country", "XXA,1,a,S1", "iso3", "XXA", "unknown-reference"],
    ["text in a number", "LBR,one,a,S1", "n", "one", "not-a-number"],
    ["number out of range", "LBR,12,a,S1", "n", "12", "out-of-range"],
    ["unknown code", "LBR,1,z,S1", "kind", "z", "unknown-code"],
    ["inherited property as code", "LBR,1,constructor,S1", "kind", "constructor", "unknown-code"],
    ["unknown source", "LBR,1,a,S1;S9", "source_ids", "plans:S9", "unknown-reference"],
    ["empty required cell", "LBR,,a,S1", "n", "", "missing"],
    ["stray space", "LBR, 1,a,S1", "n", " 1", "stray-space"],
    ["short row", "LBR,1,a", null, null, "cell-count"],
    ["long row", "LBR,1,a,S1,extra", null, null, "cell-count"],
  ])("puts a row with a %s into quarantine and loads the rest", (_, row, column, value, fault) => {
    const { tables, quarantined } = resolve([parents("KEN,1,a,S1", row, "KEN,2,,S1")], seed);
    expect(tables.get("parent")?.map((r) => r.key)).toEqual(["KEN-1", "KEN-2"]);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]).toMatchObject({ file: "data/parents.csv", row: 3, column, value, code: fault });
    expect(quarantined[0]?.remedy).not.toBe("");
    expect(quarantined[0]?.raw).toContain(row.split(",")[0]);
  });

  it("refuses the second of two rows with one key and names the first", () => {
    const { tables, quarantined } = resolve([parents("LBR,1,a,S1", "KEN,1,a,S1", "LBR,1,b,S2")], seed);
    expect(tables.get("parent")).toHaveLength(2);
    expect(quarantined[0]).toMatchObject({
      row: 4,
      code: "duplicate-key",
      reason: expect.stringContaining("row 2"),
    });
  });

  it("takes children of a refused parent along, with the parent named", () => {
    const { tables, quarantined } = resolve(
      [parents("LBR,1,a,S1", "KEN,x,a,S1"), children("c1,LBR-1,", "c2,KEN-1,")],
      seed,
    );
    expect(tables.get("child")?.map((r) => r.id)).toEqual(["c1"]);
    expect(quarantined.map((q) => q.file)).toEqual(["data/parents.csv", "data/children.csv"]);
    expect(quarantined[1]).toMatchObject({ column: "parent", value: "KEN-1" });
  });

  it("reports a soft reference that does not resolve and keeps the row", () => {
    const { tables, quarantined, unresolved } = resolve(
      [parents("LBR,1,a,S1"), children("c1,LBR-1,LBR-2")],
      seed,
    );
    expect(tables.get("child")).toHaveLength(1);
    expect(quarantined).toEqual([]);
    expect(unresolved).toEqual([
      { table_name: "child", row_key: "c1", column_name: "later", value: "LBR-2", meaning: "parent.key" },
    ]);
  });

  it("does not depend on the order of rows", () => {
    const keys = (...rows: string[]) =>
      new Set(
        resolve([parents(...rows)], seed)
          .tables.get("parent")
          ?.map((r) => r.key),
      );
    expect(keys("KEN,1,a,S1", "LBR,1,a,S1")).toEqual(keys("LBR,1,a,S1", "KEN,1,a,S1"));
  });
});

describe("cells that look harmless", () => {
  it.each([
    ["an escape character", "note\u001b[31m"],
    ["a mark that turns the text round", "abc\u202edef"],
  ])("with %s are refused", (_, note) => {
    const contract: Contract = {
      table: "t",
      title: "T",
      rowIs: "a row",
      columns: { note: text("Note") },
      key: ["note"],
    };
    const read = readRegister(new TextEncoder().encode(`note\n${note}\n`), contract, "data/t.csv");
    expect(read.quarantined[0]).toMatchObject({ row: 2, column: "note", code: "control-character" });
  });
});
