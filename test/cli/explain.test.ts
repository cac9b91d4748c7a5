import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { distance, fold } from "../../src/cli/explain/fold.ts";
import { tempFolder } from "../support/temp.ts";
import { napHere } from "./in-process.ts";

const explain = (what: string) => napHere(["explain", what]);
const explainJson = async (what: string) => JSON.parse((await napHere(["explain", what, "--json"])).out);

describe("nap explain finds", () => {
  test("a plan, cell by cell, with unknowns, sources and the file it came from", async () => {
    const { code, out } = await explain("lbr-1");
    expect(code).toBe(0);
    expect(out).toContain("plan LBR-1: one generation of one country's WPS national action plan");
    expect(out).toContain("lead_type: gender (women's ministry, commission or gender agency)");
    expect(out).toContain("adopted_date: unknown\n      Date of adoption as far as known");
    expect(out).toMatch(/Sources \(\d+\):\n {2}plans:/);
    expect(out).toMatch(/P01: Ireland - Liberia - Timor-Leste/);
    expect(out).toContain("members: IRL peer, LBR peer, TLS peer");
    expect(out).toMatch(
      /Read from: data\/register\/plans\/plans\.csv\n {2}sha256 [0-9a-f]{64}\n {2}as of \d{4}/,
    );
    expect(out).not.toMatch(/\bnull\b|undefined|NaN/);
  });

  test.each(["CIV", "Cote d'Ivoire", "Côte d’Ivoire", "CÔTE D'IVOIRE", "Ivory Coast"])(
    "a country as %s",
    async (name) => {
      const { code, out } = await explain(name);
      expect(code).toBe(0);
      expect(out).toContain("country CIV:");
    },
  );

  test("a partnership with its members, its disputes and every row that names it", async () => {
    const { rows } = await explainJson("P01");
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row.table).toBe("partnership");
    expect(row.conflictingClaims.map((c: { claim_id: string }) => c.claim_id)).toContain("C09");
    expect(
      row.conflictingClaims.every(
        (c: { agrees_with_consensus: string }) => c.agrees_with_consensus !== "yes",
      ),
    ).toBe(true);
    const mentions = Object.fromEntries(
      row.mentionedBy.map((m: { table: string; keys: string[] }) => [m.table, m.keys]),
    );
    expect(mentions.partnership_member).toEqual(["P01|IRL", "P01|LBR", "P01|TLS"]);
    expect(row.origin).toMatchObject({ path: "data/register/twinning/partnerships.csv" });
  });

  test("a claim with the other claims on the same question", async () => {
    const { rows } = await explainJson("C01");
    const others = rows[0].conflictingClaims;
    expect(others.map((c: { claim_id: string }) => c.claim_id)).toContain("C02");
    expect(others.map((c: { claim_id: string }) => c.claim_id)).not.toContain("C01");
    expect(new Set(others.map((c: { claim: string }) => c.claim)).size).toBe(1);
  });

  test("a source and the rows that cite it", async () => {
    const { rows } = await explainJson("twinning:S001");
    expect(rows[0].origin.path).toBe("data/register/twinning/sources.csv");
    const claims = rows[0].mentionedBy.find((m: { table: string }) => m.table === "claim");
    expect(claims.keys).toContain("C09");
  });

  test("money, with the unit of each amount", async () => {
    expect((await explain("PB23")).out).toContain("cost_amount: 23520260.00 USD\n");
    expect((await explain("DS05")).out).toContain("amount: 4887000.00 EUR\n");
  });

  test("a value of an indicator, and the snapshot behind it", async () => {
    const { code, out } = await explain("women_share_parliament_pct/LBR/2015");
    expect(code).toBe(0);
    expect(out).toMatch(/\n {2}value: 11\n/);
    expect(out).toContain("category: not applicable (the indicator is a number)");
    expect(out).toContain("Read from: data/snapshots/women-in-parliament/");
  });

  test("a published total", async () => {
    expect((await explain("AG45")).out).toContain("published_aggregate AG45:");
  });

  test("a table, with how much of each column is unknown", async () => {
    const { table } = await explainJson("plan");
    expect(table.rows).toBeGreaterThan(200);
    const budget = table.columns.find((c: { column: string }) => c.column === "budget_amount");
    expect(budget.known).toBeLessThan(table.rows);
    expect(budget.description).toContain("not converted");
  });
});

describe("nap explain, where nothing has the name,", () => {
  test.each([
    ["Liberai", "Did you mean Liberia"],
    ["S001", "Did you mean twinning:S001"],
    ["LBR-9", "LBR-1"],
    ["partnershp", "partnership"],
  ])("%s: suggests %s", async (what, suggestion) => {
    const { code, out, err } = await explain(what);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(suggestion);
  });

  test("says that a year without a value is unknown, not zero, and which years are known", async () => {
    const { code, err } = await explain("women_share_parliament_pct/LBR/1950");
    expect(code).toBe(2);
    expect(err).toContain("in 1950 is unknown (not zero)");
    expect(err).toMatch(/Years with a value: .*2015/);
  });

  test.each(["'; DROP TABLE plan; --", 'a"/b/c', "%", ""])("takes %j as a name, not as SQL", async (what) => {
    const { code, err } = await explain(what);
    expect(code).toBe(2);
    expect(err).toContain("[usage]");
    expect((await explain("LBR-1")).code).toBe(0);
  });

  test("says what to do where there is no warehouse", async () => {
    const root = await tempFolder();
    await mkdir(join(root, "data/register"), { recursive: true });
    const { code, err } = await napHere(["explain", "LBR-1", "--root", root]);
    expect(code).toBe(4);
    expect(err).toContain("Run nap build --warehouse-only");
  });
});

describe("names", () => {
  test("fold away accents, case and apostrophes, but not what tells ids apart", () => {
    expect(fold("Côte d’Ivoire")).toBe(fold("cote d'ivoire"));
    expect(fold("São Tomé & Príncipe")).toBe("sao tome principe");
    expect(fold("twinning:S001")).not.toBe(fold("twinning:S002"));
  });

  test("distance counts changed, added and dropped letters", () => {
    expect(distance("liberia", "liberai")).toBe(2);
    expect(distance("", "abc")).toBe(3);
    expect(distance("P01", "P01")).toBe(0);
  });
});
