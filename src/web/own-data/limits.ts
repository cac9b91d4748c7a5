/** What a reader's file may be at most; said on the page and enforced in the worker. */
export const LIMITS = {
  bytes: 100_000_000,
  columns: 500,
  rows: 1_000_000,
  /** Characters of one cell. */
  cell: 10_000,
  /** Characters of one row: beyond that a quotation mark is open, or the file is no table. */
  row: 1_000_000,
  /** Problems kept to be shown; all are counted. */
  problems: 100,
  previewRows: 20,
  /** Columns of the preview, and of the list of columns: more would only slow the page down. */
  previewColumns: 20,
  listedColumns: 60,
  /** Beyond this, squares of values can no longer be added up exactly enough. */
  magnitude: 1e15,
} as const;
