-- Networks by year. Most members have no year of joining: they are counted apart, not spread over the years.
CREATE TABLE network_growth (
  network VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  joined INTEGER NOT NULL,
  joined_by_year INTEGER NOT NULL,
  members_total INTEGER NOT NULL,
  joined_unknown INTEGER NOT NULL,
  stated_size VARCHAR,
  PRIMARY KEY (network, year),
  CHECK (joined_by_year + joined_unknown <= members_total)
);
COMMENT ON TABLE network_growth IS 'One row is one network in one year, from its first known year to the end of the window';
COMMENT ON COLUMN network_growth.network IS 'Network';
COMMENT ON COLUMN network_growth.year IS 'Year [year]';
COMMENT ON COLUMN network_growth.joined IS 'Members known to have joined in that year [countries]';
COMMENT ON COLUMN network_growth.joined_by_year IS 'Members known to have joined by that year [countries]';
COMMENT ON COLUMN network_growth.members_total IS 'Members in the register, whenever they joined [countries]';
COMMENT ON COLUMN network_growth.joined_unknown IS 'Members among them whose year of joining is not known [countries]';
COMMENT ON COLUMN network_growth.stated_size IS 'Size that a source states for that year, in its own terms; joined by ;';

INSERT INTO network_growth
WITH size AS (
  SELECT network, count(*) AS total, count(*) - count(joined_year) AS unknown, min(joined_year) AS first_joined
  FROM network_membership GROUP BY network
), founded AS (
  SELECT network, min(founded_year) AS year, min(CAST(left(as_of, 4) AS SMALLINT)) AS first_size
  FROM network_statement GROUP BY network
), stated AS (
  SELECT network, CAST(left(as_of, 4) AS SMALLINT) AS year, string_agg(member_count, ';' ORDER BY statement_id) AS stated_size
  FROM network_statement WHERE as_of IS NOT NULL AND member_count IS NOT NULL GROUP BY ALL
), spans AS (
  SELECT
    network, coalesce(total, 0) AS total, coalesce(unknown, 0) AS unknown, w.last_year,
    coalesce(least(s.first_joined, f.year, f.first_size), w.last_year) AS first_year
  FROM (SELECT network FROM network_membership UNION SELECT network FROM network_statement)
  CROSS JOIN study_window w
  LEFT JOIN size s USING (network) LEFT JOIN founded f USING (network)
), grid AS (
  SELECT s.*, CAST(y.year AS SMALLINT) AS year
  FROM spans s CROSS JOIN LATERAL (SELECT unnest(range(s.first_year, s.last_year + 1)) AS year) y
)
SELECT
  g.network, g.year,
  count(m.iso3) FILTER (m.joined_year = g.year),
  count(m.iso3) FILTER (m.joined_year <= g.year),
  g.total, g.unknown, any_value(t.stated_size)
FROM grid g
LEFT JOIN network_membership m ON m.network = g.network
LEFT JOIN stated t ON t.network = g.network AND t.year = g.year
GROUP BY g.network, g.year, g.total, g.unknown
ORDER BY g.network, g.year;
