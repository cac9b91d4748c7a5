import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Found } from "./find.ts";

/** The file that the row was read from, with checksum and date; null where the warehouse does not list it. */
export async function originOf(db: Database, found: Found): Promise<Row | null> {
  const id = await snapshotId(db, found);
  if (id === null) return null;
  const [row] = await db.query(
    "SELECT snapshot_id, path, sha256, as_of, as_of_basis, licence FROM snapshot WHERE snapshot_id = $1",
    [id],
  );
  return row ?? null;
}

async function snapshotId(db: Database, { contract, row }: Found): Promise<string | null> {
  if (contract.file) return contract.file.replace(/\.csv$/, "");
  switch (contract.table) {
    case "source":
      return `register/${row.collection}/sources`;
    case "twinning_definition":
      return "reference/twinning-definitions";
    case "indicator":
    case "snapshot":
      return String(row.snapshot_id);
    case "observation": {
      const [indicator] = await db.query("SELECT snapshot_id FROM indicator WHERE indicator = $1", [
        row.indicator ?? null,
      ]);
      return indicator ? String(indicator.snapshot_id) : null;
    }
    default:
      return null;
  }
}
