import { type Child, h } from "../dom.ts";
import type { PageTools } from "../page.ts";

export interface Option<T extends string> {
  value: T;
  label: string;
}

type KeysOf<V, T> = { [K in keyof V]: V[K] extends T ? K : never }[keyof V] & string;

/** A native select bound to one part of the view. */
export function selectControl<V extends object, K extends KeysOf<V, string>>(
  tools: PageTools<V>,
  key: K,
  label: string,
  options: readonly Option<V[K] & string>[],
): HTMLElement {
  const select = h(
    "select",
    { id: `control-${key}`, name: key },
    options.map((o) => h("option", { value: o.value }, o.label)),
  );
  const sync = () => {
    const value = String(tools.view()[key]);
    for (const option of select.querySelectorAll("option"))
      option.toggleAttribute("selected", option.getAttribute("value") === value);
    // Without a browser the chosen option alone carries the value.
    if (typeof window !== "undefined") select.value = value;
  };
  select.addEventListener("change", () => tools.set({ [key]: select.value } as Partial<V>));
  tools.onChange(sync);
  sync();
  return h("label", { class: "control" }, h("span", {}, label), select);
}

/** A search field bound to a text of the view. */
export function searchControl<V extends object, K extends KeysOf<V, string>>(
  tools: PageTools<V>,
  key: K,
  label: string,
  placeholder: string,
): HTMLElement {
  const input = h("input", {
    type: "search",
    id: `control-${key}`,
    name: key,
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
  });
  const sync = () => {
    const value = String(tools.view()[key]);
    if (input.value !== value) input.value = value;
  };
  input.addEventListener("input", () => tools.set({ [key]: input.value } as Partial<V>));
  tools.onChange(sync);
  sync();
  return h("label", { class: "control search" }, h("span", {}, label), input);
}

/** Check boxes bound to a list of the view; none ticked means no filter. */
export function checksControl<V extends object, K extends KeysOf<V, readonly string[]>>(
  tools: PageTools<V>,
  key: K,
  label: string,
  options: readonly Option<string>[],
): HTMLElement {
  const boxes = options.map((o) => ({
    value: o.value,
    input: h("input", { type: "checkbox", name: key, value: o.value }),
    label: o.label,
  }));
  const chosen = () => tools.view()[key] as readonly string[];
  const sync = () => {
    for (const box of boxes) {
      box.input.checked = chosen().includes(box.value);
    }
  };
  for (const box of boxes) {
    box.input.addEventListener("change", () => {
      const next = boxes.filter((b) => b.input.checked).map((b) => b.value);
      tools.set({ [key]: next } as Partial<V>);
    });
  }
  tools.onChange(sync);
  sync();
  return h(
    "fieldset",
    { class: "control checks" },
    h("legend", {}, label),
    h(
      "div",
      {},
      boxes.map((b) => h("label", {}, b.input, h("span", {}, b.label))),
    ),
  );
}

/** The row of controls above a chart or list. */
export const controlBar = (...controls: Child[]) =>
  h("form", { class: "controls needs-script", onsubmit: (e) => e.preventDefault() }, controls);
