import type { Contract, Quarantined } from "./contract.ts";
import type { IndicatorInfo, SeriesRow } from "./series-source.ts";

/** What the bytes of an answer must be; anything else (a web page with status 200, say) is an error. */
export type AnswerKind = "json" | "csv" | "xml" | "zip" | "xlsx" | "parquet" | "html";

/** One question to a source, as data: loaders say what to ask, `src/net` asks it. */
export interface SourceRequest {
  /** Name of the answer within the pull, unique there: letters, digits, `_`, `.`, `-`. */
  name: string;
  /** https address without any secret. */
  url: string;
  kind: AnswerKind;
  headers?: Record<string, string>;
  /** Fewer bytes than this are no answer; more than `maxBytes` (after decompression) are refused while they arrive. */
  minBytes: number;
  maxBytes: number;
  /** One deadline for the whole request, body and retries of a broken body included, in seconds. */
  deadlineSeconds: number;
  /** Texts by which this source says "no" in an answer that looks like a good one, and what each means. */
  errorTexts?: Readonly<Record<string, string>>;
}

/** A good answer, kept in the store under its checksum. */
export interface Answer {
  name: string;
  url: string;
  kind: AnswerKind;
  /** File with the bytes, read-only. */
  path: string;
  bytes: number;
  sha256: string;
  /** When it was received, ISO 8601 in UTC; a 304 keeps the time of the first answer. */
  retrieved: string;
  /** Status and the headers worth keeping, lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The bytes, for answers that fit into memory. */
  read(): Promise<Uint8Array>;
}

/** The codes of a country, as data/reference/countries.csv has them. */
export interface CountryCodes {
  iso3: string;
  iso2: string | null;
  m49: string | null;
  name: string;
}

/** What a loader may know of the world beside the answers. */
export interface SourceContext {
  /** Day of the pull, YYYY-MM-DD. Fixed in the manifest: a rebuild sees the same day. */
  today: string;
  countries: ReadonlyMap<string, CountryCodes>;
}

/** Point in time that the content speaks of, and how that is known. */
export interface AsOf {
  as_of: string;
  as_of_basis: string;
}

/** Where the rows of a live source may be cited from; becomes a row of the source table, `live:<source id>`. */
export interface LiveCitation {
  title: string;
  publisher: string;
  /** Page a person can open. */
  url: string;
  note: string;
}

interface LiveSourceBase {
  id: string;
  title: string;
  owner: string;
  licence: string;
  citation: LiveCitation;
  /** How often upstream is renewed, in months. */
  cadence_months: number;
  /** Hosts that may be asked or redirected to. */
  hosts: readonly string[];
  /** Shortest time between two requests to one host, in milliseconds. */
  paceMs: number;
  /** A secret from the environment that goes into a header; without it the source is skipped and says so. */
  secret?: { env: string; header: string; howToGet: string };
  /** Fewer rows than this are taken as a broken answer. */
  min_rows: number;
  /** Largest share of the last good rows (0 to 1) that one pull may change or remove unless a person accepts it. */
  maxChangedShare: number;
  /**
   * What to ask next, given the answers so far (in the order they were asked); empty when the pull is complete.
   * Pure: the same answers give the same questions. Called first with no answers.
   * @throws NapError where an answer is not what the source documents.
   */
  next(answers: readonly Answer[], context: SourceContext): Promise<SourceRequest[]>;
}

/** A source of country-year series; its indicators replace those of the same name in the transcribed snapshots. */
export interface LiveSeries extends LiveSourceBase {
  kind: "series";
  indicators: IndicatorInfo[];
  /** Pure. Rows carry no source ids: they cite `live:<id>`. Bad cells go to quarantine, a bad shape throws. */
  parse(answers: readonly Answer[], context: SourceContext): Promise<LiveSeriesRead>;
}

export interface LiveSeriesRead extends AsOf {
  /** Rows with indicator, iso3, year, value, category; `at` counts records of the answer. */
  rows: SeriesRow[];
  quarantined: Quarantined[];
  /** Records in the answers, with those left out on purpose. */
  records: number;
  /** Records left out on purpose, by reason: aggregates, years out of range, empty values. */
  leftOut: Record<string, number>;
}

/** The statements a loader may run on its scratch database. */
export interface ScratchSql {
  run(sql: string): Promise<void>;
  query<T = Record<string, string | number | boolean | null>>(sql: string): Promise<T[]>;
}

/** Where an extract works. All paths may be used in SQL through `quoteText`. */
export interface ExtractWork {
  answers: readonly Answer[];
  context: SourceContext;
  /** An empty database with a memory limit; files may be read. */
  sql: ScratchSql;
  /** A folder for temporary files, removed afterwards. */
  scratch: string;
  /** Where the Parquet file of a table must be written, columns as the contract's warehouse columns. */
  output(table: string): string;
}

export interface ExtractReport extends AsOf {
  /** Records read from the answers. */
  records: number;
  rows: Record<string, number>;
  /** At most 1,000 refused records; `quarantinedTotal` counts all. */
  quarantined: Quarantined[];
  quarantinedTotal: number;
  leftOut: Record<string, number>;
  /** Dialects met and other facts of this pull that a reader should know. */
  notes: string[];
}

/** A source too large for row objects: turned once per pull into Parquet files of the tables it names. */
export interface LiveExtract extends LiveSourceBase {
  kind: "extract";
  /** Raised whenever `extract` changes its result: older extracts are then made anew from the same bytes. */
  version: number;
  tables: Contract[];
  extract(work: ExtractWork): Promise<ExtractReport>;
}

/** A register row that a person is asked to look at; never written unseen. */
export interface Proposal {
  /** What to do: look at a new plan page, or at a changed one. */
  action: "new" | "changed";
  iso3: string | null;
  country: string;
  title: string;
  url: string;
  /** Last change upstream, as upstream says. */
  modified: string;
  reason: string;
}

/** A source that only tells where the curated register may be behind. */
export interface LiveProposals extends LiveSourceBase {
  kind: "proposals";
  propose(
    answers: readonly Answer[],
    context: SourceContext,
    known: readonly KnownPlan[],
    /** Day of the last check that a person has seen, YYYY-MM-DD. */
    since: string,
  ): Promise<{ proposals: Proposal[]; records: number; leftOut: Record<string, number> } & AsOf>;
}

/** A plan of the register, as far as a proposal needs it. */
export interface KnownPlan {
  iso3: string;
  nap_sequence: number;
  adopted: string | null;
  start_year: number | null;
  end_year: number | null;
}

export type LiveSource = LiveSeries | LiveExtract | LiveProposals;
