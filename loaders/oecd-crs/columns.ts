import { DriftError } from "../../src/errors/source-errors.ts";

/**
 * The columns of the CRS text files, in the spelling of the current ones: 90 from the research notes (api_shapes §1.5)
 * and USD_GrantEquiv_Defl, which readers of the Parquet file name.
 */
export const CRS_COLUMNS: readonly string[] = [
  ..."Year DonorCode DEDonorcode DonorName AgencyCode AgencyName CrsID ProjectNumber InitialReport".split(
    " ",
  ),
  ..."RecipientCode DERecipientcode RecipientName RegionCode RegionName IncomegroupCode IncomegroupName".split(
    " ",
  ),
  ..."FlowCode FlowName Bi_Multi Category Finance_T Aid_T USD_Commitment USD_Disbursement USD_Received".split(
    " ",
  ),
  ..."USD_Commitment_Defl USD_Disbursement_Defl USD_Received_Defl USD_Adjustment USD_Adjustment_Defl".split(
    " ",
  ),
  ..."USD_AmountUntied USD_AmountPartialTied USD_AmountTied USD_AmountUntied_Defl".split(" "),
  ..."USD_AmountPartialTied_Defl USD_AmountTied_Defl USD_IRTC GrantEquiv USD_GrantEquiv".split(" "),
  ..."USD_GrantEquiv_Defl CurrencyCode Commitment_National Disbursement_National ShortDescription".split(" "),
  ..."ProjectTitle PurposeCode PurposeName SectorCode SectorName ChannelCode ChannelName".split(" "),
  ..."ChannelReportedName ParentChannelCode Geography ExpectedStartDate CompletionDate".split(" "),
  ..."LongDescription SDGfocus Keywords Gender Environment DIG Trade RMNCH DRR Nutrition Disability".split(
    " ",
  ),
  ..."FTC PBA InvestmentProject AssocFinance Biodiversity ClimateMitigation ClimateAdaptation".split(" "),
  ..."Desertification CommitmentDate TypeRepayment NumberRepayment Interest1 Interest2 Repaydate1".split(" "),
  ..."Repaydate2 USD_Interest USD_Outstanding USD_Arrears_Principal USD_Arrears_Interest BudgetIdent".split(
    " ",
  ),
  ..."CapitalExpend PSIflag PSIAddType LDCflag".split(" "),
];

/** Columns that the extract cannot do without, by folded name. */
export const NEEDED = [
  "year",
  "donorcode",
  "donorname",
  "recipientcode",
  "recipientname",
  "bimulti",
  "category",
  "aidt",
  "usdcommitment",
  "usddisbursement",
  "usdcommitmentdefl",
  "usddisbursementdefl",
  "purposecode",
  "gender",
] as const;

/**
 * Columns that are read where they are there. The DE codes are not in files of before 2024; the others only serve to
 * count activities that stand in the file twice.
 */
export const WELCOME = ["dedonorcode", "derecipientcode", "agencycode", "crsid", "projectnumber"] as const;

export type CrsColumn = (typeof NEEDED)[number] | (typeof WELCOME)[number];

/** Other names that files have used, folded, for a column of today. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["pdgg", "dig"],
  ["projectid", "projectnumber"],
]);

/** Case and `_` mean nothing in these names: Finance_T, Finance_t and finance_t are one column. */
export function foldName(name: string): string {
  const folded = name.trim().toLowerCase().replaceAll("_", "");
  return ALIASES.get(folded) ?? folded;
}

const KNOWN = new Set(CRS_COLUMNS.map(foldName));

export interface HeaderMatch {
  /** Position in the header of each column that is read. */
  at: Map<CrsColumn, number>;
  /** Names that are not among the known ones. */
  unknown: string[];
}

/** How many of the names are known: tells a header from anything else. */
export function knownNames(header: readonly string[]): number {
  return header.filter((name) => KNOWN.has(foldName(name))).length;
}

/**
 * Finds the columns of a header by name, in any order.
 * @throws DriftError when a column that is needed is not there or a name stands there twice.
 */
export function matchHeader(header: readonly string[], file: string): HeaderMatch {
  const places = new Map<string, number>();
  for (const [i, name] of header.entries()) {
    const folded = foldName(name);
    if (places.has(folded))
      throw new DriftError(
        "The header has a column twice",
        { source: "oecd-crs", file, row: 1, column: name },
        "Look at the file: two columns of one name cannot be told apart. Last good data stays in use",
      );
    places.set(folded, i);
  }
  const missing = NEEDED.filter((name) => !places.has(name));
  if (missing.length > 0)
    throw new DriftError(
      `The file lacks columns that are needed: ${missing.join(", ")}`,
      { source: "oecd-crs", file, row: 1, ...(missing[0] ? { column: missing[0] } : {}) },
      "See whether OECD renamed them, and add the new name to ALIASES in loaders/oecd-crs/columns.ts",
    );
  const at = new Map<CrsColumn, number>();
  for (const name of [...NEEDED, ...WELCOME]) {
    const place = places.get(name);
    if (place !== undefined) at.set(name, place);
  }
  return { at, unknown: header.filter((name) => !KNOWN.has(foldName(name))) };
}
