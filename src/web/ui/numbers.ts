import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";

/** A figure that never stands alone: value, name, definition and date. */
export interface KeyNumber {
  value: string;
  name: string;
  definition: Child;
  asOf: string;
}

export function keyNumbers(numbers: readonly KeyNumber[]): HTMLElement {
  return h(
    "dl",
    { class: "numbers" },
    numbers.map((n) =>
      h(
        "div",
        {},
        h("dt", {}, h("span", {}, n.name), h("span", { class: "value" }, n.value)),
        h("dd", {}, n.definition, ` As of ${partialDate(n.asOf)}.`),
      ),
    ),
  );
}
