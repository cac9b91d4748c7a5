import { scaleLinear } from "d3";
import { s } from "../dom.ts";
import { markLegend } from "./benefit-text.ts";
import { canvas, hatch, px } from "./canvas.ts";

export interface ThemeRow {
  label: string;
  /** Activities of arrangements that count, and of the other ones. */
  counting: number;
  others: number;
  unknown: boolean;
}

const ROW = 46;

/** Activities by theme; those without a known theme hatched. */
export function themesChart(rows: readonly ThemeRow[], width: number): SVGSVGElement {
  const most = Math.max(1, ...rows.map((r) => r.counting + r.others));
  const x = scaleLinear([0, most], [0, width - 130]);
  const box = (style: string) => (cx: number, cy: number) =>
    s("rect", { x: cx - 7, y: cy - 6, width: 14, height: 12, class: style });
  const legend = markLegend(
    [
      { label: "arrangements that count", mark: box("fill-twinned") },
      { label: "other arrangements", mark: box("fill-not_twinned") },
    ],
    width,
    14,
  );
  const top = legend.bottom + 18;
  return canvas(
    { width, height: top + rows.length * ROW },
    s("defs", {}, hatch("themes-hatch")),
    legend.content,
    rows.map((row, i) => {
      const y = top + i * ROW;
      const [own, all] = [x(row.counting), x(row.counting + row.others)];
      const bar = (from: number, to: number, style: string) =>
        s("rect", { x: px(from), y: y + 7, width: px(to - from), height: 14, class: style });
      return [
        s("text", { x: 0, y, class: "strong" }, row.label),
        bar(0, own, "fill-twinned"),
        bar(own, all, "fill-not_twinned"),
        row.unknown
          ? s("rect", {
              x: 0,
              y: y + 7,
              width: px(all),
              height: 14,
              class: "themes-over",
              fill: "url(#themes-hatch)",
            })
          : null,
        s("text", { x: px(all + 8), y: y + 18 }, `${row.counting} + ${row.others}`),
      ];
    }),
  );
}
