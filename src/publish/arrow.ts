import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
} from "apache-arrow";
import { WarehouseCheckError } from "../errors/data-errors.ts";
import type { Row, Value } from "../model/column.ts";
import type { CatalogueColumn, CatalogueTable } from "./catalogue.ts";
import { isDecimal } from "./ordered-rows.ts";

/** An Arrow type and how a value of `Database.query` becomes one of its values. */
interface ArrowColumn {
  type: DataType;
  convert: (value: Exclude<Value, null>) => unknown;
}

const same = (value: unknown) => value;
const PLAIN: Record<string, () => ArrowColumn> = {
  VARCHAR: () => ({ type: new Utf8(), convert: same }),
  BOOLEAN: () => ({ type: new Bool(), convert: same }),
  TINYINT: () => ({ type: new Int8(), convert: Number }),
  SMALLINT: () => ({ type: new Int16(), convert: Number }),
  INTEGER: () => ({ type: new Int32(), convert: Number }),
  BIGINT: () => ({ type: new Int64(), convert: BigInt }),
  FLOAT: () => ({ type: new Float64(), convert: Number }),
  DOUBLE: () => ({ type: new Float64(), convert: Number }),
  DATE: () => ({ type: new DateDay(), convert: (v) => new Date(`${v}T00:00:00Z`) }),
};

/**
 * Arrow's type of a column. Decimals become Float64 as long as each value has at most 15 digits, which a double gives
 * back exactly: apache-arrow hands Decimal128 to JavaScript without its scale, amounts 100 times too large. Where a
 * value has more digits the column is Decimal128, so that none is lost.
 */
function arrowColumn(table: string, column: CatalogueColumn, beyondDouble: ReadonlySet<string>): ArrowColumn {
  if (isDecimal(column.type)) {
    if (!beyondDouble.has(column.name)) return { type: new Float64(), convert: Number };
    const [precision, scale] = /(\d+),(\d+)/.exec(column.type)?.slice(1).map(Number) ?? [38, 0];
    return { type: new Decimal(scale ?? 0, precision ?? 38, 128), convert: (v) => decimalWords(String(v)) };
  }
  const plain = column.type.startsWith("ENUM(") ? PLAIN.VARCHAR : PLAIN[column.type];
  if (plain) return plain();
  throw new WarehouseCheckError(
    `Type ${column.type} has no published form`,
    { file: table, column: column.name },
    `Declare one of: ${Object.keys(PLAIN).join(", ")}, DECIMAL`,
  );
}

/** A decimal's digits as the four little-endian words of a 128-bit integer in two's complement. */
function decimalWords(text: string): Uint32Array {
  const unscaled = BigInt.asUintN(128, BigInt(text.replace(".", "")));
  return Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number(BigInt.asUintN(32, unscaled >> shift)));
}

/** The table as bytes of an Arrow IPC file: plain columns without dictionaries, nulls kept, descriptions as metadata. */
export async function arrowFile(
  table: CatalogueTable,
  beyondDouble: ReadonlySet<string>,
  pages: AsyncIterable<Row[]>,
): Promise<Uint8Array> {
  const columns = table.columns.map((c) => arrowColumn(table.name, c, beyondDouble));
  const fields = table.columns.map(
    (c, i) => new Field(c.name, columns[i]?.type ?? new Utf8(), c.nullable, metadata(c)),
  );
  const schema = new Schema(fields, new Map([["table", table.name]]));
  const batches: RecordBatch[] = [];
  for await (const rows of pages) {
    const children = columns.map((column, i) => columnData(column, rows, table.columns[i]?.name ?? ""));
    batches.push(
      new RecordBatch(
        schema,
        makeData({ type: new Struct(fields), length: rows.length, nullCount: 0, children }),
      ),
    );
  }
  return tableToIPC(new Table(schema, batches), "file");
}

function columnData(column: ArrowColumn, rows: Row[], name: string) {
  const builder = makeBuilder({ type: column.type, nullValues: [null] });
  for (const row of rows) {
    const value = row[name] ?? null;
    builder.append(value === null ? null : column.convert(value));
  }
  return builder.finish().flush();
}

const metadata = (column: CatalogueColumn) =>
  new Map([
    ["declared_type", column.type],
    ["description", column.description ?? ""],
    ["unit", column.unit ?? ""],
  ]);
