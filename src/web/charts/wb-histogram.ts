import { scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { tickFormat } from "./wb-format.ts";
import { arrowHead, inside, key } from "./wb-marks.ts";

/** Draws between two values; `extreme` of them lie as far from zero as the estimate, or further. */
export interface ChanceBin {
  from: number;
  to: number;
  draws: number;
  extreme: number;
}

/** Counts in bins of equal width, about zero, from values in ascending order. @returns at most 61 bins. */
export function chanceBins(distribution: ArrayLike<number>, estimate: number): ChanceBin[] {
  const n = distribution.length;
  if (n === 0) return [];
  const reach = Math.max(Math.abs(distribution[0] ?? 0), Math.abs(distribution[n - 1] ?? 0), 1e-12);
  const half = Math.min(30, Math.max(4, Math.round(Math.sqrt(n) / 3)));
  const step = reach / half;
  const limit = Math.abs(estimate) * (1 - 1e-9);
  // The middle bin is centred on zero.
  const bins: ChanceBin[] = Array.from({ length: 2 * half + 1 }, (_, k) => ({
    from: (k - half - 0.5) * step,
    to: (k - half + 0.5) * step,
    draws: 0,
    extreme: 0,
  }));
  for (let i = 0; i < n; i++) {
    const value = distribution[i] ?? 0;
    const bin = bins[Math.round(value / step) + half];
    if (!bin) continue;
    bin.draws++;
    if (Math.abs(value) >= limit) bin.extreme++;
  }
  return bins;
}

export interface HistogramSpec {
  bins: readonly ChanceBin[];
  estimate: number;
  /** The set of effects not rejected; null = without bound. */
  low: number | null;
  high: number | null;
  text: (value: number) => string;
  /** "82 of 100". */
  share: string;
  unit: string;
}

const TALL = 190;

/** What chance does, with the estimate in it; below, every constant effect that fits. */
export function chanceHistogram(spec: HistogramSpec, width: number): SVGSVGElement {
  const { bins, estimate, low, high, text, share, unit } = spec;
  const legend = key(
    [
      {
        mark: s("rect", { x: 2, y: -7, width: 20, height: 14, class: "wb-bar" }),
        text: "chance estimates nearer to zero",
      },
      {
        mark: [s("rect", { x: 2, y: -7, width: 20, height: 14, class: "wb-bar-extreme" })],
        text: `as far from zero as the estimate, or further: ${share}`,
      },
    ],
    width,
    10,
  );
  const ends = [low, high, estimate].filter((v): v is number => v !== null && Number.isFinite(v));
  const from = Math.min(bins[0]?.from ?? 0, ...ends);
  const to = Math.max(bins.at(-1)?.to ?? 0, ...ends);
  const x = scaleLinear([from, to], [14, width - 14]);
  const most = Math.max(1, ...bins.map(({ draws }) => draws));
  const top = legend.bottom + 26;
  const base = top + TALL;
  const y = scaleLinear([0, most], [base, top]);
  const ticks = x.ticks(width < 520 ? 5 : 9);
  const bar = (bin: ChanceBin, count: number, name: string) =>
    count === 0
      ? null
      : s("rect", {
          x: px(x(bin.from) + 0.5),
          width: px(Math.max(1, x(bin.to) - x(bin.from) - 1)),
          y: px(y(count)),
          height: px(base - y(count)),
          class: name,
        });
  const words = `Estimate ${text(estimate)}`;
  const at = x(estimate);
  return canvas(
    { width, height: base + 104 },
    legend.content,
    bins.map((bin) => [bar(bin, bin.draws, "wb-bar"), bar(bin, bin.extreme, "wb-bar-extreme")]),
    s("line", { x1: 0, x2: width, y1: base, y2: base, class: "baseline" }),
    s("line", { x1: px(at), x2: px(at), y1: top - 6, y2: base, class: "wb-at-estimate" }),
    s(
      "text",
      { x: px(inside(at, words, width)), y: top - 12, "text-anchor": "middle", class: "text-twinned halo" },
      words,
    ),
    bottomAxis(x, base + 2, ticks, tickFormat(ticks)),
    s("text", { x: width, y: base + 38, "text-anchor": "end" }, unit),
    fitting(low, high, x, text, width, base + 62),
  );
}

function fitting(
  low: number | null,
  high: number | null,
  x: (v: number) => number,
  text: (v: number) => string,
  width: number,
  y: number,
): Child {
  const from = low === null ? 0 : x(low);
  const to = high === null ? width : x(high);
  const range = `${low === null ? "no lower bound" : text(low)} to ${high === null ? "no upper bound" : text(high)}`;
  const words = `Every constant effect that fits the data: ${range}`;
  return [
    s("line", { x1: px(from), x2: px(to), y1: y, y2: y, class: "wb-range" }),
    low === null
      ? arrowHead(0, y, "left")
      : s("line", { x1: px(from), x2: px(from), y1: y - 7, y2: y + 7, class: "wb-cap" }),
    high === null
      ? arrowHead(width, y, "right")
      : s("line", { x1: px(to), x2: px(to), y1: y - 7, y2: y + 7, class: "wb-cap" }),
    s("text", { x: px(inside((from + to) / 2, words, width)), y: y + 24, "text-anchor": "middle" }, words),
  ];
}
