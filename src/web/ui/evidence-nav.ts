import { h } from "../dom.ts";
import { siteLink } from "../site-link.ts";

const PAGES = [
  ["answer", "The answer"],
  ["workbench", "Workbench"],
  ["curve", "Every choice at once"],
  ["plans-over-time", "Plans over time"],
  ["benefits", "Benefits and drawbacks"],
  ["own-data", "Your own data"],
  ["brief", "Brief"],
] as const;

export type EvidencePage = (typeof PAGES)[number][0];

/** The bar that leads from one page of the evaluation to the others. */
export function evidenceNav(current: EvidencePage): HTMLElement {
  return h(
    "nav",
    { class: "jump evidence-nav", "aria-label": "Does twinning help" },
    PAGES.map(([page, label]) =>
      h("a", { href: siteLink(page), "aria-current": page === current ? "page" : null }, label),
    ),
  );
}
