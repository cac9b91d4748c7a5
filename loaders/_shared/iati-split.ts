/**
 * The split rules of the IATI standard as IATI Tables applies them: a percentage that is missing counts as 100,
 * zero is dropped, and each share is divided by the sum of the shares.
 * Shares are whole numbers (millionths of a per cent), so nothing is rounded before the money is.
 */

/** A code with the share that its publisher gives it, in per cent as text; null where none is given. */
export interface Listed {
  code: string;
  percentage: string | null;
}

/** A code with its weight among the others; weights need not sum to anything round. */
export interface Share<T = string> {
  of: T;
  weight: bigint;
}

const SCALE = 6;
const FORM = /^(\d{1,9})(?:\.(\d*))?$|^\.(\d+)$/;
const HUNDRED = 100_000_000n;

/** Per cent as millionths; null where the text is no percentage. Digits beyond the sixth are cut. */
export function readPercentage(text: string | null): bigint | null {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return HUNDRED;
  const match = FORM.exec(trimmed.endsWith("%") ? trimmed.slice(0, -1) : trimmed);
  if (!match) return null;
  const fraction = (match[2] ?? match[3] ?? "").slice(0, SCALE).padEnd(SCALE, "0");
  return BigInt((match[1] ?? "0") + fraction);
}

/**
 * Shares of a list, the same code named twice taken together. Empty where nothing is listed or all is zero;
 * null where a percentage cannot be read, because then no share of the list is known.
 */
export function shares<T extends string>(
  list: readonly Listed[],
  as: (code: string) => T,
): Share<T>[] | null {
  const weights = new Map<T, bigint>();
  for (const { code, percentage } of list) {
    const weight = readPercentage(percentage);
    if (weight === null) return null;
    if (weight > 0n) weights.set(as(code), (weights.get(as(code)) ?? 0n) + weight);
  }
  return [...weights].map(([of, weight]) => ({ of, weight }));
}

export const sumOf = (list: readonly Share<unknown>[]): bigint => list.reduce((sum, s) => sum + s.weight, 0n);

/** Countries and regions of an activity share its money; where countries reach 100 per cent, regions are ignored. */
export function placeShares(
  countries: readonly Listed[],
  regions: readonly Listed[],
): Share<`c:${string}` | `r:${string}`>[] | null {
  const inCountries = shares(countries, (code) => `c:${code}` as const);
  if (inCountries === null) return null;
  if (sumOf(inCountries) >= HUNDRED) return inCountries;
  const inRegions = shares(regions, (code) => `r:${code}` as const);
  return inRegions === null ? null : [...inCountries, ...inRegions];
}

/** Every recipient with every sector; the weights multiply. */
export function multiply<A, B>(one: readonly Share<A>[], two: readonly Share<B>[]): Share<[A, B]>[] {
  return one.flatMap((a) => two.map((b) => ({ of: [a.of, b.of] as [A, B], weight: a.weight * b.weight })));
}

/**
 * Splits an amount in millionths of its currency. Each part is within one millionth of its exact share, and the
 * parts sum to the whole exactly: every border between two parts is rounded once, and used by both.
 */
export function splitAmount(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, w) => sum + w, 0n);
  let reached = 0n;
  let border = 0n;
  return weights.map((weight) => {
    reached += weight;
    const next = (whole * reached) / total;
    const part = next - border;
    border = next;
    return part;
  });
}
