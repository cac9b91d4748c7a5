import {
  bad,
  type CellResult,
  ok,
  readAmount,
  readDecimal,
  readInteger,
  readNumber,
  readPartialDate,
} from "../parse/cell.ts";

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** What a column holds: enough to read it, to declare it in SQL and to describe it in the dictionary. */
export interface Column {
  sql: string;
  description: string;
  nullable: boolean;
  read: (raw: string) => CellResult<Value>;
  unit?: string;
  /** Allowed codes, with their meaning. */
  codes?: Record<string, string>;
  /** SQL condition on the column itself, `{}` standing for its name. */
  check?: string;
  /** Table and column that every value must be found in; soft: reported, and the row kept, where it is not. */
  ref?: { table: string; column: string; soft?: true };
  /** Values joined by ";" each of which must be found in `ref`. */
  list?: boolean;
  /** In the file for people; the warehouse has it elsewhere. */
  fileOnly?: boolean;
  /** Name of the column in the warehouse where it differs from the file's. */
  as?: string;
}

const make = (sql: string, description: string, read: Column["read"]): Column => ({
  sql,
  description,
  nullable: false,
  read,
});

export const text = (description: string) => make("VARCHAR", description, ok);
export const integer = (description: string, min = 0, max = 2_000_000_000): Column => ({
  ...make("INTEGER", description, (raw) => readInteger(raw, min, max)),
  check: `{} BETWEEN ${min} AND ${max}`,
});
export const year = (description: string): Column => ({
  ...make("SMALLINT", description, (raw) => readInteger(raw, 1900, 2100)),
  check: "{} BETWEEN 1900 AND 2100",
});
export const amount = (description: string, unit: string): Column => ({
  ...make("DECIMAL(20,2)", description, readAmount),
  unit,
});
export const decimal = (description: string, unit: string): Column => ({
  ...make("DECIMAL(20,6)", description, readDecimal),
  unit,
});
export const number = (description: string): Column => make("DOUBLE", description, readNumber);
export const partialDate = (description: string): Column => ({
  ...make("VARCHAR", description, readPartialDate),
  check: "regexp_full_match({}, '\\d{4}(-\\d{2}(-\\d{2})?)?')",
});
/** A partial date, or the first and last day of an event joined by "/". */
export const dateSpan = (description: string): Column =>
  make("VARCHAR", description, (raw) => {
    const parts = raw.split("/");
    const fault = parts.map(readPartialDate).find((r) => !r.ok);
    if (fault) return fault;
    if (parts.length === 1) return ok(raw);
    const whole =
      parts.length === 2 && parts.every((p) => p.length === 10) && (parts[0] ?? "") <= (parts[1] ?? "");
    return whole
      ? ok(raw)
      : bad(
          "not-a-span",
          "is not a first and a last day",
          "Write YYYY-MM-DD/YYYY-MM-DD, the earlier day first",
        );
  });
export const bool = (description: string): Column =>
  make("BOOLEAN", description, (raw) =>
    raw === "true" || raw === "false"
      ? ok(raw === "true")
      : bad("not-a-boolean", "is neither true nor false", "Write true or false"),
  );

/** A cell that must be one of the given codes. */
export const code = (description: string, codes: Record<string, string>): Column => ({
  ...make("VARCHAR", description, (raw) =>
    Object.hasOwn(codes, raw)
      ? ok(raw)
      : bad(
          "unknown-code",
          "is not one of the allowed codes",
          `Use one of: ${Object.keys(codes).join(", ")}`,
        ),
  ),
  codes,
  check: `{} IN (${Object.keys(codes)
    .map((c) => `'${c}'`)
    .join(", ")})`,
});

/** A cell that must match a pattern, with a remedy that says which. */
export const pattern = (description: string, regexp: RegExp, form: string): Column =>
  make("VARCHAR", description, (raw) =>
    regexp.test(raw) ? ok(raw) : bad("wrong-form", `is not of the form ${form}`, `Write ${form}`),
  );

const ISO3 = /^[A-Z]{3}$/;

/** ISO 3166-1 alpha-3 (XKX for Kosovo) that must be in the country table. */
export const iso3 = (description: string): Column => ({
  ...pattern(description, ISO3, "three capital letters, ISO 3166-1 alpha-3"),
  ref: { table: "country", column: "iso3" },
});
export const iso3List = (description: string): Column => ({
  ...pattern(description, /^[A-Z]{3}(;[A-Z]{3})*$/, "ISO 3166-1 alpha-3 codes joined by ;"),
  ref: { table: "country", column: "iso3" },
  list: true,
});
export const actorList = (description: string): Column => ({
  ...pattern(description, /^[A-Z]{2,7}(;[A-Z]{2,7})*$/, "country or group codes joined by ;"),
  ref: { table: "actor", column: "actor_code" },
  list: true,
});

/** A reference to one row of another table. */
export const ref = (table: string, column: string, description: string): Column => ({
  ...text(description),
  ref: { table, column },
});

/** A reference that sources make to something the register may not have yet. */
export const softRef = (table: string, column: string, description: string): Column => ({
  ...text(description),
  ref: { table, column, soft: true },
});

/** The sources of a row, joined by ";". In the warehouse each id carries its collection: `plans:W-KEN`. */
export const sources = (): Column => ({
  ...pattern(
    "Sources of this row, joined by ; (see source)",
    /^[\w.-]+(;[\w.-]+)*$/,
    "source ids joined by ;",
  ),
  ref: { table: "source", column: "source_id" },
  list: true,
  as: "source_ids",
});

export const optional = (column: Column): Column => ({ ...column, nullable: true });
export const fileOnly = (description: string): Column => ({ ...optional(text(description)), fileOnly: true });
export const note = () =>
  optional(text("Remarks of the compiler: doubts, how a value was derived, conflicts between sources"));
