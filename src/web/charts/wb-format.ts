const FORMATS = new Map<number, Intl.NumberFormat>();

/** A number with this many decimals; its formats are kept, because a chart asks thousands of times. */
export function fixed(value: number, digits: number): string {
  let format = FORMATS.get(digits);
  if (!format) {
    format = new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    FORMATS.set(digits, format);
  }
  return format.format(value).replace("-", "−");
}

/** Decimals that tell effects of this size apart: two figures that count, one decimal at least below 100. */
export function digitsFor(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const digits = 1 - Math.floor(Math.log10(size));
  return Math.min(5, Math.max(size < 100 ? 1 : 0, digits));
}

/** "+1.2", "−0.5", "0.0": the sign of what is shown, not of what was rounded away. */
export function signed(value: number, digits: number): string {
  const text = fixed(Math.abs(value), digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

/** "−3.1 to +4.0", "from −3.1, no upper bound", "without bound". */
export function rangeWords(
  low: number | null,
  high: number | null,
  format: (value: number) => string,
): string {
  if (low !== null && high !== null) return `${format(low)} to ${format(high)}`;
  if (low !== null) return `from ${format(low)}, no upper bound`;
  if (high !== null) return `up to ${format(high)}, no lower bound`;
  return "without bound";
}

/** "p = 0.82", "p < 0.001". */
export const pWords = (p: number): string => (p < 0.001 ? "p < 0.001" : `p = ${fixed(p, p < 0.1 ? 3 : 2)}`);

/** How often chance does as much: "82 of 100 times". */
export function timesOf100(share: number): string {
  const times = share * 100;
  if (times > 0 && times < 1) return "fewer than 1 of 100 times";
  return `${fixed(times, 0)} of 100 times`;
}

/** Signed numbers of an axis, with the decimals that its ticks need. */
export function tickFormat(ticks: readonly number[]): (value: number) => string {
  const decimals = ticks.map((t) => String(Number(t.toPrecision(12))).split(".")[1]?.length ?? 0);
  const digits = Math.max(0, ...decimals);
  return (value) => signed(value, digits);
}
