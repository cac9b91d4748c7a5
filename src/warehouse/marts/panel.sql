-- Country by year. Empty is unknown, never zero and never "no".
CREATE TABLE panel (
  iso3 VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  un_region VARCHAR NOT NULL,
  un_subregion VARCHAR NOT NULL,
  has_plan BOOLEAN,
  first_plan_year SMALLINT,
  years_since_first_plan SMALLINT,
  plan_id VARCHAR,
  plan_sequence INTEGER,
  in_force BOOLEAN,
  twinning_status VARCHAR NOT NULL CHECK (twinning_status IN ('twinned', 'undated', 'not_twinned')),
  twinned_since SMALLINT,
  twinned_now BOOLEAN,
  twinning_role VARCHAR,
  women_share_parliament_pct DOUBLE CHECK (women_share_parliament_pct BETWEEN 0 AND 100),
  wps_index_score DOUBLE CHECK (wps_index_score BETWEEN 0 AND 1),
  wps_index_rank DOUBLE,
  undp_gii_hdr2020 DOUBLE CHECK (undp_gii_hdr2020 BETWEEN 0 AND 1),
  income_group VARCHAR,
  gdp_per_capita_constant_2015_usd DOUBLE,
  battle_deaths DOUBLE,
  dac_oda_eligible INTEGER CHECK (dac_oda_eligible = 1),
  PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE panel IS 'One row is one country in one year of the study window; twinned by the default definition';
COMMENT ON COLUMN panel.iso3 IS 'Country';
COMMENT ON COLUMN panel.year IS 'Year [year]';
COMMENT ON COLUMN panel.un_region IS 'UN M49 region';
COMMENT ON COLUMN panel.un_subregion IS 'UN M49 sub-region';
COMMENT ON COLUMN panel.has_plan IS 'Was a WPS national action plan adopted by that year; false where the register knows of none; empty where the year of the first plan is not known';
COMMENT ON COLUMN panel.first_plan_year IS 'Year of adoption of the first plan, the same in all years [year]';
COMMENT ON COLUMN panel.years_since_first_plan IS 'From adoption of the first plan; empty before it [years]';
COMMENT ON COLUMN panel.plan_id IS 'Latest plan adopted by that year';
COMMENT ON COLUMN panel.plan_sequence IS 'Generation of that plan';
COMMENT ON COLUMN panel.in_force IS 'Does the period of an adopted plan cover the year; empty where the latest plan has no known end';
COMMENT ON COLUMN panel.twinning_status IS 'Status of the country as a whole, as in twinning_status';
COMMENT ON COLUMN panel.twinned_since IS 'Year since which the country is twinned [year]';
COMMENT ON COLUMN panel.twinned_now IS 'Is the country twinned in that year (once twinned, always twinned); empty where its twinning has no known year';
COMMENT ON COLUMN panel.twinning_role IS 'Roles in the arrangements that count, joined by ;';
COMMENT ON COLUMN panel.women_share_parliament_pct IS 'Women in the lower or single house of parliament [per cent]';
COMMENT ON COLUMN panel.wps_index_score IS 'Women, Peace and Security Index; methods differ by edition [0 to 1]';
COMMENT ON COLUMN panel.wps_index_rank IS 'Rank in that edition of the index [rank]';
COMMENT ON COLUMN panel.undp_gii_hdr2020 IS 'Gender Inequality Index, series of the Human Development Report 2020; lower is better [0 to 1]';
COMMENT ON COLUMN panel.income_group IS 'World Bank income group by the income of that year: L, LM, UM, H';
COMMENT ON COLUMN panel.gdp_per_capita_constant_2015_usd IS 'GDP per person [USD, constant 2015]';
COMMENT ON COLUMN panel.battle_deaths IS 'Battle-related deaths, best estimate; a year without a row is unknown, not peace [deaths]';
COMMENT ON COLUMN panel.dac_oda_eligible IS '1 where the country is known to be on the DAC list of that year; empty otherwise, never 0';

INSERT INTO panel
WITH grid AS (
  SELECT t.*, CAST(y.year AS SMALLINT) AS year
  FROM twinning_status t CROSS JOIN study_window w
  CROSS JOIN LATERAL (SELECT unnest(range(w.first_year, w.last_year + 1)) AS year) y
  WHERE t.definition_id = (SELECT definition_id FROM twinning_definition ORDER BY position LIMIT 1)
), plans AS (
  SELECT
    iso3,
    min(adopted_year) FILTER (is_first) AS first_year,
    bool_or(adopted_year IS NULL) AS some_undated
  FROM plan_timeline GROUP BY iso3
), by_year AS (
  SELECT
    g.iso3, g.year,
    max_by(p.plan_id, p.sequence) FILTER (p.adopted_year <= g.year) AS plan_id,
    max(p.sequence) FILTER (p.adopted_year <= g.year) AS sequence,
    -- A plan is not in force before it is adopted, even where its period starts earlier.
    bool_or(greatest(p.adopted_year, p.period_start) <= g.year AND p.period_end >= g.year AND p.adopted_year IS NOT NULL) AS covered,
    bool_or(p.adopted_year <= g.year AND p.period_end IS NULL AND (p.next_adopted_year IS NULL OR p.next_adopted_year > g.year)) AS open_ended
  FROM grid g JOIN plan_timeline p USING (iso3)
  GROUP BY g.iso3, g.year
), series AS (
  SELECT
    iso3, year,
    max(value) FILTER (indicator = 'women_share_parliament_pct') AS parliament,
    max(value) FILTER (indicator = 'wps_index_score') AS wps_score,
    max(value) FILTER (indicator = 'wps_index_rank') AS wps_rank,
    max(value) FILTER (indicator = 'undp_gii_hdr2020') AS gii,
    max(category) FILTER (indicator = 'wb_income_group_by_gni_year') AS income,
    max(value) FILTER (indicator = 'gdp_per_capita_constant_2015_usd') AS gdp,
    max(value) FILTER (indicator = 'ucdp_battle_related_deaths_wb') AS deaths,
    max(value) FILTER (indicator = 'dac_oda_eligible' AND value = 1) AS dac
  FROM observation GROUP BY iso3, year
)
SELECT
  g.iso3, g.year, c.un_region, c.un_subregion,
  CASE
    WHEN p.iso3 IS NULL THEN false
    WHEN b.plan_id IS NOT NULL THEN true
    WHEN p.first_year IS NULL THEN NULL
    ELSE false
  END,
  p.first_year,
  if(g.year >= p.first_year, g.year - p.first_year, NULL),
  b.plan_id, b.sequence,
  CASE
    WHEN p.iso3 IS NULL THEN false
    WHEN b.covered THEN true
    WHEN b.open_ended OR p.some_undated OR (b.plan_id IS NULL AND p.first_year IS NULL) THEN NULL
    ELSE false
  END,
  g.status, g.since_year,
  CASE g.status WHEN 'undated' THEN NULL WHEN 'twinned' THEN g.year >= g.since_year ELSE false END,
  g.role,
  s.parliament, s.wps_score, s.wps_rank, s.gii, s.income, s.gdp, s.deaths, CAST(s.dac AS INTEGER)
FROM grid g
JOIN country c USING (iso3)
LEFT JOIN plans p USING (iso3)
LEFT JOIN by_year b ON b.iso3 = g.iso3 AND b.year = g.year
LEFT JOIN series s ON s.iso3 = g.iso3 AND s.year = g.year
ORDER BY g.iso3, g.year;
