import { listWords, plural } from "../format/number.ts";
import { yearColumns, yearOfName } from "./propose.ts";
import type { Column, ColumnType, Interpretation } from "./types.ts";

/** What still has to be chosen before the file can be checked; null where nothing is missing. */
export function missingChoice(choice: Interpretation, columns: readonly Column[]): string | null {
  const missing: string[] = [];
  if (choice.country === null) missing.push("the country");
  if (choice.kind === "outcome" && choice.layout === "long") {
    if (choice.year === null) missing.push("the year");
    if (choice.value === null) missing.push("the value");
  }
  if (missing.length > 0) return `Choose the column with ${listWords(missing)}.`;
  if (choice.kind === "outcome" && choice.layout === "wide" && yearColumns(columns).length === 0)
    return "No column is named as a year. Choose the other layout, or name the columns 2001, 2002, ….";
  const { country, partner, year, value, role } = relevant(choice);
  const used = [country, partner, year, value, role].filter((at) => at !== null);
  return new Set(used).size < used.length ? "One column is chosen for two things." : null;
}

/** The choice with what plays no part in it left out. */
export function relevant(choice: Interpretation): Interpretation {
  if (choice.kind === "definition") return { ...choice, layout: "long", value: null };
  const long = choice.layout === "long";
  return {
    ...choice,
    partner: null,
    role: null,
    year: long ? choice.year : null,
    value: long ? choice.value : null,
  };
}

/** What a column is used as. */
export function useOf(at: number, choice: Interpretation, columns: readonly Column[]): string {
  const c = relevant(choice);
  if (at === c.country) return "country";
  if (at === c.year) return c.kind === "definition" ? "twinned since" : "year";
  if (at === c.value) return "value";
  if (at === c.partner) return "partner country";
  if (at === c.role) return "role";
  const year = c.kind === "outcome" && c.layout === "wide" ? yearOfName(columns[at]?.name ?? "") : null;
  return year === null ? "not used" : `value of ${year}`;
}

/** The type that a column must have for its use; the type found where it is not used. */
export function neededType(at: number, choice: Interpretation, columns: readonly Column[]): ColumnType {
  const c = relevant(choice);
  if (at === c.country || at === c.partner) return "country";
  if (at === c.year) return "year";
  if (at === c.value) return "number";
  const column = columns[at];
  const wide = c.kind === "outcome" && c.layout === "wide" && yearOfName(column?.name ?? "") !== null;
  return wide ? "number" : (column?.type ?? "empty");
}

/** "29 columns are named as years: 1997 to 2025." */
export function wideWords(columns: readonly Column[]): string {
  const years = yearColumns(columns).map((at) => yearOfName(columns[at]?.name ?? "") ?? 0);
  if (years.length === 0) return "No column is named as a year.";
  const span = `${Math.min(...years)} to ${Math.max(...years)}`;
  return `${plural(years.length, "column is", "columns are")} named as years: ${span}.`;
}
