import { DuckDBInstance } from "@duckdb/node-api";
import type { ScratchSql } from "../model/live-source.ts";

/** Leaves room for the process itself below 2 GiB, whatever the size of the input. */
const MEMORY_LIMIT = "1200MB";

/**
 * Runs `work` with an empty database for passing large files through: two threads, a memory limit, and a folder to
 * spill into. Nothing of it is kept; results leave as Parquet files ordered by their SQL.
 */
export async function withScratch<T>(folder: string, work: (sql: ScratchSql) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    memory_limit: MEMORY_LIMIT,
    temp_directory: folder,
    preserve_insertion_order: "false",
  });
  const connection = await instance.connect();
  try {
    return await work({
      run: async (sql) => void (await connection.run(sql)),
      query: async <T>(sql: string) =>
        (await connection.runAndReadAll(sql)).getRowObjectsJson() as unknown as T[],
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
