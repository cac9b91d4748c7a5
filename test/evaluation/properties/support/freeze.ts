import { expect } from "vitest";

/** Freezes objects and lists, however deep; typed arrays cannot be frozen, so `snapshot` watches over them. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

/** @returns a function that expects the value to be what it was, bit for bit. */
export function snapshot<T>(value: T): () => void {
  const copy = structuredClone(value);
  return () => expect(value).toEqual(copy);
}
