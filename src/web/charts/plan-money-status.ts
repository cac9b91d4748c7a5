import type { BudgetCell, BudgetColumn, BudgetGroup, BudgetKind } from "../../funding/budget.ts";
import { COLUMNS } from "../../funding/budget.ts";
import { type Child, h, s } from "../dom.ts";
import { count } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { KIND_LABEL, PLAN_STATUS_LABEL } from "../text/funding-words.ts";
import { canvas, hatch, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

const HEAD: Record<BudgetColumn, string> = {
  some: "Some budget",
  none: "None of its own",
  unknown: "Unknown",
};

/** Every plan as one square: rows are groups by twinning at adoption, columns what is known of the budget. */
export function budgetChart(groups: readonly BudgetGroup[], width: number, label: string): HTMLElement {
  const wide = width >= 620;
  const left = wide ? 190 : 0;
  const gap = wide ? 28 : 12;
  // The columns share the width by the room that their fullest cell needs, but none gets less than a label.
  const column = (width - left - gap * 2) / (wide ? 5 : 3.4);
  const widths = wide ? [column, column, column * 3] : [column, column, column * 1.4];
  const size = wide ? 15 : 12;
  const points: ExplorePoint[] = [];
  const body: Child[] = [];
  let y = 28;
  for (const group of groups) {
    if (!wide) y += 22;
    body.push(groupHead(group, y, wide));
    let x = left;
    let tallest = 0;
    for (const [i, name] of COLUMNS.entries()) {
      const cells = group.columns[name];
      const perRow = Math.max(1, Math.floor((widths[i] ?? column) / size));
      body.push(s("text", { x, y: y + 12, class: "strong" }, count(cells.length)));
      for (const [j, cell] of cells.entries()) {
        const cx = px(x + (j % perRow) * size);
        const cy = y + 22 + Math.floor(j / perRow) * size;
        body.push(square(cell.kind, cx, cy, size - 3));
        points.push(pointOf(cell, cx + size / 2 - 1.5, cy + size / 2 - 1.5));
      }
      tallest = Math.max(tallest, Math.ceil(cells.length / perRow));
      x += (widths[i] ?? column) + gap;
    }
    y += 22 + Math.max(1, tallest) * size + 24;
  }
  let x = left;
  const heads = COLUMNS.map((name, i) => {
    const text = s("text", { x, y: 12 }, HEAD[name]);
    x += (widths[i] ?? column) + gap;
    return text;
  });
  const chart = canvas({ width, height: y }, s("defs", {}, hatch("budget-hatch")), heads, body);
  return explorable(chart, points, label);
}

const groupHead = (group: BudgetGroup, y: number, wide: boolean): Child => [
  s("text", { x: 0, y: wide ? y + 12 : y - 6, class: "strong" }, PLAN_STATUS_LABEL[group.status]),
  wide
    ? s("text", { x: 0, y: y + 30 }, `${count(group.plans)} ${group.plans === 1 ? "plan" : "plans"}`)
    : s(
        "text",
        { x: "100%", y: y - 6, "text-anchor": "end" },
        `${count(group.plans)} ${group.plans === 1 ? "plan" : "plans"}`,
      ),
];

function pointOf({ plan, kind }: BudgetCell, x: number, y: number): ExplorePoint {
  return {
    x,
    y,
    title: `${plan.country}, plan ${plan.sequence}${plan.adopted ? ` (${plan.adopted})` : ""}`,
    detail: KIND_LABEL[kind],
    href: countryLink(plan.iso3),
    radius: 9,
  };
}

/** Shade and shape together: allocated is full, an estimate half, none is empty with a stroke, unknown is hatched. */
function square(kind: BudgetKind, x: number, y: number, size: number): Child {
  const box = (attributes: Record<string, string>) =>
    s("rect", { x, y, width: size, height: size, ...attributes });
  if (kind === "unknown") return box({ fill: "url(#budget-hatch)", class: "box-unknown" });
  if (kind === "none")
    return [
      box({ class: "box-none" }),
      s("line", { x1: x, x2: x + size, y1: y + size, y2: y, class: "box-stroke" }),
    ];
  const half = kind === "estimate" || kind === "partial";
  return [
    box({ class: `box-${kind}` }),
    half
      ? s("rect", {
          x,
          y: y + size * (kind === "partial" ? 0.7 : 0.45),
          width: size,
          height: size * (kind === "partial" ? 0.3 : 0.55),
          class: "box-fill",
        })
      : null,
    kind === "donor"
      ? s("circle", { cx: x + size / 2, cy: y + size / 2, r: size / 5, class: "box-dot" })
      : null,
  ];
}

export function budgetLegend(kinds: readonly BudgetKind[]): HTMLElement {
  return h(
    "ul",
    { class: "legend" },
    kinds.map((kind) =>
      h(
        "li",
        {},
        s("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, square(kind, 1, 1, 12)),
        KIND_LABEL[kind],
      ),
    ),
  );
}
