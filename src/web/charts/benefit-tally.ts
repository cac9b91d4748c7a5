import { boundsOf, FEW, MOST, type Tally } from "../../evaluation/indices/tally.ts";
import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { wrapped } from "./benefit-text.ts";
import { canvas, hatch, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface TallyRow {
  statement: string;
  /** "pairs of partners". */
  units: string;
  tally: Tally;
  reading: string;
  decides: boolean;
}

const BAR = 16;
const LINE = 17;

/**
 * Units that bear a statement out, those that do not, and the unknown between them: the edges of the unknown are the
 * smallest and largest share that can be true, to be read against one third and two thirds.
 */
export function tallyChart(id: string, rows: readonly TallyRow[], width: number, label: string): HTMLElement {
  const content: Child[] = [];
  const points: ExplorePoint[] = [];
  let y = 40;
  for (const row of rows) {
    const lines = wrapped(row.decides ? row.statement : `Part: ${row.statement}`, width, 13);
    lines.forEach((line, i) => {
      content.push(s("text", { x: 0, y: y + i * LINE, class: row.decides ? "strong" : null }, line));
    });
    const top = y + (lines.length - 1) * LINE + 8;
    content.push(bar(id, row.tally, top, width));
    const below = countsText(row);
    const narrow = textWidth(below) + textWidth(row.reading) + 20 > width;
    const readingY = top + BAR + (narrow ? 2 * LINE : LINE);
    content.push(
      s("text", { x: 0, y: top + BAR + LINE }, below),
      s(
        "text",
        { x: narrow ? 0 : width, y: readingY, "text-anchor": narrow ? "start" : "end", class: "strong" },
        row.reading,
      ),
    );
    points.push(point(row, top + BAR / 2, width));
    y = readingY + 32;
  }
  const chart = canvas(
    { width, height: y - 16 },
    s("defs", {}, hatch(`${id}-hatch`)),
    thresholds(width),
    content,
  );
  return explorable(chart, points, label, "given");
}

const size = ({ yes, no, unknown }: Tally) => yes + no + unknown;

export const countsText = ({ tally, units }: Pick<TallyRow, "tally" | "units">) =>
  `${tally.yes} yes, ${tally.unknown} unknown, ${tally.no} no, of ${size(tally)} ${units}`;

function bar(id: string, tally: Tally, top: number, width: number): Child {
  const n = size(tally);
  if (n === 0) return s("rect", { x: 0, y: top, width, height: BAR, class: "tally-empty" });
  const [yes, known] = [(tally.yes / n) * width, ((tally.yes + tally.unknown) / n) * width];
  const box = (from: number, to: number, attributes: Record<string, string>) =>
    to > from ? s("rect", { x: px(from), y: top, width: px(to - from), height: BAR, ...attributes }) : null;
  return [
    box(0, yes, { class: "tally-yes" }),
    box(yes, known, { fill: `url(#${id}-hatch)` }),
    box(known, width, { class: "tally-no" }),
    s("rect", { x: 0.5, y: top + 0.5, width: width - 1, height: BAR - 1, class: "tally-frame" }),
    [FEW, MOST].map((share) =>
      s("line", {
        x1: px(share * width),
        x2: px(share * width),
        y1: top - 3,
        y2: top + BAR + 3,
        class: "tally-threshold",
      }),
    ),
  ];
}

const thresholds = (width: number): Child =>
  [
    [FEW, "one third"],
    [MOST, "two thirds"],
  ].map(([share, text]) =>
    s("text", { x: px(Number(share) * width), y: 14, "text-anchor": "middle" }, String(text)),
  );

function point(row: TallyRow, y: number, width: number): ExplorePoint {
  const bounds = boundsOf(row.tally);
  const range = bounds
    ? ` At least ${percent(bounds.low)} and at most ${percent(bounds.high)} bear it out.`
    : "";
  return {
    x: width / 2,
    y,
    title: row.statement,
    detail: `${countsText(row)}.${range} ${row.reading}.`,
    radius: 10,
  };
}
