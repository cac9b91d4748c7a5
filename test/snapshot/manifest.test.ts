import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import { realEffects } from "../../src/effects.ts";
import { ReferenceFileError, SnapshotIntegrityError } from "../../src/errors/data-errors.ts";
import { parseManifest, verifyRows } from "../../src/snapshot/manifest.ts";
import { readSnapshot } from "../../src/snapshot/read-data.ts";
import { tempFolder } from "../support/temp.ts";
import { ROOT } from "../support/warehouse.ts";

const good = {
  source: "s",
  file: "a.csv",
  sha256: "x",
  bytes: 1,
  rows: 1,
  as_of: "2025",
  as_of_basis: "b",
  recorded: "2026-11-24",
  obtained: "o",
};

describe("manifests", () => {
  it.each([
    ["no checksum", { ...good, sha256: undefined }],
    ["a path that leaves its folder", { ...good, file: "../secret.csv" }],
    ["size as text", { ...good, bytes: "1" }],
  ])("refuses %s", (_, manifest) => {
    expect(() => parseManifest(JSON.stringify(manifest), "m.json")).toThrow(ReferenceFileError);
  });
});

it("a manifest of another source, or with another number of rows, is refused", () => {
  const manifest = parseManifest(JSON.stringify(good), "m.json");
  expect(() => verifyRows(manifest, 2, "s", "a.csv")).toThrow(/2 rows, its manifest says 1/);
  expect(() => verifyRows(manifest, 1, "other", "a.csv")).toThrow(/source s/);
  expect(() => verifyRows(manifest, 1, "s", "a.csv")).not.toThrow();
});

describe("snapshots", () => {
  it.each(SERIES_SOURCES.map((s) => s.id))(
    "%s is what its manifest vouches for and parses without a refused row",
    async (id) => {
      const source = SERIES_SOURCES.find((s) => s.id === id);
      const file = await readSnapshot(realEffects(), join(ROOT, "data"), id);
      const read = source?.parse(file.bytes, file.path, source);
      expect(read?.records).toBe(file.manifest.rows);
      expect(read?.quarantined).toEqual([]);
    },
  );

  it("a single changed byte is an error that names the file", async () => {
    const data = await tempFolder();
    await cp(join(ROOT, "data/snapshots/women-ministers"), join(data, "snapshots/women-ministers"), {
      recursive: true,
    });
    const file = await readSnapshot(realEffects(), data, "women-ministers");
    const changed = Uint8Array.from(file.bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await writeFile(join(data, "snapshots/women-ministers", file.version, file.manifest.file), changed);
    await expect(readSnapshot(realEffects(), data, "women-ministers")).rejects.toThrow(
      SnapshotIntegrityError,
    );
    await expect(readSnapshot(realEffects(), data, "women-ministers")).rejects.toThrow(
      /women-leadership\.csv/,
    );
  });
});
