import type { ReasonCount } from "../../funding/budget.ts";
import { h, s } from "../dom.ts";
import { count } from "../format/number.ts";
import { hatch } from "./canvas.ts";

/** Plans by why no gap can be told, as a list whose words wrap; the plans with a gap stand on top. */
export function reasonsList(withGap: number, reasons: readonly ReasonCount[]): HTMLElement {
  const rows = [{ code: "gap", words: "A gap can be computed", plans: withGap }, ...reasons];
  const most = Math.max(1, ...rows.map((r) => r.plans));
  return h(
    "ul",
    { class: "reason-bars" },
    rows.map((row) =>
      h(
        "li",
        {},
        h("span", { class: "words" }, row.words),
        h("span", { class: "amount" }, count(row.plans)),
        bar(row, most),
      ),
    ),
  );
}

function bar(row: ReasonCount, most: number): SVGElement {
  const unknown = row.code === "nothing_found";
  const size = { x: 0, y: 0, width: `${Math.round((row.plans / most) * 1000) / 10}%`, height: 12 };
  return s(
    "svg",
    { "aria-hidden": "true", focusable: "false" },
    unknown ? s("defs", {}, hatch("reasons-hatch")) : null,
    unknown
      ? s("rect", { ...size, fill: "url(#reasons-hatch)" })
      : s("rect", { ...size, class: row.code === "gap" ? "bar-gap" : "bar-reason" }),
  );
}
