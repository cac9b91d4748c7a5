import { area, line, scaleLinear } from "d3";
import { type Child, s } from "../dom.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { key } from "./wb-marks.ts";

export interface TrendPanel {
  name: string;
  since: number;
  /** One for each time; null = not known. */
  values: readonly (number | null)[];
}

export interface TrendSpec {
  times: readonly number[];
  panels: readonly TrendPanel[];
  compared: readonly { mean: number | null; low: number | null; high: number | null; known: number }[];
  format: (value: number) => string;
  unit: string;
}

const TALL = 132;
const HEAD = 22;
const FOOT = 26;
const GAP_Y = 18;

/** One small drawing a unit on common axes: its line, the mean and middle half of the comparison, the start of treatment. */
export function trendPanels(spec: TrendSpec, width: number, label: string): HTMLElement {
  const { times, panels, compared, unit } = spec;
  const columns = width < 520 ? 2 : Math.max(2, Math.floor(width / 235));
  const left = 34;
  const gap = 44;
  const inner = (width - left - gap * (columns - 1) - 40) / columns;
  const legend = key(
    [
      { mark: s("line", { x1: 0, x2: 24, y1: 0, y2: 0, class: "wb-own" }), text: "twinned country" },
      { mark: s("line", { x1: 0, x2: 24, y1: 0, y2: 0, class: "wb-peer" }), text: "mean of the comparison" },
      {
        mark: s("rect", { x: 0, y: -6, width: 24, height: 12, class: "wb-middle" }),
        text: "its middle half",
      },
      {
        mark: s("line", { x1: 12, x2: 12, y1: -8, y2: 8, class: "wb-since" }),
        text: "first year of twinning",
      },
    ],
    width,
    10,
  );
  const known = [
    ...panels.flatMap((p) => p.values),
    ...compared.flatMap((c) => [c.low, c.high, c.mean]),
  ].filter((v) => v !== null);
  const y = scaleLinear([Math.min(...known), Math.max(...known)], [TALL, 0]).nice(3);
  const x = scaleLinear([times[0] ?? 0, times.at(-1) ?? 1], [0, inner]);
  const points: ExplorePoint[] = [];
  const top = legend.bottom + 14;
  const content = panels.map((panel, i) => {
    const at = {
      x: left + (i % columns) * (inner + gap),
      y: top + Math.floor(i / columns) * (HEAD + TALL + FOOT + GAP_Y),
    };
    points.push(
      ...pointsOf(
        panel,
        spec,
        (v) => at.x + x(v),
        (v) => at.y + HEAD + y(v),
      ),
    );
    return s(
      "g",
      { transform: `translate(${px(at.x)} ${px(at.y)})` },
      s("text", { x: 0, y: 10, class: "group-name" }, panel.name),
      s("g", { transform: `translate(0 ${HEAD})` }, drawPanel(panel, spec, x, y, inner, i % columns === 0)),
    );
  });
  const rows = Math.ceil(panels.length / columns);
  const height = top + rows * (HEAD + TALL + FOOT + GAP_Y);
  const chart = canvas(
    { width, height },
    legend.content,
    content,
    s("text", { x: width, y: height - 4, "text-anchor": "end" }, `${unit}, the same scale for all`),
  );
  return explorable(chart, points, label, "given");
}

function pointsOf(
  panel: TrendPanel,
  { times, compared, format }: TrendSpec,
  xAt: (v: number) => number,
  yAt: (v: number) => number,
): ExplorePoint[] {
  return panel.values.flatMap((value, k): ExplorePoint[] => {
    const time = times[k];
    const peers = compared[k];
    if (value === null || time === undefined) return [];
    const beside =
      peers?.mean == null || peers.low === null || peers.high === null
        ? "No comparison known."
        : `Comparison: mean ${format(peers.mean)}, middle half ${format(peers.low)} to ${format(peers.high)}, ${peers.known} countries.`;
    const title = `${panel.name}, ${time}: ${format(value)}`;
    return [{ x: xAt(time), y: yAt(value), title, detail: beside, radius: 5 }];
  });
}

type Scale = ReturnType<typeof scaleLinear<number>>;

function drawPanel(
  panel: TrendPanel,
  { times, compared, format }: TrendSpec,
  x: Scale,
  y: Scale,
  inner: number,
  first: boolean,
): Child {
  const at = (k: number) => px(x(times[k] ?? 0));
  const indices = times.map((_, k) => k);
  const path = (of: (k: number) => number | null) =>
    line<number>()
      .defined((k) => of(k) !== null)
      .x(at)
      .y((k) => px(y(of(k) ?? 0)))(indices) ?? "";
  const middle =
    area<number>()
      .defined((k) => compared[k]?.low != null)
      .x(at)
      .y0((k) => px(y(compared[k]?.low ?? 0)))
      .y1((k) => px(y(compared[k]?.high ?? 0)))(indices) ?? "";
  const own = (k: number) => panel.values[k] ?? null;
  const alone = indices.filter((k) => own(k) !== null && own(k - 1) === null && own(k + 1) === null);
  return [
    y
      .ticks(3)
      .map((t) => [
        s("line", { x1: 0, x2: px(inner), y1: px(y(t)), y2: px(y(t)), class: "grid" }),
        first ? s("text", { x: -6, y: px(y(t)) + 4, "text-anchor": "end" }, shortNumber(t)) : null,
      ]),
    s("path", { d: middle, class: "wb-middle" }),
    s("path", { d: path((k) => compared[k]?.mean ?? null), class: "wb-peer" }),
    s("line", { x1: px(x(panel.since)), x2: px(x(panel.since)), y1: -4, y2: TALL + 4, class: "wb-since" }),
    s("path", { d: path(own), class: "wb-own" }),
    alone.map((k) => s("circle", { cx: at(k), cy: px(y(own(k) ?? 0)), r: 2.5, class: "fill-twinned" })),
    endValues(panel, compared, times, x, y, format),
    years(panel.since, times, x, inner),
  ];
}

const shortNumber = (value: number) => String(Number(value.toPrecision(6)));

/** The last known values at their lines' ends, moved apart where they would touch. */
function endValues(
  panel: TrendPanel,
  compared: TrendSpec["compared"],
  times: readonly number[],
  x: Scale,
  y: Scale,
  format: (value: number) => string,
): Child {
  const last = panel.values.findLastIndex((v) => v !== null);
  const lastPeer = compared.findLastIndex((c) => c.mean !== null);
  const value = panel.values[last];
  const peer = compared[lastPeer]?.mean;
  if (value == null || peer == null) return null;
  let [a, b] = [y(value), y(peer)];
  if (Math.abs(a - b) < 13) {
    const centre = (a + b) / 2;
    const up = a <= b ? 1 : -1;
    [a, b] = [centre - up * 6.5, centre + up * 6.5];
  }
  return [
    s("text", { x: px(x(times[last] ?? 0)) + 4, y: px(a) + 4, class: "text-twinned halo" }, format(value)),
    s(
      "text",
      { x: px(x(times[lastPeer] ?? 0)) + 4, y: px(b) + 4, class: "text-not_twinned halo" },
      format(peer),
    ),
  ];
}

/** First and last year, and that of twinning between them where there is room. */
function years(since: number, times: readonly number[], x: Scale, inner: number): Child {
  const y = TALL + 18;
  // The middle label is half beside its place, an end label all to one side.
  const room = textWidth("2000") * 1.5 + 6;
  const at = x(since);
  const ends = [times[0], times.at(-1)].map((time, i) => {
    if (time === undefined || Math.abs(x(time) - at) < room) return null;
    return s("text", { x: px(x(time)), y, "text-anchor": i === 0 ? "start" : "end" }, String(time));
  });
  return [
    ends,
    s(
      "text",
      {
        x: px(Math.min(Math.max(at, room / 2), inner - room / 2)),
        y,
        "text-anchor": "middle",
        class: "strong",
      },
      String(since),
    ),
  ];
}
