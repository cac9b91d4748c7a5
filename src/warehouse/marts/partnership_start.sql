-- When an arrangement is first and last documented, before any definition of twinned is applied.
CREATE TABLE partnership_start (
  partnership_id VARCHAR NOT NULL PRIMARY KEY,
  kind VARCHAR NOT NULL,
  evidence_strength VARCHAR NOT NULL,
  first_documented_year SMALLINT,
  basis VARCHAR NOT NULL CHECK (basis IN ('start', 'announced', 'activity', 'linked_adoption', 'none')),
  announced_year SMALLINT,
  first_activity_year SMALLINT,
  last_documented_year SMALLINT,
  members INTEGER NOT NULL,
  supporting INTEGER NOT NULL,
  supported INTEGER NOT NULL,
  peers INTEGER NOT NULL,
  facilitators INTEGER NOT NULL,
  activities INTEGER NOT NULL,
  dated_activities INTEGER NOT NULL,
  CHECK ((basis = 'none') = (first_documented_year IS NULL)),
  CHECK (last_documented_year >= first_documented_year),
  CHECK (members = supporting + supported + peers + facilitators)
);
COMMENT ON TABLE partnership_start IS 'One row is one arrangement with the years in which it is documented and the number of its members';
COMMENT ON COLUMN partnership_start.partnership_id IS 'Arrangement';
COMMENT ON COLUMN partnership_start.kind IS 'Kind, as in partnership';
COMMENT ON COLUMN partnership_start.evidence_strength IS 'How well it is documented, as in partnership';
COMMENT ON COLUMN partnership_start.first_documented_year IS 'Start year of the register, else the earlier of the announcement and the first dated activity; empty where no year is known [year]';
COMMENT ON COLUMN partnership_start.basis IS 'Where first_documented_year comes from: start (stated or first documented start), announced, activity, linked_adoption (only the adoption of a linked plan is dated), none';
COMMENT ON COLUMN partnership_start.announced_year IS 'Year of announcement [year]';
COMMENT ON COLUMN partnership_start.first_activity_year IS 'Year of the first dated activity, adoptions of linked plans left aside [year]';
COMMENT ON COLUMN partnership_start.last_documented_year IS 'Latest of the end year (stated, planned or last documented) and the dated activities, adoptions of linked plans left aside [year]';
COMMENT ON COLUMN partnership_start.members IS 'Members in any role [countries]';
COMMENT ON COLUMN partnership_start.supporting IS 'Members that give support [countries]';
COMMENT ON COLUMN partnership_start.supported IS 'Members that receive support [countries]';
COMMENT ON COLUMN partnership_start.peers IS 'Members on equal terms [countries]';
COMMENT ON COLUMN partnership_start.facilitators IS 'Hosts or chairs that are not known to be learners [countries]';
COMMENT ON COLUMN partnership_start.activities IS 'Activities in the register, adoptions of linked plans included [activities]';
COMMENT ON COLUMN partnership_start.dated_activities IS 'Those with a year [activities]';

INSERT INTO partnership_start
WITH acts AS (
  SELECT
    partnership_id,
    count(*) AS activities,
    count(year) AS dated,
    min(year) AS any_year,
    min(year) FILTER (type <> 'linked_nap_adoption') AS first_own,
    max(year) FILTER (type <> 'linked_nap_adoption') AS last_own
  FROM partnership_activity GROUP BY ALL
), sides AS (
  SELECT
    partnership_id,
    count(*) AS members,
    count(*) FILTER (role = 'supporting') AS supporting,
    count(*) FILTER (role = 'supported') AS supported,
    count(*) FILTER (role = 'peer') AS peers,
    count(*) FILTER (role = 'facilitator') AS facilitators
  FROM partnership_member GROUP BY ALL
), dated AS (
  SELECT p.*, a.*, coalesce(p.start_year, least(p.announced_year, a.any_year)) AS documented
  FROM partnership p LEFT JOIN acts a USING (partnership_id)
)
SELECT
  partnership_id, kind, evidence_strength,
  documented,
  CASE
    WHEN documented IS NULL THEN 'none'
    WHEN start_year IS NOT NULL THEN 'start'
    WHEN documented = announced_year THEN 'announced'
    WHEN documented = first_own THEN 'activity'
    ELSE 'linked_adoption'
  END,
  announced_year,
  first_own,
  greatest(end_year, last_own, documented),
  coalesce(members, 0), coalesce(supporting, 0), coalesce(supported, 0), coalesce(peers, 0), coalesce(facilitators, 0),
  coalesce(activities, 0), coalesce(dated, 0)
FROM dated LEFT JOIN sides USING (partnership_id)
ORDER BY partnership_id;
