-- Every published figure on a plan's money, once, with its stage and on a common basis where a rate is known.
-- Rules
--   Price year: a cost is in prices of the year of adoption, or of the first year that the figure covers where that
--   is later (a costing drawn up after adoption); money allocated or spent is that of the first year it covers.
--   Dollars: amount / official rate of the price year (period average); constant dollars by the US GDP deflator.
--   The same figure in the plan register and in the budget table stands once; also_in names the other row.
CREATE TABLE plan_money (
  money_id VARCHAR NOT NULL PRIMARY KEY,
  plan_id VARCHAR,
  iso3 VARCHAR NOT NULL,
  stage VARCHAR NOT NULL CHECK (stage IN ('cost', 'allocated', 'spent')),
  scope VARCHAR NOT NULL CHECK (scope IN ('plan', 'beside', 'country')),
  amount DECIMAL(20, 2) NOT NULL CHECK (amount >= 0),
  currency VARCHAR NOT NULL,
  approximate BOOLEAN NOT NULL,
  per_year BOOLEAN,
  period VARCHAR,
  period_from SMALLINT,
  period_to SMALLINT,
  price_year SMALLINT,
  rate DOUBLE CHECK (rate > 0),
  amount_usd_current DOUBLE,
  deflator DOUBLE,
  amount_usd_constant DOUBLE,
  published_usd DECIMAL(20, 2),
  usd_note VARCHAR,
  basis VARCHAR,
  funding_sources VARCHAR,
  source_ids VARCHAR NOT NULL,
  from_table VARCHAR NOT NULL,
  from_key VARCHAR NOT NULL,
  also_in VARCHAR,
  CHECK ((scope = 'country') = (plan_id IS NULL)),
  CHECK ((amount_usd_current IS NULL) = (rate IS NULL)),
  CHECK (amount_usd_constant IS NOT NULL OR usd_note IS NOT NULL)
);
COMMENT ON TABLE plan_money IS 'One row is one published cost, allocation or spending figure of a plan (or of a country''s WPS work where the source ties it to no plan)';
COMMENT ON COLUMN plan_money.money_id IS 'Figure: the row it comes from and its stage';
COMMENT ON COLUMN plan_money.plan_id IS 'Plan; empty where the money is not tied to one';
COMMENT ON COLUMN plan_money.iso3 IS 'Country';
COMMENT ON COLUMN plan_money.stage IS 'cost (estimated or costed), allocated, spent; stages are never added to each other';
COMMENT ON COLUMN plan_money.scope IS 'plan: the plan''s own money; beside: programme money that goes with the plan and is not its budget; country: not tied to a plan';
COMMENT ON COLUMN plan_money.amount IS 'Amount as published [currency]';
COMMENT ON COLUMN plan_money.currency IS 'ISO 4217 code of amount';
COMMENT ON COLUMN plan_money.approximate IS 'Does the source round it, or say about or more than';
COMMENT ON COLUMN plan_money.per_year IS 'True where the amount is one year''s; empty where the source does not say whether per year or in total';
COMMENT ON COLUMN plan_money.period IS 'Years that the figure covers, as the source has them';
COMMENT ON COLUMN plan_money.period_from IS 'First of these years [year]';
COMMENT ON COLUMN plan_money.period_to IS 'Last of these years [year]';
COMMENT ON COLUMN plan_money.price_year IS 'Year whose rate and prices apply: for a cost the year of adoption or the first year covered, whichever is later; otherwise the first year covered [year]';
COMMENT ON COLUMN plan_money.rate IS 'Official exchange rate of the price year, average of the period [currency units per USD]';
COMMENT ON COLUMN plan_money.amount_usd_current IS 'Amount at that rate [USD, current]';
COMMENT ON COLUMN plan_money.deflator IS 'US GDP deflator of the price year [index]';
COMMENT ON COLUMN plan_money.amount_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN plan_money.published_usd IS 'Dollars that a source prints beside its own figure; may differ from ours [USD, current]';
COMMENT ON COLUMN plan_money.usd_note IS 'Why dollars, or constant dollars, are missing';
COMMENT ON COLUMN plan_money.basis IS 'What the source says of the figure';
COMMENT ON COLUMN plan_money.funding_sources IS 'Who pays or is hoped to pay';
COMMENT ON COLUMN plan_money.source_ids IS 'Sources, joined by ;';
COMMENT ON COLUMN plan_money.from_table IS 'Register table that the figure comes from';
COMMENT ON COLUMN plan_money.from_key IS 'Its row there';
COMMENT ON COLUMN plan_money.also_in IS 'The same figure elsewhere in the register, as table and key';

INSERT INTO plan_money
WITH
-- Stages that the plan register's note does not settle by itself.
stage_decision(plan_id, stage) AS (VALUES
  -- Georgia's fourth plan is a costed one: the sum is the total of its cost table, not an appropriation.
  ('GEO-4', 'cost')
),
-- Money that accompanies a plan. The sources call it programme money, or the plan's text names no funds.
beside(from_key) AS (VALUES
  ('PB01'), ('PB02'), ('PB03'), ('PB04'), -- Netherlands: projects and programmes beside the plan
  ('PB05'), ('PB06'),                     -- Italy: voted by Parliament after adoption, mainly through civil society
  ('PB11'),                               -- Finland: work on the plan's update, not the cost of the plan
  ('PHL-3')                               -- Philippines: an executive order's sum, no budget in the plan
),
figures AS (
  SELECT
    budget_id || '-' || stage AS money_id, plan_id, iso3, stage, amount, currency, period, note, funding_sources,
    published_usd, source_ids, 'plan_budget' AS from_table, budget_id AS from_key, adopted_year
  FROM (
    SELECT *, 'cost' AS stage, cost_amount AS amount, cost_usd_if_published AS published_usd FROM plan_budget
    UNION ALL BY NAME
    SELECT * EXCLUDE (currency), 'allocated' AS stage, allocated_amount AS amount, allocated_currency AS currency FROM plan_budget
    UNION ALL BY NAME
    SELECT * EXCLUDE (currency), 'spent' AS stage, spent_amount AS amount, spent_currency AS currency FROM plan_budget
  )
  WHERE amount IS NOT NULL
), from_plans AS (
  SELECT
    'plan-' || plan_id AS money_id, plan_id, iso3,
    coalesce(d.stage, if(regexp_matches(budget_note, '(?i)estimated|costed'), 'cost', 'allocated')) AS stage,
    budget_amount AS amount, budget_currency AS currency,
    CASE WHEN period_start IS NOT NULL THEN concat_ws('-', period_start, period_end) END AS period,
    budget_note AS note, CAST(NULL AS VARCHAR) AS funding_sources,
    TRY_CAST(nullif(regexp_extract(budget_note, '(?i)about (\d+) USD', 1), '') AS DECIMAL(20, 2)) AS published_usd,
    source_ids, 'plan' AS from_table, plan_id AS from_key, adopted_year
  FROM plan LEFT JOIN stage_decision d USING (plan_id)
  WHERE budget_amount IS NOT NULL
), merged AS (
  SELECT
    f.* EXCLUDE (source_ids),
    array_to_string(list_sort(list_distinct(string_split(concat_ws(';', f.source_ids, p.source_ids), ';'))), ';') AS source_ids,
    'plan ' || p.plan_id AS also_in
  FROM figures f
  LEFT JOIN from_plans p ON p.plan_id = f.plan_id AND p.amount = f.amount AND p.currency = f.currency
  UNION ALL BY NAME
  SELECT * FROM from_plans p
  WHERE NOT EXISTS (
    SELECT 1 FROM figures f WHERE f.plan_id = p.plan_id AND f.amount = p.amount AND f.currency = p.currency
  )
), spans AS (
  SELECT
    m.*,
    coalesce(p.adopted_year, m.adopted_year) AS adopted,
    TRY_CAST(nullif(regexp_extract(m.period, '\d{4}'), '') AS SMALLINT) AS period_from,
    TRY_CAST(nullif(regexp_extract(m.period, '^.*(\d{4})', 1), '') AS SMALLINT) AS period_to
  FROM merged m LEFT JOIN plan p ON p.plan_id = m.plan_id
), priced AS (
  SELECT
    s.*,
    CASE stage WHEN 'cost' THEN greatest(adopted, period_from) ELSE coalesce(period_from, adopted) END AS price_year,
    c.rate_iso3
  FROM spans s LEFT JOIN currency c ON c.currency_code = s.currency
), converted AS (
  SELECT
    p.*,
    -- The dollar is its own base; no row of a series is needed for it.
    if(p.currency = 'USD' AND p.price_year IS NOT NULL, 1, r.value) AS rate,
    d.value AS deflator
  FROM priced p
  LEFT JOIN observation r
    ON r.indicator = 'official_exchange_rate_lcu_per_usd' AND r.iso3 = p.rate_iso3 AND r.year = p.price_year
  LEFT JOIN observation d ON d.indicator = 'us_gdp_deflator' AND d.iso3 = 'USA' AND d.year = p.price_year
)
SELECT
  money_id, plan_id, iso3, stage,
  CASE WHEN plan_id IS NULL THEN 'country' WHEN from_key IN (SELECT from_key FROM beside) THEN 'beside' ELSE 'plan' END,
  amount, currency,
  -- "About … USD" in a note speaks of the dollars printed beside the amount, not of the amount.
  coalesce(regexp_matches(regexp_replace(note, '(?i)about \d+ USD', ''), '(?i)approximate|about|rounded|more than'), false),
  CASE
    WHEN regexp_matches(note, '(?i)not say whether per year') THEN NULL
    -- "EUR 8 million a year for …" explains a total and is not matched.
    ELSE coalesce(regexp_matches(note, '(?i)(^|, )per year'), false)
  END,
  period, period_from, period_to, price_year,
  rate, amount / rate, deflator,
  amount / rate * (SELECT max(b.deflator) FROM price_base b) / deflator,
  published_usd,
  CASE
    WHEN price_year IS NULL THEN 'The year of the figure is not known'
    WHEN rate IS NULL THEN 'No official exchange rate for ' || currency || ' in ' || price_year
    WHEN deflator IS NULL THEN 'No US GDP deflator for ' || price_year
  END,
  note, funding_sources, source_ids, from_table, from_key, also_in
FROM converted
ORDER BY money_id;
