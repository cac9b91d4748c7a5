import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { type CatalogueTable, readCatalogue } from "../../src/publish/catalogue.ts";
import { csvText } from "../../src/publish/csv.ts";
import {
  DICTIONARY_COLUMNS,
  type DictionaryEntry,
  dictionaryOf,
  dictionaryRows,
} from "../../src/publish/dictionary.ts";
import { DICTIONARY_COMMAND, dictionaryDoc } from "../../src/publish/dictionary-doc.ts";
import { schemaCatalogue } from "../../src/publish/schema-catalogue.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { ROOT } from "../support/warehouse.ts";

let tables: CatalogueTable[];
let entries: DictionaryEntry[];
const entry = (table: string, column: string) =>
  entries.find((e) => e.table === table && e.column === column);

beforeAll(async () => {
  tables = await schemaCatalogue();
  entries = dictionaryOf(tables);
});

describe("the data dictionary", () => {
  it("takes types, keys, units, references and codes from schema and contracts", () => {
    expect(entry("plan_budget", "cost_amount")).toMatchObject({
      type: "DECIMAL(20,2)",
      nullable: true,
      unit: "currency",
      description: "Cost of the plan",
    });
    expect(entry("plan", "plan_id")).toMatchObject({ key: true, nullable: false, unit: null });
    expect(entry("partnership_member", "iso3")?.references).toBe("country.iso3");
    expect(entry("plan", "source_ids")?.references).toBe("source.source_id, joined by ;");
    expect(entry("plan_budget", "plan_id")?.references).toBe("plan.plan_id, where it is in the register");
    expect(entry("partnership", "direction")?.codes).toEqual({
      mutual: "both ways",
      one_way: "one way",
      unknown: "not known",
    });
  });

  it("as CSV has one line for each column, which can be read back", () => {
    const text = csvText(DICTIONARY_COLUMNS, dictionaryRows(entries));
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(entries.length);
    const codes = data.find((r) => r.table === "partnership" && r.column === "direction")?.codes;
    expect(codes).toBe("mutual: both ways | one_way: one way | unknown: not known");
  });

  it("takes codes of a derived table from its checks", async () => {
    const db = await openDatabase(":memory:");
    await db.run(`CREATE TABLE mart (id INTEGER PRIMARY KEY, state VARCHAR CHECK (state IN ('a', 'it''s, b')),
      n INTEGER CHECK (n > 0), other VARCHAR, CHECK (other IN ('x') OR id > 1))`);
    const found = dictionaryOf(await readCatalogue(db));
    db.close();
    expect(found.map((e) => e.codes)).toEqual([null, { a: null, "it's, b": null }, null, null]);
  });

  it(`in docs/ is that of this schema (else run: ${DICTIONARY_COMMAND})`, async () => {
    const committed = await readFile(join(ROOT, "docs/data-dictionary.md"), "utf8");
    expect(committed, `Out of date. Run: ${DICTIONARY_COMMAND}`).toBe(dictionaryDoc(tables));
  });

  it("as Markdown cannot be broken by a comment", () => {
    const table: CatalogueTable = {
      name: "t",
      rowIs: "One row is <b>a</b> | b",
      columns: [{ name: "c", type: "VARCHAR", nullable: false, description: "a | b\n<script>", unit: null }],
      primaryKey: [],
      foreignKeys: [],
      allowed: {},
    };
    const text = dictionaryDoc([table]);
    expect(text).toContain("| `c` | VARCHAR | no | a \\| b \\<script\\> |");
    expect(text).not.toMatch(/[^\\]<(script|b)/);
  });
});
