import type { OwnDefinition, OwnOutcome } from "../../evaluation/study/own-data.ts";

/** What a file is read against. */
export interface World {
  countries: readonly { iso3: string; name: string }[];
  /** First and last year of the study. */
  years: readonly [number, number];
}

export type ColumnType = "country" | "year" | "number" | "text" | "empty";

/** A cell by its looks alone; "odd" is a number written so that it could be read in two ways. */
export type CellKind = "unknown" | "country" | "year" | "number" | "odd" | "text";
export type Counts = Readonly<Record<CellKind, number>>;

/** A column as found: its name is never a key of anything. */
export interface Column {
  name: string;
  type: ColumnType;
  /** Rows by the looks of their cell in this column. */
  counts: Counts;
}

export interface PreviewCell {
  text: string;
  kind: CellKind;
}

/** A file read once through: what its columns seem to be. */
export interface Profile {
  columns: readonly Column[];
  /** Without header and blank rows. */
  rows: number;
  delimiter: string;
  preview: readonly (readonly PreviewCell[])[];
  proposal: Interpretation;
  problems: ProblemList;
}

/** What each column is taken for, by its place from 0. */
export interface Interpretation {
  kind: "outcome" | "definition";
  layout: "long" | "wide";
  country: number | null;
  year: number | null;
  value: number | null;
  partner: number | null;
  role: number | null;
}

export type ProblemCode =
  | "country_unknown"
  | "country_missing"
  | "partner_unknown"
  | "partner_self"
  | "year_invalid"
  | "year_missing"
  | "number_text"
  | "number_comma"
  | "number_space"
  | "number_percent"
  | "number_formula"
  | "number_large"
  | "conflict"
  | "too_many_cells"
  | "header_duplicate"
  | "header_empty"
  | "header_data";

export interface Problem {
  code: ProblemCode;
  /** As spreadsheets number rows: the header is 1. */
  row: number;
  column: string;
  /** Cut to a length that can be shown. */
  value: string;
}

export interface ProblemList {
  /** The first ones. */
  shown: readonly Problem[];
  total: number;
  /** How many of each kind, most frequent first. */
  kinds: readonly (readonly [ProblemCode, number])[];
}

/** A file read with an interpretation: what of it can be used. */
export interface Checked {
  sha256: string;
  rows: number;
  problems: ProblemList;
  /** Cells (outcome) or rows (partnerships) without a value: kept unknown. */
  unknown: number;
  /** Known values of years outside the study: not used. */
  leftOut: number;
  /** Rows that say again what another row says. */
  repeated: number;
  /** Rows whose role says that the country only facilitated. */
  facilitators: number;
  outcome: Pick<OwnOutcome, "cells"> | null;
  definition: Pick<OwnDefinition, "countries"> | null;
}
