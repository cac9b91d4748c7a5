import { TABLES } from "../model/registers.ts";
import { openDatabase } from "../warehouse/database.ts";
import { tableDdl } from "../warehouse/ddl.ts";
import { buildMarts } from "../warehouse/marts.ts";
import { type CatalogueTable, readCatalogue } from "./catalogue.ts";

/** The catalogue of a warehouse without rows: what the contracts and marts declare. */
export async function schemaCatalogue(): Promise<CatalogueTable[]> {
  const db = await openDatabase(":memory:");
  try {
    for (const contract of TABLES) await db.run(tableDdl(contract));
    await buildMarts(db);
    return await readCatalogue(db);
  } finally {
    db.close();
  }
}
