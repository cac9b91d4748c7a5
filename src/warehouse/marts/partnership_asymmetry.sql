-- Who is on which side of an arrangement. Income and GDP are those of the year it is first documented, or the
-- nearest earlier year (three years back at most for GDP), so that later growth does not colour the start.
CREATE TABLE partnership_asymmetry (
  partnership_id VARCHAR NOT NULL PRIMARY KEY,
  kind VARCHAR NOT NULL,
  direction VARCHAR NOT NULL,
  start_year SMALLINT,
  supporting INTEGER NOT NULL,
  supported INTEGER NOT NULL,
  peers INTEGER NOT NULL,
  facilitators INTEGER NOT NULL,
  supporting_income VARCHAR,
  supported_income VARCHAR,
  peer_income VARCHAR,
  supporting_gdp_median DOUBLE,
  supporting_gdp_known INTEGER NOT NULL,
  supported_gdp_median DOUBLE,
  supported_gdp_known INTEGER NOT NULL,
  peer_gdp_median DOUBLE,
  peer_gdp_known INTEGER NOT NULL,
  gdp_ratio DOUBLE CHECK (gdp_ratio > 0),
  activities INTEGER NOT NULL,
  hosted_by_supporting INTEGER NOT NULL,
  hosted_by_supported INTEGER NOT NULL,
  hosted_by_peer INTEGER NOT NULL,
  hosted_by_third INTEGER NOT NULL,
  host_unknown INTEGER NOT NULL,
  funded_by_supporting INTEGER NOT NULL,
  funded_by_supported INTEGER NOT NULL,
  funded_by_peer INTEGER NOT NULL,
  funded_by_third INTEGER NOT NULL,
  funder_unknown INTEGER NOT NULL,
  CHECK (hosted_by_supporting + hosted_by_supported + hosted_by_peer + hosted_by_third + host_unknown = activities)
);
COMMENT ON TABLE partnership_asymmetry IS 'One row is one arrangement with the weight of its sides: number, income, hosting and paying';
COMMENT ON COLUMN partnership_asymmetry.partnership_id IS 'Arrangement';
COMMENT ON COLUMN partnership_asymmetry.kind IS 'Kind, as in partnership';
COMMENT ON COLUMN partnership_asymmetry.direction IS 'Direction of documented flows, as in partnership';
COMMENT ON COLUMN partnership_asymmetry.start_year IS 'First documented year; empty where not known, and then no income or GDP [year]';
COMMENT ON COLUMN partnership_asymmetry.supporting IS 'Supporting members [countries]';
COMMENT ON COLUMN partnership_asymmetry.supported IS 'Supported members [countries]';
COMMENT ON COLUMN partnership_asymmetry.peers IS 'Peers [countries]';
COMMENT ON COLUMN partnership_asymmetry.facilitators IS 'Facilitators [countries]';
COMMENT ON COLUMN partnership_asymmetry.supporting_income IS 'World Bank income groups of supporting members, joined by ;, lowest first (L, LM, UM, H)';
COMMENT ON COLUMN partnership_asymmetry.supported_income IS 'The same of supported members';
COMMENT ON COLUMN partnership_asymmetry.peer_income IS 'The same of peers';
COMMENT ON COLUMN partnership_asymmetry.supporting_gdp_median IS 'Median GDP per person of supporting members where known [USD, constant 2015]';
COMMENT ON COLUMN partnership_asymmetry.supporting_gdp_known IS 'Supporting members whose GDP is known [countries]';
COMMENT ON COLUMN partnership_asymmetry.supported_gdp_median IS 'Median GDP per person of supported members where known [USD, constant 2015]';
COMMENT ON COLUMN partnership_asymmetry.supported_gdp_known IS 'Supported members whose GDP is known [countries]';
COMMENT ON COLUMN partnership_asymmetry.peer_gdp_median IS 'Median GDP per person of peers where known [USD, constant 2015]';
COMMENT ON COLUMN partnership_asymmetry.peer_gdp_known IS 'Peers whose GDP is known [countries]';
COMMENT ON COLUMN partnership_asymmetry.gdp_ratio IS 'Median of the supporting side over that of the supported side; empty where one is not known [ratio]';
COMMENT ON COLUMN partnership_asymmetry.activities IS 'Activities, adoptions of linked plans left aside [activities]';
COMMENT ON COLUMN partnership_asymmetry.hosted_by_supporting IS 'Hosted by a supporting member [activities]';
COMMENT ON COLUMN partnership_asymmetry.hosted_by_supported IS 'Hosted by a supported member [activities]';
COMMENT ON COLUMN partnership_asymmetry.hosted_by_peer IS 'Hosted by a peer [activities]';
COMMENT ON COLUMN partnership_asymmetry.hosted_by_third IS 'Hosted by a facilitator or a country outside [activities]';
COMMENT ON COLUMN partnership_asymmetry.host_unknown IS 'Host not named [activities]';
COMMENT ON COLUMN partnership_asymmetry.funded_by_supporting IS 'A supporting member among those who paid; an activity can count on several sides [activities]';
COMMENT ON COLUMN partnership_asymmetry.funded_by_supported IS 'A supported member among those who paid [activities]';
COMMENT ON COLUMN partnership_asymmetry.funded_by_peer IS 'A peer among those who paid [activities]';
COMMENT ON COLUMN partnership_asymmetry.funded_by_third IS 'A facilitator or an outsider among those who paid [activities]';
COMMENT ON COLUMN partnership_asymmetry.funder_unknown IS 'Nobody named as paying [activities]';

INSERT INTO partnership_asymmetry
WITH member_income AS (
  SELECT m.partnership_id, m.role, max_by(o.category, o.year) AS income
  FROM partnership_member m
  JOIN partnership_start s USING (partnership_id)
  JOIN observation o
    ON o.indicator = 'wb_income_group_by_gni_year' AND o.iso3 = m.iso3 AND o.year <= s.first_documented_year
  GROUP BY m.partnership_id, m.role, m.iso3
), income AS (
  SELECT partnership_id, role, string_agg(income, ';' ORDER BY list_position(['L', 'LM', 'UM', 'H'], income)) AS groups
  FROM (SELECT DISTINCT partnership_id, role, income FROM member_income)
  GROUP BY ALL
), member_gdp AS (
  SELECT m.partnership_id, m.role, max_by(o.value, o.year) AS gdp
  FROM partnership_member m
  JOIN partnership_start s USING (partnership_id)
  JOIN observation o
    ON o.indicator = 'gdp_per_capita_constant_2015_usd' AND o.iso3 = m.iso3
    AND o.year BETWEEN s.first_documented_year - 3 AND s.first_documented_year
  GROUP BY m.partnership_id, m.role, m.iso3
), gdp AS (
  SELECT partnership_id, role, median(gdp) AS median, count(gdp) AS known FROM member_gdp GROUP BY ALL
), sides AS (
  SELECT
    s.partnership_id,
    any_value(i.groups) FILTER (i.role = 'supporting') AS supporting_income,
    any_value(i.groups) FILTER (i.role = 'supported') AS supported_income,
    any_value(i.groups) FILTER (i.role = 'peer') AS peer_income,
    any_value(g.median) FILTER (g.role = 'supporting') AS supporting_gdp,
    any_value(g.median) FILTER (g.role = 'supported') AS supported_gdp,
    any_value(g.median) FILTER (g.role = 'peer') AS peer_gdp,
    coalesce(max(g.known) FILTER (g.role = 'supporting'), 0) AS supporting_known,
    coalesce(max(g.known) FILTER (g.role = 'supported'), 0) AS supported_known,
    coalesce(max(g.known) FILTER (g.role = 'peer'), 0) AS peer_known
  FROM partnership_start s
  LEFT JOIN income i USING (partnership_id)
  LEFT JOIN gdp g USING (partnership_id)
  GROUP BY s.partnership_id
), acts AS (
  SELECT activity_id, partnership_id, host_iso3, funder_iso3
  FROM partnership_activity WHERE type <> 'linked_nap_adoption'
), hosted AS (
  SELECT
    a.partnership_id,
    count(*) AS activities,
    count(*) FILTER (m.role = 'supporting') AS supporting,
    count(*) FILTER (m.role = 'supported') AS supported,
    count(*) FILTER (m.role = 'peer') AS peer,
    count(*) FILTER (a.host_iso3 IS NOT NULL AND (m.role IS NULL OR m.role = 'facilitator')) AS third,
    count(*) FILTER (a.host_iso3 IS NULL) AS unknown
  FROM acts a
  LEFT JOIN partnership_member m ON m.partnership_id = a.partnership_id AND m.iso3 = a.host_iso3
  GROUP BY ALL
), payers AS (
  SELECT activity_id, partnership_id, unnest(string_split(funder_iso3, ';')) AS iso3
  FROM acts WHERE funder_iso3 IS NOT NULL
), paid AS (
  SELECT
    p.partnership_id,
    count(DISTINCT activity_id) FILTER (m.role = 'supporting') AS supporting,
    count(DISTINCT activity_id) FILTER (m.role = 'supported') AS supported,
    count(DISTINCT activity_id) FILTER (m.role = 'peer') AS peer,
    count(DISTINCT activity_id) FILTER (m.role IS NULL OR m.role = 'facilitator') AS third,
    count(DISTINCT activity_id) AS known
  FROM payers p
  LEFT JOIN partnership_member m ON m.partnership_id = p.partnership_id AND m.iso3 = p.iso3
  GROUP BY ALL
)
SELECT
  s.partnership_id, s.kind, p.direction, s.first_documented_year,
  s.supporting, s.supported, s.peers, s.facilitators,
  d.supporting_income, d.supported_income, d.peer_income,
  d.supporting_gdp, d.supporting_known, d.supported_gdp, d.supported_known, d.peer_gdp, d.peer_known,
  d.supporting_gdp / d.supported_gdp,
  coalesce(h.activities, 0), coalesce(h.supporting, 0), coalesce(h.supported, 0), coalesce(h.peer, 0),
  coalesce(h.third, 0), coalesce(h.unknown, 0),
  coalesce(f.supporting, 0), coalesce(f.supported, 0), coalesce(f.peer, 0), coalesce(f.third, 0),
  coalesce(h.activities, 0) - coalesce(f.known, 0)
FROM partnership_start s
JOIN partnership p USING (partnership_id)
JOIN sides d USING (partnership_id)
LEFT JOIN hosted h USING (partnership_id)
LEFT JOIN paid f USING (partnership_id)
ORDER BY s.partnership_id;
