import { safeValue } from "../../src/errors/nap-error.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import type { AsOf, LiveSeriesRead, SourceContext } from "../../src/model/live-source.ts";
import type { IndicatorInfo, SeriesRow } from "../../src/model/series-source.ts";

const MAX_RAW = 10_000;
const ISO3 = /^[A-Z]{3}$/;

/** A record of an answer, and where it stands. */
export interface Origin {
  file: string;
  /** 1-based number of the record in its file. */
  at: number;
  /** The record as it came, for the quarantine. */
  record: unknown;
}

export interface Cell extends Origin {
  indicator: string;
  iso3: string;
  year: number;
  /** A number, or the code of a categorical indicator. */
  value: number | string;
}

interface Fault {
  column: string;
  value: string;
  code: string;
  reason: string;
  remedy: string;
}

/** Record text, cut where it is longer than any record has reason to be. */
function rawText(record: unknown): string {
  const text = JSON.stringify(record) ?? "";
  return text.length > MAX_RAW ? `${text.slice(0, MAX_RAW)}… (cut, ${text.length} characters)` : text;
}

/**
 * Gathers the rows of one pull and keeps count of everything else: refused cells, records left out on purpose.
 * Two rows of one indicator, country and year are a fault of the whole answer, never averaged.
 */
export class SeriesDraft {
  readonly #rows: SeriesRow[] = [];
  readonly #quarantined: Quarantined[] = [];
  readonly #leftOut = new Map<string, number>();
  readonly #seen = new Map<string, string>();
  readonly #info: ReadonlyMap<string, IndicatorInfo>;
  records = 0;

  constructor(
    readonly source: string,
    indicators: readonly IndicatorInfo[],
    readonly context: SourceContext,
  ) {
    this.#info = new Map(indicators.map((i) => [i.indicator, i]));
  }

  /** Counts a record that is left out on purpose. */
  leave(reason: string): void {
    this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
  }

  /** Keeps a record that cannot be read, with the reason. */
  refuse(origin: Origin, fault: Fault): void {
    this.#quarantined.push({
      table: "observation",
      file: origin.file,
      row: origin.at,
      raw: rawText(origin.record),
      ...fault,
      value: fault.value.slice(0, MAX_RAW),
    });
  }

  /** Takes a cell, or refuses or leaves it out. @throws DriftError for a second row of the same key. */
  add(cell: Cell): void {
    if (ISO3.test(cell.iso3) && !this.context.countries.has(cell.iso3)) {
      this.leave(`country not in our table: ${cell.iso3}`);
      return;
    }
    const info = this.#info.get(cell.indicator);
    if (!info) throw new RangeError(`${cell.indicator} is not an indicator of ${this.source}`);
    const fault = checkCell(cell, info);
    if (fault) {
      this.refuse(cell, fault);
      return;
    }
    this.#once(cell);
    this.#rows.push({
      at: cell.at,
      raw: rawText(cell.record),
      row: {
        indicator: cell.indicator,
        iso3: cell.iso3,
        year: cell.year,
        value: info.scale === "numeric" ? cell.value : null,
        category: info.scale === "category" ? cell.value : null,
      },
    });
  }

  #once(cell: Cell): void {
    const key = `${cell.indicator} ${cell.iso3} ${cell.year}`;
    const here = `${cell.file}, record ${cell.at}`;
    const before = this.#seen.get(key);
    if (before !== undefined) {
      throw new DriftError(
        `Two records give ${key} (${before}; ${here})`,
        { source: this.source, file: cell.file, row: cell.at },
        "Find out what tells the two apart upstream, and filter by it; never average or pick one",
      );
    }
    this.#seen.set(key, here);
  }

  /** @throws DriftError where an indicator has no row at all: its column or code means something else now. */
  finish(asOf: AsOf): LiveSeriesRead {
    const given = new Set(this.#rows.map((r) => r.row.indicator));
    const empty = [...this.#info.keys()].filter((name) => !given.has(name));
    if (empty.length > 0) {
      const first = this.#quarantined[0];
      throw new DriftError(
        `No usable value for ${empty.join(", ")}`,
        { source: this.source, ...(first ? { file: first.file, row: first.row, value: first.reason } : {}) },
        "See whether upstream changed its codes or the type of its values",
      );
    }
    return {
      ...asOf,
      rows: this.#rows,
      quarantined: this.#quarantined,
      records: this.records,
      leftOut: Object.fromEntries(this.#leftOut),
    };
  }

  /** Newest year of the rows, for sources that state no date of their own. */
  newestYear(): string {
    return String(this.#rows.reduce((newest, r) => Math.max(newest, Number(r.row.year)), 0));
  }
}

function checkCell(cell: Cell, info: IndicatorInfo): Fault | null {
  if (!ISO3.test(cell.iso3)) {
    return {
      column: "iso3",
      value: cell.iso3,
      code: "wrong-form",
      reason: "The country is not three capital letters",
      remedy: "See which place upstream means, and map it in the loader",
    };
  }
  if (!Number.isInteger(cell.year) || cell.year < 1900 || cell.year > 2100) {
    return {
      column: "year",
      value: String(cell.year),
      code: "out-of-range",
      reason: "The year is not a whole number from 1900 to 2100",
      remedy: "Check the record upstream",
    };
  }
  return info.scale === "numeric" ? checkNumber(cell.value, info) : null;
}

function checkNumber(value: number | string, info: IndicatorInfo): Fault | null {
  const [min, max] = info.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return {
      column: "value",
      value: String(value),
      code: "not-a-number",
      reason: `The value of ${info.indicator} is not a number: ${safeValue(String(value))}`,
      remedy: "See whether upstream changed the type, or declare the text as one that means unknown",
    };
  }
  if (value >= min && value <= max) return null;
  return {
    column: "value",
    value: String(value),
    code: "out-of-range",
    reason: `The value of ${info.indicator} is not between ${min} and ${max}`,
    remedy: "Check the value upstream; declare a correction if it is wrong there",
  };
}
