import { line, scaleLinear } from "d3";
import type { YearValue } from "../data/country.ts";
import { type Child, s } from "../dom.ts";
import { bottomAxis, leftGrid } from "./axes.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { runs } from "./generations-layout.ts";

export interface SeriesSpec {
  /** Smallest top of the axis; it always starts at zero. */
  top: number;
  unit: string;
  format: (value: number) => string;
  /** Format of the axis, which has rounder numbers than the values. */
  axis: (value: number) => string;
  /** What a point says beyond year and value. */
  detail?: (d: YearValue) => string;
  /** Never join the points: each year is a method or edition of its own. */
  apart?: boolean;
  /** A line across time where the method changed. */
  breakAt?: { year: number; label: string };
  /** Name of a point, where it is not simply its year. */
  pointLabel?: (year: number) => string;
  ticks?: readonly number[];
}

const HEIGHT = 220;

/** A country's values over time with the median of its peers; gaps stay gaps. */
export function seriesChart(
  series: readonly YearValue[],
  spec: SeriesSpec,
  width: number,
  label: string,
): HTMLElement {
  const edge = { top: 26, right: 84, bottom: 30, left: 46 };
  const values = series.flatMap((d) => [d.value ?? [], d.others ?? []].flat());
  const first = series[0]?.year ?? 2000;
  const last = series.at(-1)?.year ?? first;
  const x = scaleLinear(
    [first, Math.max(last, first + 1)],
    [edge.left + (spec.apart ? 16 : 6), width - edge.right],
  );
  const y = scaleLinear([0, Math.max(spec.top, ...values)], [HEIGHT - edge.bottom, edge.top]).nice(4);
  const ticks =
    spec.ticks ??
    x.ticks(Math.max(2, Math.floor((width - edge.left - edge.right) / 70))).filter(Number.isInteger);
  const own = marks(series, (d) => d.value, x, y, "own", spec.apart === true);
  const others = marks(series, (d) => d.others, x, y, "peer", spec.apart === true);
  const points: ExplorePoint[] = series.flatMap((d) =>
    d.value === null
      ? []
      : [
          {
            x: x(d.year),
            y: y(d.value),
            title: `${spec.pointLabel?.(d.year) ?? d.year}: ${spec.format(d.value)}`,
            detail: [
              spec.detail?.(d),
              d.others === null ? null : `Median of ${d.of} others in the region: ${spec.format(d.others)}`,
            ]
              .filter(Boolean)
              .join(". "),
            radius: 6,
          },
        ],
  );
  const chart = canvas(
    { width, height: HEIGHT },
    leftGrid(y, edge.left, width - edge.right + 6, y.ticks(4), spec.axis, spec.unit),
    breakLine(spec, x, edge.top - 6, HEIGHT - edge.bottom),
    others,
    own,
    endLabels(series, spec, x, y),
    bottomAxis(x, HEIGHT - edge.bottom, ticks, String),
  );
  return explorable(chart, points, label);
}

type Scale = (value: number) => number;

function marks(
  series: readonly YearValue[],
  of: (d: YearValue) => number | null,
  x: Scale,
  y: Scale,
  kind: "own" | "peer",
  apart: boolean,
): Child[] {
  const dot = ([year, value]: [number, number]) =>
    kind === "own"
      ? s("circle", { cx: px(x(year)), cy: px(y(value)), r: apart ? 4.5 : 3, class: "own-dot" })
      : s("line", {
          x1: px(x(year)) - 9,
          x2: px(x(year)) + 9,
          y1: px(y(value)),
          y2: px(y(value)),
          class: "peer-line",
        });
  const path = line<[number, number]>()
    .x((d) => px(x(d[0])))
    .y((d) => px(y(d[1])));
  const all = runs(series, of);
  if (apart) return all.flat().map(dot);
  return all.map((run) => {
    const [only] = run;
    return run.length === 1 && only ? dot(only) : s("path", { d: path(run) ?? "", class: `${kind}-line` });
  });
}

function breakLine({ breakAt }: SeriesSpec, x: Scale, top: number, bottom: number): Child {
  if (!breakAt) return null;
  const at = px(x(breakAt.year));
  return [
    s("line", { x1: at, x2: at, y1: top, y2: bottom, class: "as-of" }),
    s("text", { x: at + 6, y: top + 6, class: "faint" }, breakAt.label),
  ];
}

/** Values at the right end, moved apart where they would touch. */
function endLabels(series: readonly YearValue[], spec: SeriesSpec, x: Scale, y: Scale): Child {
  const own = series.findLast((d) => d.value !== null);
  const peer = series.findLast((d) => d.others !== null);
  if (!own || own.value === null) return null;
  let ownY = y(own.value);
  let peerY = peer?.others == null ? null : y(peer.others);
  if (peerY !== null && Math.abs(peerY - ownY) < 15) {
    const middle = (peerY + ownY) / 2;
    const up = ownY <= peerY ? 1 : -1;
    ownY = middle - up * 8;
    peerY = middle + up * 8;
  }
  return [
    s("text", { x: px(x(own.year)) + 12, y: px(ownY) + 4, class: "strong" }, spec.format(own.value)),
    peer?.others != null && peerY !== null
      ? s(
          "text",
          { x: px(x(peer.year)) + 12, y: px(peerY) + 4, class: "faint" },
          `${spec.format(peer.others)} med.`,
        )
      : null,
  ];
}
