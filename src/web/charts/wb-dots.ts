import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { tickFormat } from "./wb-format.ts";
import { inside, key } from "./wb-marks.ts";

export interface DotLine {
  name: string;
  /** Null: shown as words instead. */
  value: number | null;
  /** A second value, drawn open: before matching, for instance. */
  other?: number | null;
  /** What a reader learns on reaching the dot. */
  detail: string;
  strong?: boolean;
  /** Instead of a value. */
  missing?: string;
}

export interface DotSpec {
  lines: readonly DotLine[];
  /** Upright lines with their words. */
  marks: readonly { value: number; label: string; kind: "none" | "full" | "limit" }[];
  /** Ranges behind the dots, widest first. */
  bands?: readonly { low: number; high: number }[];
  legend?: readonly { mark: Child; text: string }[];
  format: (value: number) => string;
  unit: string;
}

const ROW = 26;

/** One dot a line on a common axis; names at the left, values at the right. */
export function dotLines(spec: DotSpec, width: number, label: string): HTMLElement {
  const { lines, marks, bands = [], legend = [], format, unit } = spec;
  const values = lines.map(({ value }) => (value === null ? "" : format(value)));
  const longest = Math.max(60, ...lines.map(({ name }) => textWidth(name, 13.2))) + 10;
  // Where names leave no room for the dots they stand above them.
  const above = longest > width * 0.4;
  const names = above ? 8 : longest;
  const row = above ? ROW + 16 : ROW;
  const figures = Math.max(0, ...values.map((v) => textWidth(v))) + 10;
  const known = lines.flatMap(({ value, other }) => [value, other ?? null]).filter((v) => v !== null);
  const all = [
    ...known,
    ...marks.map(({ value }) => value),
    ...bands.flatMap(({ low, high }) => [low, high]),
  ];
  const room = (Math.max(...all) - Math.min(...all) || 1) * 0.05;
  const x = scaleLinear([Math.min(...all) - room, Math.max(...all) + room], [names, width - figures]);
  const keys = legend.length > 0 ? key(legend, width, 10) : { content: null, bottom: 0 };
  const labels = placeLabels(marks, x, width);
  const top = keys.bottom + labels.height + 8;
  const bottom = top + lines.length * row + 4;
  const rowY = (i: number) => top + (i + 1) * row - ROW / 2;
  const ticks = x.ticks(width < 520 ? 4 : 7);
  const chart = canvas(
    { width, height: bottom + 46 },
    keys.content,
    bands.map(({ low, high }) =>
      s("rect", {
        x: px(x(low)),
        width: px(x(high) - x(low)),
        y: top,
        height: bottom - top,
        class: "wb-spread",
      }),
    ),
    ticks.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: top, y2: bottom, class: "grid" })),
    marks.map(({ value, kind }) =>
      s("line", { x1: px(x(value)), x2: px(x(value)), y1: top - 4, y2: bottom, class: `wb-line-${kind}` }),
    ),
    labels.content(keys.bottom + 14),
    lines.map((line, i) => drawLine(line, rowY(i), x, { names, above, width }, values[i] ?? "")),
    bottomAxis(x, bottom, ticks, tickFormat(ticks)),
    s("text", { x: px(width - figures), y: bottom + 40, "text-anchor": "end" }, unit),
  );
  const points = lines.flatMap((line, i): ExplorePoint[] =>
    line.value === null
      ? []
      : [{ x: x(line.value), y: rowY(i), title: line.name, detail: line.detail, radius: 9 }],
  );
  return explorable(chart, points, label, "given");
}

/** The words of upright lines, one below the other where they would touch. */
function placeLabels(marks: DotSpec["marks"], x: (v: number) => number, width: number) {
  const lanes: number[] = [];
  const placed = [...marks]
    .filter(({ label }) => label !== "")
    .sort((a, b) => a.value - b.value)
    .map(({ value, label, kind }) => {
      const at = inside(x(value), label, width);
      const half = textWidth(label) / 2 + 6;
      let lane = lanes.findIndex((end) => end < at - half);
      if (lane < 0) lane = lanes.length;
      lanes[lane] = at + half;
      return { at, label, lane, kind };
    });
  return {
    height: lanes.length * 17,
    content: (y: number) =>
      placed.map(({ at, label, lane, kind }) =>
        s(
          "text",
          {
            x: px(at),
            y: y + lane * 17,
            "text-anchor": "middle",
            class: kind === "full" ? "text-twinned" : null,
          },
          label,
        ),
      ),
  };
}

function drawLine(
  line: DotLine,
  y: number,
  x: (v: number) => number,
  { names, above, width }: { names: number; above: boolean; width: number },
  value: string,
): Child {
  const nameY = above ? y - 14 : y + 4;
  const text = s("text", { x: 0, y: nameY, class: line.strong ? "strong halo" : "halo" }, line.name);
  if (line.value === null)
    return [text, s("text", { x: px(names + 8), y: y + 4, class: "halo" }, line.missing ?? "not shown")];
  const at = x(line.value);
  const other = line.other ?? null;
  return [
    text,
    s("line", { x1: px(names), x2: px(at), y1: y, y2: y, class: "wb-lead" }),
    other === null
      ? null
      : [
          s("line", { x1: px(x(other)), x2: px(at), y1: y, y2: y, class: "wb-move" }),
          s("circle", { cx: px(x(other)), cy: y, r: 5, class: "wb-before" }),
        ],
    s("circle", { cx: px(at), cy: y, r: line.strong ? 6.5 : 5, class: "wb-after" }),
    s("text", { x: width, y: y + 4, "text-anchor": "end", class: line.strong ? "strong" : null }, value),
  ];
}
