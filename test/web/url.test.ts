import { describe, expect, it } from "vitest";
import { freeText, oneOf, readView, type Schema, someOf, writeView } from "../../src/web/state/url.ts";

interface View {
  kind: readonly string[];
  by: "name" | "year";
  q: string;
}
const schema: Schema<View> = {
  kind: someOf(["twinning", "peer"]),
  by: oneOf(["name", "year"], "name"),
  q: freeText(),
};

describe("the view in the address", () => {
  it("is the fallback without a query, and then the address stays bare", () => {
    const view = readView(schema, "");
    expect(view).toEqual({ kind: [], by: "name", q: "" });
    expect(writeView(schema, view, "")).toBe("");
  });

  it("reads back what it wrote", () => {
    const view: View = { kind: ["peer"], by: "year", q: "Côte & more = 1" };
    expect(readView(schema, writeView(schema, view, ""))).toEqual(view);
  });

  it("leaves unknown keys alone and ignores unknown values", () => {
    const view = readView(schema, "?by=size&kind=peer.nonsense&utm=x");
    expect(view).toEqual({ kind: ["peer"], by: "name", q: "" });
    expect(writeView(schema, view, "?by=size&utm=x")).toBe("?utm=x&kind=peer");
  });

  it("is not fooled by names of object properties", () => {
    expect(readView(schema, "?by=constructor&kind=__proto__")).toEqual({ kind: [], by: "name", q: "" });
  });
});
