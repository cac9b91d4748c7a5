import { textWidth } from "./canvas.ts";

/**
 * Offsets from the middle line, in pixels, so that circles of one radius at exact x do not overlap. A force layout
 * would move the marks along the axis, that is, change what they say. Same order of output as of input.
 */
export function dodge(xs: readonly number[], radius: number, gap = 1): number[] {
  const step = 2 * radius + gap;
  const offsets = xs.map(() => 0);
  const order = xs.map((x, i) => ({ x, i })).sort((a, b) => a.x - b.x || a.i - b.i);
  const placed: { x: number; y: number }[] = [];
  for (const { x, i } of order) {
    const near = placed.filter((p) => x - p.x < step);
    const y = candidates(near, x, step).find((c) =>
      near.every((p) => Math.hypot(p.x - x, p.y - c) >= step - 1e-6),
    );
    offsets[i] = y ?? 0;
    placed.push({ x, y: offsets[i] ?? 0 });
  }
  return offsets;
}

/** The middle line first, then the places that just touch a neighbour, nearest to the middle first. */
function candidates(near: readonly { x: number; y: number }[], x: number, step: number): number[] {
  const touching = near.flatMap((p) => {
    const rise = Math.sqrt(Math.max(0, step * step - (x - p.x) ** 2));
    return [p.y - rise, p.y + rise];
  });
  return [0, ...touching].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
}

export interface NamePlace {
  /** Middle of the text. */
  x: number;
  lane: number;
}

const NAME_GAP = 10;

/** Puts names below their marks in as many lanes as needed so that none touches another; kept inside 0 to width. */
export function nameLanes(marks: readonly { x: number; name: string }[], width: number): NamePlace[] {
  const ends: number[] = [];
  const places: NamePlace[] = marks.map(() => ({ x: 0, lane: 0 }));
  const order = marks.map((m, i) => ({ ...m, i })).sort((a, b) => a.x - b.x || a.i - b.i);
  for (const { x, name, i } of order) {
    const half = textWidth(name) / 2;
    const middle = Math.min(Math.max(x, half), width - half);
    const free = ends.findIndex((end) => middle - half >= end + NAME_GAP);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = middle + half;
    places[i] = { x: middle, lane };
  }
  return places;
}
