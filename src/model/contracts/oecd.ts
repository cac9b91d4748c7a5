import { bool, code, decimal, integer, iso3, optional, text, year } from "../column.ts";
import type { Contract } from "../contract.ts";

/** The purposes that are kept apart; all others are one, so that shares have their denominator. */
export const WPS_PURPOSES: Record<string, string> = {
  "15170": "Women's rights organisations and movements, and government institutions",
  "15180": "Ending violence against women and girls (from 2016)",
  "15210": "Security system management and reform",
  "15220": "Civilian peace-building, conflict prevention and resolution",
  "15230": "Participation in international peacekeeping operations",
  "15240": "Reintegration and SALW control",
  "15261": "Child soldiers (prevention and demobilisation)",
};

export const GENDER_MARKER: Record<string, string> = {
  "0": "screened, gender equality not targeted",
  "1": "gender equality a significant objective",
  "2": "gender equality the principal objective",
  not_screened: "no marker was given: unknown, not 0",
};

export const RECIPIENT_KIND: Record<string, string> = {
  country: "a country of this project",
  region: "a region, not split by country",
  unspecified: "recipient not specified",
  unmatched: "no country of this project: a group of countries or a former state",
};

const purpose = () =>
  code("Purpose code of the DAC; seven purposes apart, all others as one", {
    ...WPS_PURPOSES,
    other: "any other purpose",
    not_stated: "no purpose was given",
  });
const marker = () => code("Gender equality policy marker", GENDER_MARKER);
const usd = (stage: string, basis: "current" | "constant") =>
  optional(
    decimal(
      `${stage}, ${basis} prices${basis === "constant" ? ", deflated by OECD (see constant_base_year)" : ""}; null where no activity of the row gives one`,
      `USD million, ${basis} prices`,
    ),
  );
const baseYear = (how: string) => optional(year(`Year of the prices of the constant amounts; ${how}`));
const recipientColumns = {
  recipient_name: text("Recipient as the source names it"),
  recipient_kind: code("What the recipient is; only countries may be added up by country", RECIPIENT_KIND),
  recipient_iso3: optional(iso3("Country of the recipient; null for regions and unspecified recipients")),
};
const donorColumns = {
  donor_name: text("Donor as the source names it"),
  donor_iso3: optional(iso3("Country of the donor; null for institutions")),
};
const amounts = {
  commitment: usd("Commitments", "current"),
  disbursement: usd("Disbursements", "current"),
  commitment_constant: usd("Commitments", "constant"),
  disbursement_constant: usd("Disbursements", "constant"),
};

export const crsFlow: Contract = {
  table: "crs_flow",
  title: "Aid activities by gender marker (OECD CRS)",
  rowIs:
    "the activities of a donor for a recipient in a year with one purpose, gender marker, category, channel kind and allocability",
  columns: {
    year: year("Reporting year"),
    donor_code: text("Donor, code of the DAC"),
    ...donorColumns,
    recipient_code: text("Recipient, code of the DAC"),
    ...recipientColumns,
    purpose: purpose(),
    gender_marker: marker(),
    category: text("Category of flow, code of the DAC: 10 is ODA; not_stated where empty"),
    bi_multi: text("Bilateral or multilateral, code of the DAC; not_stated where empty"),
    allocable: bool(
      "Aid type is one of A02, B01, B03, B04, C01, D01, D02, E01, which marker shares of bilateral allocable aid are taken of",
    ),
    ...amounts,
    constant_base_year: baseYear("null: the bulk file does not say it"),
    activities: integer("Lines of the file that this row adds up"),
  },
  key: [
    "year",
    "donor_code",
    "recipient_code",
    "purpose",
    "gender_marker",
    "category",
    "bi_multi",
    "allocable",
  ],
};

export const crsQueryFlow: Contract = {
  table: "crs_query_flow",
  title: "Aid activities for seven purposes by gender marker (OECD CRS, by query)",
  rowIs:
    "the ODA observations of a donor for a recipient in a year with one of seven purposes, gender marker, channel kind and allocability",
  columns: {
    year: year("Reporting year"),
    donor_code: text("Donor, code of the OECD Data Explorer"),
    ...donorColumns,
    recipient_code: text("Recipient, code of the OECD Data Explorer"),
    ...recipientColumns,
    purpose: code("Purpose code of the DAC", WPS_PURPOSES),
    gender_marker: marker(),
    bi_multi: text("Bilateral or multilateral, code of the DAC; not_stated where empty"),
    allocable: bool(
      "Modality is one of A02, B01, B03, B04, C01, D01, D02, E01, which marker shares of bilateral allocable aid are taken of",
    ),
    ...amounts,
    constant_base_year: baseYear("as each answer says (BASE_PER); null where no constant amount is there"),
    observations: integer(
      "Current-price observations that this row adds up, commitments and disbursements each",
    ),
  },
  key: ["year", "donor_code", "recipient_code", "purpose", "gender_marker", "bi_multi", "allocable"],
};

const priceBase = () => code("Price base", { V: "current prices", Q: "constant prices" });
const value = (what: string) =>
  optional(decimal(`${what}; null where OECD gives the observation without a value`, "USD million"));

export const dacTotal: Contract = {
  table: "dac_total",
  title: "Aid totals of donors (OECD DAC1)",
  rowIs: "a donor's total of one measure, flow type and price base in a year",
  columns: {
    year: year("Reporting year"),
    donor_code: text("Donor, code of the OECD Data Explorer; groups of donors have codes of their own"),
    ...donorColumns,
    measure: text("Measure, code of DAC1: 1010 is ODA"),
    measure_name: text("Measure as the source names it"),
    flow_type: text("Stage: code of DAC1, 1140 is net disbursements"),
    flow_type_name: text("Stage as the source names it"),
    price_base: priceBase(),
    base_year: baseYear("null for current prices"),
    amount: value("Amount"),
  },
  key: ["year", "donor_code", "measure", "flow_type", "price_base"],
};

export const dacRecipientTotal: Contract = {
  table: "dac_recipient_total",
  title: "Aid totals by donor and recipient (OECD DAC2A)",
  rowIs: "a donor's total to a recipient of one measure and price base in a year",
  columns: {
    year: year("Reporting year"),
    donor_code: text("Donor, code of the OECD Data Explorer; groups of donors have codes of their own"),
    ...donorColumns,
    recipient_code: text("Recipient, code of the OECD Data Explorer"),
    ...recipientColumns,
    measure: text("Measure, code of DAC2A; says the stage too"),
    measure_name: text("Measure as the source names it"),
    price_base: priceBase(),
    base_year: baseYear("null for current prices"),
    amount: value("Amount"),
  },
  key: ["year", "donor_code", "recipient_code", "measure", "price_base"],
};
