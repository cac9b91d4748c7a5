-- Was the country twinned when it adopted the plan? A year is as fine as the sources get: a plan adopted in the
-- very year in which twinning began counts as twinned.
CREATE TABLE plan_twinning (
  definition_id VARCHAR NOT NULL,
  plan_id VARCHAR NOT NULL,
  iso3 VARCHAR NOT NULL,
  status VARCHAR NOT NULL CHECK (status IN ('twinned', 'later', 'undated', 'not_twinned')),
  since_year SMALLINT,
  adopted_year SMALLINT,
  life_end_year SMALLINT NOT NULL,
  partnership_ids VARCHAR,
  PRIMARY KEY (definition_id, plan_id),
  CHECK (status <> 'twinned' OR since_year <= adopted_year),
  CHECK (status <> 'later' OR (since_year > adopted_year AND since_year <= life_end_year))
);
COMMENT ON TABLE plan_twinning IS 'One row is one plan under one definition of twinned';
COMMENT ON COLUMN plan_twinning.definition_id IS 'Definition of twinned';
COMMENT ON COLUMN plan_twinning.plan_id IS 'Plan';
COMMENT ON COLUMN plan_twinning.iso3 IS 'Country';
COMMENT ON COLUMN plan_twinning.status IS 'twinned: by the year of adoption; later: after adoption, within the plan''s life; undated: the year of twinning or of adoption is not known; not_twinned: none found by the end of the plan''s life';
COMMENT ON COLUMN plan_twinning.since_year IS 'Year since which the country is twinned [year]';
COMMENT ON COLUMN plan_twinning.adopted_year IS 'Year of adoption of the plan [year]';
COMMENT ON COLUMN plan_twinning.life_end_year IS 'Adoption of the next plan, else the end of the period, else the end of the window; never after the window [year]';
COMMENT ON COLUMN plan_twinning.partnership_ids IS 'Arrangements of the country that count under the definition, joined by ;';

INSERT INTO plan_twinning
WITH lives AS (
  SELECT p.*, least(coalesce(p.next_adopted_year, p.period_end, w.last_year), w.last_year) AS life_end
  FROM plan_timeline p CROSS JOIN study_window w
)
SELECT
  t.definition_id, p.plan_id, p.iso3,
  CASE
    WHEN t.status = 'not_twinned' THEN 'not_twinned'
    WHEN t.status = 'undated' OR p.adopted_year IS NULL THEN 'undated'
    WHEN t.since_year <= p.adopted_year THEN 'twinned'
    WHEN t.since_year <= p.life_end THEN 'later'
    ELSE 'not_twinned'
  END,
  t.since_year, p.adopted_year, p.life_end, t.partnership_ids
FROM lives p
JOIN twinning_status t USING (iso3)
ORDER BY t.definition_id, p.plan_id;
