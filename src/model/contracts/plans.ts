import {
  amount,
  code,
  fileOnly,
  integer,
  iso3,
  note,
  optional,
  partialDate,
  ref,
  sources,
  text,
  year,
} from "../column.ts";
import type { Contract } from "../contract.ts";

const COVERAGE = {
  yes: "a source says so",
  partial: "loose, disputed or beside the text",
  no: "a source says there is none",
};
const CONFIDENCE = {
  high: "a specialised or official source says it and nothing contradicts it",
  medium: "inferred year, one news source, or sources that differ",
  low: "weak or indirect mention",
};

export const plan: Contract = {
  table: "plan",
  title: "WPS national action plans",
  rowIs: "one generation of one country's WPS national action plan",
  file: "register/plans/plans.csv",
  collection: "plans",
  derived: {
    plan_id: {
      ...text("Country code and generation, for example LBR-1"),
      from: (r) => `${r.iso3}-${r.sequence}`,
    },
  },
  columns: {
    iso3: iso3("Country that made the plan"),
    country: fileOnly("Country name, for readers of the file"),
    sequence: integer("Generation as the country or WILPF counts it; numbers can have gaps", 1, 20),
    title_short: optional(text("Short title")),
    adopted_year: optional(year("Year of adoption or government approval if stated, otherwise of launch")),
    adopted_date: optional(partialDate("Date of adoption as far as known")),
    period_start: optional(year("First year of the plan's period")),
    period_end: optional(year("Last year of the plan's period")),
    lead_agency: optional(text("Agency or agencies that lead")),
    lead_type: optional(
      code("Kind of lead agency", {
        foreign_affairs: "foreign ministry, or it coordinates the others",
        gender: "women's ministry, commission or gender agency",
        defence: "defence ministry",
        interior: "interior ministry",
        multi: "two or more without a clear lead",
        other: "any other",
      }),
    ),
    budget_specified: optional(
      code("Does the plan have an allocated, estimated or costed budget", {
        ...COVERAGE,
        partial: "money only beside the text, or sources disagree",
        no: "a source says there is none, or only agencies' own budgets",
      }),
    ),
    budget_amount: optional(amount("Budget amount as published, not converted", "budget_currency")),
    budget_currency: optional(ref("currency", "currency_code", "ISO 4217 code of budget_amount")),
    budget_note: optional(text("Remarks on the budget")),
    monitoring_framework: optional(
      code("Does the plan have a monitoring framework", {
        yes: "indicators with a follow-up, a monitoring body or fixed reports",
        partial: "loose or disputed mechanisms",
        no: "a source says there is none",
      }),
    ),
    civil_society_role: optional(
      code("Strongest role of civil society that a source names", {
        "co-drafted": "took part in drafting",
        monitoring: "monitors",
        consulted: "was consulted",
        implementing: "named for carrying out only",
        none: "a source says the plan names no part in drafting",
      }),
    ),
    status: code("Worked out by rule for 1 January 2026, not taken from a source", {
      superseded: "a later plan of the country exists",
      current: "period ends in 2026 or later",
      expired: "last known plan ended by 2025: no later plan found",
      unknown: "last known plan without an end year",
    }),
    source_ids: sources(),
    confidence: code("Confidence in the row", CONFIDENCE),
    note: note(),
  },
  key: ["plan_id"],
  unique: [["iso3", "sequence"]],
};

export const regionalPlan: Contract = {
  table: "regional_plan",
  title: "Regional plans",
  rowIs: "one plan, strategy or results framework of a regional organisation (incomplete)",
  file: "register/plans/regional-plans.csv",
  collection: "plans",
  columns: {
    regional_plan_id: text("Organisation and running number"),
    organisation: text("Acronym of the organisation"),
    title_short: text("Short title"),
    type: code("Kind of document", {
      regional_action_plan: "regional action plan",
      results_framework: "results framework",
      strategy: "strategy",
      policy: "policy",
      action_plan: "action plan",
    }),
    adopted_year: optional(year("Year of adoption")),
    adopted_date: optional(partialDate("Date of adoption as far as known")),
    period_start: optional(year("First year of the period")),
    period_end: optional(year("Last year of the period")),
    lead_agency: optional(text("Body in the lead")),
    source_ids: sources(),
    confidence: code("Confidence in the row", CONFIDENCE),
    note: note(),
  },
  key: ["regional_plan_id"],
};

export const publishedAggregate: Contract = {
  table: "published_aggregate",
  title: "Published totals",
  rowIs: "one total that a source published, used as a check on the register",
  file: "register/plans/aggregates.csv",
  collection: "plans",
  columns: {
    aggregate_id: text("Running number"),
    as_of: partialDate("Point in time that the total speaks of"),
    metric: text("What was counted"),
    value: integer("The published total"),
    unit: code("Unit of the total", { plans: "plans", countries: "countries", percent: "per cent" }),
    source_id: sources(),
    note: note(),
  },
  key: ["aggregate_id"],
};
