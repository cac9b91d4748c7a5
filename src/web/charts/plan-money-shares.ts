import { scaleLinear } from "d3";
import { type OwnShare, publishedShare } from "../../funding/budget.ts";
import type { PublishedShare } from "../../funding/types.ts";
import { s } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { percent } from "../format/number.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, hatch, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

const totalWords = (p: PublishedShare) =>
  p.total === null ? `${p.withBudget} (${percent(p.printed ?? 0)} printed)` : `${p.withBudget} of ${p.total}`;

/** Published shares one below the other (never joined: each counts differently), and the register's own as a range. */
export function sharesChart(
  own: OwnShare,
  published: readonly PublishedShare[],
  width: number,
  label: string,
): HTMLElement {
  const wide = width >= 620;
  const left = wide ? 190 : 118;
  const x = scaleLinear([0, 1], [left, width - (wide ? 40 : 16)]);
  const step = 30;
  const rows = published.map((p) => ({ p, share: publishedShare(p) }));
  const ownY = rows.length * step + 46;
  const points: ExplorePoint[] = rows.map(({ p, share }, i) => ({
    x: share === null ? left + 8 : x(share),
    y: i * step + 18,
    title: `${partialDate(p.asOf)}: ${p.withBudget} ${p.total === null ? "plans, total not printed" : `of ${p.total}`}`,
    detail: p.note ?? "As published.",
  }));
  points.push({
    x: x(own.known ?? own.lowest),
    y: ownY,
    title: "This register",
    detail: `${own.some} with some budget, ${own.none} without, ${own.unknown} unknown: ${percent(own.lowest)} to ${percent(own.highest)} of all plans.`,
  });
  const chart = canvas(
    { width, height: ownY + 62 },
    s("defs", {}, hatch("shares-hatch")),
    x
      .ticks(5)
      .map((t) =>
        s("line", { x1: px(x(t)), x2: px(x(t)), y1: 2, y2: ownY + 22, class: t === 0 ? "baseline" : "grid" }),
      ),
    rows.map(({ p, share }, i) => {
      const y = i * step + 18;
      return [
        s("text", { x: 0, y: y + 4 }, partialDate(p.asOf)),
        share === null
          ? s("text", { x: left + 6, y: y + 4 }, `${p.withBudget} plans; total not printed`)
          : [
              s("line", { x1: left, x2: px(x(share)), y1: y, y2: y, class: "guide" }),
              s("circle", { cx: px(x(share)), cy: y, r: 5, class: "published" }),
              s("text", { x: px(x(share)) + 11, y: y + 4 }, totalWords(p)),
            ],
      ];
    }),
    s("text", { x: 0, y: ownY + 4, class: "strong" }, "This register"),
    s("rect", {
      x: px(x(own.lowest)),
      y: ownY - 9,
      width: px(x(own.highest) - x(own.lowest)),
      height: 18,
      fill: "url(#shares-hatch)",
      class: "unknown-strip",
    }),
    s("rect", {
      x: left,
      y: ownY - 9,
      width: px(x(own.lowest) - left),
      height: 18,
      class: "own-some",
    }),
    own.known === null
      ? null
      : [
          s("line", {
            x1: px(x(own.known)),
            x2: px(x(own.known)),
            y1: ownY - 14,
            y2: ownY + 14,
            class: "own-known",
          }),
          s(
            "text",
            { x: px(x(own.known)), y: ownY - 20, "text-anchor": "middle" },
            `${percent(own.known)} of known cases`,
          ),
        ],
    bottomAxis(x, ownY + 22, x.ticks(wide ? 5 : 3), (t) => percent(t)),
    s("text", { x: width, y: ownY + 58, "text-anchor": "end" }, "share of plans with some budget"),
  );
  return explorable(chart, points, label);
}
