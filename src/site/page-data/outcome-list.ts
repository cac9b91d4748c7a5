import type { Outcome } from "../../web/data/outcomes.ts";

/** Snapshots that an outcome rests on; the page data turns them into source lines with dates. */
export type OutcomeSpec = Omit<Outcome, "sources"> & {
  snapshots: { id: string; label: string }[];
  /** Indicator whose definition and caution come from the warehouse. */
  indicator?: string;
  /** What its year stands for matters to the reader and is added to the caution. */
  sayYear?: boolean;
};

const PLANS = { id: "register/plans/plans", label: "WPS national action plan register" };
const TWINNING = { id: "register/twinning/partnerships", label: "twinning register" };
const NO_SOURCE = { no_value: "without a source that says" };

const share = { level: "plan", kind: "share", unit: "% of plans", digits: 0 } as const;
const plain = { suffix: "%" };
const BUDGET = { id: "register/funding/budget-status", label: "budget status register" };
const ON_PAPER =
  "Says what sources found in or about the plan's text, not what was carried out. Where no source says, the answer is unknown, and plans that are written about more are known more often.";

/** The outcomes in the order of the page. Texts of the series are completed from the indicator table. */
export const OUTCOMES: readonly OutcomeSpec[] = [
  {
    ...share,
    ...plain,
    id: "budget",
    label: "Has a budget",
    measure: "Plans with a budget",
    better: "higher",
    definition:
      "Plans for which a source names an allocated, estimated or costed budget, wholly or partly, against plans that a source says have none",
    caution: `${ON_PAPER} The budget register goes first where it speaks, else the plan register; money found only beside the plan counts as partly.`,
    missing: NO_SOURCE,
    snapshots: [BUDGET, PLANS, TWINNING],
  },
  {
    ...share,
    ...plain,
    id: "monitoring",
    label: "Has a monitoring framework",
    measure: "Plans with a monitoring framework",
    better: "higher",
    definition:
      "Plans with indicators that are followed up, a monitoring body or fixed reports, wholly or partly, against plans that a source says have none",
    caution: ON_PAPER,
    missing: NO_SOURCE,
    snapshots: [PLANS, TWINNING],
  },
  {
    ...share,
    ...plain,
    id: "civil-society",
    label: "Names a role for civil society",
    measure: "Plans with a role for civil society",
    better: "higher",
    definition:
      "Plans in which civil society drafted, monitored, was consulted or carries out, against plans for which a source names no part in drafting",
    caution: ON_PAPER,
    missing: NO_SOURCE,
    snapshots: [PLANS, TWINNING],
  },
  {
    ...share,
    ...plain,
    id: "renewed",
    label: "First plan renewed",
    measure: "First plans followed by a later one",
    better: "higher",
    definition:
      "First plans whose period ended by 2024: is a later plan of the country on record at the start of 2026",
    caution:
      "“No later plan found” is not proof that none exists. First plans that ended recently had less time to be renewed. First plans without a known end are left out whether or not a later plan exists, since keeping only the renewed ones would tilt the share.",
    missing: {
      no_end: "without a known end of the first period",
      not_due: "whose first period was not over by 2024",
    },
    snapshots: [PLANS, TWINNING],
  },
  {
    ...{ level: "country", kind: "number", better: "higher", digits: 1, ...plain },
    id: "parliament",
    label: "Women in parliament",
    measure: "Women's share of seats in parliament",
    unit: "% of seats",
    definition: "",
    caution: "",
    missing: { no_value: "without a value for that year, or without a parliament" },
    indicator: "women_share_parliament_pct",
    sayYear: true,
    snapshots: [
      { id: "women-in-parliament", label: "Inter-Parliamentary Union through the World Bank" },
      TWINNING,
    ],
  },
  {
    ...{ level: "country", kind: "number", better: "higher", digits: 1 },
    id: "parliament-change",
    window: 5,
    label: "Change in women in parliament",
    measure: "The five-year change in women's share of parliament",
    unit: "percentage points",
    suffix: " points",
    definition:
      "Women's share of seats five years after the year of the first plan minus the share in that year: the same age of plan for every country",
    caution:
      "Grouped by status now: a country can have been twinned only after these five years. Parliaments move for many reasons, quotas and elections first.",
    missing: {
      no_value: "without a value for one of the two years",
      not_due: "whose five years are not over by 2025",
      no_first_year: "without a known year of the first plan",
    },
    snapshots: [
      { id: "women-in-parliament", label: "Inter-Parliamentary Union through the World Bank" },
      PLANS,
      TWINNING,
    ],
  },
  {
    ...{ level: "country", kind: "number", better: "higher", digits: 3, suffix: "" },
    id: "wps-index",
    label: "WPS Index, 2025/26 edition",
    measure: "The WPS Index score",
    unit: "score from 0 to 1",
    definition: "",
    caution: "",
    missing: { no_value: "without a score in this edition" },
    indicator: "wps_index_score",
    snapshots: [
      { id: "wps-index", label: "WPS Index, Georgetown Institute for Women, Peace and Security and PRIO" },
      TWINNING,
    ],
  },
  {
    ...{ level: "country", kind: "number", better: "lower", digits: 3, suffix: "" },
    id: "gii",
    label: "Gender Inequality Index, 2019",
    measure: "The Gender Inequality Index",
    unit: "index from 0 to 1, lower is better",
    definition: "",
    caution: "",
    missing: { no_value: "without a value for 2019" },
    indicator: "undp_gii_hdr2020",
    snapshots: [{ id: "gender-inequality-index", label: "UNDP, Human Development Report 2020" }, TWINNING],
  },
];
