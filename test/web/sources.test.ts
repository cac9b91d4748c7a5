import { describe, expect, it } from "vitest";
import { drawable } from "../../src/web/charts/reconciliation.ts";
import type { Reconciled, SourceRow } from "../../src/web/data/sources.ts";
import { ageWords, monthsSince } from "../../src/web/format/age.ts";
import { termsExplained, termsWords } from "../../src/web/text/sources-terms.ts";
import {
  citesWords,
  distance,
  metricWords,
  ownWords,
  reconciliationTitle,
  sourcesShown,
  unresolvedWords,
} from "../../src/web/text/sources-words.ts";
import { overdue } from "../../src/web/ui/source-files.ts";
import { shownSources } from "../../src/web/ui/source-list.ts";

const total = (change: Partial<Reconciled> = {}): Reconciled => ({
  id: "AG01",
  metric: "countries_with_nap",
  asOf: "2014-04",
  unit: "countries",
  published: 27,
  ownLow: 27,
  ownHigh: 28,
  verdict: "equal",
  rule: "",
  explanation: null,
  sourceIds: [],
  ...change,
});

const source = (change: Partial<SourceRow> = {}): SourceRow => ({
  id: "plans:W-KEN",
  collection: "plans",
  title: "Kenya NAP",
  publisher: "WILPF",
  year: "2016",
  url: null,
  locator: null,
  licence: 0,
  grade: null,
  note: null,
  cites: [[0, 3]],
  ...change,
});

describe("published totals beside our own", () => {
  it("measures the distance to the nearer end of the range", () => {
    expect([27, 28, 25, 30].map((published) => distance(total({ published })))).toEqual([0, 0, -2, 2]);
    expect(distance(total({ ownLow: null, ownHigh: null }))).toBeNull();
  });

  it("says the own count as a number, a range or as not counted", () => {
    expect(ownWords(total())).toBe("27 to 28");
    expect(ownWords(total({ ownHigh: 27 }))).toBe("27");
    expect(ownWords(total({ ownLow: null, ownHigh: null }))).toBe("not counted");
  });

  it("has a title for every outcome", () => {
    const rows = (...verdicts: Reconciled["verdict"][]) => verdicts.map((verdict) => total({ verdict }));
    expect(reconciliationTitle(rows("not_comparable"))).toBe(
      "No published total can be compared with the register",
    );
    expect(reconciliationTitle(rows("equal", "equal", "not_comparable"))).toBe(
      "2 of 2 published totals agree with the register at their date",
    );
    expect(reconciliationTitle(rows("equal", "close", "explained"))).toBe(
      "1 of 3 published totals agrees with the register at its date, one is at most two away and one differs for a known reason",
    );
    expect(reconciliationTitle(rows("equal", "unexplained"))).toMatch(/one differs without one$/);
  });

  it("draws only counts that can be compared", () => {
    const rows = [
      total(),
      total({ verdict: "not_comparable" }),
      total({ unit: "percent" }),
      total({ ownLow: null }),
    ];
    expect(drawable(rows)).toHaveLength(1);
  });

  it("names a metric that nobody has named yet by its own name", () => {
    expect(metricWords("osce_states_with_nap")).toBe("OSCE states with a plan");
    expect(metricWords("new_thing")).toBe("new thing");
  });
});

describe("list of sources", () => {
  const rows = [
    source(),
    source({ id: "twinning:S001", collection: "twinning", title: "Côte d’Ivoire", year: null, cites: [] }),
  ];

  it("filters by collection and by words without regard to accents", () => {
    const shown = (q: string, collections: string[] = []) =>
      shownSources(rows, { q, in: collections }).map((s) => s.id);
    expect(shown("")).toHaveLength(2);
    expect(shown("cote divoire")).toEqual([]);
    expect(shown("cote d ivoire")).toEqual(["twinning:S001"]);
    expect(shown("wilpf", ["plans"])).toEqual(["plans:W-KEN"]);
    expect(shown("", ["funding"])).toEqual([]);
  });

  it("says how many are shown, uncited and undated", () => {
    expect(sourcesShown(rows, 2)).toBe(
      "All 2 sources are shown; 1 is cited by no row (read, but nothing taken); for 1 no year is known.",
    );
    expect(sourcesShown(rows.slice(0, 1), 2)).toBe("1 of 2 sources are shown.");
    expect(sourcesShown([], 2)).toBe("No source matches.");
  });

  it("says which rows cite a source", () => {
    const tables = ["plan", "claim"];
    expect(citesWords(source(), tables)).toBe("cited by 3 rows of plan");
    expect(
      citesWords(
        source({
          cites: [
            [0, 3],
            [1, 1],
          ],
        }),
        tables,
      ),
    ).toBe("cited by 4 rows (3 of plan, 1 of claim)");
    expect(citesWords(source({ cites: [] }), tables)).toBe("cited by no row");
  });

  it("says the licence of every source in short, also where there is none", () => {
    const notes = ["No reuse licence seen; facts only", "no licence seen in what was read", "CC BY 4.0"];
    const all = [0, 1, 2, null].map((licence) => source({ licence }));
    expect(all.map((s) => termsWords(s, notes))).toEqual([
      "licence: none seen",
      "licence: none seen",
      "licence: CC BY 4.0",
      "licence: not recorded",
    ]);
    expect(termsExplained(all, notes)).toMatch(
      /^Each source stands with its terms: of 4, 2 “none seen” .*, 1 “not recorded” .* and 1 with a note of their own\.$/,
    );
    expect(termsExplained([source({ licence: 2 })], notes)).not.toContain("none seen");
  });
});

describe("age of a file", () => {
  const today = new Date("2026-11-24T12:00:00Z");

  it("counts from the end of what the date names", () => {
    expect(ageWords("2026-01-01", today)).toBe("10 months");
    expect(ageWords("2025-10", today)).toBe("1 year");
    expect(ageWords("2024", today)).toBe("1 year 10 months");
    expect(ageWords("2026-11-10", today)).toBe("less than a month");
    expect(ageWords("2026-11-24", today)).toBe("today");
    expect(ageWords("2026", today)).toBe("period not over");
    expect(ageWords("2026-12", today)).toBe("dated in the future");
    expect(monthsSince("2026-10-24", today)).toBe(0);
    expect(monthsSince("2026-10-23", today)).toBe(1);
  });

  it("finds files older than their usual renewal, and none without a rhythm", () => {
    const file = (asOf: string, cadenceMonths: number | null) => ({
      id: "x",
      path: "x",
      kind: "series" as const,
      title: "x",
      asOf,
      basis: "",
      rows: 1,
      bytes: 1,
      sha256: "",
      licence: "",
      cadenceMonths,
      retrieved: null,
    });
    const files = [file("2019", 24), file("2025", 12), file("2019", null)];
    expect(overdue(files, today)).toEqual([files[0]]);
  });
});

describe("loose ends in words", () => {
  it("covers none, one and several", () => {
    expect(unresolvedWords({ unresolved: [], refused: [] })).toBe(
      "Every reference leads to a row of the register. No row was refused: quarantine is empty.",
    );
    const one = { table: "t", column: "c", value: "KEN-3", rows: 1 };
    expect(unresolvedWords({ unresolved: [one], refused: [] })).toMatch(
      /^1 row names something.*1 name listed here leads nowhere yet\./,
    );
    const refused = { file: "f", row: 2, column: null, value: null, reason: "bad" };
    expect(unresolvedWords({ unresolved: [{ ...one, rows: 28 }, one], refused: [refused] })).toMatch(
      /^29 rows name .*2 names listed here lead nowhere yet\. 1 row was refused and lies in quarantine/,
    );
  });
});
