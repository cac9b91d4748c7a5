-- Documented support in dollars. An amount for several countries stays one amount: it is never divided.
CREATE TABLE donor_support_flow (
  support_id VARCHAR NOT NULL PRIMARY KEY,
  donor_code VARCHAR NOT NULL,
  donor_iso3 VARCHAR,
  donor_name VARCHAR NOT NULL,
  recipient_iso3 VARCHAR,
  recipients VARCHAR,
  recipient_count INTEGER,
  recipient_name VARCHAR NOT NULL,
  tie VARCHAR NOT NULL CHECK (tie IN ('strong', 'weak')),
  nap_link VARCHAR NOT NULL,
  purpose VARCHAR NOT NULL,
  implementing_partner VARCHAR,
  year SMALLINT,
  period VARCHAR,
  amount DECIMAL(20, 2),
  currency VARCHAR,
  rate DOUBLE CHECK (rate > 0),
  amount_usd_current DOUBLE,
  amount_usd_constant DOUBLE,
  usd_note VARCHAR,
  part_of_another BOOLEAN NOT NULL,
  note VARCHAR,
  source_ids VARCHAR NOT NULL,
  CHECK (recipient_iso3 IS NULL OR recipient_count = 1),
  CHECK (amount_usd_constant IS NOT NULL OR usd_note IS NOT NULL)
);
COMMENT ON TABLE donor_support_flow IS 'One row is one donor''s documented support to a plan or to a WPS programme; missing pairs are not evidence of no support';
COMMENT ON COLUMN donor_support_flow.support_id IS 'Row of donor_support';
COMMENT ON COLUMN donor_support_flow.donor_code IS 'Donor: a country or a group of the actor table';
COMMENT ON COLUMN donor_support_flow.donor_iso3 IS 'Donor where it is a country';
COMMENT ON COLUMN donor_support_flow.donor_name IS 'Donor as the source names it';
COMMENT ON COLUMN donor_support_flow.recipient_iso3 IS 'Recipient where there is exactly one country; empty for several, which are never divided, and for regional bodies';
COMMENT ON COLUMN donor_support_flow.recipients IS 'All recipients, joined by ;; empty for a regional body';
COMMENT ON COLUMN donor_support_flow.recipient_count IS 'Number of recipients; empty for a regional body [countries]';
COMMENT ON COLUMN donor_support_flow.recipient_name IS 'Recipient as the source names it';
COMMENT ON COLUMN donor_support_flow.tie IS 'strong: development, implementation, localisation, resourcing, monitoring, evaluation, costing or twinning of plans; weak: WPS programme, indirect, advocacy, regional';
COMMENT ON COLUMN donor_support_flow.nap_link IS 'Tie to a plan in the register''s words';
COMMENT ON COLUMN donor_support_flow.purpose IS 'What the money is for';
COMMENT ON COLUMN donor_support_flow.implementing_partner IS 'Who carries it out';
COMMENT ON COLUMN donor_support_flow.year IS 'Year of decision or start, else of the source; its rate and prices apply [year]';
COMMENT ON COLUMN donor_support_flow.period IS 'Years covered';
COMMENT ON COLUMN donor_support_flow.amount IS 'Amount as stated; empty where no source prints one [currency]';
COMMENT ON COLUMN donor_support_flow.currency IS 'ISO 4217 code of amount';
COMMENT ON COLUMN donor_support_flow.rate IS 'Official exchange rate of the year [currency units per USD]';
COMMENT ON COLUMN donor_support_flow.amount_usd_current IS 'Amount at that rate [USD, current]';
COMMENT ON COLUMN donor_support_flow.amount_usd_constant IS 'The same in prices of the year in price_base [USD, constant]';
COMMENT ON COLUMN donor_support_flow.usd_note IS 'Why dollars, or constant dollars, are missing';
COMMENT ON COLUMN donor_support_flow.part_of_another IS 'Is the amount part of another row, so that it must not be added to it';
COMMENT ON COLUMN donor_support_flow.note IS 'Remarks';
COMMENT ON COLUMN donor_support_flow.source_ids IS 'Sources, joined by ;';

INSERT INTO donor_support_flow
WITH flows AS (
  SELECT
    s.*,
    len(string_split(s.recipient_codes, ';')) AS recipient_count,
    if(s.currency = 'USD' AND s.year IS NOT NULL AND s.amount IS NOT NULL, 1, r.value) AS rate,
    d.value AS deflator
  FROM donor_support s
  LEFT JOIN currency c ON c.currency_code = s.currency
  LEFT JOIN observation r
    ON r.indicator = 'official_exchange_rate_lcu_per_usd' AND r.iso3 = c.rate_iso3 AND r.year = s.year
  LEFT JOIN observation d ON d.indicator = 'us_gdp_deflator' AND d.iso3 = 'USA' AND d.year = s.year
)
SELECT
  support_id, donor_code,
  (SELECT iso3 FROM country WHERE iso3 = donor_code),
  donor_name,
  CASE WHEN recipient_count = 1 THEN (SELECT iso3 FROM country WHERE iso3 = recipient_codes) END,
  recipient_codes, recipient_count, recipient_name,
  if(
    regexp_matches(nap_link, 'development|implementation|localisation|resourcing|monitoring|evaluation|costing|twinning'),
    'strong', 'weak'
  ),
  nap_link, purpose, implementing_partner, year, period, amount, currency,
  rate, amount / rate,
  amount / rate * (SELECT max(b.deflator) FROM price_base b) / deflator,
  CASE
    WHEN amount IS NULL THEN 'No amount in the source'
    WHEN year IS NULL THEN 'The year of the amount is not known'
    WHEN rate IS NULL THEN 'No official exchange rate for ' || currency || ' in ' || year
    WHEN deflator IS NULL THEN 'No US GDP deflator for ' || year
  END,
  coalesce(regexp_matches(note, 'do not add'), false),
  note, source_ids
FROM flows
ORDER BY support_id;
