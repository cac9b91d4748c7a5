import { describe, expect, it } from "vitest";
import { millionthsText, readMillionths } from "../../loaders/_shared/iati-amount.ts";
import {
  multiply,
  placeShares,
  readPercentage,
  shares,
  splitAmount,
} from "../../loaders/_shared/iati-split.ts";

const same = (code: string) => code;
const at = (code: string, percentage: string | null = null) => ({ code, percentage });

describe("shares", () => {
  it("take a missing percentage as 100 and divide by the sum: 100 and 100 are halves", () => {
    const list = shares([at("KE"), at("UG")], same);
    // 100 / (100 + 100) of 90 = 45
    expect(splitAmount(90n, list?.map((s) => s.weight) ?? [])).toEqual([45n, 45n]);
  });

  it("divide by the sum where it is not 100: 30 and 30 are halves, 60 and 20 are three to one", () => {
    const weights = (a: string, b: string) =>
      shares([at("A", a), at("B", b)], same)?.map((s) => s.weight) ?? [];
    expect(splitAmount(100n, weights("30", "30"))).toEqual([50n, 50n]);
    expect(splitAmount(100n, weights("60", "20"))).toEqual([75n, 25n]);
  });

  it("drop zero, and take a code named twice together", () => {
    expect(shares([at("A", "0"), at("B", "20"), at("B", "30.5")], same)).toEqual([
      { of: "B", weight: 50_500_000n },
    ]);
  });

  it("are unknown as a whole where one cannot be read", () => {
    expect(shares([at("A", "50"), at("B", "half")], same)).toBeNull();
    expect(shares([at("A", "-50")], same)).toBeNull();
    expect(readPercentage("1e2")).toBeNull();
  });
});

describe("countries and regions", () => {
  it("ignore regions where countries reach 100", () => {
    expect(placeShares([at("KE", "60"), at("UG", "40")], [at("298", "50")])?.map((s) => s.of)).toEqual([
      "c:KE",
      "c:UG",
    ]);
  });

  it("share where countries do not reach 100: 60 in a country, 40 in a region", () => {
    const list = placeShares([at("KE", "60")], [at("298", "40")]) ?? [];
    expect(list.map((s) => s.of)).toEqual(["c:KE", "r:298"]);
    expect(
      splitAmount(
        1000n,
        list.map((s) => s.weight),
      ),
    ).toEqual([600n, 400n]);
  });
});

describe("recipients and sectors", () => {
  it("multiply: 60/40 by 70/30 of 1,000 are 420, 180, 280, 120", () => {
    const places = shares([at("KE", "60"), at("UG", "40")], same) ?? [];
    const sectors = shares([at("15170", "70"), at("11110", "30")], same) ?? [];
    const parts = multiply(places, sectors);
    expect(parts.map((p) => p.of.join(" "))).toEqual(["KE 15170", "KE 11110", "UG 15170", "UG 11110"]);
    expect(
      splitAmount(
        1000n,
        parts.map((p) => p.weight),
      ),
    ).toEqual([420n, 180n, 280n, 120n]);
  });

  it("sum to the whole exactly, each part within one millionth of its share", () => {
    for (const whole of [100_000_000n, -100_000_001n, 1n, 0n, 7n]) {
      const parts = splitAmount(whole, [1n, 1n, 1n, 7n, 13n]);
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(whole);
      for (const [i, weight] of [1n, 1n, 1n, 7n, 13n].entries()) {
        const exact = (Number(whole) * Number(weight)) / 23;
        expect(Math.abs(Number(parts[i]) - exact)).toBeLessThan(1);
      }
    }
  });
});

describe("amounts", () => {
  it("read plain decimals, also negative, and round beyond the sixth digit", () => {
    expect(readMillionths(" 1234.5 ")).toBe(1_234_500_000n);
    expect(readMillionths("-0.0000005")).toBe(-1n);
    expect(readMillionths("99.9999999")).toBe(100_000_000n);
    expect(readMillionths("+.5")).toBe(500_000n);
    expect(millionthsText(-1_234_500_000n)).toBe("-1234.500000");
    expect(millionthsText(5n)).toBe("0.000005");
  });

  it("refuse separators, exponents, words and absurd sizes", () => {
    for (const text of ["1,000", "1 000", "1e6", "", ".", "-", "n/a", "NaN", "1234567890123456"])
      expect(readMillionths(text)).toBeNull();
  });
});
