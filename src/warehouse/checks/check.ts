/** A rule that every warehouse must keep: a query that returns the offending rows as `row_key`, none when all is well. */
export interface WarehouseCheck {
  name: string;
  sql: string;
  remedy: string;
  /** Rows that break the rule for a known reason: row key → reason. */
  allowed?: Readonly<Record<string, string>>;
}
