-- How much of each table is known, column by column, so that no chart has to hide what it does not show.
CREATE TABLE coverage (
  table_name VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  "rows" INTEGER NOT NULL,
  known INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  share_known DOUBLE NOT NULL CHECK (share_known BETWEEN 0 AND 1),
  PRIMARY KEY (table_name, column_name),
  CHECK (known + unknown = "rows")
);
COMMENT ON TABLE coverage IS 'One row is one column of one table, with the number of its known and unknown values';
COMMENT ON COLUMN coverage.table_name IS 'Table';
COMMENT ON COLUMN coverage.column_name IS 'Column';
COMMENT ON COLUMN coverage."rows" IS 'Rows of the table [rows]';
COMMENT ON COLUMN coverage.known IS 'Rows with a value [rows]';
COMMENT ON COLUMN coverage.unknown IS 'Rows without a value [rows]';
COMMENT ON COLUMN coverage.share_known IS 'Known rows among all rows [share, 0 to 1]';

INSERT INTO coverage
WITH cells AS (
  SELECT 'plan' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM plan) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'partnership' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM partnership) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'partnership_member' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM partnership_member) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'partnership_activity' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM partnership_activity) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'plan_budget' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM plan_budget) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'donor_support' AS table_name, name, value
  FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM donor_support) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
  UNION ALL
  SELECT 'panel' AS table_name, name, value
  FROM (
    SELECT CAST(COLUMNS([
      'women_share_parliament_pct', 'wps_index_score', 'wps_index_rank', 'undp_gii_hdr2020', 'income_group',
      'gdp_per_capita_constant_2015_usd', 'battle_deaths', 'dac_oda_eligible', 'has_plan', 'in_force', 'twinned_now'
    ]) AS VARCHAR) FROM panel
  ) UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(*)))
)
SELECT table_name, name, count(*), count(value), count(*) - count(value), count(value) / count(*)
FROM cells
GROUP BY table_name, name
ORDER BY table_name, name;
