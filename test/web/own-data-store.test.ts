import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropOwn, loadOwn, OWN_KEYS, saveOwn } from "../../src/web/own-data/store.ts";

const globals = globalThis as { window?: unknown };
const sha256 = "0".repeat(64);
const outcome = {
  file: "a.csv",
  sha256,
  label: "Score",
  unit: "points",
  better: "higher" as const,
  cells: [{ iso3: "KEN", year: 2001, value: 0 }],
};
const definition = { file: "b.csv", sha256, label: "Mine", countries: [{ iso3: "KEN", since: null }] };

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  globals.window = {
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  };
});
afterEach(() => {
  globals.window = undefined;
});

describe("a reader's data in the tab", () => {
  it("come back as they were kept, an outcome and a definition side by side", () => {
    expect(loadOwn()).toBeNull();
    expect(saveOwn({ outcome })).toBeNull();
    expect(loadOwn()).toEqual({ file: "a.csv", sha256, outcome, definition: null });
    expect(saveOwn({ definition })).toBeNull();
    expect(loadOwn()).toEqual({ file: "a.csv and b.csv", sha256, outcome, definition });
    expect(saveOwn({ outcome: { ...outcome, label: "Other" } })).toBeNull();
    expect(loadOwn()?.outcome?.label).toBe("Other");
    dropOwn("outcome");
    expect(loadOwn()).toEqual({ file: "b.csv", sha256, outcome: null, definition });
    dropOwn();
    expect(loadOwn()).toBeNull();
  });

  it.each([
    ["no JSON", "{"],
    ["another shape", "[]"],
    [
      "a value that is text",
      JSON.stringify({ ...outcome, cells: [{ iso3: "KEN", year: 2001, value: "0" }] }),
    ],
    [
      "a value that is none",
      JSON.stringify({ ...outcome, cells: [{ iso3: "KEN", year: 2001, value: null }] }),
    ],
    ["a year that is none", JSON.stringify({ ...outcome, cells: [{ iso3: "KEN", year: "2001", value: 0 }] })],
    [
      "a country that is none",
      JSON.stringify({ ...outcome, cells: [{ iso3: "__proto__", year: 2001, value: 0 }] }),
    ],
    ["a cell twice", JSON.stringify({ ...outcome, cells: [...outcome.cells, ...outcome.cells] })],
    ["no cells", JSON.stringify({ ...outcome, cells: [] })],
    ["no direction", JSON.stringify({ ...outcome, better: "both" })],
    ["no checksum", JSON.stringify({ ...outcome, sha256: "x" })],
  ])("are nothing when they are %s", (_, text) => {
    kept.set(OWN_KEYS.outcome, text);
    expect(loadOwn()).toBeNull();
  });

  it("say what can be done when there is no room or no leave", () => {
    const refuse = (error: Error) => {
      globals.window = {
        sessionStorage: {
          setItem: () => {
            throw error;
          },
        },
      };
    };
    refuse(new DOMException("full", "QuotaExceededError"));
    expect(saveOwn({ outcome })?.what).toMatch(/no room/);
    refuse(new DOMException("no", "SecurityError"));
    expect(saveOwn({ outcome })?.what).toMatch(/does not let/);
    expect(loadOwn()).toBeNull();
    expect(() => dropOwn()).not.toThrow();
  });
});
