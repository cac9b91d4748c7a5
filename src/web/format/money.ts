import { fixed } from "./number.ts";

const SCALES: readonly [number, string][] = [
  [1e9, " billion"],
  [1e6, " million"],
  [1e3, " thousand"],
];

/** "USD 23.5 million". Three significant figures: a longer number would claim more than is known. */
export function money(value: number, currency: string): string {
  const scale = SCALES.find(([size]) => Math.abs(value) >= size * 0.9995);
  if (!scale) return `${currency} ${fixed(value, 0)}`;
  const scaled = value / scale[0];
  const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
  return `${currency} ${fixed(scaled, digits)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")}${scale[1]}`;
}
