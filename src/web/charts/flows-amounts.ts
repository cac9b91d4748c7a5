import { scaleLog } from "d3";
import { pairOf } from "../../funding/supports.ts";
import type { Support, TwinnedPair } from "../../funding/types.ts";
import { type Child, s } from "../dom.ts";
import { money } from "../format/money.ts";
import { count } from "../format/number.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

/** One donor's supports: those in dollars, those with an amount but no year for a rate, and those without an amount. */
export interface DonorAmounts {
  donor: string;
  name: string;
  dollars: (Support & { usd: number })[];
  noRate: number;
  noAmount: number;
}

export function donorAmounts(supports: readonly Support[]): DonorAmounts[] {
  const donors = new Map<string, DonorAmounts>();
  for (const support of supports) {
    const row = donors.get(support.donor) ?? {
      donor: support.donor,
      name: support.donorName,
      dollars: [],
      noRate: 0,
      noAmount: 0,
    };
    if (support.amount === null) row.noAmount += 1;
    else if (support.usd === null) row.noRate += 1;
    else row.dollars.push({ ...support, usd: support.usd });
    donors.set(support.donor, row);
  }
  const most = (d: DonorAmounts) => Math.max(0, ...d.dollars.map((s) => s.usd));
  return [...donors.values()].sort((a, b) => most(b) - most(a) || a.name.localeCompare(b.name, "en"));
}

const TICKS: [number, string][] = [
  [1e5, "100 thousand"],
  [1e6, "1 million"],
  [1e7, "10 million"],
];

/** Single amounts per donor, never summed; what has no amount is counted at the right. */
export function amountsChart(
  rows: readonly DonorAmounts[],
  pairs: readonly TwinnedPair[],
  extent: readonly [number, number],
  width: number,
  label: string,
): HTMLElement {
  const wide = width >= 620;
  const left = wide ? 150 : 110;
  const right = wide ? 130 : 64;
  const x = scaleLog([extent[0] / 1.4, extent[1] * 1.4], [left, width - right]);
  const step = 27;
  const top = 44;
  const points: ExplorePoint[] = [];
  const body = rows.map((row, i) => {
    const y = top + i * step + step / 2;
    return [
      s("line", { x1: left, x2: width - right, y1: y, y2: y, class: "guide" }),
      s("text", { x: left - 12, y: y + 4, "text-anchor": "end", class: "name" }, row.name),
      row.dollars.map((d) => {
        const twinned = pairOf(d, pairs) !== null;
        points.push({
          x: x(d.usd),
          y,
          title: `${row.name} → ${d.recipientName}`,
          detail: amountWords(d),
          radius: 9,
        });
        return s("circle", {
          cx: px(x(d.usd)),
          cy: y,
          r: 5.5,
          class: `${d.tie === "strong" ? "tie-strong" : "tie-weak"}${twinned ? " twinned" : ""}${d.partOfAnother ? " part" : ""}`,
        });
      }),
      unknownWords(row, width, y + 4, wide),
    ];
  });
  const height = top + rows.length * step + 6;
  const chart = canvas(
    { width, height },
    s("text", { x: left, y: 12 }, "US dollars at the rate of the year, log scale"),
    s("text", { x: width, y: 30, "text-anchor": "end" }, wide ? "amount unknown" : "unknown"),
    TICKS.filter(([t]) => t > extent[0] && t < extent[1]).map(([t, text]) => [
      s("line", { x1: px(x(t)), x2: px(x(t)), y1: 36, y2: height - 6, class: "grid" }),
      s(
        "text",
        { x: px(x(t)), y: 30, "text-anchor": "middle" },
        wide ? text : text.replace(" thousand", "k").replace(" million", "m"),
      ),
    ]),
    body,
  );
  return explorable(chart, points, label);
}

function unknownWords(row: DonorAmounts, width: number, y: number, wide: boolean): Child {
  const missing = row.noAmount + row.noRate;
  return s(
    "text",
    { x: width, y, "text-anchor": "end", class: missing > 0 ? "fine" : "fine none" },
    missing === 0
      ? "–"
      : wide && row.noRate > 0
        ? `${count(missing)} (${row.noRate} no year)`
        : count(missing),
  );
}

function amountWords(d: Support & { usd: number }): string {
  const stated = d.currency === "USD" ? "" : ` (${money(d.amount ?? 0, d.currency ?? "")})`;
  const several = d.recipients.length > 1 ? " One amount for several countries, not divided." : "";
  const part = d.partOfAnother ? " Part of another amount: do not add." : "";
  return `${money(d.usd, "USD")}${stated}, ${d.year}: ${d.purpose}.${several}${part}`;
}
