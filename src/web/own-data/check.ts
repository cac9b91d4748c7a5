import type { CountryNames } from "./country-names.ts";
import { Problems } from "./problems.ts";
import { yearOfName } from "./propose.ts";
import type { Checked, Interpretation, ProblemCode, World } from "./types.ts";
import { isUnknown, readNumber, readYear } from "./values.ts";

/** What a check needs besides the rows. */
export interface CheckContext {
  names: CountryNames;
  world: World;
  choice: Interpretation;
  /** Names of the columns, as the profile has them. */
  columns: readonly string[];
}

type Rest = Pick<Checked, "problems" | "unknown" | "leftOut" | "repeated" | "facilitators">;

/** Reads values by country and year; a country and year with two different values has none. */
export class OutcomeCheck {
  private readonly problems = new Problems();
  private readonly values = new Map<string, { iso3: string; year: number; value: number; clash: boolean }>();
  private unknown = 0;
  private leftOut = 0;
  private repeated = 0;
  /** Columns with a value, each with the year of its name where it has one. */
  private readonly sources: readonly { at: number; year: number | null }[];

  constructor(private readonly context: CheckContext) {
    const { choice, columns } = context;
    this.sources =
      choice.layout === "wide"
        ? columns.flatMap((name, at) => {
            const year = yearOfName(name);
            return year === null ? [] : [{ at, year }];
          })
        : choice.value === null
          ? []
          : [{ at: choice.value, year: null }];
  }

  row(cells: readonly string[], row: number): void {
    const iso3 = countryIn(this.context, this.problems, cells, row);
    if (!iso3) return;
    for (const { at, year } of this.sources) {
      const text = cells[at] ?? "";
      if (isUnknown(text)) this.unknown++;
      else this.value(iso3, year ?? this.yearIn(cells, row), text, at, row);
    }
  }

  end(): Rest & Pick<Checked, "outcome" | "definition"> {
    const { problems, unknown, leftOut, repeated } = this;
    const cells = [...this.values.values()].flatMap(({ clash, ...cell }) => (clash ? [] : [cell]));
    return {
      problems: problems.list(),
      unknown,
      leftOut,
      repeated,
      facilitators: 0,
      outcome: { cells },
      definition: null,
    };
  }

  private value(iso3: string, year: number | null, text: string, at: number, row: number): void {
    const { columns, world } = this.context;
    const { value, fault } = readNumber(text);
    if (fault) this.problems.add(fault, row, nameOf(columns, at), text);
    if (fault || year === null) return;
    if (year < world.years[0] || year > world.years[1]) {
      this.leftOut++;
      return;
    }
    const key = `${iso3} ${year}`;
    const before = this.values.get(key);
    if (!before) this.values.set(key, { iso3, year, value, clash: false });
    else if (before.value === value) this.repeated++;
    else {
      before.clash = true;
      this.problems.add("conflict", row, nameOf(columns, at), `${key}: ${before.value} and ${value}`);
    }
  }

  private yearIn(cells: readonly string[], row: number): number | null {
    const { choice, columns } = this.context;
    if (choice.year === null) return null;
    const text = cells[choice.year] ?? "";
    const name = nameOf(columns, choice.year);
    if (isUnknown(text)) this.problems.add("year_missing", row, name, text);
    else if (readYear(text).fault) this.problems.add("year_invalid", row, name, text);
    return readYear(text).value;
  }
}

/** Reads who is twinned since when. The first known year counts; a year before or after the study is kept, and the country then left out of estimates. */
export class DefinitionCheck {
  private readonly problems = new Problems();
  private readonly since = new Map<string, number | null>();
  private readonly rows = new Set<string>();
  private unknown = 0;
  private repeated = 0;
  private facilitators = 0;

  constructor(private readonly context: CheckContext) {}

  row(cells: readonly string[], row: number): void {
    const { context, problems } = this;
    const { choice, columns } = context;
    const iso3 = countryIn(context, problems, cells, row);
    const partner = this.partnerIn(cells, row);
    if (iso3 && iso3 === partner) {
      problems.add("partner_self", row, nameOf(columns, choice.partner), cells[choice.partner ?? 0] ?? "");
      return;
    }
    const text = choice.year === null ? "" : (cells[choice.year] ?? "");
    const read = isUnknown(text) ? { value: null, fault: null } : readYear(text);
    if (read.fault) {
      problems.add(read.fault, row, nameOf(columns, choice.year), text);
      return;
    }
    if (read.value === null && (iso3 || partner)) this.unknown++;
    const role = choice.role === null ? "" : (cells[choice.role] ?? "").toLowerCase();
    const only = /^facilitat/.test(role);
    if (only) this.facilitators++;
    const key = [iso3, partner, read.value, role].join(" ");
    if (this.rows.has(key)) this.repeated++;
    this.rows.add(key);
    if (iso3 && !only) this.add(iso3, read.value);
    if (partner) this.add(partner, read.value);
  }

  end(): Rest & Pick<Checked, "outcome" | "definition"> {
    const { problems, unknown, repeated, facilitators } = this;
    const countries = [...this.since].map(([iso3, since]) => ({ iso3, since }));
    return {
      problems: problems.list(),
      unknown,
      leftOut: 0,
      repeated,
      facilitators,
      outcome: null,
      definition: { countries },
    };
  }

  private add(iso3: string, year: number | null): void {
    const before = this.since.get(iso3) ?? null;
    this.since.set(iso3, before !== null && year !== null ? Math.min(before, year) : (before ?? year));
  }

  private partnerIn(cells: readonly string[], row: number): string | null {
    const { choice, names, columns } = this.context;
    const text = choice.partner === null ? "" : (cells[choice.partner] ?? "");
    if (choice.partner === null || isUnknown(text)) return null;
    const iso3 = names.find(text);
    if (!iso3) this.problems.add("partner_unknown", row, nameOf(columns, choice.partner), text);
    return iso3;
  }
}

const nameOf = (columns: readonly string[], at: number | null) => columns[at ?? -1] ?? "";

function countryIn(
  { choice, names, columns }: CheckContext,
  problems: Problems,
  cells: readonly string[],
  row: number,
): string | null {
  if (choice.country === null) return null;
  const text = cells[choice.country] ?? "";
  const iso3 = names.find(text);
  const code: ProblemCode = isUnknown(text) ? "country_missing" : "country_unknown";
  if (!iso3) problems.add(code, row, nameOf(columns, choice.country), text);
  return iso3;
}
