/** 1 → "1 row", 2 → "2 rows", 24123 → "24,123 rows". */
export function count(n: number, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${n.toLocaleString("en-GB")} ${n === 1 ? noun : plural}`;
}

/** Bytes as megabytes with one decimal, small amounts as kilobytes. */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
