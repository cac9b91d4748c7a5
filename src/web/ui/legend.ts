import { STATUS_LABEL, type Status } from "../data/common.ts";
import { h, s } from "../dom.ts";

/** The three groups as they are drawn everywhere. */
export function statusLegend(statuses: readonly Status[]): HTMLElement {
  return h(
    "ul",
    { class: "legend" },
    statuses.map((status) =>
      h(
        "li",
        {},
        s(
          "svg",
          { viewBox: "0 0 14 14", "aria-hidden": "true" },
          s("circle", { cx: 7, cy: 7, r: 5, class: `fill-${status}` }),
        ),
        STATUS_LABEL[status],
      ),
    ),
  );
}
