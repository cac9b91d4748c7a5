/** Terms of one series snapshot; `indicators` names those that differ from the rest of it. */
interface SeriesTerms {
  licences: string[];
  indicators?: Record<string, string[]>;
}

/** Series snapshot → licences. The reasons are in LICENSE-DATA.md. */
export const SERIES_TERMS: Record<string, SeriesTerms> = {
  "women-in-parliament": { licences: ["LicenseRef-IPU"] },
  "wps-index": { licences: ["CC-BY-NC-4.0"] },
  "gender-inequality-index": { licences: ["LicenseRef-UNDP-HDR"] },
  "women-ministers": { licences: ["LicenseRef-IPU-UN-Women"] },
  "world-bank-classifications": { licences: ["CC-BY-4.0"] },
  "gdp-population": { licences: ["CC-BY-4.0"], indicators: { population: ["CC-BY-3.0-IGO"] } },
  "conflict-deaths": { licences: ["CC-BY-4.0"] },
  "oda-fragility": { licences: ["LicenseRef-OECD"] },
  "exchange-rates": { licences: ["CC-BY-4.0"] },
};

/** What goes into a table: our own compilation, plus series snapshots; or facts and codes alone. */
interface TableInputs {
  series: string[] | "all";
  facts?: true;
}

const ours: TableInputs = { series: [] };
const facts: TableInputs = { series: [], facts: true };
const everySeries: TableInputs = { series: "all" };
const from = (...series: string[]): TableInputs => ({ series });

/** Table → what goes into it, marts included. */
export const TABLE_SERIES: Record<string, TableInputs> = {
  country: facts,
  country_group: ours,
  currency: ours,
  actor_group: ours,
  source: ours,
  snapshot: ours,
  citation: ours,
  unresolved_reference: ours,
  twinning_definition: ours,
  plan: ours,
  regional_plan: ours,
  published_aggregate: ours,
  partnership: ours,
  partnership_member: ours,
  partnership_activity: ours,
  claim: ours,
  network_statement: ours,
  network_membership: ours,
  plan_orientation: ours,
  plan_budget: ours,
  plan_budget_status: ours,
  local_plan_budget: ours,
  funding_flow: ours,
  donor_support: ours,
  context_figure: ours,
  global_count: ours,
  indicator: ours,
  observation: everySeries,
  // A refused row is kept whole, whichever series it came from.
  quarantine: everySeries,
  study_window: ours,
  price_base: from("exchange-rates"),
  partnership_start: ours,
  twinning_status: ours,
  plan_timeline: ours,
  plan_twinning: ours,
  plan_spell: ours,
  plan_spell_left_out: ours,
  panel: from(
    "women-in-parliament",
    "wps-index",
    "gender-inequality-index",
    "world-bank-classifications",
    "gdp-population",
    "conflict-deaths",
    "oda-fragility",
  ),
  plan_money: from("exchange-rates"),
  funding_gap: from("exchange-rates"),
  donor_support_flow: from("exchange-rates"),
  partnership_asymmetry: from("world-bank-classifications", "gdp-population"),
  network_growth: ours,
  // Counts of known cells, none of the values themselves.
  coverage: ours,
  reconciliation: ours,
};
