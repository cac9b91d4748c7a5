import type { Row } from "../column.ts";
import {
  actorList,
  amount,
  code,
  decimal,
  fileOnly,
  integer,
  iso3,
  note,
  optional,
  partialDate,
  pattern,
  ref,
  softRef,
  sources,
  text,
  year,
} from "../column.ts";
import type { Contract } from "../contract.ts";

const planId = (r: Row) => (r.nap_sequence === null ? null : `${r.iso3}-${r.nap_sequence}`);
const planColumns = {
  iso3: iso3("Country"),
  country: fileOnly("Country name, for readers of the file"),
  nap_sequence: optional(
    integer("Generation of the plan; empty where the money is not tied to one plan", 1, 20),
  ),
};
const currency = (of: string) => optional(ref("currency", "currency_code", `ISO 4217 code of ${of}`));

export const planBudget: Contract = {
  table: "plan_budget",
  title: "Plan budgets",
  rowIs:
    "one published cost, allocation or spending figure of a plan, or a plan known to be costed without a figure",
  file: "register/funding/plan-budgets.csv",
  collection: "funding",
  derived: {
    plan_id: {
      ...optional(softRef("plan", "plan_id", "Plan, where the figure is tied to one")),
      from: planId,
    },
  },
  columns: {
    budget_id: text("Running number"),
    ...planColumns,
    adopted_year: optional(year("Year of adoption as this source has it")),
    cost_amount: optional(amount("Cost of the plan", "currency")),
    currency: currency("cost_amount"),
    cost_usd_if_published: optional(
      amount("The same cost in US dollars, where a source prints it", "USD, current"),
    ),
    allocated_amount: optional(amount("Money allocated", "allocated_currency")),
    allocated_currency: currency("allocated_amount"),
    spent_amount: optional(amount("Money spent", "spent_currency")),
    spent_currency: currency("spent_amount"),
    funding_sources: optional(text("Who pays or is hoped to pay")),
    period: optional(text("Years that the figure covers")),
    source_id: sources(),
    note: note(),
  },
  key: ["budget_id"],
};

export const planBudgetStatus: Contract = {
  table: "plan_budget_status",
  title: "Budget status of plans",
  rowIs: "what is known of a plan's budget, without an amount",
  file: "register/funding/budget-status.csv",
  collection: "funding",
  derived: { plan_id: { ...optional(softRef("plan", "plan_id", "Plan")), from: planId } },
  columns: {
    status_id: text("Running number"),
    ...planColumns,
    period: optional(text("Period of the plan as this source has it")),
    budget_status: code("State of the budget", {
      none: "no budget",
      estimate: "an estimate of cost",
      allocated: "money allocated",
      "donor funded": "paid by donors, amounts not named",
    }),
    source_id: sources(),
    note: note(),
  },
  key: ["status_id"],
};

export const localPlanBudget: Contract = {
  table: "local_plan_budget",
  title: "Budgets of local plans",
  rowIs: "one costed local plan",
  file: "register/funding/local-plan-budgets.csv",
  collection: "funding",
  columns: {
    local_budget_id: text("Running number"),
    iso3: iso3("Country"),
    country: fileOnly("Country name, for readers of the file"),
    level: text("Level of government"),
    area: text("Area"),
    plan_year: optional(year("Year of the plan")),
    amount: amount("Cost of the local plan over its period", "currency"),
    currency: ref("currency", "currency_code", "ISO 4217 code of amount"),
    period_years: optional(integer("Length of the plan in years", 1, 30)),
    funding_sources: optional(text("Who pays")),
    source_id: sources(),
    note: note(),
  },
  key: ["local_budget_id"],
};

export const fundingFlow: Contract = {
  table: "funding_flow",
  title: "Aid figures",
  rowIs:
    "one published figure on aid: who gives, to whom, when, at which stage; amounts, shares and counts apart",
  file: "register/funding/aid-figures.csv",
  collection: "funding",
  derived: {
    measure: {
      ...code("What the value is", { amount: "money", share: "per cent", count: "a number of things" }),
      from: (r) => (r.unit === "percent" ? "share" : String(r.unit).startsWith("count") ? "count" : "amount"),
    },
    year_from: {
      ...optional(year("First year")),
      from: (r) => (typeof r.period === "string" ? Number(r.period.slice(0, 4)) : null),
    },
    year_to: {
      ...optional(year("Last year")),
      from: (r) => (typeof r.period === "string" ? Number(r.period.slice(-4)) : null),
    },
  },
  columns: {
    aid_figure_id: text("Running number"),
    donor_iso3: { ...actorList("Donor: a country, or a group of the actor table"), as: "donor_code" },
    recipient_iso3: {
      ...actorList("Recipients, joined by ; (one amount for several is never divided)"),
      as: "recipient_codes",
    },
    year: {
      ...optional(
        pattern("Year, or first and last year joined by /", /^\d{4}(\/\d{4})?$/, "YYYY or YYYY/YYYY"),
      ),
      as: "period",
    },
    flow: { ...text("Stage and scope of the money as the source words it"), as: "stage" },
    marker_or_fund: text("Gender marker (0, 1, 2), CRS purpose code or fund"),
    value: decimal("The figure", "unit"),
    unit: text("Unit of the figure"),
    price_basis: code("Price basis", {
      current: "current prices",
      "constant 2022 USD": "constant 2022 US dollars",
      unstated: "the source does not say",
      "not applicable": "not money",
    }),
    source_id: sources(),
    note: note(),
  },
  key: ["aid_figure_id"],
};

export const donorSupport: Contract = {
  table: "donor_support",
  title: "Donor support",
  rowIs: "one donor's documented support to a plan or to a WPS programme",
  file: "register/funding/donor-support.csv",
  collection: "funding",
  columns: {
    support_id: text("Running number"),
    donor_iso3: { ...actorList("Donor: a country or a group of the actor table"), as: "donor_code" },
    donor: { ...text("Donor as the source names it"), as: "donor_name" },
    recipient_iso3: {
      ...optional(
        actorList(
          "Recipients, joined by ; (one amount for several is never divided); empty for a regional body",
        ),
      ),
      as: "recipient_codes",
    },
    recipient: { ...text("Recipient as the source names it"), as: "recipient_name" },
    amount: optional(amount("Amount as stated", "currency")),
    currency: currency("amount"),
    year: optional(year("Year of decision or start, else of the source")),
    period: optional(text("Years covered")),
    purpose: text("What the money is for"),
    implementing_partner: optional(text("Who carries it out")),
    nap_link: text(
      "Tie to a plan: development, implementation, twinning …; wps programme, indirect and advocacy are weaker",
    ),
    source_id: sources(),
    note: note(),
  },
  key: ["support_id"],
};

export const contextFigure: Contract = {
  table: "context_figure",
  title: "Context figures",
  rowIs: "one published figure on the money behind plans, for context",
  file: "register/funding/context-figures.csv",
  collection: "funding",
  columns: {
    figure_id: text("Running number"),
    metric: text("What was measured"),
    value: decimal("The figure", "unit"),
    unit: text("Unit, with the total it is a part of"),
    as_of: partialDate("Point in time"),
    source_id: sources(),
    note: note(),
  },
  key: ["figure_id"],
};
