import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { CountryNames } from "../../src/web/own-data/country-names.ts";
import { isUnknown, readNumber, readYear } from "../../src/web/own-data/values.ts";

describe("a number", () => {
  it.each([
    ["12", 12],
    ["-0.5", -0.5],
    ["+3.", 3],
    [".25", 0.25],
    ["1e-3", 0.001],
    ["−7.5", -7.5],
    ["0", 0],
  ])("%s is read", (text, value) => {
    expect(readNumber(text)).toEqual({ value, fault: null });
  });

  it.each([
    ["1,5", "number_comma"],
    ["1,234", "number_comma"],
    ["1.234,5", "number_comma"],
    ["1 234", "number_space"],
    ["1\u00a0234", "number_space"],
    ["1.234.567", "number_space"],
    ["1'234", "number_space"],
    ["12%", "number_percent"],
    ["=1+1", "number_formula"],
    ["=HYPERLINK(1)", "number_formula"],
    ["@SUM(1)", "number_formula"],
    ["1e400", "number_large"],
    ["-Inf", "number_large"],
    ["0x10", "number_text"],
    ["1_000", "number_text"],
    ["-", "number_text"],
    ["five", "number_text"],
    ["constructor", "number_text"],
    ["١٢", "number_text"],
  ])("%s is a fault, never a guess", (text, fault) => {
    expect(readNumber(text)).toEqual({ value: null, fault });
  });
});

describe("a year", () => {
  it.each([
    ["2015", 2015],
    ["2015.0", 2015],
    ["2015-03-01", 2015],
    ["2015-03-01T12:00:00Z", 2015],
    ["1900", 1900],
  ])("%s is read", (text, value) => {
    expect(readYear(text)).toEqual({ value, fault: null });
  });

  it.each([
    "15",
    "20155",
    "2015/16",
    "2015.5",
    "1899",
    "2101",
    "March 2015",
    "01-03-2015",
    "2015-03-01; 2016",
  ])("%s is not one", (text) => {
    expect(readYear(text)).toEqual({ value: null, fault: "year_invalid" });
  });
});

it("knows the usual signs for not known, and takes neither zero nor a dash for one", () => {
  expect(["", "NA", "n/a", "NaN", "NULL", "..", "Unknown"].every(isUnknown)).toBe(true);
  expect(["0", "-", "none", "no", "North"].some(isUnknown)).toBe(false);
});

describe("a country", () => {
  const url = new URL("../../data/reference/countries.csv", import.meta.url);
  const reference = Papa.parse<{ iso3: string; name: string; other_names: string; un_member: string }>(
    readFileSync(url, "utf8"),
    { header: true, skipEmptyLines: true },
  ).data;
  const names = new CountryNames(reference);

  it("is found by its code and its name, and no name leads to another country", () => {
    for (const { iso3, name } of reference) {
      expect(names.find(iso3), iso3).toBe(iso3);
      expect(names.find(name), name).toBe(iso3);
    }
  });

  it("is found by the other names of the reference list", () => {
    const known = reference.filter((row) => row.un_member === "true");
    for (const { iso3, other_names } of known)
      for (const other of other_names.split(";").filter((name) => name && name !== "Northern Ireland"))
        expect(names.find(other), other).toBe(iso3);
  });

  it.each([
    ["afg", "AFG"],
    ["COTE D'IVOIRE", "CIV"],
    ["Côte d’Ivoire", "CIV"],
    ["turkiye", "TUR"],
    ["Congo, Dem. Rep.", "COD"],
    ["Congo, Rep.", "COG"],
    ["Korea, Dem. People's Rep.", "PRK"],
    ["  Bolivia (Plurinational State of)", "BOL"],
    ["Georgia", "GEO"],
    ["Niger", "NER"],
    ["Guinea", "GIN"],
  ])("%s is %s", (text, iso3) => {
    expect(names.find(text)).toBe(iso3);
  });

  it.each([
    "Korea",
    "World",
    "KE",
    "Kenia",
    "Sub-Saharan Africa",
    "__proto__",
    "constructor",
    "toString",
    "",
    "x".repeat(200),
  ])("%s is none", (text) => {
    expect(names.find(text)).toBeNull();
  });

  it("outside the study is none, under any of its names", () => {
    const few = new CountryNames([{ iso3: "KEN", name: "Kenya" }]);
    expect(few.find("Turkey")).toBeNull();
    expect(few.find("NOR")).toBeNull();
  });
});
