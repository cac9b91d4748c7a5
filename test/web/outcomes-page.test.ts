import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { meta, outcomesSchema, start } from "../../src/web/pages/outcomes.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { country, data, many, plan } from "./outcomes-fixture.ts";

const globals = globalThis as { document?: unknown };
let root: HTMLElement;
beforeEach(() => {
  const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
  globals.document = document;
  root = document.getElementById("app") as unknown as HTMLElement;
});
afterEach(() => {
  globals.document = undefined;
});

const few = data(
  [
    ...many([1, 2, 3, 4, 5], "twinned"),
    ...many([3, 4, 5, 6, "no_value"]),
    country("AFG", "no_value", "twinned"),
    country("NOR", 9, "undated"),
  ],
  [plan("AFG", 1, "twinned"), plan("NOR", "no_value", "undated")],
);

describe("the Outcomes page without a browser", () => {
  it("shows the answer, one outcome with all its units, all outcomes and the roles", () => {
    start(root, few);
    const figures = [...root.querySelectorAll("figure")].map((f) => f.id);
    expect(figures).toEqual(["outcome-budget", "all-outcomes", "roles-budget"]);
    expect(root.querySelector(".lead")?.textContent).toMatch(/^It cannot yet be told whether twinning helps/);
    expect(root.querySelectorAll("#outcome-budget tbody tr")).toHaveLength(2);
    expect(root.querySelectorAll("#all-outcomes tbody tr")).toHaveLength(2 * 3);
    expect(root.querySelectorAll("#all-outcomes h4 a")).toHaveLength(2);
    expect(root.textContent).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]/);
  });

  it("draws each unit once: known ones by answer, unknown ones too", () => {
    start(root, few);
    const dots = [...root.querySelectorAll("#outcome-budget svg .dot")].map((d) => d.getAttribute("class"));
    // One share mark for the group with a known answer, and one dot for each of the two plans.
    expect(dots).toEqual(["dot fill-twinned", "dot fill-twinned", "dot fill-unknown"]);
  });

  it("survives data without a twinned country, a value or a plan", () => {
    start(root, data([country("AAA", "no_value")]));
    expect(root.querySelector("#outcome-budget .empty")).not.toBeNull();
    expect(root.textContent).not.toMatch(/\bundefined\b|\bNaN\b|Infinity/);
    expect(root.querySelector(".lead")?.textContent).toContain("no country with a plan counts as twinned");
  });

  it("names a plan as WPS national action plan to search engines", () => {
    expect(meta(few).description).toContain("WPS national action plan");
  });
});

describe("the address", () => {
  const schema = outcomesSchema(few);
  it("keeps only what differs, ignores what it does not know and leaves other keys", () => {
    const view = readView(schema, "?outcome=score&definition=nonsense&region=Africa&x=1");
    expect(view).toEqual({ outcome: "score", definition: "one", region: "Africa", income: "" });
    expect(writeView(schema, view, "?x=1")).toBe("?x=1&outcome=score&region=Africa");
    expect(writeView(schema, readView(schema, ""), "")).toBe("");
  });
});
