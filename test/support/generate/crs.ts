import { CRS_COLUMNS } from "../../../loaders/oecd-crs/columns.ts";
import { areasOf, type CrsArea, PURPOSES, TITLES } from "./crs-words.ts";
import { randomFrom } from "./random.ts";

/** A way in which CRS text has been written (api_shapes §1.5). */
export interface CrsDialect {
  delimiter: "|" | ",";
  encoding: "utf8" | "utf8-bom" | "utf16le" | "utf16be" | "latin1";
  /** All text cells and the header in quotes, as the current files; or only cells that need it. */
  quoteAll: boolean;
  header: "current" | "older" | "snake";
  /** The 2017 files end with a line that has one cell. */
  strayLastLine: boolean;
}

export const CURRENT: CrsDialect = {
  delimiter: "|",
  encoding: "utf8",
  quoteAll: true,
  header: "current",
  strayLastLine: false,
};

export interface CrsOptions {
  rows: number;
  seed: number;
  firstYear?: number;
  lastYear?: number;
  dialect?: Partial<CrsDialect>;
}

/** What the generated text adds up to, in whole US dollars, so that no sum depends on its order. */
export interface CrsTotals {
  rows: number;
  /** Key `year|recipient iso3 or ""|marker|purpose`, purposes other than the seven as "other". */
  cells: Map<string, { activities: number; commitment: number; disbursement: number }>;
}

const OLDER = new Map([
  ["CrsID", "CRSID"],
  ["Finance_T", "Finance_t"],
  ["DIG", "PDGG"],
  ["Bi_Multi", "bi_multi"],
]);

/** Header names as a dialect spells them. */
export function headerOf(style: CrsDialect["header"]): string[] {
  if (style === "current") return [...CRS_COLUMNS];
  if (style === "older") return CRS_COLUMNS.map((name) => OLDER.get(name) ?? name);
  return CRS_COLUMNS.map((name) =>
    name.includes("_") ? name.toLowerCase() : name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase(),
  );
}

/** Whole dollars as CRS prints them: millions with six decimals. */
const millions = (usd: number) => `${Math.floor(usd / 1e6)}.${String(usd % 1e6).padStart(6, "0")}`;

/**
 * CRS-shaped text in chunks of about a megabyte; the same seed gives the same bytes. `totals` is filled on the way.
 * Shares are made up; names, codes and the mix of columns follow the documented shape.
 */
export function* crsText(options: CrsOptions, totals: CrsTotals): Generator<Buffer> {
  const dialect = { ...CURRENT, ...options.dialect };
  const first = options.firstYear ?? 2006;
  const years = (options.lastYear ?? 2024) - first + 1;
  const next = randomFrom(options.seed);
  const pick = (n: number) => Math.floor(next() * n);
  let group = { year: first, donor: 0, recipient: 0 };
  const line = lineWriter(dialect);
  const encode = encoder(dialect.encoding);
  yield Buffer.concat([byteOrderMark(dialect.encoding), encode(line.header())]);
  let text: string[] = [];
  let size = 0;
  for (let i = 0; i < options.rows; i++) {
    // Files are ordered: a donor's activities for a recipient in a year stand together, about ten of them.
    if (i === 0 || pick(10) === 0)
      group = { year: first + pick(years), donor: pick(DONORS), recipient: pick(RECIPIENTS) };
    const row = line.row(i, group, pick, totals);
    text.push(row);
    size += row.length;
    if (size > 1_000_000) {
      yield encode(text.join(""));
      text = [];
      size = 0;
    }
  }
  if (dialect.strayLastLine) text.push("(end of file)\n");
  yield encode(text.join(""));
}

export const emptyTotals = (): CrsTotals => ({ rows: 0, cells: new Map() });

function byteOrderMark(encoding: CrsDialect["encoding"]): Buffer {
  if (encoding === "utf8-bom") return Buffer.from([0xef, 0xbb, 0xbf]);
  if (encoding === "utf16le") return Buffer.from([0xff, 0xfe]);
  if (encoding === "utf16be") return Buffer.from([0xfe, 0xff]);
  return Buffer.alloc(0);
}

function encoder(encoding: CrsDialect["encoding"]): (text: string) => Buffer {
  if (encoding === "utf16le") return (text) => Buffer.from(text, "utf16le");
  if (encoding === "utf16be") return (text) => Buffer.from(text, "utf16le").swap16();
  if (encoding === "latin1") return (text) => Buffer.from(text, "latin1");
  return (text) => Buffer.from(text, "utf8");
}

type Pick = (n: number) => number;
interface Group {
  year: number;
  donor: number;
  recipient: number;
}

const DONORS = areasOf("donor").length;
const RECIPIENTS = areasOf("recipient").length;

/** The last of a list far more often than the first: most aid is for other purposes, and of few kinds. */
const skewed = (pick: Pick, n: number) => Math.min(n - 1, pick(n * 3));

/** Cells that stand together are made once and joined per row: this is what makes the generator fast. */
function lineWriter(dialect: CrsDialect) {
  const d = dialect.delimiter;
  const needs = new RegExp(`["\\n${d === "|" ? "|" : ","}]`);
  const quote = (text: string) =>
    text !== "" && (dialect.quoteAll || needs.test(text)) ? `"${text.replaceAll('"', '""')}"` : text;
  const join = (cells: string[]) => cells.map(quote).join(d);
  const names = headerOf(dialect.header);
  const area = (a: CrsArea) => ({
    iso3: a.kind === "country" ? a.code : "",
    cells: join([a.dac, a.code, a.name]),
  });
  const recipients = areasOf("recipient").map((a) => ({
    ...area(a),
    rest: join(["289", "South of Sahara", "10016", "LDCs"]),
  }));
  const donors = areasOf("donor").map(
    (a) => `${area(a).cells}${d}${join(["2", "Ministry of Foreign Affairs"])}`,
  );
  const flows = [
    ["11", "ODA Grants", "1", "10", "110", "C01"],
    ["11", "ODA Grants", "1", "10", "110", "B03"],
    ["13", "ODA Loans", "1", "10", "421", "C01"],
    ["11", "ODA Grants", "3", "10", "110", "B01"],
    ["11", "ODA Grants", "1", "10", "110", "F01"],
    ["14", "Other Official Flows (non Export Credit)", "1", "21", "421", "C01"],
  ].map(join);
  const titles = TITLES.map((t) => ({
    short: join([t, t.slice(0, 40)]),
    long: join([`${t}. `.repeat(5), "5.2;16.1", ""]),
  }));
  const purposes = PURPOSES.map((p) => ({
    key: p.key,
    cells: join([p.code, p.name, p.code.slice(0, 3), p.sector]),
  }));
  const channel = `${join(["21000", "International NGO", "", "20000", "", "2020-01-01", "2024-12-31"])}`;
  const markers = ["0", "1", "2", ""].map((m) => ({
    key: m === "" ? "not_screened" : m,
    cells: `${m}${d}0${d}1${d}0${d}0${d}0${d}0${d}0${d}${d}${d}${d}${d}0${d}0${d}0${d}0`,
  }));
  const tail = `${join(["2020-06-01", "", "", "", "", "", "", "0", "0", "0", "0", "", "", "", "", "1"])}\n`;
  const zeros = `${d}`.repeat(12);
  return {
    header: () => `${names.map((n) => (dialect.quoteAll ? `"${n}"` : n)).join(d)}\n`,
    row(i: number, group: Group, pick: Pick, totals: CrsTotals): string {
      const { year } = group;
      const to = at(recipients, group.recipient);
      const title = at(titles, pick(titles.length));
      const purpose = at(purposes, skewed(pick, purposes.length));
      const marker = at(markers, pick(4));
      const given = pick(3_000_000);
      const paid = pick(2_000_000);
      add(totals, `${year}|${to.iso3}|${marker.key}|${purpose.key}`, given, paid);
      const now = `${millions(given)}${d}${millions(paid)}${d}`;
      return (
        `${year}${d}${at(donors, group.donor)}${d}${quote(`${year}${i}`)}${d}${quote(`P-${i}`)}${d}1${d}` +
        `${to.cells}${d}${to.rest}${d}${at(flows, skewed(pick, flows.length))}${d}${now}${d}${now}${zeros}${d}302${d}${d}${d}` +
        `${title.short}${d}${purpose.cells}${d}${channel}${d}${title.long}${d}${marker.cells}${d}${tail}`
      );
    },
  };
}

const at = <T>(list: readonly T[], i: number): T => list[i] as T;

function add(totals: CrsTotals, key: string, commitment: number, disbursement: number): void {
  totals.rows++;
  const cell = totals.cells.get(key);
  if (!cell) {
    totals.cells.set(key, { activities: 1, commitment, disbursement });
    return;
  }
  cell.activities++;
  cell.commitment += commitment;
  cell.disbursement += disbursement;
}
