/** Codes of the IATI standard that this project reads, for version 2 and, under their older names, version 1. */

export type Stage = "commitment" | "disbursement" | "expenditure";

const STAGES = new Map<string, Stage>([
  ["2", "commitment"],
  ["3", "disbursement"],
  ["4", "expenditure"],
  ["C", "commitment"],
  ["D", "disbursement"],
  ["E", "expenditure"],
]);

/** Why a transaction of another type is not money that its reporter gave. */
const LEFT_OUT = new Map<string, string>([
  ["1", "incoming funds"],
  ["IF", "incoming funds"],
  ["11", "incoming commitments"],
  ["5", "interest payments"],
  ["IR", "interest payments"],
  ["6", "loan repayments"],
  ["LR", "loan repayments"],
  ["7", "reimbursements"],
  ["R", "reimbursements"],
  ["8", "purchase of equity"],
  ["QP", "purchase of equity"],
  ["9", "sale of equity"],
  ["QS", "sale of equity"],
  ["10", "credit guarantees"],
  ["CG", "credit guarantees"],
  ["12", "outgoing pledges"],
  ["13", "incoming pledges"],
]);

/** Stage of a transaction type (2, 3, 4 or C, D, E), or the reason for which it is left out. */
export function stageOf(type: string | null): { stage: Stage } | { leftOut: string } {
  if (type === null) return { leftOut: "transactions without a type" };
  const stage = STAGES.get(type);
  if (stage) return { stage };
  return { leftOut: LEFT_OUT.get(type) ?? "transactions of an unknown type" };
}

/** The seven purposes of the CRS list that are about women, peace and security. */
export const WPS_PURPOSES = ["15170", "15180", "15210", "15220", "15230", "15240", "15261"] as const;

const PURPOSES = new Set<string>(WPS_PURPOSES);
const ROUGH = new Set(["151", "152"]);

/** Class of a DAC purpose code, five digits (vocabulary 1) or three (vocabulary 2). */
export const sectorClass = (code: string): string => (PURPOSES.has(code) || ROUGH.has(code) ? code : "other");

/** 1 for the DAC five-digit list (also when no vocabulary is named), 2 for the three-digit list, else null. */
export function dacVocabulary(vocabulary: string | null): 1 | 2 | null {
  if (vocabulary === null || vocabulary === "" || vocabulary === "1" || vocabulary === "DAC") return 1;
  return vocabulary === "2" || vocabulary === "DAC-3" ? 2 : null;
}

/** True for the vocabulary of DAC policy markers and regions, also when none is named. */
export const isDefaultVocabulary = (vocabulary: string | null): boolean =>
  vocabulary === null || vocabulary === "" || vocabulary === "1" || vocabulary === "DAC";
