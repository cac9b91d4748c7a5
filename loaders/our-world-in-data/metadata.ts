import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";
import { asObject, field, type JsonObject, readJson, textField } from "../_shared/live-json.ts";
import type { Slug } from "./slugs.ts";

export const SOURCE = "our-world-in-data";

/** Columns that charts carry beside their measure, by short name. */
export const COMPANIONS: ReadonlySet<string> = new Set(["owid_region", "world_region_according_to_owid"]);

/** What the metadata of a chart says of its one measure. */
export interface Measure {
  shortName: string;
  /** YYYY-MM-DD */
  lastUpdated: string;
  timespan: string;
  citation: string;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/**
 * The measure of a chart, from `columns` of its metadata.
 * @throws DriftError where the chart has another number of measures than one, or another one than the slug stands for.
 */
export async function readMeasure(answer: Answer, slug: Slug): Promise<Measure> {
  const place = { source: SOURCE, file: answer.name };
  const body = asObject(await readJson(answer, SOURCE), "body", place);
  const columns = asObject(field(body, "columns"), "columns", place);
  const measures = Object.keys(columns)
    .map((name) => asObject(field(columns, name), name, place))
    .filter((column) => !COMPANIONS.has(textField(column, "shortName", place)));
  const [measure] = measures;
  if (measures.length !== 1 || !measure) {
    throw new DriftError(
      `The chart has ${measures.length} measures, not one`,
      { ...place, value: measures.map((m) => textField(m, "shortName", place)).join(", ") },
      "See which of them is meant, and say so in the list of slugs",
    );
  }
  return checkMeasure(measure, answer.name, slug);
}

function checkMeasure(measure: JsonObject, file: string, slug: Slug): Measure {
  const place = { source: SOURCE, file };
  const expect = (good: boolean, column: string, value: string) => {
    if (good) return;
    throw new DriftError(
      `The chart is no longer what its slug stands for: ${column}`,
      { ...place, column, value },
      "Read the chart's page; change the list of slugs, and the indicator where the measure is another one",
    );
  };
  const title = textField(measure, "titleShort", place);
  const citation = textField(measure, "citationShort", place);
  const lastUpdated = textField(measure, "lastUpdated", place);
  expect(slug.title.test(title), "titleShort", title);
  expect(slug.producer.test(citation), "citationShort", citation);
  expect(isDay(lastUpdated), "lastUpdated", lastUpdated);
  if (slug.units) {
    const unit = textField(measure, "unit", place);
    expect(slug.units.includes(unit), "unit", unit);
  }
  return {
    shortName: textField(measure, "shortName", place),
    lastUpdated,
    timespan: textField(measure, "timespan", place),
    citation,
  };
}
