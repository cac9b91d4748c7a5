import { scaleLinear } from "d3";
import type { DefinitionCounts } from "../data/methods.ts";
import { s } from "../dom.ts";
import { sizes } from "../text/methods-definitions.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

/** One bar a definition: countries twinned from a known year (filled) and without one (outlined). */
export function definitionsChart(
  rows: readonly DefinitionCounts[],
  width: number,
  label: string,
): HTMLElement {
  const narrow = width < 620;
  const step = narrow ? 52 : 34;
  const left = narrow ? 0 : 270;
  const height = rows.length * step + 34;
  const most = Math.max(1, ...rows.map((d) => d.countries.twinned + d.countries.undated));
  const x = scaleLinear([0, most], [left, width - (narrow ? 120 : 150)]);
  const yOf = (i: number) => i * step + (narrow ? 24 : 6);
  const ticks = x.ticks(narrow ? 3 : 5).filter(Number.isInteger);
  const points: ExplorePoint[] = rows.map((d, i) => ({
    x: x(d.countries.twinned),
    y: yOf(i) + 10,
    title: d.label,
    detail: `${sizes(d)}.`,
  }));
  const chart = canvas(
    { width, height },
    ticks.map((t) => [
      s("line", { x1: px(x(t)), x2: px(x(t)), y1: 0, y2: height - 26, class: t === 0 ? "baseline" : "grid" }),
      s(
        "text",
        { x: px(x(t)), y: height - 8, "text-anchor": t === 0 && narrow ? "start" : "middle" },
        String(t),
      ),
    ]),
    s("text", { x: px(x(ticks.at(-1) ?? 0)) + 14, y: height - 8 }, "countries"),
    rows.map((d, i) => {
      const { twinned, undated } = d.countries;
      const y = yOf(i);
      return [
        s("text", narrow ? { x: 0, y: y - 7 } : { x: left - 14, y: y + 15, "text-anchor": "end" }, d.label),
        s("rect", { x: x(0), y, width: px(x(twinned) - x(0)), height: 20, class: "fill-twinned" }),
        undated > 0
          ? s("rect", {
              x: px(x(twinned)) + 2,
              y: y + 1,
              width: Math.max(2, px(x(twinned + undated) - x(twinned)) - 3),
              height: 18,
              class: "fill-undated",
            })
          : null,
        s(
          "text",
          { x: px(x(twinned + undated)) + 8, y: y + 15, class: "strong" },
          undated > 0 ? `${twinned} + ${undated} undated` : String(twinned),
        ),
      ];
    }),
  );
  return explorable(chart, points, label);
}
