-- The register against every total that others published: equal totals prove little, unequal ones must be explained.
-- Counting rule. A plan counts for sure once the latest day its date allows is past, and possibly from the earliest:
-- a year alone stretches over the year, a month over the month. The published point in time is stretched the same
-- way. own_low counts the sure ones at its start, own_high the possible ones at its end. Kosovo and Palestine are
-- left out, since the totals speak of member states. A country without a year for its first plan is sure from its
-- next dated plan and possible before.
CREATE TABLE reconciliation (
  reference_id VARCHAR NOT NULL PRIMARY KEY,
  from_table VARCHAR NOT NULL CHECK (from_table IN ('published_aggregate', 'global_count')),
  metric VARCHAR NOT NULL,
  as_of VARCHAR NOT NULL,
  published_value INTEGER NOT NULL,
  unit VARCHAR NOT NULL,
  own_value DOUBLE,
  own_low DOUBLE,
  own_high DOUBLE,
  difference DOUBLE,
  verdict VARCHAR NOT NULL CHECK (verdict IN ('equal', 'close', 'explained', 'unexplained', 'not_comparable')),
  rule VARCHAR NOT NULL,
  explanation VARCHAR,
  source_ids VARCHAR NOT NULL,
  CHECK (own_low <= own_value AND own_value <= own_high),
  CHECK (verdict IN ('equal', 'unexplained') OR explanation IS NOT NULL)
);
COMMENT ON TABLE reconciliation IS 'One row is one published total beside the register''s own count for the same point in time';
COMMENT ON COLUMN reconciliation.reference_id IS 'Row of published_aggregate or global_count';
COMMENT ON COLUMN reconciliation.from_table IS 'Table of the published total';
COMMENT ON COLUMN reconciliation.metric IS 'What was counted';
COMMENT ON COLUMN reconciliation.as_of IS 'Point in time of the published total';
COMMENT ON COLUMN reconciliation.published_value IS 'The published total [unit]';
COMMENT ON COLUMN reconciliation.unit IS 'Unit of the totals';
COMMENT ON COLUMN reconciliation.own_value IS 'The register''s count at the end of that point in time, plans dated by year alone counted from the end of their year; empty where the register does not count this [unit]';
COMMENT ON COLUMN reconciliation.own_low IS 'Plans surely in place at its start [unit]';
COMMENT ON COLUMN reconciliation.own_high IS 'Plans possibly in place at its end [unit]';
COMMENT ON COLUMN reconciliation.difference IS 'Published total less the nearer of own_low and own_high; 0 between them [unit]';
COMMENT ON COLUMN reconciliation.verdict IS 'equal: between own_low and own_high; close: at most 2 outside, with a reason; explained: further off, with a reason; unexplained: outside, without; not_comparable: the register cannot count the same thing';
COMMENT ON COLUMN reconciliation.rule IS 'How the register was counted';
COMMENT ON COLUMN reconciliation.explanation IS 'Why the two differ, or what an equal total does not prove';
COMMENT ON COLUMN reconciliation.source_ids IS 'Sources of the published total, joined by ;';

INSERT INTO reconciliation
WITH
metric_rule(metric, measure, group_id) AS (VALUES
  ('countries_with_nap', 'countries', NULL), ('countries_with_nap_alt', 'countries', NULL),
  ('countries_with_nap_min', 'countries', NULL), ('naps_adopted', 'countries', NULL),
  ('plans_adopted_cumulative', 'countries', NULL),
  ('osce_states_with_nap', 'countries', 'osce'), ('eu_states_with_nap', 'countries', 'eu'),
  ('eu_countries_with_nap', 'countries', 'eu'), ('african_countries_with_nap', 'countries', 'africa'),
  ('asia_pacific_countries_with_nap', 'countries', 'asia_pacific'), ('sadc_countries_with_nap', 'countries', 'sadc'),
  ('share_of_member_states_with_nap', 'share_of_members', NULL), ('african_share_of_plans', 'share_of_plans', 'africa'),
  ('new_first_plans_in_year', 'first_in_year', NULL), ('updated_plans_in_year', 'later_in_year', NULL),
  ('share_of_plans_expired_2022_or_before', 'expired_by_2022', NULL), ('regional_plans', 'regional', NULL),
  ('plans_with_budget', 'budget', NULL), ('naps_with_allocated_budget', 'budget', NULL),
  ('plans_with_monitoring', 'monitoring', NULL), ('naps_with_monitoring_process', 'monitoring', NULL),
  ('plans_with_civil_society_role', 'civil_society', NULL), ('naps_with_civil_society_role', 'civil_society', NULL)
),
measure_rule(measure, words, comparable) AS (VALUES
  ('countries', 'UN member states with a plan by then, within the group where one is named', true),
  ('share_of_members', 'Those states, per cent of the members of the United Nations', true),
  ('share_of_plans', 'African states among the states with a plan by then, per cent', true),
  ('first_in_year', 'First plans adopted in the year', true),
  ('later_in_year', 'Later generations adopted in the year', true),
  ('expired_by_2022', 'Latest plans by then whose period ended by 2022, per cent of latest plans; low counts no plan without a known end, high counts all of them', true),
  ('regional', 'Regional plans of the register adopted by then; high adds those without a year', true),
  ('budget', 'Latest plans by then coded as having a budget; high adds partial and unknown ones', false),
  ('monitoring', 'Latest plans by then coded as having a monitoring framework; high adds partial and unknown ones', false),
  ('civil_society', 'Latest plans by then with a coded part for civil society; high adds unknown ones', false),
  ('not_counted', 'Not counted', false)
),
remark(reference_id, words) AS (VALUES
  ('AG01', 'Uganda, which the register dates to 2008, is not in the published list'),
  ('AG02', 'The source speaks of European countries, we count members of the European Union'),
  ('AG03', 'All countries of the published list are in the register; Guinea and Rwanda (2009) come on top'),
  ('AG04', 'The register dates plans by their document where the launch came later (Ghana), and late 2010 plans come on top'),
  ('AG06', 'The source speaks of European countries: it fits Europe as a whole, with Iceland, Norway, Switzerland and the Western Balkans, not the members of the European Union'),
  ('AG07', 'The published count is lower; launch dates after the date of the document are one reason'),
  ('AG08', 'Azerbaijan, draft only, is not counted'),
  ('AG09', 'The press count looks conservative'),
  ('AG12', 'The same counter gives 61 in July 2016, which the register meets, so plans of 2015 probably entered its list late'),
  ('GC01', 'The same counter gives 61 in July 2016, which the register meets, so plans of 2015 probably entered its list late'),
  ('AG11', 'A count seen from New Zealand''s own plan, lower than the Global Study of the same month (54)'),
  ('AG17', 'Early 2017; a difference of single countries'),
  ('AG18', 'Early 2017; a difference of single countries'),
  ('AG24', 'Congo and Jordan are 2018 in the register and not among the six of the source'),
  ('AG25', 'All six updates that the source names are in the register; it also dates plans of Bosnia and Herzegovina, DR Congo, Kyrgyzstan, the Republic of Korea, Rwanda and Togo to 2018'),
  ('AG28', 'An equal total is not the same list: Congo and Jordan are 2018 here and not in the source''s list of new plans'),
  ('AG37', 'The register''s list of regional plans is not complete'),
  ('AG38', 'A lower bound (more than 80)'),
  ('AG39', 'A press figure that is out of date: a share of 51 per cent (about 98) was given a year later'),
  ('AG40', 'A press figure that is out of date: a share of 51 per cent (about 98) was given in March 2022'),
  ('AG41', 'The primer bears no date and is placed in 2022 here, so it may have counted earlier; 98 is also what the share of March 2022 (51 per cent) comes to. Which plans it lacks is not known'),
  ('AG43', 'Said at the launch of Morocco''s plan; 51 per cent is about 98 states, as in the undated primer of that time. Which plans the counter lacked is not known'),
  ('AG49', 'The source says about 30 per cent, and the lowest count of the register is about one point above: no more than such rounding'),
  ('AG46', 'Not an independent check: Madagascar is known from this source alone'),
  ('AG48', 'Niger, whose first plan has no year, is counted from its second; Madagascar is possible only')
),
not_counted(metric, words) AS (VALUES
  ('plans_with_disarmament', 'The register does not code disarmament'),
  ('naps_addressing_disarmament', 'The register does not code disarmament'),
  ('plans_compared', 'The plans of one comparison, chosen by its author')
),
published AS (
  SELECT
    r.*, coalesce(m.measure, 'not_counted') AS measure, m.group_id,
    CAST(CASE length(as_of) WHEN 4 THEN as_of || '-01-01' WHEN 7 THEN as_of || '-01' ELSE as_of END AS DATE) AS day_from,
    CASE length(as_of) WHEN 4 THEN make_date(CAST(as_of AS INTEGER), 12, 31)
      WHEN 7 THEN last_day(CAST(as_of || '-01' AS DATE)) ELSE CAST(as_of AS DATE) END AS day_to
  FROM (
    SELECT aggregate_id AS reference_id, 'published_aggregate' AS from_table, metric, as_of, value, unit, source_ids
    FROM published_aggregate
    UNION ALL
    SELECT count_id, 'global_count', indicator, as_of, value, unit, source_id FROM global_count
  ) r
  LEFT JOIN metric_rule m USING (metric)
), dated AS (
  SELECT
    p.*,
    CAST(CASE length(day) WHEN 4 THEN day || '-01-01' WHEN 7 THEN day || '-01' ELSE day END AS DATE) AS earliest,
    CASE length(day) WHEN 4 THEN make_date(CAST(day AS INTEGER), 12, 31)
      WHEN 7 THEN last_day(CAST(day || '-01' AS DATE)) ELSE CAST(day AS DATE) END AS latest
  FROM (SELECT *, coalesce(adopted_date, CAST(adopted_year AS VARCHAR)) AS day FROM plan) p
  WHERE iso3 IN (SELECT iso3 FROM country WHERE un_member)
), countries AS (
  SELECT
    iso3,
    if(count(earliest) FILTER (sequence = 1) = 0, DATE '1900-01-01', min(earliest)) AS possible,
    min(latest) AS sure
  FROM dated GROUP BY iso3
), counted AS (
  SELECT
    b.reference_id, b.measure, b.group_id,
    count(*) FILTER (c.sure <= b.day_from) AS low,
    count(*) FILTER (c.sure <= b.day_to) AS own,
    count(*) FILTER (c.possible <= b.day_to) AS high
  FROM published b CROSS JOIN countries c
  WHERE b.measure IN ('countries', 'share_of_members', 'share_of_plans')
    AND (b.group_id IS NULL OR c.iso3 IN (
      SELECT g.iso3 FROM country_group g
      WHERE g.group_id = b.group_id AND coalesce(g.from_year, 0) <= year(b.day_to) AND coalesce(g.to_year, 9999) >= year(b.day_to)
    ))
  GROUP BY ALL
), everyone AS (
  SELECT
    b.reference_id,
    count(*) FILTER (c.sure <= b.day_from) AS low,
    count(*) FILTER (c.sure <= b.day_to) AS own,
    count(*) FILTER (c.possible <= b.day_to) AS high
  FROM published b CROSS JOIN countries c WHERE b.measure = 'share_of_plans' GROUP BY ALL
), latest AS (
  SELECT b.reference_id, b.measure, max_by(d, d.sequence) AS p
  FROM published b JOIN dated d ON d.latest <= b.day_to
  WHERE b.measure IN ('budget', 'monitoring', 'civil_society', 'expired_by_2022')
  GROUP BY b.reference_id, b.measure, d.iso3
), coded AS (
  SELECT
    reference_id, measure,
    CASE measure
      WHEN 'budget' THEN p.budget_specified
      WHEN 'monitoring' THEN p.monitoring_framework
      WHEN 'civil_society' THEN CASE WHEN p.civil_society_role = 'none' THEN 'no' WHEN p.civil_society_role IS NOT NULL THEN 'yes' END
      ELSE CASE WHEN p.period_end <= 2022 THEN 'yes' WHEN p.period_end IS NOT NULL THEN 'no' END
    END AS code
  FROM latest
), tallied AS (
  SELECT
    reference_id, measure,
    count(*) FILTER (code = 'yes') AS low,
    count(*) FILTER (coalesce(code, 'partial') IN ('yes', 'partial')) AS high,
    count(*) AS total, count(code) AS known
  FROM coded GROUP BY ALL
), in_year AS (
  SELECT b.reference_id, count(d.plan_id) AS n
  FROM published b
  LEFT JOIN dated d ON d.adopted_year = year(b.day_to) AND (d.sequence = 1) = (b.measure = 'first_in_year')
  WHERE b.measure IN ('first_in_year', 'later_in_year') GROUP BY ALL
), regional AS (
  SELECT
    b.reference_id,
    count(*) FILTER (r.adopted_year < year(b.day_from)) AS low,
    count(*) FILTER (r.adopted_year <= year(b.day_to) OR r.adopted_year IS NULL) AS high
  FROM published b CROSS JOIN regional_plan r WHERE b.measure = 'regional' GROUP BY ALL
), own AS (
  SELECT reference_id, low, own, high, NULL AS known, NULL AS total FROM counted WHERE measure = 'countries'
  UNION ALL SELECT reference_id, 100 * low / n, 100 * own / n, 100 * high / n, NULL, NULL
    FROM counted, (SELECT count(*) AS n FROM country WHERE un_member) WHERE measure = 'share_of_members'
  UNION ALL SELECT c.reference_id, 100 * c.low / e.high, 100 * c.own / e.own, 100 * c.high / e.low, NULL, NULL
    FROM counted c JOIN everyone e USING (reference_id)
  UNION ALL SELECT reference_id, n, n, n, NULL, NULL FROM in_year
  UNION ALL SELECT reference_id, low, low, high, NULL, NULL FROM regional
  UNION ALL SELECT reference_id, low, low, high, known, total FROM tallied WHERE measure <> 'expired_by_2022'
  UNION ALL SELECT reference_id, 100 * low / total, 100 * low / known, 100 * high / total, NULL, NULL FROM tallied WHERE measure = 'expired_by_2022'
), compared AS (
  SELECT
    b.*, o.low, o.own, o.high, o.known, o.total, m.words AS rule, m.comparable,
    CASE
      -- Published shares are whole numbers, so half a point either way is the same number.
      WHEN b.value < o.low - if(b.unit = 'percent', 0.5, 0) THEN b.value - o.low
      WHEN b.value > o.high + if(b.unit = 'percent', 0.5, 0) THEN b.value - o.high
      ELSE 0
    END AS difference
  FROM published b
  JOIN measure_rule m USING (measure)
  LEFT JOIN own o USING (reference_id)
)
SELECT
  c.reference_id, c.from_table, c.metric, c.as_of, c.value, c.unit,
  round(c.own, 1), round(c.low, 1), round(c.high, 1),
  CASE WHEN c.own IS NOT NULL AND c.comparable THEN round(c.difference, 1) END,
  CASE
    WHEN NOT c.comparable THEN 'not_comparable'
    WHEN c.own IS NULL THEN 'unexplained'
    -- "More than" is a lower bound: any higher count agrees with it.
    WHEN c.difference = 0 OR (c.metric LIKE '%\_min' ESCAPE '\' AND c.difference < 0) THEN 'equal'
    WHEN r.words IS NULL THEN 'unexplained'
    WHEN abs(c.difference) <= 2 THEN 'close'
    ELSE 'explained'
  END,
  c.rule,
  coalesce(
    r.words, n.words,
    'Coded for ' || c.known || ' of ' || c.total || ' latest plans; the known ones are not a random sample, so use the published figure'
  ),
  c.source_ids
FROM compared c
LEFT JOIN remark r USING (reference_id)
LEFT JOIN not_counted n USING (metric)
ORDER BY c.reference_id;
