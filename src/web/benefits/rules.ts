import { MIN_UNITS } from "../../evaluation/indices/tally.ts";
import { type Child, h } from "../dom.ts";
import { inWords } from "../format/number.ts";

/** The rule by which every reading on the page is decided. */
export function rulesPart(): Child {
  const term = (name: string, text: string) => [h("dt", {}, name), h("dd", {}, text)];
  return [
    h("h2", { id: "rules" }, "How a reading is decided"),
    h(
      "p",
      { class: "prose" },
      "Each hope or fear is put as statements on units: arrangements, pairs of partners, plans, activities or countries. A unit bears a statement out (yes), does not (no), or it is not known. No reading rests on a guess about the unknown: the share of yes is worked out twice, once as if all unknown units were no, and once as if all were yes.",
    ),
    h(
      "dl",
      { class: "plain-facts benefit-rules" },
      term("Supported", "At least two thirds of the units bear it out even if every unknown one does not."),
      term("Not supported", "At most one third bear it out even if every unknown one does."),
      term("Mixed", "More than one third and less than two thirds, whatever the unknown ones say."),
      term(
        "Cannot tell",
        `The unknown units decide which of these it is, or there are fewer than ${inWords(MIN_UNITS)} units.`,
      ),
    ),
    h(
      "p",
      { class: "prose" },
      "A section with several indicators takes the reading of those that can tell: if they disagree it is mixed; if they agree but are fewer than half of its indicators it is “cannot tell”. “Supported” means that the hope, or the fear, is borne out by what is documented. It does not mean that twinning caused anything.",
    ),
  ];
}
