-- Twinned is a definition, not a fact: every definition is applied to every country.
-- One dated arrangement settles a country; `undated` is a group of its own and never merged with another.
CREATE TABLE twinning_status (
  definition_id VARCHAR NOT NULL,
  iso3 VARCHAR NOT NULL,
  status VARCHAR NOT NULL CHECK (status IN ('twinned', 'undated', 'not_twinned')),
  since_year SMALLINT,
  role VARCHAR,
  partnership_ids VARCHAR,
  undated_partnership_ids VARCHAR,
  PRIMARY KEY (definition_id, iso3),
  CHECK ((status = 'twinned') = (since_year IS NOT NULL)),
  CHECK ((status = 'not_twinned') = (partnership_ids IS NULL)),
  CHECK (status <> 'undated' OR undated_partnership_ids IS NOT NULL)
);
COMMENT ON TABLE twinning_status IS 'One row is one country under one definition of twinned; all UN members, Kosovo, Palestine and any other country with a plan';
COMMENT ON COLUMN twinning_status.definition_id IS 'Definition of twinned';
COMMENT ON COLUMN twinning_status.iso3 IS 'Country';
COMMENT ON COLUMN twinning_status.status IS 'twinned: an arrangement that counts has a known year for this country; undated: one counts, but no year is known; not_twinned: none was found';
COMMENT ON COLUMN twinning_status.since_year IS 'First year by the rule of the definition; a member that joined later counts from joining [year]';
COMMENT ON COLUMN twinning_status.role IS 'Roles in the arrangements that give the status, joined by ;: the dated ones where twinned, the undated ones where undated';
COMMENT ON COLUMN twinning_status.partnership_ids IS 'All arrangements that count, joined by ;';
COMMENT ON COLUMN twinning_status.undated_partnership_ids IS 'Those among them without a known year, joined by ;';

INSERT INTO twinning_status
WITH places AS (
  SELECT iso3 FROM country
  WHERE un_member OR iso3 IN ('XKX', 'PSE') OR iso3 IN (SELECT iso3 FROM plan)
), counting AS (
  SELECT
    d.definition_id, m.iso3, m.role, m.partnership_id,
    CASE d.date_rule
      -- A country that joined after the first activity does not count from before it joined.
      WHEN 'first_activity' THEN if(s.first_activity_year IS NULL, NULL, greatest(s.first_activity_year, m.joined_year))
      WHEN 'announced' THEN coalesce(m.joined_year, s.announced_year)
      ELSE coalesce(m.joined_year, s.first_documented_year)
    END AS since
  FROM twinning_definition d
  JOIN partnership_start s
    ON list_contains(string_split(d.kinds, ';'), s.kind)
    AND list_contains(string_split(d.evidence, ';'), s.evidence_strength)
    AND NOT list_contains(string_split(coalesce(d.excluded, ''), ';'), s.partnership_id)
  JOIN partnership_member m
    ON m.partnership_id = s.partnership_id
    AND list_contains(string_split(d.roles, ';'), m.role)
    -- A facilitator lends the venue and is not known to learn, whatever a definition says.
    AND m.role <> 'facilitator'
), one AS (
  SELECT
    definition_id, iso3,
    min(since) AS since_year,
    string_agg(DISTINCT role, ';' ORDER BY role) FILTER (since IS NOT NULL) AS dated_role,
    string_agg(DISTINCT role, ';' ORDER BY role) FILTER (since IS NULL) AS undated_role,
    string_agg(DISTINCT partnership_id, ';' ORDER BY partnership_id) AS partnership_ids,
    string_agg(DISTINCT partnership_id, ';' ORDER BY partnership_id) FILTER (since IS NULL) AS undated
  FROM counting GROUP BY ALL
)
SELECT
  d.definition_id, c.iso3,
  CASE WHEN o.since_year IS NOT NULL THEN 'twinned' WHEN o.iso3 IS NOT NULL THEN 'undated' ELSE 'not_twinned' END,
  -- A role rests on the arrangements that give the status: an undated one adds none to a dated one.
  o.since_year, if(o.since_year IS NOT NULL, o.dated_role, o.undated_role), o.partnership_ids, o.undated
FROM twinning_definition d
CROSS JOIN places c
LEFT JOIN one o ON o.definition_id = d.definition_id AND o.iso3 = c.iso3
ORDER BY d.definition_id, c.iso3;
