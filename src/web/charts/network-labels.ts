import { textWidth } from "./canvas.ts";

/** A point that would like its name beside it; the first in the list chooses first. */
export interface Labelled {
  id: string;
  text: string;
  x: number;
  y: number;
  radius: number;
  /** Its name matters so much that it may lie over other points, though never over another name. */
  must?: boolean;
}

export interface PlacedLabel {
  id: string;
  text: string;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A drawn line: x1, y1, x2, y2. */
export type Segment = readonly [number, number, number, number];

/** Does a line run through a box? Clips the line by each side in turn. */
function crosses(box: Box, [x1, y1, x2, y2]: Segment): boolean {
  let enter = 0;
  let leave = 1;
  const sides: [number, number][] = [
    [x1 - x2, x1 - box.left],
    [x2 - x1, box.right - x1],
    [y1 - y2, y1 - box.top],
    [y2 - y1, box.bottom - y1],
  ];
  for (const [slope, distance] of sides) {
    if (slope === 0 && distance < 0) return false;
    if (slope < 0) enter = Math.max(enter, distance / slope);
    if (slope > 0) leave = Math.min(leave, distance / slope);
  }
  return enter < leave;
}

const LINE = 14;
const GAP = 4;

const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Places names beside their points where neither another name nor a point is in the way, on the side that the fewest
 * lines cross, and leaves out the rest (they are in the readout and the table). Widths are estimates: there is no layout at build time.
 */
export function placeLabels(
  points: readonly Labelled[],
  width: number,
  height: number,
  segments: readonly Segment[] = [],
): PlacedLabel[] {
  const circles = points.map((p) => ({ id: p.id, box: around(p) }));
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  const inside = (box: Box) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
  for (const p of points) {
    const free = (box: Box) => inside(box) && !taken.some((t) => overlaps(t, box));
    const clear = (box: Box) => free(box) && !circles.some((c) => c.id !== p.id && overlaps(c.box, box));
    const options = candidates(p)
      .map((o) => ({ ...o, crossed: segments.filter((line) => crosses(o.box, line)).length }))
      .sort((x, y) => x.crossed - y.crossed);
    const choice =
      options.find((o) => clear(o.box)) ?? (p.must ? options.find((o) => free(o.box)) : undefined);
    if (!choice) continue;
    taken.push(choice.box);
    placed.push(choice.label);
  }
  return placed;
}

const around = (p: Labelled): Box => ({
  left: p.x - p.radius,
  right: p.x + p.radius,
  top: p.y - p.radius,
  bottom: p.y + p.radius,
});

function candidates(p: Labelled): { label: PlacedLabel; box: Box }[] {
  const w = textWidth(p.text, 12.5) + 2;
  const at = (x: number, y: number, anchor: PlacedLabel["anchor"]) => {
    const left = anchor === "start" ? x : anchor === "end" ? x - w : x - w / 2;
    return {
      label: { id: p.id, text: p.text, x, y, anchor },
      box: { left, right: left + w, top: y - LINE + 3, bottom: y + 3 },
    };
  };
  const away = p.radius + GAP;
  return [
    at(p.x + away, p.y + 4, "start"),
    at(p.x - away, p.y + 4, "end"),
    at(p.x, p.y + away + 10, "middle"),
    at(p.x, p.y - away - 1, "middle"),
  ];
}
