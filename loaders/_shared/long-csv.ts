import { code, iso3, number, sources, text, year } from "../../src/model/column.ts";
import type { Contract, Quarantined } from "../../src/model/contract.ts";
import type { IndicatorInfo, SeriesRead, SeriesSource } from "../../src/model/series-source.ts";
import { readRegister } from "../../src/quality/read-register.ts";

/** Contract of a series file in long form: iso3, year, indicator, value, unit, source_id. */
function longContract(source: SeriesSource): Contract {
  const names = Object.fromEntries(source.indicators.map((i) => [i.indicator, i.title]));
  return {
    table: "observation",
    title: source.title,
    rowIs: "a country's value of an indicator in a year",
    columns: {
      iso3: iso3("Country"),
      year: year("Year"),
      indicator: code("Indicator", names),
      value: text("Value"),
      unit: text("Unit"),
      source_id: sources(),
    },
    key: ["indicator", "iso3", "year"],
  };
}

function checkValue(info: IndicatorInfo, raw: string, unit: string) {
  if (unit !== info.file_unit) {
    return {
      column: "unit",
      value: unit,
      code: "unit",
      reason: `The unit is not ${info.file_unit}`,
      remedy: "Check whether upstream changed the measure; never convert unseen",
    };
  }
  if (info.scale === "category") return null;
  const read = number("value").read(raw);
  if (!read.ok)
    return { column: "value", value: raw, ...read.problem, reason: `"value" ${read.problem.reason}` };
  const [min, max] = info.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const value = Number(raw);
  if (value >= min && value <= max) return null;
  return {
    column: "value",
    value: raw,
    code: "out-of-range",
    reason: `The value is not between ${min} and ${max}`,
    remedy: "Check the value upstream; declare a correction if it is wrong there",
  };
}

/** Parses a long CSV; pure. Bad rows go to quarantine, the rest load. */
export function parseLongCsv(bytes: Uint8Array, file: string, source: SeriesSource): SeriesRead {
  const read = readRegister(bytes, longContract(source), file);
  const quarantined: Quarantined[] = [...read.quarantined];
  const byName = new Map(source.indicators.map((i) => [i.indicator, i]));
  const rows: SeriesRead["rows"] = [];
  for (const { row, at, raw } of read.rows) {
    const info = byName.get(String(row.indicator)) as IndicatorInfo;
    const value = String(row.value);
    const fault = checkValue(info, value, String(row.unit));
    if (fault) {
      quarantined.push({ table: "observation", file, row: at, raw, ...fault });
      continue;
    }
    rows.push({
      at,
      raw,
      row: {
        indicator: row.indicator ?? null,
        iso3: row.iso3 ?? null,
        year: row.year ?? null,
        value: info.scale === "numeric" ? Number(value) : null,
        category: info.scale === "category" ? value : null,
        source_ids: row.source_ids ?? null,
      },
    });
  }
  return { rows, quarantined, records: read.records };
}
