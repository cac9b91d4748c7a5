import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type Effects, realEffects } from "../../src/effects.ts";
import { WarehouseCheckError } from "../../src/errors/data-errors.ts";
import { EnvironmentError } from "../../src/errors/run-errors.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import type { Paths } from "../../src/warehouse/paths.ts";
import { folderSums, hostileProject, publish, removeTemporary, temporaryPaths } from "./fixture.ts";

afterEach(removeTemporary);

const real = realEffects();
const noSpace = () =>
  Promise.reject(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC", syscall: "write" }));

/** Effects whose nth call of one file operation fails as a full disk does. */
function failing(operation: "write" | "rename", when: (path: string, call: number) => boolean): Effects {
  let calls = 0;
  const wrapped = (path: string, second: string) => {
    calls += 1;
    return when(path, calls) ? noSpace() : real.files[operation](path, second);
  };
  return { ...real, files: { ...real.files, [operation]: wrapped } };
}

async function sql(paths: Paths, statement: string): Promise<void> {
  const db = await openDatabase(paths.warehouse);
  await db.run(statement);
  db.close();
}

describe("publishing puts the old or the new folder in place, never a mixture", () => {
  it.each([
    ["an Arrow file", failing("write", (path) => path.endsWith("hostile.arrow"))],
    ["the manifest", failing("write", (path) => path.endsWith("manifest.json"))],
    ["the checksums", failing("write", (path) => path.endsWith("SHA256SUMS"))],
    ["the first rename", failing("rename", (_, call) => call === 1)],
    ["the second rename", failing("rename", (_, call) => call === 2)],
  ])("keeps the old folder when %s cannot be written", async (_, effects) => {
    const paths = await hostileProject();
    await publish(paths);
    const before = await folderSums(paths);
    await sql(paths, "DELETE FROM hostile WHERE id > 12");
    const error = await publish(paths, effects).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(String(error)).toContain("build/published");
    expect(await folderSums(paths)).toEqual(before);
    expect(await real.files.list(paths.build)).toEqual(["published", "warehouse.duckdb"]);
  });

  it("replaces the old folder whole: a table that is gone leaves no file", async () => {
    const paths = await hostileProject();
    await publish(paths);
    await sql(paths, "DROP TABLE nothing_yet");
    await publish(paths);
    expect(Object.keys(await folderSums(paths)).filter((n) => n.startsWith("nothing_yet"))).toEqual([]);
    expect(await real.files.list(paths.build)).toEqual(["published", "warehouse.duckdb"]);
  });

  it("finds the last good folder after a run that died between the two renames", async () => {
    const paths = await hostileProject();
    await publish(paths);
    const before = await folderSums(paths);
    await real.files.rename(paths.published, `${paths.published}.old`);
    await publish(
      paths,
      failing("write", () => true),
    ).catch(() => undefined);
    expect(await folderSums(paths)).toEqual(before);
  });
});

describe("publishing refuses", () => {
  it("a project without a warehouse, and says what to run", async () => {
    const error = await publish(await temporaryPaths()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(String(error)).toContain("nap build");
  });

  it.each([
    ["a number that is none", "UPDATE hostile SET share = 'nan' WHERE id = 1", "1 numbers that are infinite"],
    ["an infinite number", "UPDATE hostile SET share = '-inf' WHERE id = 1", "1 numbers that are infinite"],
    [
      "a type without a published form",
      "CREATE TABLE odd (id INTEGER, l INTEGER[])",
      "INTEGER[] has no published form",
    ],
    ["a name that is no file name", 'CREATE TABLE "../x" (id INTEGER)', "cannot be a file name"],
    [
      "a name that would overwrite the dictionary",
      "CREATE TABLE dictionary (id INTEGER)",
      "cannot be a file name",
    ],
    ["a warehouse without a date", "DELETE FROM snapshot", "as of when"],
  ])("%s", async (_, statement, message) => {
    const paths = await hostileProject();
    await sql(paths, statement);
    const error = await publish(paths).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WarehouseCheckError);
    expect(String(error)).toContain(message);
    expect(await real.files.exists(paths.published)).toBe(false);
  });

  it("never touches the warehouse", async () => {
    const paths = await hostileProject();
    const before = await readFile(paths.warehouse);
    await publish(paths);
    expect((await readFile(paths.warehouse)).equals(before)).toBe(true);
  });
});
