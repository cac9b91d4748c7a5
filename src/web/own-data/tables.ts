import { type Child, h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { dataTable } from "../ui/table.ts";
import { neededType, useOf } from "./choice.ts";
import { errorsOf, fits, knownOf } from "./column-type.ts";
import { LIMITS } from "./limits.ts";
import type { ColumnType, Interpretation, PreviewCell, Problem, ProblemList, Profile } from "./types.ts";
import { PROBLEM_WORDS, TYPE_WORDS } from "./words.ts";

/** Each column with what it is taken for, what it is used as, and how many cells fit. */
export function columnsTable({ columns }: Profile, choice: Interpretation): Child {
  const rows = columns.slice(0, LIMITS.listedColumns).map((column, at) => {
    const type = neededType(at, choice, columns);
    const { unknown } = column.counts;
    return {
      name: column.name,
      at,
      type,
      unknown,
      known: knownOf(column.counts),
      errors: errorsOf(column, type),
    };
  });
  const number = (label: string, key: "known" | "unknown" | "errors") => ({
    name: key,
    label,
    numeric: true,
    value: (row: (typeof rows)[number]) => row[key],
    show: (row: (typeof rows)[number]) => count(row[key]),
  });
  return [
    dataTable(
      "Columns of the file",
      [
        { name: "column", label: "Column", value: (row) => row.name },
        { name: "type", label: "Taken for", value: (row) => TYPE_WORDS[row.type] },
        { name: "use", label: "Used as", value: ({ at }) => useOf(at, choice, columns) },
        number("Known cells", "known"),
        number("Of these, errors", "errors"),
        number("Unknown cells", "unknown"),
      ],
      rows,
    ),
    more(columns.length, LIMITS.listedColumns),
  ];
}

/** The first rows as they were read. */
export function previewTable({ columns, preview, rows }: Profile, choice: Interpretation): Child {
  const shown = columns
    .slice(0, LIMITS.previewColumns)
    .map(({ name }, at) => ({ name, type: neededType(at, choice, columns) }));
  const caption = `The first ${preview.length} of ${plural(rows, "row")}`;
  const align = (at: number) => (["number", "year"].includes(shown[at]?.type ?? "") ? "number" : null);
  return [
    h(
      "div",
      { class: "table-scroll own-preview", role: "region", "aria-label": caption, tabindex: 0 },
      h(
        "table",
        {},
        h("caption", { class: "sr-only" }, caption),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            shown.map(({ name, type }, at) =>
              h("th", { scope: "col", class: align(at) }, name, h("span", { class: "own-type" }, type)),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          preview.map((cells) =>
            h(
              "tr",
              {},
              cells.map((cell, at) => h("td", { class: align(at) }, cellOf(cell, shown[at]?.type ?? "text"))),
            ),
          ),
        ),
      ),
    ),
    more(columns.length, LIMITS.previewColumns),
  ];
}

function cellOf({ text, kind }: PreviewCell, type: ColumnType): Child {
  if (kind === "unknown") return h("span", { class: "unknown" }, text === "" ? "empty" : text);
  if (fits(kind, type)) return text;
  return h(
    "span",
    { class: "own-misfit" },
    text,
    h("span", { class: "sr-only" }, " (not of the column’s type)"),
  );
}

const more = (columns: number, shown: number): Child =>
  columns > shown &&
  h(
    "p",
    { class: "small" },
    `The first ${shown} of ${count(columns)} columns are shown here; all can be chosen above.`,
  );

/** Every kind of problem with its count, and the first problems by row and column. */
export function problemsView(list: ProblemList): Child {
  if (list.total === 0) return h("p", {}, "Nothing is wrong with the cells that are used.");
  const kinds = list.kinds.map(([code, n]) =>
    h("li", {}, `${PROBLEM_WORDS[code][0]}: ${count(n)}. ${PROBLEM_WORDS[code][1]}.`),
  );
  const shown =
    list.shown.length < list.total
      ? `The first ${list.shown.length} of ${count(list.total)} are listed here.`
      : null;
  return [
    h(
      "p",
      {},
      `${plural(list.total, "problem")}. What is wrong is left out, never repaired; correct it in the file and choose the file again, or go on without it.`,
    ),
    h("ul", { class: "prose small" }, kinds),
    dataTable<Problem>(
      "Problems by row and column",
      [
        { name: "row", label: "Row", value: (p) => p.row, show: (p) => count(p.row) },
        { name: "column", label: "Column", value: (p) => p.column },
        {
          name: "value",
          label: "Value",
          value: (p) => p.value,
          show: (p) => p.value || h("span", { class: "unknown" }, "empty"),
        },
        { name: "reason", label: "What is wrong", value: (p) => PROBLEM_WORDS[p.code][0] },
        { name: "remedy", label: "What to do", value: (p) => PROBLEM_WORDS[p.code][1] },
      ],
      list.shown,
    ),
    shown && h("p", { class: "small" }, shown),
  ];
}

/** Two lists of problems as one: those of the columns first. */
export function joined(a: ProblemList, b: ProblemList): ProblemList {
  return {
    shown: [...a.shown, ...b.shown].slice(0, LIMITS.problems),
    total: a.total + b.total,
    kinds: [...a.kinds, ...b.kinds],
  };
}
