import type { BenefitsData } from "../data/benefits.ts";
import { type Child, h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";

const years = (value: number | null) => (value === null ? "not reached" : plural(value, "calendar year"));

/** The numbers of the page Plans over time that bear on this fear. */
export function sustainPart({ duration, sources }: BenefitsData): Child {
  const fact = (value: string, label: string, note: string) =>
    h("div", {}, h("dt", {}, label, h("span", { class: "value" }, value)), h("dd", {}, note));
  return [
    h(
      "dl",
      { class: "numbers" },
      fact(
        `${duration.unknown} of ${duration.n}`,
        "Ends that are unknown",
        `Twinning and cross-learning with a known start, as of ${sources.twinning.asOf.slice(0, 4)}`,
      ),
      fact(years(duration.shortest), "Median duration at least", "If every unknown end was the last trace"),
      fact(years(duration.longest), "Median duration at most", "If none of unknown end has ended"),
    ),
    h(
      "p",
      { class: "prose" },
      "Curves, every arrangement’s span and what was left out: ",
      h("a", { href: siteLink("plans-over-time#partnerships") }, "How long partnerships last"),
      ".",
    ),
  ];
}
