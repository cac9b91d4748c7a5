import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, LiveSeries, SourceContext, SourceRequest } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { asObject, field, textField } from "../_shared/live-json.ts";
import {
  believablePages,
  FIRST_YEAR,
  findAnswer,
  needAnswer,
  unanswered,
  yearOf,
} from "../_shared/live-requests.ts";
import { addIncome, type Place, readCountries } from "./countries.ts";
import { euroRates } from "./euro.ts";
import { INCOME, RATE, SERIES, type WorldBankSeries } from "./indicators.ts";
import { idField, joinPages, type Page, type Row, readPage, SOURCE } from "./page.ts";

const API = "https://api.worldbank.org/v2/country";

const request = (name: string, path: string): SourceRequest => ({
  name,
  url: `${API}${path}`,
  kind: "json",
  minBytes: 50,
  maxBytes: 60_000_000,
  deadlineSeconds: 180,
  errorTexts: { "service unavailable": "The World Bank is busy; try again later" },
});

const pageName = (list: string, page: number) => `${list}.p${page}.json`;
const LISTS = ["countries", ...SERIES.map((s) => s.code)];

function listRequest(list: string, page: number, context: SourceContext): SourceRequest {
  const rest = page === 1 ? "" : `&page=${page}`;
  const name = pageName(list, page);
  if (list === "countries") return request(name, `?format=json&per_page=400${rest}`);
  const years = `${FIRST_YEAR}:${yearOf(context.today)}`;
  return request(name, `/all/indicator/${list}?format=json&per_page=20000&date=${years}${rest}`);
}

/** The pages of a list that are still to be asked, once its first page says how many there are. */
async function listRequests(list: string, answers: readonly Answer[], context: SourceContext) {
  const first = findAnswer(answers, pageName(list, 1));
  if (!first) return [listRequest(list, 1, context)];
  const { pages } = await readPage(first);
  believablePages(pages, SOURCE, first.name);
  return Array.from({ length: pages }, (_, i) => listRequest(list, i + 1, context));
}

async function readList(list: string, answers: readonly Answer[]) {
  const first = await readPage(needAnswer(answers, pageName(list, 1), SOURCE));
  const pages: Page[] = [first];
  for (let page = 2; page <= believablePages(first.pages, SOURCE, first.file); page++) {
    pages.push(await readPage(needAnswer(answers, pageName(list, page), SOURCE)));
  }
  return joinPages(pages);
}

function addRow(
  draft: SeriesDraft,
  series: WorldBankSeries,
  countries: ReadonlyMap<string, Place>,
  origin: Row,
): void {
  const place = { source: SOURCE, file: origin.file, row: origin.at };
  const row = asObject(origin.record, "row", place);
  const code = idField(row, "indicator", origin.file);
  if (code !== series.code) {
    throw new DriftError(
      `A row is of another series than the one asked for, ${series.code}`,
      { ...place, column: "indicator", value: code },
      "Pull again; if it stays so, upstream has renamed the series",
    );
  }
  const id = idField(row, "country", origin.file);
  const given = textField(row, "countryiso3code", place);
  const date = textField(row, "date", place);
  const value = field(row, "value");
  const country = countries.get(id);
  if (!country) {
    draft.refuse(origin, {
      column: "country",
      value: id,
      code: "unknown-code",
      reason: "The country is not in the country list of the same pull",
      remedy: "Look up the code upstream: it may be new, or a group of countries",
    });
    return;
  }
  if (country.aggregate) {
    draft.leave("groups of countries");
    return;
  }
  if (given !== "" && given !== country.iso3) {
    throw new DriftError(
      `The row gives another code than the country list, ${country.iso3}`,
      { ...place, column: "countryiso3code", value: given },
      "Find out upstream which code is right",
    );
  }
  if (series.only && series.only !== country.iso3) {
    draft.leave(`${series.code} of other countries than ${series.only}`);
    return;
  }
  if (value === undefined) {
    throw new DriftError(
      "A row has no value",
      { ...place, column: "value" },
      "Change the loader to the new shape",
    );
  }
  if (value === null) {
    draft.leave("no value upstream: unknown");
    return;
  }
  draft.add({
    ...origin,
    indicator: series.info.indicator,
    iso3: country.iso3,
    year: /^\d{4}$/.test(date) ? Number(date) : Number.NaN,
    value: typeof value === "number" ? value : JSON.stringify(value),
  });
}

/** Indicators API v2 of the World Bank, with the income group of its current country list. */
export const worldBank: LiveSeries = {
  kind: "series",
  id: SOURCE,
  title: "World Bank indicators",
  owner: "World Bank; women in parliament and ministers: Inter-Parliamentary Union and UN Women",
  licence:
    "CC BY 4.0 (World Bank); women in parliament and ministers: non-commercial terms of the IPU bind although the series page says CC BY 4.0",
  citation: {
    title: "World Development Indicators and Gender Statistics",
    publisher: "World Bank",
    url: "https://data.worldbank.org/",
    note: "Pulled from the Indicators API v2",
  },
  cadence_months: 3,
  hosts: ["api.worldbank.org"],
  paceMs: 1000,
  min_rows: 20_000,
  // A new base year moves both GDP series, a new population revision the third: about half of all rows.
  maxChangedShare: 0.7,
  indicators: [...SERIES.map((s) => s.info), INCOME],

  async next(answers, context) {
    const wanted: SourceRequest[] = [];
    for (const list of LISTS) wanted.push(...(await listRequests(list, answers, context)));
    return unanswered(wanted, answers);
  },

  async parse(answers, context) {
    const draft = new SeriesDraft(SOURCE, worldBank.indicators, context);
    const countries = readCountries((await readList("countries", answers)).rows);
    addIncome(draft, countries, yearOf(context.today));
    const updates: string[] = [];
    for (const series of SERIES) {
      const { first, rows } = await readList(series.code, answers);
      if (first.lastUpdated === null) {
        throw new DriftError(
          "lastupdated is missing",
          { source: SOURCE, file: first.file },
          "Change the loader to the new shape",
        );
      }
      updates.push(first.lastUpdated);
      draft.records += rows.length;
      for (const row of rows) addRow(draft, series, countries, row);
      if (series.code === RATE)
        for (const row of euroRates(rows, countries)) addRow(draft, series, countries, row);
    }
    updates.sort();
    const newest = updates.at(-1) ?? "";
    return draft.finish({
      as_of: newest,
      as_of_basis: `lastupdated of the API: newest of ${updates.length} series, the oldest is ${updates[0]}`,
    });
  },
};
