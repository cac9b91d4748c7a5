import { WPS_PURPOSES } from "../../src/model/contracts/oecd.ts";
import { quoteText } from "../../src/model/sql.ts";
import type { CrsColumn } from "./columns.ts";

/** What a column holds; codes of the DAC are whole numbers and small in memory as such. */
export type CellType = "year" | "code" | "marker" | "amount" | "text";

export const TYPES: Record<CrsColumn, CellType> = {
  year: "year",
  donorcode: "code",
  donorname: "text",
  recipientcode: "code",
  recipientname: "text",
  bimulti: "code",
  category: "code",
  aidt: "text",
  usdcommitment: "amount",
  usddisbursement: "amount",
  usdcommitmentdefl: "amount",
  usddisbursementdefl: "amount",
  purposecode: "code",
  gender: "marker",
  dedonorcode: "text",
  derecipientcode: "text",
  agencycode: "text",
  crsid: "text",
  projectnumber: "text",
};

/** Aid types of bilateral allocable aid, of which OECD takes marker shares. */
export const ALLOCABLE = ["A02", "B01", "B03", "B04", "C01", "D01", "D02", "E01"];

const FIRST_YEAR = 1960;

/**
 * The statement that brings any dialect to one shape: a line per activity with the columns that are needed, the
 * name of a cell that cannot be used in `bad`, and a hash of all that was read to find lines that stand there twice.
 * `cell` gives the SQL of a column, null where the file does not have it.
 */
export function stageSelect(
  cell: (name: CrsColumn) => string | null,
  source: { from: string; row: string; bad: string | null; today: string },
): string {
  const need = (name: CrsColumn) => cell(name) ?? "NULL";
  const optionalText = (name: CrsColumn) => cell(name) ?? "NULL::VARCHAR";
  const lastYear = Number(source.today.slice(0, 4));
  const read = (Object.keys(TYPES) as CrsColumn[]).flatMap((name) => cell(name) ?? []);
  const wps = Object.keys(WPS_PURPOSES).join(", ");
  const purpose = need("purposecode");
  return `SELECT ${need("year")} AS year, ${need("donorcode")} AS donor, ${need("recipientcode")} AS recipient,
    CASE WHEN ${purpose} IN (${wps}) THEN ${purpose} WHEN ${purpose} IS NULL THEN -1 ELSE 0 END AS purpose,
    ${need("gender")} AS marker, ${need("category")} AS category, ${need("bimulti")} AS bi_multi,
    coalesce(${need("aidt")} IN (${ALLOCABLE.map(quoteText).join(", ")}), false) AS allocable,
    ${need("usdcommitment")} AS commitment, ${need("usddisbursement")} AS disbursement,
    ${need("usdcommitmentdefl")} AS commitment_constant, ${need("usddisbursementdefl")} AS disbursement_constant,
    ${optionalText("dedonorcode")} AS donor_de, ${need("donorname")} AS donor_name,
    ${optionalText("derecipientcode")} AS recipient_de, ${need("recipientname")} AS recipient_name,
    hash(${read.join(", ")}) AS fingerprint, ${source.row} AS row,
    CASE ${source.bad === null ? "" : `WHEN (${source.bad}) IS NOT NULL THEN (${source.bad})`}
      WHEN ${need("year")} IS NULL OR ${need("year")} NOT BETWEEN ${FIRST_YEAR} AND ${lastYear} THEN 'Year'
      WHEN ${need("donorcode")} IS NULL THEN 'DonorCode'
      WHEN ${need("recipientcode")} IS NULL THEN 'RecipientCode' END AS bad
    FROM ${source.from}`;
}
