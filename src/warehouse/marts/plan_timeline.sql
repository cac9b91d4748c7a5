-- Each plan beside the next one of its country. Overlaps and gaps are shown as the sources give them.
CREATE TABLE plan_timeline (
  plan_id VARCHAR NOT NULL PRIMARY KEY,
  iso3 VARCHAR NOT NULL,
  sequence INTEGER NOT NULL,
  adopted_year SMALLINT,
  period_start SMALLINT,
  period_end SMALLINT,
  is_first BOOLEAN NOT NULL,
  next_plan_id VARCHAR,
  next_adopted_year SMALLINT,
  years_to_next SMALLINT,
  gap_years SMALLINT,
  renewal VARCHAR NOT NULL CHECK (renewal IN ('renewed', 'not_found', 'not_due', 'unknown')),
  renewed BOOLEAN,
  in_force_2025 VARCHAR NOT NULL CHECK (in_force_2025 IN ('yes', 'no', 'unknown')),
  age_at_window_end SMALLINT,
  status VARCHAR NOT NULL,
  lead_type VARCHAR,
  budget_specified VARCHAR,
  monitoring_framework VARCHAR,
  civil_society_role VARCHAR,
  confidence VARCHAR NOT NULL,
  UNIQUE (iso3, sequence)
);
COMMENT ON TABLE plan_timeline IS 'One row is one generation of one country''s WPS national action plan, beside the next one';
COMMENT ON COLUMN plan_timeline.plan_id IS 'Plan';
COMMENT ON COLUMN plan_timeline.iso3 IS 'Country';
COMMENT ON COLUMN plan_timeline.sequence IS 'Generation of the plan';
COMMENT ON COLUMN plan_timeline.adopted_year IS 'Year of adoption [year]';
COMMENT ON COLUMN plan_timeline.period_start IS 'First year of the plan''s period [year]';
COMMENT ON COLUMN plan_timeline.period_end IS 'Last year of the plan''s period [year]';
COMMENT ON COLUMN plan_timeline.is_first IS 'Is it the first generation (a later generation whose first was not found is not)';
COMMENT ON COLUMN plan_timeline.next_plan_id IS 'Next plan of the country in the register';
COMMENT ON COLUMN plan_timeline.next_adopted_year IS 'Year of adoption of the next plan [year]';
COMMENT ON COLUMN plan_timeline.years_to_next IS 'From adoption to adoption of the next plan [years]';
COMMENT ON COLUMN plan_timeline.gap_years IS 'From the end of the period to adoption of the next plan; negative where they overlap [years]';
COMMENT ON COLUMN plan_timeline.renewal IS 'renewed: a later plan is known; not_found: the period ended before the last year of the window and no later plan was found; not_due: the period covers that year or runs on; unknown: no later plan found and no end known';
COMMENT ON COLUMN plan_timeline.renewed IS 'True where renewed, false where not_found (no later plan found is not proof of none), empty where not due or not known';
COMMENT ON COLUMN plan_timeline.in_force_2025 IS 'Does its period cover the last year of the window, without a later plan adopted before that year; unknown without an end (extensions stand in the plan''s note only)';
COMMENT ON COLUMN plan_timeline.age_at_window_end IS 'From adoption to the last year of the window [years]';
COMMENT ON COLUMN plan_timeline.status IS 'Status on 1 January 2026, as in plan';
COMMENT ON COLUMN plan_timeline.lead_type IS 'Kind of lead agency, as in plan';
COMMENT ON COLUMN plan_timeline.budget_specified IS 'Budget in the plan, as in plan';
COMMENT ON COLUMN plan_timeline.monitoring_framework IS 'Monitoring framework, as in plan';
COMMENT ON COLUMN plan_timeline.civil_society_role IS 'Role of civil society, as in plan';
COMMENT ON COLUMN plan_timeline.confidence IS 'Confidence in the register''s row, as in plan';

INSERT INTO plan_timeline
WITH beside AS (
  SELECT
    p.*, w.last_year,
    lead(plan_id) OVER next AS next_plan_id,
    lead(adopted_year) OVER next AS next_year
  FROM plan p CROSS JOIN study_window w
  WINDOW next AS (PARTITION BY iso3 ORDER BY sequence)
)
SELECT
  plan_id, iso3, sequence, adopted_year, period_start, period_end,
  sequence = 1,
  next_plan_id, next_year,
  next_year - adopted_year,
  next_year - period_end,
  CASE
    WHEN next_plan_id IS NOT NULL THEN 'renewed'
    WHEN period_end IS NULL THEN 'unknown'
    WHEN period_end >= last_year THEN 'not_due'
    ELSE 'not_found'
  END AS renewal,
  CASE renewal WHEN 'renewed' THEN true WHEN 'not_found' THEN false END,
  CASE
    WHEN next_year < last_year OR period_end < last_year THEN 'no'
    WHEN coalesce(period_start, adopted_year) > last_year THEN 'no'
    WHEN period_end IS NULL OR coalesce(period_start, adopted_year) IS NULL THEN 'unknown'
    ELSE 'yes'
  END,
  last_year - adopted_year,
  status, lead_type, budget_specified, monitoring_framework, civil_society_role, confidence
FROM beside
ORDER BY plan_id;
