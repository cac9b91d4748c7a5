const INTEGER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

export const count = (value: number) => INTEGER.format(value);

const BY_DIGITS = new Map<number, Intl.NumberFormat>();

export function fixed(value: number, digits: number): string {
  let format = BY_DIGITS.get(digits);
  if (!format) {
    // Making one takes as long as formatting a thousand numbers.
    format = new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    BY_DIGITS.set(digits, format);
  }
  return format.format(value).replace("-", "−");
}

/** "12%" of a share from 0 to 1. */
export const percent = (share: number, digits = 0) => `${fixed(share * 100, digits)}%`;

/** "1 plan", "12 plans", "no plans". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n === 0 ? "no" : count(n)} ${n === 1 ? one : many}`;
}

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Numbers up to ten as words, for running text. */
export const inWords = (n: number) => SMALL[n] ?? count(n);

/** "A, B and C". */
export function listWords(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** The same words with a capital first letter. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
