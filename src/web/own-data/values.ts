import { LIMITS } from "./limits.ts";

/** Ways to write "not known" in data files, in small letters. Never zero. */
const UNKNOWN = new Set(["", "na", "n/a", "#n/a", "nan", "null", "unknown", "missing", ".", "..", "..."]);

export const isUnknown = (text: string) => text.length <= 7 && UNKNOWN.has(text.toLowerCase());

export type NumberFault =
  | "number_text"
  | "number_comma"
  | "number_space"
  | "number_percent"
  | "number_formula"
  | "number_large";

export type Read<T, F extends string> = { value: T; fault: null } | { value: null; fault: F };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Digits with separators, percent or space between: a number in some country's way of writing. */
export const ODD_NUMBER = /^[+-]?[\d.,'’\s%]*\d[\d.,'’\s%]*$/;

/** A number with a decimal point and no separators; anything that could be read in two ways is a fault. */
export function readNumber(text: string): Read<number, NumberFault> {
  const plain = text.replace(/^[−–]/, "-");
  if (NUMBER.test(plain)) {
    const value = Number(plain);
    return Math.abs(value) <= LIMITS.magnitude
      ? { value, fault: null }
      : { value: null, fault: "number_large" };
  }
  return { value: null, fault: faultOf(plain) };
}

function faultOf(text: string): NumberFault {
  if (/^[=@]/.test(text)) return "number_formula";
  if (/^[+-]?inf(inity)?$/i.test(text)) return "number_large";
  if (!ODD_NUMBER.test(text)) return "number_text";
  if (text.includes("%")) return "number_percent";
  if (text.includes(",")) return "number_comma";
  return "number_space";
}

export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;
/** "2015", "2015.0" as some programs write whole numbers, or a date that begins with its year. */
const YEAR = /^(\d{4})(?:\.0*|-\d{1,2}(?:-\d{1,2})?(?:[T ][\d:.Z+-]*)?)?$/;

export function readYear(text: string): Read<number, "year_invalid"> {
  const year = Number(YEAR.exec(text)?.[1] ?? Number.NaN);
  return year >= FIRST_YEAR && year <= LAST_YEAR
    ? { value: year, fault: null }
    : { value: null, fault: "year_invalid" };
}
