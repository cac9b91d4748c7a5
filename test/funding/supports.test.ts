import { describe, expect, it } from "vitest";
import { chosenSupports, matrixOf, pairOf, REGIONAL, SEVERAL } from "../../src/funding/supports.ts";
import { support } from "./fixture.ts";

const pairs = [
  { a: "FIN", b: "KEN", id: "P05", dated: false },
  { a: "FIN", b: "KEN", id: "P02", dated: true },
  { a: "SWE", b: "LBR", id: "P05", dated: false },
];
const supports = [
  support("1", "FIN", ["KEN"]),
  support("2", "FIN", ["KEN"], { tie: "weak" }),
  support("3", "FIN", ["KEN", "UGA"]),
  support("4", "SWE", ["LBR"], { tie: "weak" }),
  support("5", "SWE", []),
];

describe("who supports whom", () => {
  it("counts a support for several countries once, and only names its countries", () => {
    const { cells } = matrixOf(supports, pairs);
    const cell = (donor: string, row: string) => cells.find((c) => c.donor === donor && c.row === row);
    expect(cell("FIN", "KEN")).toMatchObject({ strong: 1, weak: 1, shared: 1 });
    expect(cell("FIN", "UGA")).toMatchObject({ strong: 0, weak: 0, shared: 1 });
    expect(cell("FIN", SEVERAL)).toMatchObject({ strong: 1, weak: 0 });
    expect(cell("SWE", REGIONAL)).toMatchObject({ strong: 1 });
    expect(cells.reduce((n, c) => n + c.strong + c.weak, 0)).toBe(supports.length);
  });

  it("orders donors by supports and puts rows that are no country last", () => {
    const { donors, rows } = matrixOf(supports, pairs);
    expect(donors).toEqual([
      { code: "FIN", supports: 3 },
      { code: "SWE", supports: 2 },
    ]);
    expect(rows.map((r) => r.code)).toEqual(["KEN", "LBR", "UGA", SEVERAL, REGIONAL]);
  });

  it("marks twinned pairs in either direction, and a known year goes before an unknown one", () => {
    expect(matrixOf(supports, pairs).cells.find((c) => c.row === "KEN")?.pair).toBe("dated");
    expect(pairOf(support("x", "KEN", ["FIN"]), pairs)).toBe("dated");
    expect(pairOf(support("x", "SWE", ["UGA", "LBR"]), pairs)).toBe("undated");
    expect(pairOf(support("x", "SWE", ["UGA"]), pairs)).toBeNull();
  });

  it("filters by donor, tie and pair", () => {
    const ids = (choice: object) =>
      chosenSupports(supports, pairs, { donor: "", tie: "all", pairs: "all", ...choice }).map((s) => s.id);
    expect(ids({ donor: "SWE" })).toEqual(["4", "5"]);
    expect(ids({ tie: "weak" })).toEqual(["2", "4"]);
    expect(ids({ pairs: "twinned" })).toEqual(["1", "2", "3", "4"]);
  });
});
