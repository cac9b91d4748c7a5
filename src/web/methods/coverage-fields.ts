import type { CoverageField } from "../data/methods.ts";

export interface ShownField extends CoverageField {
  label: string;
}

/**
 * Fields that a comparison or a reader's decision leans on; remarks, codes of currencies and keys are not among them.
 * Nor is whether a country had a plan or was twinned: there, "no" only means that none was found.
 */
const FIELDS: readonly { table: string; title: string; columns: Record<string, string> }[] = [
  {
    table: "plan",
    title: "Plans",
    columns: {
      adopted_year: "Year of adoption",
      period_end: "End of the period",
      lead_type: "Kind of lead agency",
      civil_society_role: "Role of civil society",
      monitoring_framework: "Monitoring framework",
      budget_specified: "Whether there is a budget",
      budget_amount: "Budget amount in the plan register",
    },
  },
  {
    table: "partnership",
    title: "Arrangements",
    columns: { start_year: "Stated or documented start", end_year: "End" },
  },
  {
    table: "partnership_member",
    title: "Members of arrangements",
    columns: { joined_year: "Own year of joining" },
  },
  {
    table: "partnership_activity",
    title: "Activities of arrangements",
    columns: { year: "Year", host_iso3: "Host country", funder_iso3: "Who paid", amount: "Amount" },
  },
  {
    table: "plan_budget",
    title: "Rows on plan budgets",
    columns: { cost_amount: "Cost", allocated_amount: "Allocated", spent_amount: "Spent" },
  },
  { table: "donor_support", title: "Donor support", columns: { year: "Year", amount: "Amount" } },
  {
    table: "panel",
    title: "Countries by year",
    columns: {
      women_share_parliament_pct: "Women in parliament",
      undp_gii_hdr2020: "Gender Inequality Index, 2020 vintage",
      wps_index_score: "WPS Index score (five editions)",
      income_group: "Income group",
      gdp_per_capita_constant_2015_usd: "GDP per person",
      battle_deaths: "Battle deaths (listed years only)",
    },
  },
];

/** The fields shown, by table, in reading order; a field that the warehouse no longer has is left out. */
export function shownFields(coverage: readonly CoverageField[]): { title: string; fields: ShownField[] }[] {
  return FIELDS.map(({ table, title, columns }) => ({
    title,
    fields: Object.entries(columns).flatMap(([column, label]) => {
      const field = coverage.find((c) => c.table === table && c.column === column);
      return field ? [{ ...field, label: label }] : [];
    }),
  })).filter((g) => g.fields.length > 0);
}

/** The finding: how many of the fields are known for less than half of their rows. */
export function coverageTitle(fields: readonly ShownField[]): string {
  if (fields.length === 0) return "Nothing is said of what is known";
  const low = fields.filter((f) => f.known * 2 < f.rows).length;
  if (low === 0) return `Each of these ${fields.length} fields is known for at least half of its rows`;
  return `${low} of these ${fields.length} fields ${low === 1 ? "is" : "are"} known for less than half of their rows`;
}
