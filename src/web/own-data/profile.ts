import type { CountryNames } from "./country-names.ts";
import { LIMITS } from "./limits.ts";
import { cut, Problems } from "./problems.ts";
import { propose } from "./propose.ts";
import { refuse } from "./refusal.ts";
import type { CellState, Column, ColumnType, PreviewCell, Profile } from "./types.ts";
import { isUnknown, ODD_NUMBER, readNumber, readYear } from "./values.ts";

type CellKind = "unknown" | "country" | "year" | "number" | "odd" | "text";

/** A cell by its looks alone. "odd" = a number written so that it could be read in two ways. */
function kindOf(text: string, names: CountryNames): CellKind {
  if (isUnknown(text)) return "unknown";
  if (readYear(text).fault === null) return "year";
  if (readNumber(text).fault === null) return "number";
  if (ODD_NUMBER.test(text)) return "odd";
  return names.find(text) ? "country" : "text";
}

type Counts = Record<CellKind, number>;

const FITS: Record<ColumnType, readonly CellKind[]> = {
  country: ["country"],
  year: ["year"],
  number: ["number", "year"],
  text: ["country", "year", "number", "odd", "text"],
  empty: [],
};

/** Half of the known cells decide; years must be nearly all, since many a number looks like one. */
function typeOf(c: Counts): ColumnType {
  const known = c.country + c.year + c.number + c.odd + c.text;
  if (known === 0) return "empty";
  if (2 * c.country >= known) return "country";
  if (c.year >= 0.9 * known) return "year";
  return 2 * (c.year + c.number + c.odd) >= known ? "number" : "text";
}

/** Finds out what the columns of a file are, row by row. */
export class Profiler {
  private names: string[] = [];
  private counts: Counts[] = [];
  private readonly first: string[][] = [];
  private readonly problems = new Problems();

  constructor(private readonly countries: CountryNames) {}

  header(names: string[]): void {
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
    const columns = this.counts.map((c, i) => this.column(c, i));
    return {
      columns,
      rows,
      delimiter,
      preview: this.first.map((cells) =>
        columns.slice(0, LIMITS.previewColumns).map((column, i) => this.cell(column.type, cells[i] ?? "")),
      ),
      proposal: propose(columns),
      problems: this.problems.list(),
    };
  }

  private column(c: Counts, i: number): Column {
    const type = typeOf(c);
    const known = c.country + c.year + c.number + c.odd + c.text;
    const fitting = FITS[type].reduce((sum, kind) => sum + c[kind], 0);
    const name = this.names[i] ?? "";
    if (type !== "empty" && name.endsWith("without a name")) this.problems.add("header_empty", 1, name, "");
    return { name, type, known, unknown: c.unknown, errors: known - fitting };
  }

  private cell(type: ColumnType, text: string): PreviewCell {
    const kind = kindOf(text, this.countries);
    const state: CellState = kind === "unknown" ? "unknown" : FITS[type].includes(kind) ? "ok" : "error";
    return { text: cut(text), state };
  }
}
