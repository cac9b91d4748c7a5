/** Status of a country or plan under one definition of twinned. */
export type Status = "twinned" | "undated" | "not_twinned";

/** One definition of what counts as twinned. */
export interface Definition {
  id: string;
  label: string;
  statement: string;
}

/** "As of" of a register file or snapshot, by snapshot id. */
export type AsOf = Record<string, string>;

export const STATUS_LABEL: Record<Status, string> = {
  twinned: "Twinned",
  undated: "Twinned, year unknown",
  not_twinned: "Not twinned",
};
