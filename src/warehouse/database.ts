import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import type { Row, Value } from "../model/column.ts";

/** The few things that the project asks of DuckDB. */
export interface Database {
  run(sql: string, values?: Value[]): Promise<void>;
  /** Rows with plain values: numbers, text, booleans, null; DECIMAL, BIGINT and dates as text. */
  query<T extends Row = Row>(sql: string, values?: Value[]): Promise<T[]>;
  close(): void;
}

/**
 * Opens a database. One thread: the order of rows and the bytes of exported files must not depend on the machine.
 * `locked` shuts out files and network for good, for databases that only answer questions.
 */
export async function openDatabase(
  path: string,
  options: { readOnly?: boolean; locked?: boolean } = {},
): Promise<Database> {
  const instance = await DuckDBInstance.create(path, {
    threads: "1",
    ...(options.readOnly ? { access_mode: "READ_ONLY" } : {}),
  });
  const connection = await instance.connect();
  if (options.locked)
    await connection.run("SET enable_external_access = false; SET lock_configuration = true;");
  return wrap(connection, instance);
}

function wrap(connection: DuckDBConnection, instance: DuckDBInstance): Database {
  return {
    run: async (sql, values) => void (await connection.run(sql, values as DuckDBValue[] | undefined)),
    query: async <T extends Row>(sql: string, values?: Value[]) => {
      const reader = await connection.runAndReadAll(sql, values as DuckDBValue[] | undefined);
      return reader.getRowObjectsJson().map(plain) as T[];
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Lists and structs do not leave the warehouse; anything else is already plain. */
function plain(row: Record<string, unknown>): Row {
  const out: Row = {};
  for (const [name, value] of Object.entries(row)) {
    out[name] = typeof value === "object" && value !== null ? JSON.stringify(value) : (value as Value);
  }
  return out;
}
