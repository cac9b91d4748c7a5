-- What each plan costs against the money found, and why the gap can rarely be told.
-- Figures of one stage are shown as a sum only where there is a single one: several figures of one plan are of
-- different programmes or bases and are never added. Only the plan's own money is set against its cost.
CREATE TABLE funding_gap (
  plan_id VARCHAR NOT NULL PRIMARY KEY,
  iso3 VARCHAR NOT NULL,
  budget_status VARCHAR,
  budget_status_from VARCHAR CHECK (budget_status_from IN ('plan_budget_status', 'plan')),
  has_budget VARCHAR CHECK (has_budget IN ('yes', 'partial', 'no')),
  costed_without_amount BOOLEAN NOT NULL,
  cost_figures INTEGER NOT NULL,
  cost_money_ids VARCHAR,
  cost_usd_current DOUBLE,
  cost_usd_constant DOUBLE,
  allocated_figures INTEGER NOT NULL,
  allocated_money_ids VARCHAR,
  allocated_usd_current DOUBLE,
  allocated_usd_constant DOUBLE,
  allocated_scope VARCHAR CHECK (allocated_scope IN ('plan', 'beside', 'mixed')),
  committed_figures INTEGER NOT NULL,
  committed_money_ids VARCHAR,
  committed_usd_current DOUBLE,
  committed_usd_constant DOUBLE,
  spent_figures INTEGER NOT NULL,
  spent_money_ids VARCHAR,
  spent_usd_current DOUBLE,
  spent_usd_constant DOUBLE,
  gap_usd_current DOUBLE,
  gap_usd_constant DOUBLE,
  gap_share DOUBLE CHECK (gap_share <= 1),
  gap_basis VARCHAR,
  gap_reason_code VARCHAR,
  gap_reason VARCHAR,
  gap_source_ids VARCHAR,
  CHECK ((has_budget IS NULL) = (budget_status IS NULL)),
  CHECK ((gap_share IS NULL) = (gap_reason IS NOT NULL)),
  CHECK ((gap_share IS NULL) = (gap_basis IS NULL))
);
COMMENT ON TABLE funding_gap IS 'One row is one plan with its cost, the money found by stage, and the gap or why it cannot be told';
COMMENT ON COLUMN funding_gap.plan_id IS 'Plan';
COMMENT ON COLUMN funding_gap.iso3 IS 'Country';
COMMENT ON COLUMN funding_gap.budget_status IS 'From the budget table: none, estimate, allocated, donor funded; from the plan register: yes, partial, no; empty where nothing was found';
COMMENT ON COLUMN funding_gap.budget_status_from IS 'Table that budget_status comes from; the budget table goes first';
COMMENT ON COLUMN funding_gap.has_budget IS 'Has the plan a budget, read from budget_status: yes for allocated, estimate, donor funded and yes; partial for partial, for money allocated only beside the plan, and where sources disagree; no for none and no; empty where nothing was found';
COMMENT ON COLUMN funding_gap.costed_without_amount IS 'Does a source call the plan costed or budgeted while its amount was not seen';
COMMENT ON COLUMN funding_gap.cost_figures IS 'Cost figures found [figures]';
COMMENT ON COLUMN funding_gap.cost_money_ids IS 'These figures in plan_money, joined by ;';
COMMENT ON COLUMN funding_gap.cost_usd_current IS 'Cost where there is a single figure [USD, current]';
COMMENT ON COLUMN funding_gap.cost_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN funding_gap.allocated_figures IS 'Allocations found, money beside the plan included [figures]';
COMMENT ON COLUMN funding_gap.allocated_money_ids IS 'These figures in plan_money, joined by ;';
COMMENT ON COLUMN funding_gap.allocated_usd_current IS 'Allocation where there is a single figure; empty for several, which are not added [USD, current]';
COMMENT ON COLUMN funding_gap.allocated_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN funding_gap.allocated_scope IS 'plan: the plan''s own money; beside: programme money beside the plan; mixed: both';
COMMENT ON COLUMN funding_gap.committed_figures IS 'Commitments found: shares of the cost that a source calls covered [figures]';
COMMENT ON COLUMN funding_gap.committed_money_ids IS 'Cost figures in plan_money that the shares are taken of, joined by ;';
COMMENT ON COLUMN funding_gap.committed_usd_current IS 'Covered part of the cost [USD, current]';
COMMENT ON COLUMN funding_gap.committed_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN funding_gap.spent_figures IS 'Spending figures found [figures]';
COMMENT ON COLUMN funding_gap.spent_money_ids IS 'These figures in plan_money, joined by ;';
COMMENT ON COLUMN funding_gap.spent_usd_current IS 'Spending where there is a single figure [USD, current]';
COMMENT ON COLUMN funding_gap.spent_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN funding_gap.gap_usd_current IS 'Cost less the money on the same basis [USD, current]';
COMMENT ON COLUMN funding_gap.gap_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN funding_gap.gap_share IS 'Gap over cost; negative where more was allocated than the cost [share, at most 1]';
COMMENT ON COLUMN funding_gap.gap_basis IS 'What the gap rests on';
COMMENT ON COLUMN funding_gap.gap_reason_code IS 'Why there is no gap, as a code';
COMMENT ON COLUMN funding_gap.gap_reason IS 'Why there is no gap, in words';
COMMENT ON COLUMN funding_gap.gap_source_ids IS 'Sources of the gap, joined by ;';

INSERT INTO funding_gap
WITH stages AS (
  SELECT
    plan_id, stage,
    count(*) AS n,
    string_agg(money_id, ';' ORDER BY money_id) AS ids,
    if(n = 1, max(amount_usd_current), NULL) AS usd_current,
    if(n = 1, max(amount_usd_constant), NULL) AS usd_constant,
    if(min(scope) = max(scope), min(scope), 'mixed') AS scope,
    if(n = 1, max(period_from), NULL) AS period_from,
    if(n = 1, max(period_to), NULL) AS period_to,
    -- Not known whether per year counts as per year here: a total cannot be taken for granted.
    bool_or(per_year IS NOT FALSE) AS yearly,
    string_agg(source_ids, ';' ORDER BY money_id) AS source_ids
  FROM plan_money WHERE plan_id IS NOT NULL GROUP BY plan_id, stage
), split AS (
  -- "30 per cent State, 70 per cent sought from donors": the sources themselves give the covered and the open share.
  -- Used only where both shares are printed and make a whole. It is the state at adoption, not what donors paid since.
  SELECT plan_id, money_id, source_ids, period, covered, sought
  FROM (
    SELECT
      *,
      TRY_CAST(nullif(regexp_extract(funding_sources, '(\d+) per cent State', 1), '') AS INTEGER) AS covered,
      TRY_CAST(nullif(regexp_extract(funding_sources, '(\d+) per cent sought', 1), '') AS INTEGER) AS sought
    FROM plan_money WHERE stage = 'cost'
  )
  WHERE covered + sought = 100
), status AS (
  SELECT plan_id, string_agg(DISTINCT budget_status, ';' ORDER BY budget_status) AS budget_status
  FROM plan_budget_status WHERE plan_id IS NOT NULL GROUP BY plan_id
), costed AS (
  SELECT DISTINCT plan_id FROM plan_budget
  WHERE plan_id IS NOT NULL AND cost_amount IS NULL AND allocated_amount IS NULL AND spent_amount IS NULL
    AND note LIKE 'costed or budgeted%'
), wide AS (
  SELECT
    p.plan_id, p.iso3,
    coalesce(b.budget_status, p.budget_specified) AS budget_status,
    CASE WHEN b.plan_id IS NOT NULL THEN 'plan_budget_status' WHEN p.budget_specified IS NOT NULL THEN 'plan' END AS status_from,
    CASE
      WHEN b.plan_id IS NULL THEN p.budget_specified
      WHEN b.budget_status = 'none' THEN 'no'
      WHEN list_contains(string_split(b.budget_status, ';'), 'none') THEN 'partial'
      -- The plan register calls money only beside the text partial: the budget table's word is read the same way.
      WHEN b.budget_status = 'allocated' AND a.scope = 'beside' AND c.n IS NULL THEN 'partial'
      ELSE 'yes'
    END AS has_budget,
    d.plan_id IS NOT NULL AND c.plan_id IS NULL AS costed_unseen,
    c.n AS cost_n, c.ids AS cost_ids, c.usd_current AS cost, c.usd_constant AS cost_const,
    a.n AS alloc_n, a.ids AS alloc_ids, a.usd_current AS alloc, a.usd_constant AS alloc_const, a.scope AS alloc_scope,
    s.money_id AS split_id, s.covered, s.sought, s.source_ids AS split_sources, s.period AS split_period,
    e.n AS spent_n, e.ids AS spent_ids, e.usd_current AS spent, e.usd_constant AS spent_const,
    -- One basis: a single cost and a single allocation of the plan itself, both totals, over the same years.
    c.n = 1 AND a.n = 1 AND a.scope = 'plan' AND c.usd_current IS NOT NULL AND a.usd_current IS NOT NULL
      AND NOT c.yearly AND NOT a.yearly AND c.period_from = a.period_from AND c.period_to = a.period_to AS same_basis,
    concat_ws(';', c.source_ids, a.source_ids) AS both_sources
  FROM plan p
  LEFT JOIN status b USING (plan_id)
  LEFT JOIN costed d USING (plan_id)
  LEFT JOIN stages c ON c.plan_id = p.plan_id AND c.stage = 'cost'
  LEFT JOIN stages a ON a.plan_id = p.plan_id AND a.stage = 'allocated'
  LEFT JOIN stages e ON e.plan_id = p.plan_id AND e.stage = 'spent'
  LEFT JOIN split s ON s.plan_id = p.plan_id AND c.n = 1
), ruled AS (
  SELECT
    *,
    CASE
      WHEN split_id IS NOT NULL THEN 'split'
      WHEN same_basis THEN 'difference'
      WHEN cost_n IS NULL AND alloc_scope IN ('beside', 'mixed') THEN 'money_beside_plan'
      WHEN cost_n IS NULL AND alloc_n IS NOT NULL THEN 'allocation_without_cost'
      WHEN cost_n IS NULL AND spent_n IS NOT NULL THEN 'spending_without_cost'
      WHEN costed_unseen THEN 'cost_not_seen'
      WHEN cost_n IS NULL AND budget_status IN ('none', 'no') THEN 'no_budget'
      WHEN cost_n IS NULL AND budget_status IS NOT NULL THEN 'no_amount'
      WHEN cost_n IS NULL THEN 'nothing_found'
      WHEN alloc_n IS NULL THEN 'no_money'
      WHEN alloc_scope <> 'plan' THEN 'cost_and_money_beside'
      ELSE 'different_basis'
    END AS rule
  FROM wide
), reason(rule, words) AS (VALUES
  ('money_beside_plan', 'No cost found; the money found is programme money beside the plan, not the plan''s budget'),
  ('allocation_without_cost', 'An allocation is known, but no cost to set it against'),
  ('spending_without_cost', 'Spending is known, but no cost to set it against'),
  ('cost_not_seen', 'A source calls the plan costed or budgeted, but its amount was not seen'),
  ('no_budget', 'No cost found; a source says the plan has no budget of its own'),
  ('no_amount', 'A source speaks of a budget, but no amount was found'),
  ('nothing_found', 'No cost found, and nothing known of a budget'),
  ('no_money', 'Cost known, no money found'),
  ('cost_and_money_beside', 'Cost known; the money found is programme money beside the plan, not the plan''s budget'),
  ('different_basis', 'Cost and money are known, but not on the same basis or for the same years')
)
SELECT
  plan_id, iso3, budget_status, status_from, has_budget, costed_unseen,
  coalesce(cost_n, 0), cost_ids, cost, cost_const,
  coalesce(alloc_n, 0), alloc_ids, alloc, alloc_const, alloc_scope,
  CAST(split_id IS NOT NULL AS INTEGER), split_id, cost * covered / 100, cost_const * covered / 100,
  coalesce(spent_n, 0), spent_ids, spent, spent_const,
  CASE rule WHEN 'split' THEN cost * sought / 100 WHEN 'difference' THEN cost - alloc END,
  CASE rule WHEN 'split' THEN cost_const * sought / 100 WHEN 'difference' THEN cost_const - alloc_const END,
  CASE rule WHEN 'split' THEN sought / 100 WHEN 'difference' THEN (cost - alloc) / cost END,
  CASE rule
    WHEN 'split' THEN
      'Split published with the plan: ' || covered || ' per cent from the State, ' || sought
      || ' per cent sought from donors' || coalesce(' for ' || split_period, '') || '; what donors gave since is not known'
    WHEN 'difference' THEN 'Cost less the plan''s own allocation for the same years'
  END,
  if(r.words IS NULL, NULL, w.rule), r.words,
  CASE w.rule WHEN 'split' THEN split_sources WHEN 'difference' THEN both_sources END
FROM ruled w LEFT JOIN reason r USING (rule)
ORDER BY plan_id;
