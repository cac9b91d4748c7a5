import { readFile } from "node:fs/promises";
import type { Database } from "./database.ts";

/** Marts in the order in which they build on each other; each is one SQL file with typed, commented tables. */
export const MARTS: readonly string[] = [];

export async function buildMarts(db: Database): Promise<void> {
  for (const mart of MARTS) {
    const sql = await readFile(new URL(`./marts/${mart}.sql`, import.meta.url), "utf8");
    await db.run(sql);
  }
}
