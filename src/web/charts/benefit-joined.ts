import { scaleLinear } from "d3";
import { s } from "../dom.ts";
import { plural } from "../format/number.ts";
import { markLegend, shortened } from "./benefit-text.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export interface JoinedRow {
  network: string;
  /** Years from the country's first plan to its joining; negative: it joined before. */
  known: readonly { name: string; iso3: string; years: number; joined: number; twinned: boolean }[];
  unknown: number;
}

const ROW = 46;
const STEP = 11;

/** When countries joined networks, counted from their first plan; what is not known stands as a number. */
export function joinedChart(rows: readonly JoinedRow[], width: number, label: string): HTMLElement {
  const right = width - 92;
  const all = rows.flatMap((r) => r.known.map((k) => k.years));
  const x = scaleLinear([Math.min(-2, ...all), Math.max(2, ...all)], [10, right - 14]);
  const legend = markLegend(
    [
      { label: "twinned", mark: (cx, cy) => s("circle", { cx, cy, r: 4.5, class: "fill-twinned" }) },
      { label: "other", mark: (cx, cy) => s("circle", { cx, cy, r: 4.5, class: "fill-not_twinned" }) },
    ],
    width,
    14,
  );
  const points: ExplorePoint[] = [];
  let y = legend.bottom + 22;
  const top = y;
  const drawn = rows.map((row) => {
    const stack = new Map<number, number>();
    const deepest = Math.max(1, ...[...countBy(row.known.map((k) => k.years)).values()]);
    const base = y + 16;
    const marks = row.known.map((one) => {
      const nth = stack.get(one.years) ?? 0;
      stack.set(one.years, nth + 1);
      const [cx, cy] = [x(one.years), base + nth * STEP];
      points.push({ x: cx, y: cy, title: one.name, detail: when(row.network, one.joined, one.years) });
      return s("circle", {
        cx: px(cx),
        cy: px(cy),
        r: 4.5,
        class: `dot fill-${one.twinned ? "twinned" : "not_twinned"}`,
      });
    });
    const content = [
      s("text", { x: 0, y, class: "strong halo" }, shortened(row.network, right)),
      s("text", { x: width, y: base + 4, "text-anchor": "end" }, `${row.unknown} unknown`),
      marks,
    ];
    y += ROW + (deepest - 1) * STEP;
    return content;
  });
  const ticks = x.ticks(width < 520 ? 4 : 8).filter(Number.isInteger);
  const chart = canvas(
    { width, height: y + 24 },
    legend.content,
    ticks.map((t) => [
      s("line", {
        x1: px(x(t)),
        x2: px(x(t)),
        y1: top + 4,
        y2: y - 20,
        class: t === 0 ? "start-line" : "grid",
      }),
      s(
        "text",
        { x: px(x(t)), y: y - 4, "text-anchor": "middle" },
        t > 0 ? `+${t}` : String(t).replace("-", "−"),
      ),
    ]),
    drawn,
    s("text", { x: 0, y: y + 16 }, "years from the first plan (line at 0)"),
  );
  return explorable(chart, points, label, "given");
}

function countBy(values: readonly number[]): Map<number, number> {
  const out = new Map<number, number>();
  for (const value of values) out.set(value, (out.get(value) ?? 0) + 1);
  return out;
}

export function when(network: string, joined: number, years: number): string {
  const order =
    years === 0
      ? "in the year of its first plan"
      : `${plural(Math.abs(years), "year")} ${years < 0 ? "before" : "after"} its first plan`;
  return `${network}, ${joined}: ${order}`;
}
