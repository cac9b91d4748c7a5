import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { prerender } from "../../src/site/prerender.ts";
import type { ChangesData, LiveSourceRow } from "../../src/web/data/changes.ts";
import * as page from "../../src/web/pages/changes.ts";
import { liveWords, refreshWords, standing } from "../../src/web/text/changes-words.ts";

const source = (change: Partial<LiveSourceRow> = {}): LiveSourceRow => ({
  id: "toy",
  title: "Toy <b>series</b>",
  owner: "The tests",
  url: "https://example.org/",
  licence: "CC0",
  cadenceMonths: 12,
  pulled: "2026-11-20",
  asOf: "2025",
  records: 1200,
  tried: "2026-11-24",
  fault: null,
  needsKey: false,
  ...change,
});

const data: ChangesData = {
  state: "2026-11-20-1a2b3c4d",
  sources: [
    source(),
    source({ id: "key", pulled: null, asOf: null, records: null, tried: null, needsKey: true }),
  ],
  refreshes: [
    {
      state: "2026-11-20-1a2b3c4d",
      created: "2026-11-20T09:30:00.000Z",
      sources: [
        { id: "toy", title: "Toy", outcome: "changed", fault: null },
        { id: "other", title: "Other", outcome: "failed", fault: "The bytes broke off" },
        { id: "third", title: "Third", outcome: "unchanged", fault: null },
      ],
      tables: [{ table: "observation", before: 10, after: 12, added: 3, removed: 1, changed: 4 }],
      unchangedTables: 51,
      largest: [
        {
          table: "observation",
          key: "x|AFG|2000",
          column: "value",
          before: null,
          after: "7",
          relative: null,
        },
      ],
    },
  ],
};

const draw = (d: ChangesData) => {
  const { document } = parseHTML('<main id="app" data-base="./"></main>');
  const root = document.getElementById("app") as unknown as HTMLElement;
  prerender(document, root, d, page as never);
  return root;
};

describe("the Changes page", () => {
  it("tells counts, failures and unknown values in words, and draws record text as text", () => {
    const root = draw(data);
    const text = root.textContent ?? "";
    expect(text).toContain(
      "3 rows added, 1 row removed and 4 rows changed in 1 table; 51 tables are as before.",
    );
    expect(text).toContain("1 source failed and kept its last good data.");
    expect(text).toContain("Other: failed, last good data kept (The bytes broke off)");
    expect(text).not.toContain("Third");
    expect(root.querySelector("#refreshes td .unknown")?.textContent).toBe("unknown");
    expect(text).toContain("Toy <b>series</b>");
    expect(root.querySelector("b")).toBeNull();
  });

  it("says so when nothing was pulled live", () => {
    const none = { ...data, state: "base", sources: [source({ pulled: null })], refreshes: [] };
    expect(draw(none).textContent).toContain("No refresh has been made");
    expect(liveWords(none)).toContain("No source was pulled live for this build");
  });

  it("tells a failed attempt from a missing key", () => {
    expect(standing(source())).toBe("good");
    expect(standing(source({ fault: "It stalled" }))).toBe(
      "the attempt of 24 November 2026 failed: It stalled; the last good data stay",
    );
    expect(standing(source({ pulled: null, tried: null, needsKey: true }))).toBe(
      "not pulled: it needs a key",
    );
    expect(liveWords(data)).toContain("1 source of 2 was pulled live, on 20 November 2026");
    expect(data.refreshes.map(refreshWords)).toHaveLength(1);
  });
});
