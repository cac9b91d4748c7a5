import { h } from "../dom.ts";
import { wideWords } from "./choice.ts";
import type { Column, Interpretation } from "./types.ts";
import { TYPE_WORDS } from "./words.ts";

type Key = keyof Interpretation;

/** Selects that say what each column is; every change calls back with the whole choice. */
export function choiceForm(
  columns: readonly Column[],
  proposal: Interpretation,
  changed: (choice: Interpretation) => void,
): HTMLElement {
  let choice = proposal;
  const shown: { element: HTMLElement; when: (choice: Interpretation) => boolean }[] = [];
  const sync = () => {
    for (const { element, when } of shown) element.toggleAttribute("hidden", !when(choice));
  };
  const change = (part: Partial<Interpretation>) => {
    choice = { ...choice, ...part };
    sync();
    changed(choice);
  };
  const add = (element: HTMLElement, when: (choice: Interpretation) => boolean = () => true) => {
    shown.push({ element, when });
    return element;
  };
  const outcome = (c: Interpretation) => c.kind === "outcome";
  const partnerships = (c: Interpretation) => c.kind === "definition";
  const long = (c: Interpretation) => outcome(c) && c.layout === "long";
  const column = (key: Key, label: string, none: string) =>
    select(
      `own-${key}`,
      label,
      [
        { value: "", label: none },
        ...columns.map(columnOption).filter((_, at) => at === choice[key] || canBe(key, columns[at])),
      ],
      String(choice[key] ?? ""),
      (text) => change({ [key]: text === "" ? null : Number(text) }),
    );
  const form = h(
    "form",
    { class: "controls own-choice", onsubmit: (e) => e.preventDefault() },
    select(
      "own-kind",
      "The file holds",
      [
        { value: "outcome", label: "An outcome" },
        { value: "definition", label: "Who is twinned since when" },
      ],
      choice.kind,
      (kind) => change({ kind: kind as Interpretation["kind"] }),
    ),
    add(
      select(
        "own-layout",
        "Layout",
        [
          { value: "long", label: "One row for each country and year" },
          { value: "wide", label: "One column for each year" },
        ],
        choice.layout,
        (layout) => change({ layout: layout as Interpretation["layout"] }),
      ),
      outcome,
    ),
    column("country", "Country", "Choose a column"),
    add(column("year", "Year", "None: no year is known"), (c) => long(c) || partnerships(c)),
    add(column("value", "Value", "Choose a column"), long),
    add(column("partner", "Partner country", "None"), partnerships),
    add(column("role", "Role", "None"), partnerships),
    add(h("p", { class: "small own-wide" }, wideWords(columns)), (c) => outcome(c) && c.layout === "wide"),
  );
  sync();
  return form;
}

/** Whether any cell of a column fits: 500 choices where one makes sense would help nobody. */
function canBe(key: Key, column: Column | undefined): boolean {
  if (!column) return false;
  const { country, text, year, number, odd } = column.counts;
  if (key === "country" || key === "partner" || key === "role") return country + text > 0;
  if (key === "year") return year > 0 || column.type === "empty";
  return year + number + odd > 0;
}

const columnOption = ({ name, type }: Column, at: number) => ({
  value: String(at),
  label: `${name} (${type === "empty" ? "empty" : TYPE_WORDS[type]})`,
});

/** A native select with its label. */
export function select(
  id: string,
  label: string,
  options: readonly { value: string; label: string }[],
  value: string,
  changed: (value: string) => void,
): HTMLElement {
  const element = h(
    "select",
    { id },
    options.map((o) => h("option", { value: o.value, selected: o.value === value }, o.label)),
  );
  element.addEventListener("change", () => changed(element.value));
  return h("label", { class: "control" }, h("span", {}, label), element);
}
