/** A result as JSON can hold it: typed arrays become lists, infinities words, what is not a number null. */
export function plain(value: unknown): unknown {
  if (typeof value === "number") return plainNumber(value);
  if (value === null || typeof value !== "object") return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plainNumber);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, entry]) => [String(key), plain(entry)]));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => typeof entry !== "function")
      .map(([key, entry]) => [key, plain(entry)]),
  );
}

function plainNumber(value: number): number | string | null {
  if (Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  return value === Number.NEGATIVE_INFINITY ? "-Infinity" : value;
}
