import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LIVE_SOURCES } from "../../loaders/registry.ts";
import { ROOT } from "../support/warehouse.ts";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** The rows of the first table under a heading, as cells without the frame. */
function rowsUnder(text: string, heading: string): string[][] {
  const section = text.split(`\n${heading}\n`)[1]?.split(/\n##/)[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
const idsIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? "");

describe("the live sources in the documents", () => {
  const listed = rowsUnder(read("README.md"), "## Refresh");

  test("README.md lists each, with the tables it fills and the key it needs", () => {
    expect(listed.flatMap(([ids = ""]) => idsIn(ids)).sort()).toEqual(LIVE_SOURCES.map((s) => s.id).sort());
    for (const source of LIVE_SOURCES) {
      const [, gives = "", key = ""] = listed.find(([ids = ""]) => idsIn(ids).includes(source.id)) ?? [];
      if (source.kind === "extract") expect(idsIn(gives)).toEqual(source.tables.map((t) => t.table));
      if (source.secret) expect(key).toContain(`\`${source.secret.env}\``);
    }
  });

  test("docs/cli.md names the environment variable of each key", () => {
    const named = rowsUnder(read("docs/cli.md"), "### Environment").map(([name = ""]) => idsIn(name)[0]);
    const keys = LIVE_SOURCES.flatMap((s) => (s.secret ? [s.secret.env] : []));
    expect(named.sort()).toEqual([...keys, "NAP_MIRROR"].sort());
  });

  test("docs/architecture.md has the floor and the share of each as the loader has them", () => {
    const rows = rowsUnder(read("docs/architecture.md"), "### Plausibility floors");
    expect(rows).toEqual(
      LIVE_SOURCES.map((s) => [
        `\`${s.id}\``,
        s.min_rows.toLocaleString("en-GB"),
        `${Math.round(s.maxChangedShare * 100)} per cent`,
      ]),
    );
  });
});
