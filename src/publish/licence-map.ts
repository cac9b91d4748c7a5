/** Terms of one snapshot of series; `indicators` names those that differ from the rest of it. */
interface SeriesTerms {
  licences: string[];
  indicators?: Record<string, string[]>;
  /** Fills tables of its own: nothing of it is in `observation`. */
  ownTables?: true;
}

const publishersOfIati: SeriesTerms = { licences: ["LicenseRef-IATI-Publishers"], ownTables: true };
const oecdTables: SeriesTerms = { licences: ["LicenseRef-OECD"], ownTables: true };

/** Snapshot of series, or `live/` and the id of a live source → licences. The reasons are in LICENSE-DATA.md. */
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
  "live/world-bank": {
    licences: ["CC-BY-4.0"],
    indicators: {
      women_share_parliament_pct: ["LicenseRef-IPU"],
      women_share_ministers_wb_pct: ["LicenseRef-IPU-UN-Women"],
    },
  },
  "live/our-world-in-data": { licences: ["CC-BY-4.0", "CC-BY-SA-4.0"] },
  "live/wps-index-workbook": { licences: ["CC-BY-NC-4.0"] },
  "live/un-sdg": {
    licences: ["LicenseRef-UNdata"],
    indicators: {
      sdg_women_share_parliament_pct: ["LicenseRef-UNdata", "LicenseRef-IPU"],
      sdg_women_parliament_ratio_lower_chamber: ["LicenseRef-UNdata", "LicenseRef-IPU"],
    },
  },
  "live/ipu-parline": { licences: ["LicenseRef-IPU"] },
  "live/ucdp": { licences: ["CC-BY-4.0"] },
  "live/ucdp-api": { licences: ["CC-BY-4.0"] },
  "live/oecd-crs": oecdTables,
  "live/oecd-crs-query": oecdTables,
  "live/oecd-dac": oecdTables,
  "live/iati": publishersOfIati,
  "live/iati-tables": publishersOfIati,
  "live/wphf": publishersOfIati,
};

/** What goes into a table: our own compilation, plus snapshots of series; or facts and codes alone. */
interface TableInputs {
  /** Snapshots; `observed` is each that fills `observation`, pulled or not, and `all` those with their own tables too. */
  series: string[] | "observed" | "all";
  facts?: true;
}

const ours: TableInputs = { series: [] };
const facts: TableInputs = { series: [], facts: true };
const observed: TableInputs = { series: "observed" };
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
  observation: observed,
  // A refused row is kept whole, whichever series it came from.
  quarantine: everySeries,
  // Empty until they are pulled; their terms are known before.
  crs_flow: from("live/oecd-crs"),
  crs_query_flow: from("live/oecd-crs-query"),
  dac_total: from("live/oecd-dac"),
  dac_recipient_total: from("live/oecd-dac"),
  iati_flow: from("live/iati"),
  iati_tables_flow: from("live/iati-tables"),
  fund_allocation: from("live/wphf"),
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
