import { randomFrom } from "./random.ts";

/** IATI-shaped XML of any size from a seed, with totals that are known while it is written. */

const COUNTRIES = ["AF", "CD", "CO", "IQ", "KE", "LR", "ML", "NP", "SO", "UA", "UG", "YE"];
const REGIONS = ["298", "380", "1027"];
const SECTORS = ["15170", "15180", "15220", "15110", "11220", "13020", "15150"];
const CURRENCIES = ["USD", "EUR", "SEK", "GBP"];
const WORDS =
  "women peace security dialogue district training service support local network report plan & partners".split(
    " ",
  );
/** Codes that make a row of a stage, and some that are left out on purpose. */
const TYPES = ["2", "3", "3", "3", "4", "1", "11", "3", "2", "3", "4", "3"];

/** What a reader of the document must find: cents by `stage|currency`, and amounts by `stage|currency|country`. */
export interface IatiTotals {
  activities: number;
  transactions: number;
  leftOut: number;
  cents: Map<string, bigint>;
  byCountry: Map<string, number>;
}

export interface IatiOptions {
  seed: number;
  activities: number;
  /** Reference of the reporting organisation. */
  reporter?: string;
  version?: string;
  /** Kilobytes of free text in each activity; real documents have about 14 kB an activity in all. */
  textKilobytes?: number;
}

export const emptyTotals = (): IatiTotals => ({
  activities: 0,
  transactions: 0,
  leftOut: 0,
  cents: new Map(),
  byCountry: new Map(),
});

const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)] as T;
const escapeXml = (text: string) => text.replaceAll("&", "&amp;");

function words(count: number, next: () => number): string {
  const out: string[] = [];
  for (let i = 0; i < count; i++) out.push(pick(WORDS, next));
  return escapeXml(out.join(" "));
}

/** Pieces of one document; `totals` is filled as they are taken. */
export function* iatiXml(options: IatiOptions, totals: IatiTotals = emptyTotals()): Generator<string> {
  const next = randomFrom(options.seed);
  const reporter = options.reporter ?? "XX-TEST-1";
  const filler = Array.from({ length: 8 }, () =>
    Array.from({ length: (options.textKilobytes ?? 5) * 2 }, () => paragraph(next)).join("\n"),
  );
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="${options.version ?? "2.03"}">\n`;
  for (let i = 0; i < options.activities; i++) {
    yield activity(`${reporter}-${i}`, reporter, next, totals, pick(filler, next));
  }
  yield "</iati-activities>\n";
}

const paragraph = (next: () => number) =>
  `      <description type="1"><narrative xml:lang="en">${words(60, next)}</narrative></description>`;

function places(next: () => number): { xml: string; shares: [string, number][] } {
  const kind = next();
  if (kind < 0.55) {
    const code = pick(COUNTRIES, next);
    return { xml: `    <recipient-country code="${code}"/>\n`, shares: [[code, 1]] };
  }
  if (kind < 0.8) {
    const first = Math.floor(next() * 6);
    const list = [COUNTRIES[first] as string, COUNTRIES[first + 6] as string];
    const xml = list.map(
      (code, n) => `    <recipient-country code="${code}" percentage="${n === 0 ? "60" : "40.0"}"/>\n`,
    );
    return {
      xml: xml.join(""),
      shares: [
        [list[0] as string, 0.6],
        [list[1] as string, 0.4],
      ],
    };
  }
  if (kind < 0.95)
    return { xml: `    <recipient-region code="${pick(REGIONS, next)}" vocabulary="1"/>\n`, shares: [] };
  return { xml: "", shares: [] };
}

function activity(
  identifier: string,
  reporter: string,
  next: () => number,
  totals: IatiTotals,
  filler: string,
): string {
  const place = places(next);
  const marker = next();
  const significance = marker < 0.3 ? "" : String(Math.floor(marker * 3));
  const currency = pick(CURRENCIES, next);
  const body: string[] = [];
  totals.activities++;
  for (let t = 0; t < 12; t++) body.push(transaction(t, currency, next, totals, place.shares));
  return `  <iati-activity default-currency="${currency}" last-updated-datetime="2026-10-0${1 + Math.floor(next() * 9)}T00:00:00Z" xml:lang="en" humanitarian="0" hierarchy="1">
    <iati-identifier>${identifier}</iati-identifier>
    <reporting-org ref="${reporter}" type="10" secondary-reporter="0"><narrative>Test reporter</narrative></reporting-org>
    <title><narrative>${words(8, next)}</narrative></title>
${filler}
    <participating-org ref="${reporter}" role="1" type="10"><narrative>${words(3, next)}</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date iso-date="2019-01-01" type="2"/>
${place.xml}    <sector vocabulary="1" code="${pick(SECTORS, next)}" percentage="70"/>
    <sector vocabulary="1" code="11110" percentage="30"/>
    <sector vocabulary="99" code="own-${Math.floor(next() * 9)}"/>
${significance === "" ? "" : `    <policy-marker vocabulary="1" code="1" significance="${significance}"/>\n`}    <policy-marker vocabulary="1" code="2" significance="1"/>
    <collaboration-type code="1"/>
    <default-flow-type code="10"/>
    <budget type="1" status="1"><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/><value currency="${currency}" value-date="2020-01-01">1000</value></budget>
${body.join("")}  </iati-activity>
`;
}

function transaction(
  index: number,
  currency: string,
  next: () => number,
  totals: IatiTotals,
  shares: [string, number][],
): string {
  const type = TYPES[index] as string;
  const cents = BigInt(Math.floor(next() * 1e9));
  const value = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
  const date = `20${String(10 + Math.floor(next() * 15))}-0${1 + Math.floor(next() * 9)}-15`;
  totals.transactions++;
  if (["2", "3", "4"].includes(type)) {
    const key = `${type}|${currency}`;
    totals.cents.set(key, (totals.cents.get(key) ?? 0n) + cents);
    for (const [country, share] of shares) {
      const name = `${key}|${country}`;
      totals.byCountry.set(name, (totals.byCountry.get(name) ?? 0) + (Number(cents) / 100) * share);
    }
  } else totals.leftOut++;
  return `    <transaction ref="${index}" humanitarian="0">
      <transaction-type code="${type}"/>
      <transaction-date iso-date="${date}"/>
      <value currency="${currency}" value-date="${date}">${value}</value>
      <description><narrative>Payment ${index}</narrative></description>
      <provider-org ref="XX-TEST-1" type="10"><narrative>Giver</narrative></provider-org>
      <receiver-org ref="XX-TEST-2" type="22"><narrative>Receiver</narrative></receiver-org>
      <disbursement-channel code="1"/>
      <flow-type code="10"/>
      <finance-type code="110"/>
      <aid-type code="C01"/>
      <tied-status code="5"/>
    </transaction>
`;
}

/** Header of IATI Tables' transaction_breakdown, as its code writes it. */
export const BREAKDOWN_HEADER =
  "prefix,_link_activity,_link_transaction,iatiidentifier,reportingorg_ref,transactiontype_code,transactiontype_codename,transactiondate_isodate,sector_code,sector_codename,recipientcountry_code,recipientcountry_codename,recipientregion_code,recipientregion_codename,value,value_currency,value_valuedate,value_usd,percentage_used";

/** Rows of transaction_breakdown, one a transaction; `totals` is filled as they are taken. */
export function* breakdownCsv(
  seed: number,
  rows: number,
  totals: IatiTotals = emptyTotals(),
): Generator<string> {
  const next = randomFrom(seed);
  yield `${BREAKDOWN_HEADER}\n`;
  for (let i = 0; i < rows; i++) {
    const type = TYPES[i % TYPES.length] as string;
    const cents = BigInt(Math.floor(next() * 1e9));
    const currency = pick(CURRENCIES, next);
    const value = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
    const place =
      next() < 0.8 ? `${pick(COUNTRIES, next)},Name,,` : `,,${pick(REGIONS, next)},"Region, name"`;
    const day = `20${10 + Math.floor(next() * 15)}-0${1 + Math.floor(next() * 9)}-15`;
    const activity = `r${Math.floor(i / 12)}`;
    totals.transactions++;
    if (["2", "3", "4"].includes(type)) {
      const key = `${type}|${currency}`;
      totals.cents.set(key, (totals.cents.get(key) ?? 0n) + cents);
    } else totals.leftOut++;
    yield `,${activity},${activity}.t${i},XX-${activity},XX-TEST-${Math.floor(i / 12) % 2000},${type},Type,${day}T00:00:00+00:00,${pick(SECTORS, next)},Sector,${place},${value},${currency},${day}T00:00:00+02:00,${value},1\n`;
  }
}

/** Rows of policymarker: every third activity has no gender marker. */
export function* policyMarkerCsv(activities: number): Generator<string> {
  yield "_link,_link_activity,dataset,prefix,iatiidentifier,reportingorg_ref,vocabulary,vocabularyname,code,codename,significance,significancename\n";
  for (let i = 0; i < activities; i++)
    if (i % 3 > 0)
      yield `r${i}.p,r${i},d,,XX-r${i},XX-TEST-${i % 2000},1,OECD DAC CRS,1,Gender,${i % 3},Name\n`;
}
