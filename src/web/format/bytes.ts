import { count } from "./number.ts";

/** "0.4 kB", "58 kB" or "1.9 MB": decimal units, as file hosts count. */
export function fileSize(bytes: number): string {
  if (bytes < 10_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000) return `${count(Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
