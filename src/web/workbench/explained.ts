import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { siteLink } from "../site-link.ts";
import type { Option } from "../ui/controls.ts";

/** A choice with what it means: a native select, one plain line, and the way to Methods. */
export interface ExplainedSpec<V extends object> {
  id: string;
  label: string;
  /** What the choice is about, in one line. */
  line: string;
  /** Anchor on the Methods page. */
  anchor: string;
  options: () => readonly (Option<string> & { line?: string | undefined })[];
  read: (view: V) => string;
  change: (value: string, view: V) => Partial<V>;
}

export function explainedSelect<V extends object>(tools: PageTools<V>, spec: ExplainedSpec<V>): HTMLElement {
  const lineId = `line-${spec.id}`;
  const options = spec.options();
  const select = h(
    "select",
    { id: `control-${spec.id}`, name: spec.id, "aria-describedby": lineId },
    options.map(({ value, label }) => h("option", { value }, label)),
  );
  const chosenLine = h("span", { class: "option-line" });
  const sync = () => {
    const value = spec.read(tools.view());
    for (const option of select.querySelectorAll("option"))
      option.toggleAttribute("selected", option.getAttribute("value") === value);
    if (typeof window !== "undefined") select.value = value;
    const line = options.find((one) => one.value === value)?.line;
    chosenLine.replaceChildren(line ? `${line} ` : "");
  };
  select.addEventListener("change", () => tools.set(spec.change(select.value, tools.view())));
  tools.onChange(sync);
  sync();
  return h(
    "div",
    { class: "explained" },
    h("label", { class: "control" }, h("span", {}, spec.label), select),
    h("p", { class: "explains", id: lineId }, spec.line, " ", chosenLine, aboutLink(spec.label, spec.anchor)),
  );
}

/** Leads to Methods; says of what, for readers who hear links out of place. */
export const aboutLink = (label: string, anchor: string) =>
  h(
    "a",
    { href: siteLink(`methods#${anchor}`) },
    "More",
    h("span", { class: "sr-only" }, ` about ${label.toLowerCase()}`),
  );
