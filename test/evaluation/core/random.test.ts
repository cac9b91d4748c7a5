import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";

function bump(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

describe("the seeded generator", () => {
  test("repeats itself, and differs by seed", () => {
    const draw = (seed: number) => {
      const random = seeded(seed);
      return Array.from({ length: 20 }, () => random.uint32());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test("gives the same numbers for good", () => {
    const random = seeded(1325);
    expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
      [
        4294965970,
        3620822924,
        5873293,
      ]
    `);
  });

  test("a split goes its own way and does not touch what follows", () => {
    const one = seeded(3);
    const child = one.split();
    const other = seeded(3);
    other.split();
    const later = one.uint32();
    for (let k = 0; k < 100; k++) child.uint32();
    expect(other.uint32()).toBe(later);
    const first = seeded(3).split();
    expect(Array.from({ length: 50 }, () => first.uint32())).not.toContain(later);
  });

  test("uniform numbers fill [0, 1) evenly", () => {
    const random = seeded(4);
    const cells = new Array<number>(10).fill(0);
    for (let k = 0; k < 20_000; k++) {
      const u = random.uniform();
      expect(u >= 0 && u < 1).toBe(true);
      bump(cells, Math.floor(10 * u));
    }
    // χ² with 9 degrees of freedom: 27.9 is its 99.9th percentile.
    expect(cells.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9);
  });

  test("whole numbers below any bound come equally often", () => {
    const random = seeded(5);
    const counts = new Array<number>(7).fill(0);
    for (let k = 0; k < 21_000; k++) bump(counts, random.integer(7));
    expect(counts.reduce((sum, count) => sum + (count - 3000) ** 2 / 3000, 0)).toBeLessThan(22.5);
    for (let k = 0; k < 100; k++) expect(random.integer(1)).toBe(0);
  });

  test("normal numbers have mean 0, variance 1 and no skew", () => {
    const random = seeded(6);
    let [mean, square, cube] = [0, 0, 0];
    const n = 50_000;
    for (let k = 0; k < n; k++) {
      const z = random.normal();
      mean += z / n;
      square += z ** 2 / n;
      cube += z ** 3 / n;
    }
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(square - 1)).toBeLessThan(0.03);
    expect(Math.abs(cube)).toBeLessThan(0.06);
  });
});
