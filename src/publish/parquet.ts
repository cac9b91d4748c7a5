import { quoteName, quoteText } from "../model/sql.ts";
import type { Database } from "../warehouse/database.ts";

/** Writes a relation in its own order to a Parquet file. DuckDB runs on one thread here, so the bytes are always the same. */
export async function writeParquet(db: Database, relation: string, path: string): Promise<void> {
  await db.run(
    `COPY ${quoteName(relation)} TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
  );
}
