import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { type Paths, projectPaths } from "../../src/warehouse/paths.ts";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const testPaths = (): Paths => projectPaths(ROOT);

/** The warehouse that the test run built from the data in the repository, read-only. */
export const testWarehouse = (): Promise<Database> =>
  openDatabase(join(ROOT, "build/warehouse.duckdb"), { readOnly: true });
