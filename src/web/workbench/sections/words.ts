import { digitsFor, signed } from "../../charts/wb-format.ts";
import { type Child, h } from "../../dom.ts";
import { siteLink } from "../../site-link.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";

/** Unit of a difference in the outcome, short enough for a sentence. */
export function effectUnit({ outcome: { unit } }: Pick<SectionContext, "outcome">): string {
  return unit.startsWith("points of an index") ? "points" : unit;
}

/** Unit of the outcome itself: a level is not counted in percentage points. */
export function levelUnit({ outcome: { unit } }: Pick<SectionContext, "outcome">): string {
  return unit === "percentage points" ? "%" : unit;
}

/** Formats effects of one figure alike: signed, with the digits that their size asks for. */
export function effectFormat(values: readonly (number | null | undefined)[]): {
  digits: number;
  text: (value: number) => string;
} {
  const known = values.filter((v): v is number => typeof v === "number" && Number.isFinite(v));
  const digits = digitsFor(Math.max(0, ...known.map(Math.abs)) / 2);
  return { digits, text: (value) => signed(value, digits) };
}

/** A caveat that ends in the way to Methods. */
export const noteWith = (words: Child, anchor: string, about: string): Child => [
  words,
  " ",
  h("a", { href: siteLink(`methods#${anchor}`) }, `Methods: ${about}`),
  ".",
];

/** Table column of a number: exact in the file, rounded in view; unknown with its reason. */
export function numberColumn<R>(
  name: string,
  label: string,
  value: (row: R) => number | null,
  show: (value: number) => string,
  missing: (row: R) => string = () => "not shown",
): TableColumn<R> {
  return {
    name,
    label,
    value,
    numeric: true,
    show: (row) => {
      const v = value(row);
      return v === null ? h("span", { class: "unknown" }, missing(row)) : show(v);
    },
  };
}
