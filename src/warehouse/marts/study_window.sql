-- The one place for the years that panels cover. The plan register states what was in place on 1 January 2026,
-- so 2025 is the last year that is fully seen, and where spells are cut off.
CREATE TABLE study_window (
  first_year SMALLINT NOT NULL PRIMARY KEY,
  last_year SMALLINT NOT NULL,
  basis VARCHAR NOT NULL,
  CHECK (first_year < last_year)
);
COMMENT ON TABLE study_window IS 'One row is the window of years that panels and spells cover';
COMMENT ON COLUMN study_window.first_year IS 'First year of panels [year]';
COMMENT ON COLUMN study_window.last_year IS 'Last year of panels; spells without an end are cut off there [year]';
COMMENT ON COLUMN study_window.basis IS 'Why these years';

INSERT INTO study_window VALUES (
  1997, 2025,
  'From the first year of the outcome series to the last full year before 1 January 2026, for which the status of plans was worked out'
);
