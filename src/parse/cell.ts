/** A cell that could not be read: why, and what to do. */
export interface CellProblem {
  code: string;
  reason: string;
  remedy: string;
}

export type CellResult<T> = { ok: true; value: T } | { ok: false; problem: CellProblem };

export const ok = <T>(value: T): CellResult<T> => ({ ok: true, value });
export const bad = (code: string, reason: string, remedy: string): CellResult<never> => ({
  ok: false,
  problem: { code, reason, remedy },
});

/** Strict whole number: optional minus, digits, nothing else. */
export function readInteger(raw: string, min: number, max: number): CellResult<number> {
  if (!/^-?\d{1,15}$/.test(raw))
    return bad("not-a-number", "is not a whole number", "Write digits only, without separators");
  const value = Number(raw);
  if (value < min || value > max)
    return bad("out-of-range", `is not between ${min} and ${max}`, "Correct the number from its source");
  return ok(value);
}

/** Amount of money: not negative, at most two decimals, kept as text so that no digit is lost. */
export function readAmount(raw: string): CellResult<string> {
  if (/^\d{1,16}(\.\d{1,2})?$/.test(raw)) return ok(raw);
  return bad(
    "not-an-amount",
    "is not a plain amount",
    "Write digits, at most two decimals after a point, no minus, separators or currency signs",
  );
}

/** Strict decimal with a point; kept as text so that no digit is lost. */
export function readDecimal(raw: string): CellResult<string> {
  if (!/^-?\d{1,16}(\.\d{1,6})?$/.test(raw)) {
    return bad(
      "not-a-number",
      "is not a plain decimal number",
      "Write digits with a decimal point, without separators or currency signs",
    );
  }
  return ok(raw);
}

/** Strict finite number for statistics. */
export function readNumber(raw: string): CellResult<number> {
  if (!/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(raw))
    return bad("not-a-number", "is not a number", "Write digits with a decimal point");
  return ok(Number(raw));
}

/** A date known to the year, the month or the day: YYYY, YYYY-MM or YYYY-MM-DD. */
export function readPartialDate(raw: string): CellResult<string> {
  const m = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(raw);
  const fault = bad("not-a-date", "is not a date", "Write YYYY, YYYY-MM or YYYY-MM-DD");
  if (!m) return fault;
  const [, year = "", month, day] = m;
  if (year < "1900" || year > "2100")
    return bad("out-of-range", "is not a year from 1900 to 2100", "Correct the year from its source");
  if (month && (month < "01" || month > "12")) return fault;
  if (day) {
    const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
    if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== raw) return fault;
  }
  return ok(raw);
}
