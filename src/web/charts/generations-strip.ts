import { scaleLinear } from "d3";
import type { CountryItem } from "../data/countries.ts";
import { type Child, s } from "../dom.ts";
import { canvas, px } from "./canvas.ts";
import { planSpan, yearPoint } from "./generations-layout.ts";

/** Years that every strip of the list shares. */
export const STRIP_YEARS: [number, number] = [2005, 2035];
const HEIGHT = 26;

const scale = (width: number) => scaleLinear(STRIP_YEARS, [4, width - 4]);

/** The periods of one country's plans on one line; the words beside it say the same. */
export function generationsStrip(country: CountryItem, width: number, today: string): SVGSVGElement {
  const x = scale(width);
  return canvas(
    { width, height: HEIGHT },
    s("line", { x1: 4, x2: width - 4, y1: HEIGHT - 5, y2: HEIGHT - 5, class: "grid" }),
    todayLine(x(yearPoint(today))),
    country.plans.map((plan) => {
      const span = planSpan(plan, { status: country.twinning, since: country.since });
      if (!span) return s("line", { x1: 4, x2: width - 4, y1: 12, y2: 12, class: "sometime" });
      const at = plan.adopted === null ? null : x(plan.adopted + 0.5);
      return [
        span.pieces.map((piece, i): Child => {
          const [x1, x2] = [px(x(piece.from)), px(x(piece.to) - 1)];
          const open = span.openEnd && i === span.pieces.length - 1;
          if (open || span.openStart)
            return [8, 16].map((y) =>
              s("line", { x1, x2, y1: y, y2: y, class: `open-bar stroke-${piece.status}` }),
            );
          return s("rect", {
            x: x1,
            y: 8,
            width: px(Math.max(2, x2 - x1)),
            height: 8,
            class: `fill-${piece.status}`,
          });
        }),
        at === null ? null : s("path", { d: `M${px(at)},6l3.5,6l-3.5,6l-3.5,-6z`, class: "adoption" }),
      ];
    }),
  );
}

/** The years above the strips. */
export function stripAxis(width: number, today: string): SVGSVGElement {
  const x = scale(width);
  return canvas(
    { width, height: 20 },
    todayLine(x(yearPoint(today))),
    [2005, 2015, 2025, 2035].map((year) =>
      s(
        "text",
        {
          x: px(x(year)),
          y: 12,
          "text-anchor": year === 2005 ? "start" : year === 2035 ? "end" : "middle",
        },
        String(year),
      ),
    ),
  );
}

const todayLine = (at: number) => s("line", { x1: px(at), x2: px(at), y1: 0, y2: HEIGHT, class: "as-of" });
