import { describe, expect, it } from "vitest";
import { aidKind, fundOf, markerFigure, markerPanels } from "../../src/funding/marker.ts";
import { aid } from "./fixture.ts";

describe("marker aid", () => {
  it("takes only figures of all members, and keeps kinds of aid apart", () => {
    expect(markerFigure(aid("1"))).toMatchObject({ marker: "gender_1+2", scope: "allocable" });
    expect(markerFigure(aid("2", { donorCode: "CAN" }))).toBeNull();
    expect(markerFigure(aid("3", { what: "CRS 15170" }))).toBeNull();
    expect(markerFigure(aid("4", { from: null }))).toBeNull();
    const fragile = { recipientCode: "FRAGILE", stage: "ODA, fragile states and economies" };
    expect(markerFigure(aid("5", fragile))?.scope).toBe("fragile");
    expect(
      markerFigure(aid("6", { ...fragile, stage: "ODA, peace and security in fragile states" })),
    ).toBeNull();
  });

  it("keeps an upper bound as a bound", () => {
    expect(markerFigure(aid("1", { what: "gender_2 share upper bound" }))?.upperBound).toBe(true);
    expect(markerFigure(aid("1", { what: "gender_2 share" }))?.upperBound).toBe(false);
  });

  it("never puts shares and amounts, or two markers, into one panel", () => {
    const figures = [
      aid("1"),
      aid("2", { from: 2015, to: 2016 }),
      aid("3", { what: "gender_2" }),
      aid("4", { what: "gender_2 share", measure: "share", value: 4 }),
    ];
    expect(markerPanels(figures, "amount").map((p) => [p.marker, p.figures.map((f) => f.id)])).toEqual([
      ["gender_1+2", ["2", "1"]],
      ["gender_2", ["3"]],
    ]);
    expect(markerPanels(figures, "share").flatMap((p) => p.figures.map((f) => f.id))).toEqual(["4"]);
  });

  it("drops no figure: each is a marker, a fund or other", () => {
    expect(aidKind(aid("1"))).toBe("marker");
    expect(aidKind(aid("2", { what: "WPHF Iraq" }))).toBe("fund");
    expect(aidKind(aid("3", { what: "PBF gender share" }))).toBe("fund");
    expect(aidKind(aid("4", { what: "CRS 15180" }))).toBe("other");
    expect(fundOf(aid("5", { what: "PBFX" }))).toBeNull();
  });
});
