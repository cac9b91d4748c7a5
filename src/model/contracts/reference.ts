import { bool, code, integer, optional, partialDate, pattern, ref, sources, text, year } from "../column.ts";
import type { Contract } from "../contract.ts";

export const country: Contract = {
  table: "country",
  title: "Countries and territories",
  rowIs: "a country or territory",
  file: "reference/countries.csv",
  columns: {
    iso3: pattern(
      "ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo",
      /^[A-Z]{3}$/,
      "three capital letters",
    ),
    iso2: optional(pattern("ISO 3166-1 alpha-2", /^[A-Z]{2}$/, "two capital letters")),
    m49: optional(pattern("UN M49 code", /^\d{3}$/, "three digits")),
    name: text("Short English name; listing implies no position on status"),
    other_names: optional(text("Other names that readers search for, joined by ;")),
    un_region: text("UN M49 region"),
    un_subregion: text("UN M49 sub-region"),
    un_member: bool("Is it one of the 193 members of the United Nations"),
    note: optional(text("Remarks")),
  },
  key: ["iso3"],
};

export const countryGroup: Contract = {
  table: "country_group",
  title: "Membership of country groups",
  rowIs: "one spell of one country in a group that a published total speaks of",
  file: "reference/country-groups.csv",
  columns: {
    group_id: code("Group", {
      osce: "participating states of the OSCE",
      eu: "European Union",
      sadc: "Southern African Development Community",
      africa: "Africa",
      asia_pacific: "Asia and the Pacific",
    }),
    iso3: ref("country", "iso3", "Country"),
    spell: integer("Number of the spell, 2 for a second membership", 1, 9),
    from_year: optional(year("First year in the group; empty: throughout")),
    to_year: optional(year("Last year in the group; empty: still in it")),
    basis: text("Which list, and what its years are"),
  },
  key: ["group_id", "iso3", "spell"],
};

export const actorGroup: Contract = {
  table: "actor_group",
  title: "Groups that give or receive",
  rowIs: "a group or body that stands in a country column of the funding tables",
  file: "reference/actor-groups.csv",
  columns: {
    actor_code: pattern("Code", /^[A-Z]{2,7}$/, "capital letters"),
    name: text("Name"),
    definition: text("What it stands for"),
  },
  key: ["actor_code"],
};

export const currency: Contract = {
  table: "currency",
  title: "Currencies",
  rowIs: "a currency and the country whose official rate converts it",
  file: "reference/currencies.csv",
  columns: {
    currency_code: pattern("ISO 4217", /^[A-Z]{3}$/, "three capital letters"),
    name: text("Name"),
    rate_iso3: optional(pattern("Country whose rate series is used", /^[A-Z]{3}$/, "three capital letters")),
    note: optional(text("Remarks")),
  },
  key: ["currency_code"],
};

export const source: Contract = {
  table: "source",
  title: "Sources",
  rowIs: "a page, report or data set that supports rows of the other tables",
  columns: {
    source_id: text("Collection and id, for example twinning:S001"),
    collection: code("Part of the register that cites it", {
      plans: "plans",
      twinning: "twinning",
      funding: "funding",
      series: "series",
      live: "sources pulled live",
    }),
    original_id: text("Id inside its collection"),
    title: text("Title"),
    publisher: optional(text("Publisher")),
    year: optional(text("Year or date of publication as found")),
    locator: optional(text("Address or repository path as found")),
    url: optional(text("The address where it is an http or https one")),
    licence: optional(text("Licence note as found")),
    grade: optional(
      code("How close it is to the fact", {
        A: "issuer of the figure or the code itself",
        B: "press or an organisation close to it",
        C: "repost, digest or unnamed",
      }),
    ),
    note: optional(text("What it supports, remarks")),
  },
  key: ["source_id"],
};

export const snapshot: Contract = {
  table: "snapshot",
  title: "Snapshots and register files",
  rowIs: "one file that went into the warehouse, with its checksum",
  columns: {
    snapshot_id: text("Register file or series snapshot"),
    path: text("Path below data/"),
    kind: code("What it is", {
      register: "curated by hand",
      series: "transcribed from a copy of a source",
      live: "pulled live from a source",
      reference: "codes",
    }),
    title: text("Title"),
    sha256: pattern("SHA-256 of the bytes", /^[0-9a-f]{64}$/, "64 hexadecimal digits"),
    bytes: integer("Size in bytes"),
    rows: integer("Records in the file"),
    as_of: partialDate("Point in time that the content speaks of"),
    as_of_basis: text("How that point in time is known"),
    retrieved: optional(partialDate("Day of the live pull; empty for files kept in the repository")),
    licence: text("Terms for this file; see LICENSE-DATA.md"),
    cadence_months: optional(integer("How often upstream is renewed", 1, 240)),
  },
  key: ["snapshot_id"],
};

export const quarantine: Contract = {
  table: "quarantine",
  title: "Quarantine",
  rowIs: "a row that was refused, and why",
  columns: {
    file: text("File"),
    row: integer("Record number, the header being row 1"),
    table: { ...text("Table it was meant for"), as: "target_table" },
    column: { ...optional(text("Column")), as: "target_column" },
    value: optional(text("Value that was refused")),
    code: text("Kind of fault"),
    reason: text("What is wrong"),
    remedy: text("What to do"),
    raw: text("The whole row as found"),
  },
  key: ["file", "row"],
};

export const citation: Contract = {
  table: "citation",
  title: "Which source supports which row",
  rowIs: "one source of one row",
  columns: {
    table_name: text("Table"),
    row_key: text("Key of the row, parts joined by |"),
    source_id: sources(),
  },
  key: ["table_name", "row_key", "source_id"],
};
citation.columns.source_id = {
  ...sources(),
  as: "source_id",
  list: false,
  description: "Source",
};

export const twinningDefinition: Contract = {
  table: "twinning_definition",
  title: "Definitions of twinned",
  rowIs: "one definition of what counts as twinned",
  columns: {
    definition_id: text("Identifier"),
    position: integer("Order on the page", 1, 99),
    label: text("Short label"),
    statement: text("The rule in words"),
    kinds: text("Kinds of arrangement that count, joined by ;"),
    roles: text("Roles that count, joined by ;"),
    evidence: text("Strengths of evidence that count, joined by ;"),
    date_rule: code("Which year counts as the start", {
      first_documented: "stated or first documented year",
      announced: "year of announcement",
      first_activity: "year of the first dated activity",
    }),
    excluded: optional(text("Arrangements left out, joined by ;")),
    excluded_reason: optional(text("Why they are left out")),
  },
  key: ["definition_id"],
};

export const unresolved: Contract = {
  table: "unresolved_reference",
  title: "References that do not resolve",
  rowIs: "a value that names something which the register does not have; the row is kept",
  columns: {
    table_name: text("Table"),
    row_key: text("Key of the row"),
    column_name: text("Column"),
    value: text("Value"),
    meaning: text("What it should name"),
  },
  key: ["table_name", "row_key", "column_name"],
};
