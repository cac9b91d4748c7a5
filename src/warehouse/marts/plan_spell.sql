-- Counting process for renewal: time runs in years from adoption; a spell is cut in two where twinning begins inside
-- it, so that the years before are not credited to twinning. Plans without time at risk are in plan_spell_left_out.
CREATE TABLE plan_spell (
  plan_id VARCHAR NOT NULL,
  iso3 VARCHAR NOT NULL,
  generation INTEGER NOT NULL,
  adopted_year SMALLINT NOT NULL,
  "start" SMALLINT NOT NULL,
  "stop" SMALLINT NOT NULL,
  event TINYINT NOT NULL CHECK (event IN (0, 1)),
  twinned_now BOOLEAN,
  twinning_status VARCHAR NOT NULL,
  censored_at SMALLINT,
  PRIMARY KEY (plan_id, "start"),
  CHECK ("start" >= 0 AND "start" < "stop"),
  CHECK (event = 0 OR censored_at IS NULL)
);
COMMENT ON TABLE plan_spell IS 'One row is a stretch of a plan''s life with one state of twinning (default definition), up to the next plan or the end of the window';
COMMENT ON COLUMN plan_spell.plan_id IS 'Plan';
COMMENT ON COLUMN plan_spell.iso3 IS 'Country';
COMMENT ON COLUMN plan_spell.generation IS 'Generation of the plan';
COMMENT ON COLUMN plan_spell.adopted_year IS 'Year of adoption, time 0 [year]';
COMMENT ON COLUMN plan_spell."start" IS 'Start of the stretch [years since adoption]';
COMMENT ON COLUMN plan_spell."stop" IS 'End of the stretch [years since adoption]';
COMMENT ON COLUMN plan_spell.event IS '1 where the next generation was adopted at stop, else 0';
COMMENT ON COLUMN plan_spell.twinned_now IS 'Is the country twinned during the stretch; empty where its twinning has no known year';
COMMENT ON COLUMN plan_spell.twinning_status IS 'Status of the country as a whole, as in twinning_status';
COMMENT ON COLUMN plan_spell.censored_at IS 'Last year of the window where no next plan was adopted by then, on the last stretch of a plan; empty otherwise [year]';

INSERT INTO plan_spell
WITH life AS (
  SELECT
    p.plan_id, p.iso3, p.sequence, p.adopted_year, t.status, t.since_year, w.last_year,
    p.next_adopted_year IS NOT NULL AND p.next_adopted_year <= w.last_year AS renewed,
    least(coalesce(p.next_adopted_year, w.last_year), w.last_year) AS until
  FROM plan_timeline p
  CROSS JOIN study_window w
  JOIN twinning_status t ON t.iso3 = p.iso3
    AND t.definition_id = (SELECT definition_id FROM twinning_definition ORDER BY position LIMIT 1)
  WHERE p.plan_id NOT IN (SELECT plan_id FROM plan_spell_left_out)
), cut AS (
  SELECT *, since_year > adopted_year AND since_year < until AS split FROM life
), pieces AS (
  SELECT *, adopted_year AS year_from, if(split, since_year, until) AS year_to FROM cut
  UNION ALL
  SELECT *, since_year, until FROM cut WHERE split
)
SELECT
  plan_id, iso3, sequence, adopted_year,
  year_from - adopted_year, year_to - adopted_year,
  CAST(renewed AND year_to = until AS TINYINT),
  CASE status WHEN 'undated' THEN NULL WHEN 'twinned' THEN since_year <= year_from ELSE false END,
  status,
  if(NOT renewed AND year_to = until, last_year, NULL)
FROM pieces
ORDER BY plan_id, year_from;
