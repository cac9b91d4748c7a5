import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/web/charts/canvas.ts";
import { dodge, nameLanes } from "../../src/web/charts/strip-layout.ts";

/** Fixed pseudo-random numbers from 0 to 1. */
function numbers(n: number): number[] {
  let state = 12345;
  return Array.from({ length: n }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  });
}

describe("dodge", () => {
  it("keeps every pair of circles apart, however crowded", () => {
    const xs = [...numbers(120).map((v) => v * 200), ...Array<number>(15).fill(50)];
    const ys = dodge(xs, 4, 1);
    for (let i = 0; i < xs.length; i++)
      for (let j = i + 1; j < xs.length; j++)
        expect(Math.hypot((xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0))).toBeGreaterThan(8.99);
  });

  it("leaves lonely marks on the middle line and stays compact", () => {
    expect(dodge([0, 100, 200], 4)).toEqual([0, 0, 0]);
    const three = dodge([10, 10, 10], 4, 1);
    expect(three.map(Math.abs).sort((a, b) => a - b)).toEqual([0, 9, 9]);
  });

  it("does not depend on the order of equal input", () => {
    const xs = numbers(40).map((v) => v * 60);
    const back = dodge([...xs].reverse(), 4).reverse();
    expect(dodge(xs, 4)).toEqual(back);
  });
});

describe("nameLanes", () => {
  it("never lets two names of a lane touch, and keeps them inside", () => {
    const marks = numbers(12).map((v, i) => ({ x: v * 300, name: `Country number ${i}` }));
    const places = nameLanes(marks, 300);
    for (const [i, p] of places.entries()) {
      const half = textWidth(marks[i]?.name ?? "") / 2;
      expect(p.x - half).toBeGreaterThanOrEqual(-0.001);
      expect(p.x + half).toBeLessThanOrEqual(300.001);
      for (const [j, q] of places.entries()) {
        if (j <= i || p.lane !== q.lane) continue;
        const other = textWidth(marks[j]?.name ?? "") / 2;
        expect(Math.abs(p.x - q.x)).toBeGreaterThan(half + other);
      }
    }
  });

  it("needs one lane where there is room", () => {
    const marks = [
      { x: 50, name: "Chile" },
      { x: 250, name: "Kenya" },
    ];
    expect(nameLanes(marks, 300).map((p) => p.lane)).toEqual([0, 0]);
  });
});
