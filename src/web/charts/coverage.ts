import { type Child, s } from "../dom.ts";
import { count, percent } from "../format/number.ts";
import type { ShownField } from "../methods/coverage-fields.ts";
import { canvas, hatch, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

const HEAD = 34;

interface Place {
  narrow: boolean;
  left: number;
  right: number;
  row: number;
}

/** "38%"; almost all is not all, and almost none is not none. */
export function shareKnown(known: number, rows: number): string {
  const share = rows === 0 ? 0 : known / rows;
  if (share > 0.995 && share < 1) return "over 99%";
  if (share > 0 && share < 0.005) return "under 1%";
  return percent(share);
}

/** One bar a field, grouped by table: the known part filled, the unknown part hatched. */
export function coverageChart(
  groups: readonly { title: string; fields: readonly ShownField[] }[],
  width: number,
  label: string,
): HTMLElement {
  const narrow = width < 620;
  const place = { narrow, left: narrow ? 0 : 260, right: width - (narrow ? 4 : 165), row: narrow ? 42 : 24 };
  const points: ExplorePoint[] = [];
  const marks: Child[] = [];
  let y = 0;
  for (const group of groups) {
    marks.push(s("text", { x: 0, y: y + 22, class: "strong" }, group.title));
    y += HEAD;
    for (const field of group.fields) {
      const bar = fieldBar(field, y, place);
      points.push(bar.point);
      marks.push(bar.mark);
      y += place.row;
    }
  }
  return explorable(
    canvas({ width, height: y + 8 }, s("defs", {}, hatch("coverage-hatch")), marks),
    points,
    label,
  );
}

function fieldBar(field: ShownField, y: number, place: Place): { point: ExplorePoint; mark: Child } {
  const { narrow, left, right } = place;
  const top = y + (narrow ? 18 : 3);
  const known = field.rows === 0 ? 0 : ((right - left) * field.known) / field.rows;
  const share = shareKnown(field.known, field.rows);
  const said = `${count(field.known)} of ${count(field.rows)}`;
  return {
    point: { x: left + known, y: top + 8, title: field.label, detail: `Known for ${said} rows (${share}).` },
    mark: [
      s(
        "text",
        narrow ? { x: 0, y: top - 5 } : { x: left - 14, y: top + 13, "text-anchor": "end" },
        field.label,
      ),
      s("rect", { x: left, y: top, width: right - left, height: 16, class: "unknown-part" }),
      s("rect", { x: left, y: top, width: px(known), height: 16, class: "known-part" }),
      s(
        "text",
        narrow ? { x: right, y: top - 5, "text-anchor": "end" } : { x: right + 10, y: top + 13 },
        narrow ? said : `${share} (${said})`,
      ),
    ],
  };
}
