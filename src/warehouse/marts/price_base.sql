-- Constant dollars are those of the newest year of the deflator: every earlier year can be expressed in them.
CREATE TABLE price_base (
  base_year SMALLINT NOT NULL PRIMARY KEY,
  deflator DOUBLE NOT NULL CHECK (deflator > 0),
  basis VARCHAR NOT NULL
);
COMMENT ON TABLE price_base IS 'One row is the year whose US prices constant dollars are expressed in';
COMMENT ON COLUMN price_base.base_year IS 'Year of constant US dollars [year]';
COMMENT ON COLUMN price_base.deflator IS 'US GDP deflator of that year [index]';
COMMENT ON COLUMN price_base.basis IS 'Why this year';

INSERT INTO price_base
SELECT year, value, 'Newest year of the US GDP deflator in the warehouse'
FROM observation
WHERE indicator = 'us_gdp_deflator' AND iso3 = 'USA' AND value IS NOT NULL
ORDER BY year DESC
LIMIT 1;
