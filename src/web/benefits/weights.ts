import { PARTS } from "../../evaluation/indices/paternalism.ts";
import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { controlBar } from "../ui/controls.ts";
import { EVEN_WEIGHTS, PART_LABEL } from "./indicators/asymmetry.ts";
import { type BenefitsView, MAX_WEIGHT } from "./view.ts";

/** A slider for the weight of each part of the index, bound to the address. */
export function weightSliders(tools: PageTools<BenefitsView>): HTMLElement {
  const sliders = PARTS.map((part, i) => {
    const input = h("input", {
      type: "range",
      id: `weight-${part}`,
      name: `weight-${part}`,
      min: 0,
      max: MAX_WEIGHT,
      step: 1,
    });
    const shown = h("output", { for: `weight-${part}` });
    input.addEventListener("input", () => {
      const weights = tools.view().weights.map((w, at) => (at === i ? Number(input.value) : w));
      tools.set({ weights });
    });
    const sync = () => {
      const value = String(tools.view().weights[i] ?? 0);
      input.setAttribute("value", value);
      if (input.value !== value) input.value = value;
      shown.textContent = value;
    };
    tools.onChange(sync);
    sync();
    return h(
      "label",
      { class: "control weight" },
      h("span", {}, `Weight: ${PART_LABEL[part].toLowerCase()} `, shown),
      input,
    );
  });
  const reset = h(
    "button",
    { type: "button", onclick: () => tools.set({ weights: EVEN_WEIGHTS }) },
    "Equal weights",
  );
  return controlBar(sliders, reset);
}
