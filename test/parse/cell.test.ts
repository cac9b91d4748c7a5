import { describe, expect, it } from "vitest";
import { readAmount, readDecimal, readInteger, readNumber, readPartialDate } from "../../src/parse/cell.ts";

const accepted = (results: { ok: boolean }[]) => results.map((r) => r.ok);

describe("cells", () => {
  it("reads whole numbers only", () => {
    expect(readInteger("2015", 1900, 2100)).toEqual({ ok: true, value: 2015 });
    expect(
      accepted(["2015.0", "2 015", "1e3", "15", "n/a", "０"].map((t) => readInteger(t, 1900, 2100))),
    ).toEqual(Array(6).fill(false));
  });

  it("keeps every digit of an amount", () => {
    expect(readDecimal("90570166912.07")).toEqual({ ok: true, value: "90570166912.07" });
    expect(accepted(["1,000", "€5", "5-", "1e6", "", "1.2.3"].map(readDecimal))).toEqual(
      Array(6).fill(false),
    );
  });

  it("takes amounts with two decimals at most, never below zero", () => {
    expect(readAmount("2000000.12")).toEqual({ ok: true, value: "2000000.12" });
    expect(accepted(["2000000.129", "-5", "1e6", "1,000"].map(readAmount))).toEqual(Array(4).fill(false));
  });

  it("refuses what is not finite", () => {
    expect(accepted(["NaN", "Infinity", "-inf", "0x10"].map(readNumber))).toEqual(Array(4).fill(false));
    expect(readNumber("-0.5")).toEqual({ ok: true, value: -0.5 });
  });

  it("knows days that do not exist", () => {
    expect(accepted(["2015", "2015-06", "2016-02-29"].map(readPartialDate))).toEqual([true, true, true]);
    expect(
      accepted(
        ["2015-13", "2015-02-29", "15-06-01", "2015-6", "01/02/2015", "0219-03-01"].map(readPartialDate),
      ),
    ).toEqual(Array(6).fill(false));
  });
});
