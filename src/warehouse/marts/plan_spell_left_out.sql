-- A plan that gives no time at risk of renewal is left out by name, not in silence.
CREATE TABLE plan_spell_left_out (
  plan_id VARCHAR NOT NULL PRIMARY KEY,
  reason VARCHAR NOT NULL
);
COMMENT ON TABLE plan_spell_left_out IS 'One row is one plan that has no renewal spell, and why';
COMMENT ON COLUMN plan_spell_left_out.plan_id IS 'Plan';
COMMENT ON COLUMN plan_spell_left_out.reason IS 'Why the plan has no spell';

INSERT INTO plan_spell_left_out
SELECT * FROM (
  SELECT
    p.plan_id,
    CASE
      WHEN p.adopted_year IS NULL THEN 'year of adoption not known'
      WHEN p.adopted_year > w.last_year THEN 'adopted after the window'
      WHEN p.adopted_year = w.last_year THEN 'adopted in the last year of the window, no time seen since'
      WHEN p.next_plan_id IS NOT NULL AND n.adopted_year IS NULL THEN 'year of the next plan not known'
      WHEN n.sequence > p.sequence + 1 THEN 'a generation in between is not in the register'
      WHEN n.adopted_year = p.adopted_year THEN 'next plan adopted in the same year'
    END AS reason
  FROM plan_timeline p
  CROSS JOIN study_window w
  LEFT JOIN plan_timeline n ON n.plan_id = p.next_plan_id
)
WHERE reason IS NOT NULL
ORDER BY plan_id;
