import {
  type Column,
  code,
  decimal,
  integer,
  iso3,
  optional,
  pattern,
  softRef,
  text,
  year,
} from "../column.ts";
import type { Contract } from "../contract.ts";

const STAGES = {
  commitment: "outgoing commitment (type 2): never added to the other two",
  disbursement: "disbursement (type 3)",
  expenditure: "expenditure (type 4)",
};

const SECTORS = {
  "15170": "women's rights organisations, movements and government institutions",
  "15180": "ending violence against women and girls",
  "15210": "security system management and reform",
  "15220": "civilian peace-building, conflict prevention and resolution",
  "15230": "participation in international peacekeeping",
  "15240": "reintegration and control of small arms",
  "15261": "child soldiers: prevention and demobilisation",
  "151": "government and civil society, published with three digits only",
  "152": "conflict, peace and security, published with three digits only",
  other: "any other purpose",
  unknown: "no DAC purpose published",
};

const GENDER = {
  "0": "screened, gender equality not targeted",
  "1": "significant objective",
  "2": "principal objective",
  "3": "principal objective with an action programme",
  "4": "explicit primary objective",
  not_screened: "no gender marker published: never the same as 0",
  unknown: "a marker without a readable significance, or two that contradict each other",
};

/** Sums over the whole world in small currencies need more digits before the point than one amount does. */
const sum = (description: string, unit: string): Column => ({
  ...decimal(description, unit),
  sql: "DECIMAL(30,6)",
});

const country = (description: string): Column => ({
  ...iso3(description),
  ref: { table: "country", column: "iso3", soft: true },
});

const flowColumns = {
  flow_id: pattern(
    "Checksum of what the row is about; stays the same while that stays the same",
    /^[0-9a-f]{32}$/,
    "32 hexadecimal digits",
  ),
  reporter_ref: optional(text("Identifier of the reporting organisation, as published")),
  reporter_name: optional(text("A name of the reporting organisation, as published")),
  recipient_kind: code("What the recipient is", {
    country: "a country",
    region: "a region: never divided among its countries",
    unknown: "no recipient published, or none that can be read",
  }),
  recipient_code: optional(text("Code of the recipient as published: ISO 3166-1 alpha-2, or a region code")),
  iso3: optional(country("Recipient country, where the code is one of ours")),
  year: optional(year("Year of the transaction date, else of the value date; empty where neither is known")),
  stage: code("Stage of the money; stages are never added up", STAGES),
  sector: code("Class of DAC purposes", SECTORS),
  gender: code("Significance of the gender equality policy marker", GENDER),
  currency: optional(text("Currency of the amount, as published")),
  amount: optional(
    sum(
      "Sum of the shares of transactions; empty where no transaction has a readable amount",
      "currency, current",
    ),
  ),
};

const counts = {
  activities: integer("Activities with a transaction here; an activity can be in several rows"),
  transactions: integer("Transactions with a share here; one that is split is in several rows"),
  without_amount: integer("Of these transactions, those whose amount or currency is unknown: in no sum"),
};

export const iatiFlow: Contract = {
  table: "iati_flow",
  title: "Aid transactions in IATI",
  rowIs:
    "what one organisation reports in IATI for one recipient, year, stage, class of sectors, gender marker and currency; read from the published XML, an activity published twice counted once",
  columns: { ...flowColumns, ...counts },
  key: ["flow_id"],
};

export const iatiTablesFlow: Contract = {
  table: "iati_tables_flow",
  title: "Aid transactions in IATI, after IATI Tables",
  rowIs:
    "the same as in iati_flow, by the other route: the split made by IATI Tables, activities published twice counted twice. The two tables are two readings of the same money: never add them",
  columns: {
    ...flowColumns,
    amount_usd: optional(
      sum("The same in US dollars, at the monthly rates that IATI Tables takes", "USD, current"),
    ),
    ...counts,
    without_usd: integer("Of these transactions, those without a value in US dollars"),
  },
  key: ["flow_id"],
};

export const fundAllocation: Contract = {
  table: "fund_allocation",
  title: "Allocations of pooled funds",
  rowIs:
    "what a pooled fund's activities in IATI report for one recipient, partner, year, stage and currency, by one reporter; reporters may tell of the same money, so they are never added up",
  columns: {
    flow_id: flowColumns.flow_id,
    fund: code("Fund", { WPHF: "Women's Peace and Humanitarian Fund, fund code GAI00" }),
    reporter_ref: text("Identifier of the reporting organisation"),
    recipient_kind: flowColumns.recipient_kind,
    recipient_code: flowColumns.recipient_code,
    iso3: flowColumns.iso3,
    partner_ref: optional(text("Identifier of the organisation that receives, as published")),
    partner: optional(
      text(
        "Organisation that receives: that of the transaction, else the activity's only implementing one; empty where unknown",
      ),
    ),
    year: flowColumns.year,
    stage: flowColumns.stage,
    currency: optional(softRef("currency", "currency_code", "Currency of the amount")),
    amount: flowColumns.amount,
    ...counts,
  },
  key: ["flow_id"],
};
