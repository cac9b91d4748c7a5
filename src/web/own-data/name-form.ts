import { h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { select } from "./choice-form.ts";
import type { Interpretation } from "./types.ts";

export interface Naming {
  label: string;
  unit: string;
  better: "higher" | "lower";
}

/** Asks for what a file cannot say: its name, its unit and which way is better; then uses it. */
export function nameForm(
  kind: Interpretation["kind"],
  suggested: string,
  problems: number,
  use: (naming: Naming) => void,
): HTMLFormElement {
  const naming = { label: suggested, unit: "", better: "" };
  const text = (key: "label" | "unit", label: string, hint: string) => {
    const input = h("input", {
      type: "text",
      id: `own-${key}`,
      value: naming[key],
      required: true,
      maxlength: 80,
      autocomplete: "off",
      placeholder: hint,
    });
    input.addEventListener("input", () => {
      naming[key] = input.value.trim();
      input.setCustomValidity(naming[key] === "" ? "Fill in this field" : "");
    });
    return h("label", { class: "control" }, h("span", {}, label), input);
  };
  const better = select(
    "own-better",
    "Which way is better",
    [
      { value: "", label: "Choose" },
      { value: "higher", label: "Higher is better" },
      { value: "lower", label: "Lower is better" },
    ],
    "",
    (value) => {
      naming.better = value;
    },
  );
  better.querySelector("select")?.setAttribute("required", "");
  const outcome = kind === "outcome";
  return h(
    "form",
    {
      class: "controls own-name",
      onsubmit: (event) => {
        event.preventDefault();
        use({
          label: naming.label,
          unit: naming.unit,
          better: naming.better === "lower" ? "lower" : "higher",
        });
      },
    },
    text("label", outcome ? "Name of the outcome" : "Name of the definition", ""),
    outcome && [text("unit", "Unit", "percentage points"), better],
    h(
      "button",
      { type: "submit", class: "own-use" },
      problems === 0 ? "Use it" : `Use it without ${plural(problems, "problem")}`,
    ),
  );
}
