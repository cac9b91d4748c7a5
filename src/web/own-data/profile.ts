import { typeOf } from "./column-type.ts";
import type { CountryNames } from "./country-names.ts";
import { LIMITS } from "./limits.ts";
import { cut, Problems } from "./problems.ts";
import { propose } from "./propose.ts";
import { refuse } from "./refusal.ts";
import type { CellKind, Column, Counts, Profile } from "./types.ts";
import { isUnknown, ODD_NUMBER, readNumber, readYear } from "./values.ts";

function kindOf(text: string, names: CountryNames): CellKind {
  if (isUnknown(text)) return "unknown";
  if (readYear(text).fault === null) return "year";
  if (readNumber(text).fault === null) return "number";
  if (ODD_NUMBER.test(text)) return "odd";
  return names.find(text) ? "country" : "text";
}

/** Finds out what the columns of a file are, row by row. */
export class Profiler {
  private names: string[] = [];
  private named: boolean[] = [];
  private counts: Record<CellKind, number>[] = [];
  private readonly first: string[][] = [];
  private readonly problems = new Problems();

  constructor(private readonly countries: CountryNames) {}

  header(names: string[]): void {
    this.named = names.map((name) => name !== "");
    const seen = new Map<string, number>();
    this.names = names.map((name, i) => {
      if (name === "") return `column ${i + 1}, without a name`;
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return before === 0 ? cut(name) : `${cut(name)} (column ${i + 1})`;
    });
    names.forEach((name, i) => {
      const shown = this.names[i] ?? "";
      if (name !== "" && names.indexOf(name) !== i) this.problems.add("header_duplicate", 1, shown, name);
      if (this.countries.find(name)) this.problems.add("header_data", 1, shown, name);
    });
    this.counts = names.map(() => ({ unknown: 0, country: 0, year: 0, number: 0, odd: 0, text: 0 }));
  }

  row(cells: string[], row: number): void {
    if (this.first.length < LIMITS.previewRows) this.first.push(cells);
    this.counts.forEach((counts, i) => {
      counts[kindOf(cells[i] ?? "", this.countries)]++;
    });
    const extra = cells.findIndex((cell, i) => i >= this.names.length && cell !== "");
    if (extra >= 0) this.problems.add("too_many_cells", row, `column ${extra + 1}`, cells[extra] ?? "");
  }

  /** @throws Refusal where the first row is no header of the others. */
  end(rows: number, delimiter: string): Profile {
    if (2 * this.problems.count("too_many_cells") > rows) {
      throw refuse(
        "header_short",
        `The first row has ${this.names.length} cells, most rows have more: it is not their header`,
        "Delete the lines above the row with the names of the columns",
      );
    }
    const columns = this.counts.map((counts, i) => this.column(counts, i));
    return {
      columns,
      rows,
      delimiter,
      preview: this.first.map((cells) =>
        columns.slice(0, LIMITS.previewColumns).map((_, i) => {
          const text = cells[i] ?? "";
          return { text: cut(text), kind: kindOf(text, this.countries) };
        }),
      ),
      proposal: propose(columns),
      problems: this.problems.list(),
    };
  }

  private column(counts: Counts, i: number): Column {
    const name = this.names[i] ?? "";
    const type = typeOf(counts);
    if (type !== "empty" && !this.named[i]) this.problems.add("header_empty", 1, name, "");
    return { name, type, counts };
  }
}
