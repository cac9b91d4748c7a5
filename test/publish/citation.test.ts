import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { latestAsOf } from "../../src/publish/as-of.ts";
import {
  citationBibtex,
  citationCff,
  citationOf,
  citationRis,
  citationText,
} from "../../src/publish/citation.ts";
import { ROOT, testWarehouse } from "../support/warehouse.ts";

const citation = citationOf("9.8.7", "2031-02-03");

describe("the citation", () => {
  it.each([
    ["text", citationText],
    ["BibTeX", citationBibtex],
    ["RIS", citationRis],
    ["CFF", citationCff],
  ])("as %s carries author, title, version and as-of date", (_, form) => {
    const text = form(citation);
    for (const part of [citation.author, citation.title, "9.8.7", "2031-02-03"]) expect(text).toContain(part);
  });

  it("keeps the year alone where the date is partial", () => {
    expect(citationBibtex(citationOf("1.0.0", "2025"))).toContain("year    = {2025}");
    expect(citationRis(citationOf("1.0.0", "2025-10"))).toContain("PY  - 2025\r\n");
  });

  it("escapes what BibTeX and YAML would take as their own", () => {
    const odd = { ...citation, title: 'A & B: 50 % {of} "plans"' };
    expect(citationBibtex(odd)).toContain('{{A \\& B: 50 \\% of "plans"}}');
    expect(citationCff(odd)).toContain('title: "A & B: 50 % {of} \\"plans\\""');
  });

  it("in CITATION.cff is that of this version and these data (else: npx tsx src/publish/write-citation.ts)", async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
    const db = await testWarehouse();
    const [row] = await db.query<{ as_of: string }>(
      "SELECT max(as_of) AS as_of FROM snapshot WHERE kind <> 'reference' AND snapshot_id NOT LIKE '%/sources'",
    );
    db.close();
    expect(await readFile(join(ROOT, "CITATION.cff"), "utf8")).toBe(
      citationCff(citationOf(version, row?.as_of ?? "")),
    );
  });
});

describe("the one as-of date", () => {
  const file = (snapshot_id: string, kind: string, as_of: string) => ({ snapshot_id, kind, as_of });

  it("is that of the newest register or series, not of a fetch or a list of codes", () => {
    const files = [
      file("register/plans/plans", "register", "2026-01-01"),
      file("gdp-population", "series", "2024"),
      file("register/series/sources", "register", "2026-10-10"),
      file("reference/countries", "reference", "2026-11-24"),
    ];
    expect(latestAsOf(files)).toBe("2026-01-01");
    expect(latestAsOf([...files, file("wps-index", "series", "2026-02")])).toBe("2026-02");
    expect(latestAsOf(files.slice(2))).toBeNull();
  });
});
