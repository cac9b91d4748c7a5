import { scaleLinear } from "d3";
import type { PartnershipLine } from "../data/plans-over-time.ts";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

const END_WORDS = {
  ended: (last: number) => `ended in ${last}`,
  ongoing: (last: number) => `going on by the register, last trace ${last}`,
  unknown: (last: number) => `last trace ${last}, end unknown`,
} as const;

/** Every arrangement from its first documented year to its end, to today, or into the unknown. */
export function partnershipLines(
  lines: readonly PartnershipLine[],
  asOf: number,
  width: number,
  label: string,
  link: (id: string) => string,
): HTMLElement {
  const narrow = width < 640;
  const left = narrow ? 8 : Math.round(width * 0.38);
  const rowHeight = narrow ? 38 : 22;
  const first = Math.min(...lines.map(({ start }) => start));
  const x = scaleLinear([first, asOf + 1], [left + 4, width - 22]);
  const ticks = x.ticks(narrow ? 4 : 8).filter(Number.isInteger);
  const axisAt = lines.length * rowHeight + 10;
  const middle = (i: number) => i * rowHeight + (narrow ? 28 : 12);
  const chart = canvas(
    { width, height: axisAt + 26 },
    ticks.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: 0, y2: axisAt, class: "grid" })),
    lines.map((line, i) => [
      s(
        "text",
        { x: 0, y: narrow ? middle(i) - 12 : middle(i) + 4, class: "halo" },
        shorten(`${line.id} ${line.name}`, narrow ? width : left - 10),
      ),
      bar(line, asOf, x, middle(i)),
    ]),
    bottomAxis(x, axisAt, ticks, String),
  );
  const points = lines.map(
    (line, i): ExplorePoint => ({
      x: x(line.start + 0.5),
      y: middle(i),
      title: `${line.id} ${line.name}`,
      detail: `From ${line.start}; ${END_WORDS[line.end](line.last)}`,
      href: link(line.id),
    }),
  );
  return explorable(chart, points, label, "given");
}

function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return `${text.slice(0, Math.floor(width / (12.5 * 0.54)) - 1).trimEnd()}…`;
}

function bar(line: PartnershipLine, asOf: number, x: (v: number) => number, y: number): Child {
  const [from, to, now] = [x(line.start), x(line.last + 1), x(asOf + 1)];
  const solid = s("line", {
    x1: px(from),
    x2: px(to),
    y1: y,
    y2: y,
    class: `span-line ${line.end === "ended" ? "span-ended" : ""}`,
  });
  if (line.end === "ended")
    return [solid, s("line", { x1: px(to), x2: px(to), y1: y - 6, y2: y + 6, class: "span-end" })];
  const rest = s("line", {
    x1: px(to),
    x2: px(now),
    y1: y,
    y2: y,
    class: line.end === "ongoing" ? "span-line span-ongoing" : "span-unknown",
  });
  return [
    rest,
    solid,
    line.end === "ongoing"
      ? s("path", {
          d: `M${px(now)} ${y - 6}L${px(now + 9)} ${y}L${px(now)} ${y + 6}Z`,
          class: "span-arrow",
        })
      : s("text", { x: px(now + 4), y: y + 4, class: "strong" }, "?"),
  ];
}
