import type { Support, TwinnedPair } from "./types.ts";

/** Rows of the matrix that are no single country. */
export const SEVERAL = "several";
export const REGIONAL = "regional";

export interface SupportChoice {
  /** Donor code, or "" for all. */
  donor: string;
  tie: "all" | "strong" | "weak";
  /** Only pairs that are twinned, too. */
  pairs: "all" | "twinned";
}

export interface MatrixCell {
  donor: string;
  /** Country code, SEVERAL or REGIONAL. */
  row: string;
  strong: number;
  weak: number;
  /** Supports for several countries that name this one; counted in the row SEVERAL, not here. */
  shared: number;
  /** Donor and recipient share a twinning arrangement: with a known year, without one, or not at all. */
  pair: "dated" | "undated" | null;
}

export interface Matrix {
  donors: { code: string; supports: number }[];
  rows: { code: string; supports: number; shared: number }[];
  cells: MatrixCell[];
}

const rowOf = ({ recipients }: Support) =>
  recipients.length === 0 ? REGIONAL : recipients.length === 1 ? (recipients[0] ?? REGIONAL) : SEVERAL;

const pairKey = (a: string, b: string) => [a, b].sort().join("-");

/** Pairs that are twinned: "dated" wins where one arrangement has a year and another has none. */
function pairMap(pairs: readonly TwinnedPair[]): Map<string, "dated" | "undated"> {
  const map = new Map<string, "dated" | "undated">();
  for (const p of pairs) {
    const key = pairKey(p.a, p.b);
    if (p.dated) map.set(key, "dated");
    else if (!map.has(key)) map.set(key, "undated");
  }
  return map;
}

/** Is donor and any of the recipients twinned? */
export function pairOf(support: Support, pairs: readonly TwinnedPair[]): "dated" | "undated" | null {
  const map = pairMap(pairs);
  const found = support.recipients.map((r) => map.get(pairKey(support.donor, r)));
  return found.includes("dated") ? "dated" : found.includes("undated") ? "undated" : null;
}

export function chosenSupports(
  supports: readonly Support[],
  pairs: readonly TwinnedPair[],
  choice: SupportChoice,
): Support[] {
  return supports.filter(
    (s) =>
      (choice.donor === "" || s.donor === choice.donor) &&
      (choice.tie === "all" || s.tie === choice.tie) &&
      (choice.pairs === "all" || pairOf(s, pairs) !== null),
  );
}

/** Counts of documented supports by donor and recipient. A support for several countries is one, in the row SEVERAL. */
export function matrixOf(supports: readonly Support[], pairs: readonly TwinnedPair[]): Matrix {
  const twinned = pairMap(pairs);
  const cells = new Map<string, MatrixCell>();
  const cell = (donor: string, row: string) => {
    const key = `${donor}>${row}`;
    const found = cells.get(key);
    if (found) return found;
    const pair = twinned.get(pairKey(donor, row)) ?? null;
    const made: MatrixCell = { donor, row, strong: 0, weak: 0, shared: 0, pair };
    cells.set(key, made);
    return made;
  };
  for (const support of supports) {
    const row = rowOf(support);
    cell(support.donor, row)[support.tie] += 1;
    if (row === SEVERAL) for (const iso3 of support.recipients) cell(support.donor, iso3).shared += 1;
  }
  const all = [...cells.values()];
  return { donors: donorsOf(all), rows: rowsOf(all), cells: all };
}

const total = (c: MatrixCell) => c.strong + c.weak;

function donorsOf(cells: readonly MatrixCell[]): Matrix["donors"] {
  const donors = new Map<string, number>();
  for (const c of cells) donors.set(c.donor, (donors.get(c.donor) ?? 0) + total(c));
  return [...donors]
    .map(([code, supports]) => ({ code, supports }))
    .sort((a, b) => b.supports - a.supports || a.code.localeCompare(b.code));
}

/** Countries with most supports first, then those that only shared supports name, then the two that are no country. */
function rowsOf(cells: readonly MatrixCell[]): Matrix["rows"] {
  const rows = new Map<string, { code: string; supports: number; shared: number }>();
  for (const c of cells) {
    const row = rows.get(c.row) ?? { code: c.row, supports: 0, shared: 0 };
    row.supports += total(c);
    row.shared += c.shared;
    rows.set(c.row, row);
  }
  const last = (code: string) => (code === SEVERAL ? 1 : code === REGIONAL ? 2 : 0);
  return [...rows.values()].sort(
    (a, b) =>
      last(a.code) - last(b.code) ||
      b.supports - a.supports ||
      b.shared - a.shared ||
      a.code.localeCompare(b.code),
  );
}
