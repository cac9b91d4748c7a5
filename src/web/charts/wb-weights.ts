import { type Child, s } from "../dom.ts";
import { percent } from "../format/number.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { wrap } from "./wb-marks.ts";

export interface WeightBar {
  name: string;
  /** From 0 to 1. */
  share: number;
  /** Several together. */
  rest?: boolean;
}

export interface WeightBlock {
  title: string;
  facts: string;
  units: readonly WeightBar[];
  times: readonly WeightBar[];
}

const ROW = 22;

/** For each cohort, how much each comparison country and each year before counts. */
export function weightBlocks(blocks: readonly WeightBlock[], width: number): SVGSVGElement {
  const most = Math.max(0.01, ...blocks.flatMap((b) => [...b.units, ...b.times].map(({ share }) => share)));
  const side = width >= 620;
  const column = side ? (width - 40) / 2 : width;
  let y = 0;
  const content: Child[] = [];
  for (const block of blocks) {
    const title = wrap(block.title, width * 0.94);
    const facts = wrap(block.facts, width);
    content.push(
      title.map((line, i) => s("text", { x: 0, y: y + 14 + i * 17, class: "group-name" }, line)),
      facts.map((line, i) => s("text", { x: 0, y: y + 14 + (title.length + i) * 17 }, line)),
    );
    y += (title.length + facts.length) * 17 + 16;
    const first = bars("Countries", block.units, most, { x: 0, y, width: column });
    content.push(first.content);
    let bottom = first.bottom;
    if (block.times.length > 0) {
      const second = bars(
        "Years before",
        block.times,
        most,
        side ? { x: column + 40, y, width: column } : { x: 0, y: bottom + 10, width: column },
      );
      content.push(second.content);
      bottom = Math.max(bottom, second.bottom);
    }
    y = bottom + 26;
  }
  return canvas({ width, height: Math.max(1, y - 16) }, content);
}

function bars(
  head: string,
  list: readonly WeightBar[],
  most: number,
  at: { x: number; y: number; width: number },
) {
  const names = Math.min(at.width * 0.5, Math.max(...list.map(({ name }) => textWidth(name)), 40) + 10);
  const room = at.width - names - 52;
  return {
    content: s(
      "g",
      { transform: `translate(${px(at.x)} ${px(at.y)})` },
      s("text", { x: 0, y: 10, class: "strong" }, head),
      list.map(({ name, share, rest }, i) => {
        const y = 18 + i * ROW;
        const wide = (room * share) / most;
        return [
          s("text", { x: 0, y: y + 14 }, name),
          s("rect", {
            x: px(names),
            y: y + 3,
            width: px(Math.max(1, wide)),
            height: ROW - 8,
            class: rest ? "wb-bar" : "wb-bar-extreme",
          }),
          s("text", { x: px(names + wide + 6), y: y + 14 }, percent(share, share < 0.0995 ? 1 : 0)),
        ];
      }),
    ),
    bottom: at.y + 18 + list.length * ROW,
  };
}
